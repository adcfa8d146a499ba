"""What the rules look at, asked of the store once: shares by unit and month, KPIs, projects, key results, capacity."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

import pandas as pd

from okr_analytics.metrics.evaluate import MetricRow, effort_measure, evaluate, picked_rows, rows
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.moved import steps
from okr_analytics.metrics.signals.signal import Figure
from okr_analytics.policy import Policy
from okr_analytics.store.database import Database

Ask: TypeAlias = Callable[[Database, Sequence[str], Sequence[str], Filters], tuple[MetricRow, ...]]  # as evaluate does
WHOLE = ""  # the key of the whole selection among the units
BEHIND = ("at_risk", "off_track", "outdated")


@dataclass(frozen=True, slots=True)
class Split:
    """The effort split of a unit, or of the whole: conversation → share as a fraction, where anything says it."""

    key: str
    unit: str
    planned: Mapping[str, float]
    actual: Mapping[str, float]

    def drift(self, conversation: str) -> float | None:
        """Actual minus planned share; None where one of them isn't known."""
        if conversation not in self.planned or conversation not in self.actual:
            return None
        return round(self.actual[conversation] - self.planned[conversation], 9)

    def figure(self, conversation: str, name: str) -> Figure:
        """A share of the split as a figure of a signal; `name` is planned or actual."""
        share = self.planned[conversation] if name == "planned" else self.actual[conversation]
        metric = "effort_share_planned" if name == "planned" else "effort_share"
        dims = {"conversation": conversation, **({"unit": self.key} if self.key else {})}
        return Figure(f"{conversation} {name}", share, "percent", metric, dims)


class Facts:
    """Lazy answers under one set of filters; nothing is asked that no rule looks at."""

    def __init__(self, database: Database, filters: Filters, policy: Policy, ask: Ask = evaluate) -> None:
        self.database, self.policy, self._ask = database, policy, ask
        measure = filters.measure or effort_measure(database, filters)
        self.filters = replace(filters, measure=measure).resolve(database)

    @property
    def as_of(self) -> dt.date:
        """The day that is asked for."""
        return self.filters.times[0]

    @property
    def has_effort(self) -> bool:
        """Whether any effort is known under the filters."""
        return self.filters.measure is not None

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """The split of the whole selection first, then of each unit by its own effort."""
        if not self.has_effort:
            return ()
        return (*self._splits(("conversation",)), *self._splits(("unit", "conversation")))

    @property
    def missing(self) -> str:
        """What is missing to judge any rule about the split: effort, or the conversation of more than half of it."""
        whole = next((split for split in self.splits if split.key == WHOLE), None)
        if whole is None or not whole.actual:
            return "No actual effort is known."
        if whole.actual.get("unknown", 0.0) > 0.5:
            return "For more than half of the effort nobody can tell which conversation it serves."
        return ""

    @property
    def missing_plan(self) -> str:
        """Empty where a plan of the effort is known."""
        return "" if any(split.planned for split in self.splits) else "No effort is planned here."

    def _splits(self, by: tuple[str, ...]) -> Iterator[Split]:
        found: dict[tuple[str, str], dict[str, dict[str, float]]] = {}
        for row in self._ask(self.database, ["effort_share", "effort_share_planned"], by, self.filters):
            key = row.keys.get("unit", WHOLE)
            if key is None or row.value is None:
                continue
            sides = found.setdefault((str(key), str(row.dims.get("unit") or "")), {})
            sides.setdefault(row.metric, {})[str(row.dims["conversation"])] = float(row.value)
        for (key, unit), sides in found.items():
            yield Split(key, unit, sides.get("effort_share_planned", {}), sides.get("effort_share", {}))

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """One row per unit, month and conversation: `key` (WHOLE for the whole selection), `month`, `share` (actual)."""
        found = []
        for by in (("month", "conversation"), ("unit", "month", "conversation")) if self.has_effort else ():
            for row in self._ask(self.database, ["effort_share"], by, replace(self.filters, cycle=None)):
                key = row.keys.get("unit", WHOLE)
                if key is not None and row.dims["month"] is not None and row.value is not None:
                    found.append((str(key), str(row.dims["month"]), str(row.dims["conversation"]), float(row.value)))
        return pd.DataFrame(found, columns=["key", "month", "conversation", "share"])

    @cached_property
    def courses(self) -> Mapping[tuple[str, str], Mapping[str, float]]:
        """(key, conversation) → month → share of the actual effort, months in their order: `monthly`, to be looked up."""
        found: dict[tuple[str, str], dict[str, float]] = {}
        course = self.monthly.sort_values("month")
        columns = (course[name].tolist() for name in ("key", "conversation", "month", "share"))
        for key, conversation, month, share in zip(*columns, strict=True):
            found.setdefault((key, conversation), {})[month] = share
        return found

    @cached_property
    def readings(self) -> pd.DataFrame:
        """Every KPI reading with its health on its day, from the view kpi_trend."""
        columns = ("kpi_key", "name", "unit_key", "date", "value", "health")
        return picked_rows(self.database, "kpi_trend", columns, self.filters).sort_values(["name", "kpi_key", "date"])

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The running projects with `unit_key` and `status`, from the view project_state."""
        everywhere = replace(self.filters, cycle=None)
        frame = picked_rows(self.database, "project_state", ("project_key", "unit_key", "status"), everywhere)
        return frame[~frame["status"].isin(["done", "cancelled", "not_started"])]

    @cached_property
    def steps(self) -> pd.DataFrame:
        """What moved since the cycle began: columns of metrics.moved.steps."""
        return steps(self.database, self.filters, self.since)

    @cached_property
    def steps_of_units(self) -> Mapping[str, "pd.Series[float]"]:
        """Key of a unit (WHOLE for the whole selection) → the known steps of its own key results."""
        known = self.steps.dropna(subset=["step"])
        own = {str(key): steps for key, steps in known.groupby("unit_key")["step"]}
        return {**own, WHOLE: known["step"]}

    @cached_property
    def since(self) -> dt.date:
        """The first day of the filters' cycle, else of the one that runs, else 90 days ago."""
        cycles = rows(self.database, "cycle_state", replace(self.filters, cycle=None))
        own = cycles[cycles["cycle_key"] == self.filters.cycle] if self.filters.cycle else cycles[cycles["is_running"]]
        starts = pd.to_datetime(own["start"]).dropna()
        return starts.max().date() if len(starts) else self.as_of - dt.timedelta(days=90)

    def of_unit(self, frame: pd.DataFrame, key: str) -> pd.DataFrame:
        """The rows of a unit itself; all rows for the whole selection."""
        return frame if key == WHOLE else frame[frame["unit_key"] == key]
