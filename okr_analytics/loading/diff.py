"""What a load changes: the load is written for trial, the views before and after it are compared, and all is undone."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from okr_analytics.loading.identity import comparable, likeness
from okr_analytics.loading.known import EVER
from okr_analytics.model import field_types
from okr_analytics.store.transaction import Transaction

LISTED = 1000  # items listed per kind; the counts are always whole
LIKELY = 0.72  # two titles in one place look like a rename from here on
_LABEL: Mapping[str, str] = {
    "unit": "name",
    "cycle": "name",
    "objective": "concat_ws(' ', code, title)",
    "key_result": "concat_ws(' ', code, title)",
    "target": "concat_ws(' ', coalesce(key_result, kpi), \"date\")",
    "check_in": "concat_ws(' ', key_result, \"date\")",
    "initiative": "concat_ws(' ', code, title)",
    "kpi": "concat_ws(' ', code, name)",
    "kpi_reading": "concat_ws(' ', kpi, \"date\")",
    "project": "concat_ws(' ', code, name)",
    "milestone": "concat_ws(' ', project, name)",
    "effort": "concat_ws(' ', unit, coalesce(period, \"start\"::VARCHAR), person, coalesce(item, category))",
    "retrospective": "concat_ws(' ', unit, kind, note)",
    "champion": "concat_ws(' ', person, role)",
}
# Where an item belongs: only inside one place a gone and a new item may be one under another name.
_PLACE: Mapping[str, str] = {
    "objective": "concat_ws('/', unit_key, cycle_key)",
    "key_result": "concat_ws('/', objective_key)",
    "initiative": "concat_ws('/', unit_key, key_result_key)",
    "kpi": "coalesce(unit_key, '')",
    "project": "coalesce(unit_key, '')",
}
_UNIT = "s.unit_key IS NOT DISTINCT FROM b.unit_key"
_UNIT_AND_CYCLE = f"{_UNIT} AND s.cycle_key IS NOT DISTINCT FROM b.cycle_key"
_ON_DAYS = 'b.date BETWEEN s."start" AND s."end"'
_IN_SCOPE: Mapping[str, str] = {
    "objective": _UNIT_AND_CYCLE,
    "key_result": _UNIT_AND_CYCLE,
    "retrospective": _UNIT_AND_CYCLE,
    "initiative": f"{_UNIT} AND s.item_key IS NOT DISTINCT FROM coalesce(b.key_result_key, b.objective_key)",
    "kpi": _UNIT,
    "project": _UNIT,
    "champion": _UNIT,
    "target": "s.item_key = coalesce(b.key_result_key, b.kpi_key)",
    "check_in": f"s.item_key = b.key_result_key AND {_ON_DAYS}",
    "kpi_reading": f"s.item_key = b.kpi_key AND {_ON_DAYS}",
    "milestone": "s.item_key = b.project_key",
}
_DATED = ("check_in", "kpi_reading")


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that is new, changed or gone; `fields` holds field → (old, new) of a changed one."""

    kind: str
    key: str
    label: str
    where: str | None
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The item in the form of the command line's JSON."""
        out: dict[str, Any] = {"kind": self.kind, "item": self.label, "where": self.where}
        if self.fields:
            out["fields"] = {name: [_plain(old), _plain(new)] for name, (old, new) in self.fields.items()}
        return out


@dataclass(frozen=True, slots=True)
class Renaming:
    """A gone and a new item that look like one: offered to the person, never decided; `likeness` is 0 to 1."""

    kind: str
    old_key: str
    new_key: str
    old: str
    new: str
    likeness: float

    def as_dict(self) -> dict[str, Any]:
        """The offer in the form of the command line's JSON."""
        return {"kind": self.kind, "old": self.old, "new": self.new, "likeness": round(self.likeness, 2)}


