"""Overload: the sum of what is planned is more than the capacity there is, for a unit, a person, or in percent."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from okr_analytics import numbers
from okr_analytics.metrics.evaluate import picked_rows, rows
from okr_analytics.metrics.signals.facts import Facts
from okr_analytics.metrics.signals.signal import Figure, Signal

KIND, PLACE = "overload", 5
TITLE = "Overload"
RULE = (
    "In a month, planned hours at least 5 % above a twelfth of the unit's capacity, or of the policy's hours a year for "
    "one person; or planned percentages of a unit's effort that add up to 105 % or more."
)
SILENT = "No plan of a month is above the capacity that is known."
MARGIN = 1.05


def missing(facts: Facts) -> str:
    """Why this can't be judged; empty where it can."""
    return facts.missing_plan


def find(facts: Facts) -> Iterator[Signal]:
    """Fires for units and people; units without a stated capacity can't be judged and stay silent."""
    if not facts.has_effort:
        return
    columns = (
        "unit_key",
        "unit",
        "person",
        "period",
        "month",
        "measure",
        "common_measure",
        "planned",
        "planned_common",
    )
    lines = picked_rows(facts.database, "effort_entry", columns, replace(facts.filters, measure=None))
    hours = lines[(lines["common_measure"] == "hours") & lines["month"].notna()]
    yield from _units(facts, hours)
    yield from _people(facts, hours)
    yield from _percentages(facts, lines[lines["measure"] == "percent"])


def _units(facts: Facts, hours: pd.DataFrame) -> Iterator[Signal]:
    units = rows(facts.database, "unit_state", replace(facts.filters, cycle=None))
    yearly = {
        key: float(str(value))
        for key, value in zip(units["unit_key"], units["capacity"], strict=True)
        if pd.notna(value)
    }
    for (key, name), months in _monthly(hours[hours["unit_key"].isin(list(yearly))], ["unit_key", "unit"]):
        who = f"the unit's capacity of {numbers.text(yearly[key] / 12, 'hours')} a month"
        yield from _above(facts, months, yearly[key] / 12, str(name), who, {"unit": key})


def _people(facts: Facts, hours: pd.DataFrame) -> Iterator[Signal]:
    each = facts.policy.hours_per_fte / 12
    for (person, _), months in _monthly(hours.assign(same=""), ["person", "same"]):
        who = f"one person's {numbers.text(each, 'hours')} a month"
        yield from _above(facts, months, each, str(person), who, {"person": person})


def _percentages(facts: Facts, lines: pd.DataFrame) -> Iterator[Signal]:
    planned = lines.assign(planned=pd.to_numeric(lines["planned"]).astype(float), person=lines["person"].fillna(""))
    for names, own in planned.groupby(["unit_key", "unit", "period", "person"]):
        key, unit, period, person = (str(name) for name in names)
        share = float(own["planned"].sum())
        if share < MARGIN:
            continue
        text = f"the plan of {period}{f' of {person}' if person else ''} adds up to {numbers.text(share, 'percent')}"
        dims = {"unit": key, **({"person": person} if person else {})}
        figure = Figure(f"planned {period}", share, "percent", "effort_planned", dims)
        yield Signal(KIND, unit, text, (figure,), replace(facts.filters, measure="percent"))


def _monthly(hours: pd.DataFrame, by: list[str]) -> Iterator[tuple[tuple[str, str], pd.Series]]:
    """Each unit or person with the planned hours of its months."""
    planned = hours.assign(planned_hours=pd.to_numeric(hours["planned_common"]).astype(float))
    for key, own in planned.dropna(subset=["planned_hours", by[0]]).groupby(by):
        yield (str(key[0]), str(key[1])), own.groupby("month")["planned_hours"].sum()


def _above(
    facts: Facts, months: pd.Series, capacity: float, name: str, who: str, dims: dict[str, object]
) -> Iterator[Signal]:
    over = months[months >= MARGIN * capacity]
    if over.empty:
        return
    worst = str(over.idxmax())
    more = f" (and in {len(over) - 1} other months)" if len(over) > 1 else ""
    text = f"{numbers.text(float(over.max()), 'hours')} are planned in {worst}{more}, above {who}"
    figures = tuple(
        Figure(f"planned {month}", float(value), "hours", "effort_planned", {**dims, "month": month})
        for month, value in over.items()
    )
    yield Signal(KIND, name, text, figures, replace(facts.filters, measure="hours"))
