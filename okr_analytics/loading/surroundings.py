"""Units and cycles: their keys, and a row for each that the file only refers to."""

import datetime as dt
from collections.abc import Iterable, Mapping

from okr_analytics.diagnostics import CellRef
from okr_analytics.loading.identity import Days, comparable, cycle_key, days_of, key_of, named_days
from okr_analytics.loading.remarks import Remarks
from okr_analytics.loading.rows import Row
from okr_analytics.policy import CyclePolicy

Names = Mapping[str, str]


class Units:
    """The units that the file states or names."""

    def __init__(self, renames: Names) -> None:
        self._renames = renames
        self._implied: dict[str, Row] = {}
        self._keys: dict[str | None, str | None] = {None: None}

    def key(self, name: str | None, where: CellRef | None = None) -> str | None:
        """The key of a unit by its name, None without one; the unit is there from now on, if only by its name."""
        if name not in self._keys:
            self._keys[name] = self._new_key(name, where)
        return self._keys[name]

    def _new_key(self, name: str | None, where: CellRef | None) -> str | None:
        plain = comparable(name)
        if not plain:
            return None
        key = key_of("unit", plain)
        key = self._renames.get(key, key)
        if key not in self._implied:
            self._implied[key] = {"key": key, "implied": True, "name": name, **_at(where)}
        return key

    def implied(self) -> list[Row]:
        """A row for every unit that was named."""
        return list(self._implied.values())


class Cycles:
    """The cycles that the file states or names, with their days where these are known."""

    def __init__(
        self,
        stored: Mapping[str, Days],
        policy: Iterable[CyclePolicy],
        renames: Names,
        as_of: dt.date,
        remarks: Remarks,
    ) -> None:
        self._renames = renames
        self._as_of = as_of
        self._remarks = remarks
        self._policy = tuple(policy)
        self._implied: dict[str, Row] = {}
        self.days = dict(stored)
        for cycle in self._policy:
            self.days[cycle_key(cycle.name, cycle.start)] = Days(cycle.start, cycle.end)

    def key(self, name: str | None, where: CellRef | None = None) -> str | None:
        """The key of a cycle by its name, None without one; the cycle is there from now on, if only by its name."""
        if not name or not comparable(name):
            return None
        key = cycle_key(name, self._as_of)
        key = self._renames.get(key, key)
        if key not in self._implied:
            self._implied[key] = {
                "key": key,
                "implied": True,
                "name": name,
                **self._days_row(name, key, where),
                **_at(where),
            }
        return key

    def of_dates(self, start: dt.date | None, due: dt.date | None) -> str | None:
        """The key of the cycle in which these days lie: the policy's, else a quarter, half or year that they span."""
        if due is None:
            return None
        for cycle in sorted(self._policy, key=lambda c: c.end - c.start):
            if cycle.start <= (start or due) and due <= cycle.end:
                return self.key(cycle.name) if cycle_key(cycle.name, self._as_of) in self.days else None
        name = named_days(Days(start, due)) if start and start < due else None
        return self.key(name)

    def state(self, key: str, start: dt.date | None, end: dt.date | None) -> None:
        """Remember the days that a row of the file gives a cycle."""
        if start and end:
            self.days[key] = Days(start, end)

    def implied(self) -> list[Row]:
        """A row for every cycle that was named."""
        return list(self._implied.values())

    def _days_row(self, name: str, key: str, where: CellRef | None) -> Row:
        days = days_of(name, self._as_of)
        if days is None:
            return {}
        self.days.setdefault(key, days)
        if days.assumed:
            self._remarks.inform(
                "cycle-year-assumed",
                f'The cycle "{name}" names no year; {days.start} to {days.end} is assumed.',
                "Write the year beside it, or set the cycles in the policy.",
                where,
            )
        return {"start": days.start.isoformat(), "end": days.end.isoformat()}


def _at(where: CellRef | None) -> Row:
    return {"where": str(where)} if where else {}