@dataclass(frozen=True)
class Diff:
    """What a load changes. `counts` ({"new": {kind: n}, …}) is whole; the lists hold the first thousand of a kind.

    `gone` lists what lies in the file's scope and isn't in the file, whether the load replaces it or leaves it.
    """

    new: tuple[Difference, ...] = ()
    changed: tuple[Difference, ...] = ()
    gone: tuple[Difference, ...] = ()
    renamed: tuple[Renaming, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def count(self, what: str) -> int:
        """How many items are "new", "changed" or "gone"."""
        return sum(self.counts.get(what, {}).values())

    def as_dict(self) -> dict[str, Any]:
        """The diff in the form of the command line's JSON."""
        return {
            "new": [item.as_dict() for item in self.new],
            "changed": [item.as_dict() for item in self.changed],
            "gone": [item.as_dict() for item in self.gone],
            "renamed": [item.as_dict() for item in self.renamed],
            "counts": {what: dict(kinds) for what, kinds in self.counts.items()},
        }


class Comparison:
    """The views as of a day, before and after a load that was written for trial in a transaction.

    The scopes that the load leaves alone stand in load_scope under its number with a minus, where no view sees them.
    """

    def __init__(self, tx: Transaction, load_id: int, as_of: dt.date) -> None:
        self._tx = tx
        self._load = load_id
        self._as_of = as_of

    def diff(self, kinds: Iterable[str]) -> Diff:
        """What the load changes in these kinds."""
        found: dict[str, list[Difference]] = {"new": [], "changed": [], "gone": []}
        counts: dict[str, dict[str, int]] = {"new": {}, "changed": {}, "gone": {}}
        offers: list[Renaming] = []
        for kind in kinds:
            places: dict[str, str] = {}
            for state, total, place, difference in self._differences(kind):
                found[state].append(difference)
                counts[state][kind] = total
                places[difference.key] = place or ""
            if kind in _PLACE and max(counts["gone"].get(kind, 0), counts["new"].get(kind, 0)) <= LISTED:
                gone, new = ([d for d in found[state] if d.kind == kind] for state in ("gone", "new"))
                offers += _offers(kind, gone, new, places)
        return Diff(tuple(found["new"]), tuple(found["changed"]), tuple(found["gone"]), tuple(offers), counts)

    def _differences(self, kind: str) -> Iterator[tuple[str, int, str | None, Difference]]:
        names = list(field_types(kind))
        differs = " OR ".join(f'a."{name}" IS DISTINCT FROM b."{name}"' for name in names)
        pairs = ", ".join(f'b."{name}" AS "old {name}", a."{name}" AS "new {name}"' for name in names)
        extras = f"{_LABEL[kind]} AS label, {_PLACE.get(kind, 'NULL')} AS place"
        rows = self._tx.execute(
            f"""
            SELECT state, count(*) OVER (PARTITION BY state), * EXCLUDE (state, position)
            FROM (
                SELECT
                    CASE
                        WHEN b.key IS NULL THEN 'new'
                        WHEN a.key IS NULL OR {self._absent(kind)} THEN 'gone'
                        ELSE 'changed'
                    END AS state,
                    coalesce(a.row_number, b.row_number) AS position,
                    IF(a.key IS NULL, b.place, a.place) AS place,
                    coalesce(a.key, b.key) AS key,
                    IF(a.key IS NULL, b.label, a.label) AS label,
                    IF(a.key IS NULL, b."where", a."where") AS "where",
                    {pairs}
                FROM (SELECT *, {extras} FROM {self._view(kind, self._load)}) AS a
                FULL JOIN (SELECT *, {extras} FROM {self._view(kind, self._load - 1)}) AS b ON a.key = b.key
                WHERE b.key IS NULL OR a.key IS NULL OR {differs} OR {self._absent(kind)}
            )
            QUALIFY row_number() OVER (PARTITION BY state ORDER BY position, key) <= {LISTED}
            ORDER BY position, key
            """
        )
        for state, total, where_it_belongs, key, label, where, *values in rows:
            fields = _changes(names, values) if state == "changed" else {}
            yield state, total, where_it_belongs, Difference(kind, key, label or "", where, fields)

    def _absent(self, kind: str) -> str:
        """SQL: the item lies in a scope that the load leaves alone, and isn't in the file."""
        match = _IN_SCOPE.get(kind)
        if match is None:
            return "false"
        return (
            f"(EXISTS (FROM load_scope AS s WHERE s.load_id = {-self._load:d} AND s.kind = '{kind}' AND {match}) "
            f"AND NOT EXISTS (FROM {kind} AS own WHERE own.load_id = {self._load:d} AND own.key = b.key))"
        )

    def _view(self, kind: str, known: int) -> str:
        day = EVER if kind in _DATED else self._as_of
        own = " WHERE source = 'check_in'" if kind == "check_in" else ""
        return f"(SELECT * FROM {kind}_now(DATE '{day.isoformat()}', {known:d}){own})"


def _changes(names: Sequence[str], values: Sequence[Any]) -> dict[str, tuple[Any, Any]]:
    pairs = zip(names, values[0::2], values[1::2], strict=True)
    return {name: (old, new) for name, old, new in pairs if old != new}


def _offers(
    kind: str, gone: Sequence[Difference], new: Sequence[Difference], places: Mapping[str, str]
) -> list[Renaming]:
    """The gone and the new in one place that look alike, best first, each named once."""
    found = [
        Renaming(kind, old.key, fresh.key, old.label, fresh.label, alike)
        for old in gone
        for fresh in new
        if places[old.key] == places[fresh.key]
        and (alike := likeness(comparable(old.label), comparable(fresh.label))) >= LIKELY
    ]
    out: list[Renaming] = []
    used: set[str] = set()
    for offer in sorted(found, key=lambda o: (-o.likeness, o.old, o.new)):
        if offer.old_key not in used and offer.new_key not in used:
            used |= {offer.old_key, offer.new_key}
            out.append(offer)
    return out


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | list) else float(value)
