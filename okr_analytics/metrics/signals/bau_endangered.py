"""Business as usual endangered: its share of the effort falls while KPIs leave their healthy ranges."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from okr_analytics import numbers
from okr_analytics.metrics.signals.facts import Facts, Split
from okr_analytics.metrics.signals.signal import Figure, Signal

KIND, PLACE = "bau_endangered", 2
TITLE = "Business as usual endangered"
RULE = (
    "The share of business as usual at least 5 points below its plan, or in the last month at least 5 points below the "
    "mean of up to three months before, while more KPIs left their healthy range in these months than came back."
)
SILENT = "Nowhere do KPIs leave their healthy ranges while business as usual gets less effort."
FALL = 0.05
MONTHS = 3


def missing(facts: Facts) -> str:
    """Why this can't be judged; empty where it can."""
    if facts.missing:
        return facts.missing
    judged = facts.readings["health"].isin(["healthy", "warning", "unhealthy"])
    return "" if judged.any() else "No reading of a KPI with a healthy range is known."


def find(facts: Facts) -> Iterator[Signal]:
    """Fires for the whole selection and for each unit by its own effort and KPIs."""
    crossed: dict[dt.date, tuple[pd.DataFrame, pd.DataFrame]] = {}
    for split in facts.splits:
        fallen = _fall(facts, split)
        if fallen is None:
            continue
        text, figures, since = fallen
        if since not in crossed:  # the same for most units
            crossed[since] = _crossings(facts.readings, since)
        left, back = (facts.of_unit(kpis, split.key) for kpis in crossed[since])
        if len(left) <= len(back):
            continue
        names = ", ".join(sorted(left["name"])[:3]) + ("" if len(left) <= 3 else f" and {len(left) - 3} more")
        kpis = tuple(_figure(row) for row in left.to_dict("records"))
        count = f"{numbers.text(len(left), 'count')} KPI{'s' if len(left) > 1 else ''}"
        yield Signal(
            KIND, split.unit, f"{text}, and {count} left the healthy range: {names}", (*figures, *kpis), facts.filters
        )


def _fall(facts: Facts, split: Split) -> tuple[str, tuple[Figure, ...], dt.date] | None:
    """What fell, its figures, and the day from which KPIs are looked at."""
    shares = facts.courses.get((split.key, "bau"), {})
    months = [month for month in shares if month <= f"{facts.as_of:%Y-%m}"][-MONTHS - 1 :]
    since = dt.date.fromisoformat(f"{months[0]}-01") if months else facts.since
    drift = split.drift("bau")
    if drift is not None and drift <= -FALL:
        said = [numbers.text(side["bau"], "percent") for side in (split.actual, split.planned)]
        both = (split.figure("bau", "actual"), split.figure("bau", "planned"))
        return f"business as usual took {said[0]} of the effort instead of {said[1]}", both, since
    if len(months) < 2:
        return None
    last, before = shares[months[-1]], sum(shares[month] for month in months[:-1]) / (len(months) - 1)
    if round(before - last, 9) < FALL:
        return None
    dims = {"conversation": "bau", **({"unit": split.key} if split.key else {})}
    figures = tuple(
        Figure(f"bau actual {month}", shares[month], "percent", "effort_share", {**dims, "month": month})
        for month in months
    )
    text = (
        f"business as usual took {numbers.text(last, 'percent')} of the effort in {months[-1]} "
        f"after {numbers.text(before, 'percent')} in the months before"
    )
    return text, figures, since


def _crossings(readings: pd.DataFrame, since: dt.date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The last readings of the KPIs that left their healthy range since a day, and of those that came back."""
    known = readings[readings["health"] != "unknown"].sort_values("date", kind="stable")
    days = pd.to_datetime(known["date"])
    before = known[days < pd.Timestamp(since)].drop_duplicates("kpi_key", keep="last").set_index("kpi_key")["health"]
    last = known[days >= pd.Timestamp(since)].drop_duplicates("kpi_key", keep="last")
    was = last["kpi_key"].map(before)
    is_healthy = last["health"] == "healthy"
    return last[(was == "healthy") & ~is_healthy], last[was.notna() & (was != "healthy") & is_healthy]


def _figure(row: dict[object, object]) -> Figure:
    return Figure(str(row["name"]), float(str(row["value"])), "number", "kpis_healthy_share", {"kpi": row["kpi_key"]})
