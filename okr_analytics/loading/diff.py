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
_PARENT: Mapping[str, str] = {
    "objective": "concat_ws('/', unit_key, cycle_key)",
    "key_result": "concat_ws('/', objective_key)",
    "initiative": "concat_ws('/', unit_key, key_result_key)",
    "kpi": "coalesce(unit_key, '')",
    "project": "coalesce(unit_key, '')",
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
    """The views as of a day, before and after the load that was written for trial in a transaction."""

    def __init__(self, tx: Transaction, load_id: int, as_of: dt.date) -> None:
        self._tx = tx
        self._load = load_id
        self._as_of = as_of

    def gone(self, kinds: Iterable[str]) -> list[Difference]:
        """What the scopes of the load replace and the load doesn't bring again."""
        return [item for kind in kinds for item in self._gone(kind)]

    def new(self, kinds: Iterable[str]) -> list[Difference]:
        """What was not there before."""
        return [item for kind in kinds for item in self._new(kind)]

    def changed(self, kinds: Iterable[str]) -> list[Difference]:
        """What was there before and says something else in some field."""
        return [item for kind in kinds for item in self._changed(kind)]

    def offers(self, gone: Sequence[Difference], new: Sequence[Difference]) -> list[Renaming]:
        """The gone and the new in one place that look alike, best first, each named once."""
        fresh = {(item.kind, item.key) for item in new}
        lost = {(item.kind, item.key) for item in gone}
        found: list[Renaming] = []
        for kind in _PARENT:
            after = self._placed(kind, [key for of, key in fresh if of == kind], self._load)
            before = self._placed(kind, [key for of, key in lost if of == kind], self._load - 1)
            for place, olds in before.items():
                found += _alike(kind, olds, after.get(place, []))
        return _each_once(found)

    def _gone(self, kind: str) -> list[Difference]:
        return self._listed(
            kind, f"{self._view(kind, self._load - 1)} b ANTI JOIN {self._view(kind, self._load)} a USING (key)"
        )

    def _new(self, kind: str) -> list[Difference]:
        return self._listed(
            kind, f"{self._view(kind, self._load)} a ANTI JOIN {self._view(kind, self._load - 1)} b USING (key)"
        )

    def _listed(self, kind: str, source: str) -> list[Difference]:
        rows = self._tx.execute(f'SELECT key, {_LABEL[kind]}, "where" FROM {source} ORDER BY row_number, key')
        return [Difference(kind, key, label or "", where) for key, label, where in rows]

    def _changed(self, kind: str) -> list[Difference]:
        names = list(field_types(kind))
        differs = " OR ".join(f'a."{name}" IS DISTINCT FROM b."{name}"' for name in names)
        pairs = ", ".join(f'b."{name}", a."{name}"' for name in names)
        rows = self._tx.execute(
            f'SELECT a.key, a.label, a."where", {pairs} '
            f"FROM (SELECT *, {_LABEL[kind]} AS label FROM {self._view(kind, self._load)}) a "
            f"JOIN {self._view(kind, self._load - 1)} b USING (key) WHERE {differs} ORDER BY a.row_number, a.key"
        )
        return [_difference(kind, names, row) for row in rows]

    def _placed(self, kind: str, keys: list[str], known: int) -> dict[str, list[tuple[str, str]]]:
        if not keys or len(keys) > LISTED:
            return {}
        rows = self._tx.execute(
            f"SELECT {_PARENT[kind]}, key, {_LABEL[kind]} FROM {self._view(kind, known)} "
            "WHERE list_contains($keys, key) ORDER BY row_number, key",
            {"keys": keys},
        )
        placed: dict[str, list[tuple[str, str]]] = {}
        for place, key, label in rows:
            placed.setdefault(place, []).append((key, label or ""))
        return placed

    def _view(self, kind: str, known: int) -> str:
        day = EVER if kind in _DATED else self._as_of
        own = " WHERE source = 'check_in'" if kind == "check_in" else ""
        return f"(SELECT * FROM {kind}_now(DATE '{day.isoformat()}', {known:d}){own})"


def diff_of(
    new: Sequence[Difference], changed: Sequence[Difference], gone: Sequence[Difference], renamed: Sequence[Renaming]
) -> Diff:
    """The diff with whole counts and lists of bearable length."""
    counts = {name: _counts(items) for name, items in (("new", new), ("changed", changed), ("gone", gone))}
    return Diff(tuple(_first(new)), tuple(_first(changed)), tuple(_first(gone)), tuple(renamed), counts)


def _counts(items: Iterable[Difference]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in items:
        counts[item.kind] = counts.get(item.kind, 0) + 1
    return counts


def _first(items: Iterable[Difference]) -> Iterator[Difference]:
    seen: dict[str, int] = {}
    for item in items:
        seen[item.kind] = seen.get(item.kind, 0) + 1
        if seen[item.kind] <= LISTED:
            yield item


def _difference(kind: str, names: Sequence[str], row: Sequence[Any]) -> Difference:
    key, label, where, *values = row
    pairs = zip(names, values[0::2], values[1::2], strict=True)
    return Difference(kind, key, label or "", where, {name: (old, new) for name, old, new in pairs if old != new})


def _alike(kind: str, olds: Sequence[tuple[str, str]], news: Sequence[tuple[str, str]]) -> list[Renaming]:
    return [
        Renaming(kind, old_key, new_key, old, new, alike)
        for old_key, old in olds
        for new_key, new in news
        if (alike := likeness(comparable(old), comparable(new))) >= LIKELY
    ]


def _each_once(found: Iterable[Renaming]) -> list[Renaming]:
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
