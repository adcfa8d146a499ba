"""What part of the whole a file speaks for: what lies in it and isn't in the file is gone, if the load replaces."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from okr_analytics.loading.rows import Row

AMOUNTS = ("stated", "planned", "actual")
# Days without a line that don't end a stretch of time: a weekend with a holiday on either side.
BRIDGED_DAYS = 4
_BY_PLACE: Mapping[str, tuple[str, ...]] = {
    "objective": ("unit_key", "cycle_key"),
    "key_result": ("unit_key", "cycle_key"),
    "retrospective": ("unit_key", "cycle_key"),
    "kpi": ("unit_key",),
    "project": ("unit_key",),
    "champion": ("unit_key",),
}
_BY_ITEM: Mapping[str, str] = {
    "target": "key_result_key",
    "check_in": "key_result_key",
    "kpi_reading": "kpi_key",
    "milestone": "project_key",
}
_DATED = ("check_in", "kpi_reading")


def scopes(rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The scopes of a file's rows, as rows of load_scope; units and cycles are never replaced."""
    out: list[Row] = []
    for kind, names in _BY_PLACE.items():
        out += _by_place(kind, names, rows.get(kind, ()))
    out += _of_initiatives(rows.get("initiative", ()))
    for kind, name in _BY_ITEM.items():
        out += _by_item(kind, name, rows.get(kind, ()))
    return out + _of_effort(rows.get("effort", ()))


def _by_place(kind: str, names: Sequence[str], rows: Iterable[Row]) -> list[Row]:
    found = dict.fromkeys(tuple(row.get(name) for name in names) for row in rows if not row.get("implied"))
    return [{"kind": kind, **dict(zip(names, values, strict=True))} for values in found]


def _by_item(kind: str, name: str, rows: Iterable[Row]) -> list[Row]:
    days: dict[str, list[str]] = {}
    for row in rows:
        item = row.get(name) or row.get("kpi_key")
        if item:
            days.setdefault(item, []).extend([row["date"]] if row.get("date") else [])
    return [{"kind": kind, "item_key": item, **_ends(kind, own)} for item, own in days.items()]


def _of_initiatives(rows: Iterable[Row]) -> list[Row]:
    """By unit and by the key result or objective served: the initiatives of another cycle serve another one."""
    found = dict.fromkeys((r.get("unit_key"), r.get("key_result_key") or r.get("objective_key")) for r in rows)
    return [{"kind": "initiative", "unit_key": unit, "item_key": served} for unit, served in found]


def _ends(kind: str, days: list[str]) -> Row:
    return {"start": min(days), "end": max(days)} if kind in _DATED and days else {}


def _of_effort(rows: Sequence[Row]) -> list[Row]:
    """A scope for each unit, measure and amount, over the stretches of time that the lines cover."""
    people = _only_person(rows)
    dated: dict[tuple[str | None, str | None, str], set[tuple[str, str]]] = {}
    undated: dict[tuple[str | None, str | None, str, str | None], None] = {}
    for row in rows:
        for amount in AMOUNTS:
            if amount not in row:
                continue
            what = (row.get("unit_key"), row.get("measure"), amount)
            if "start" in row:
                dated.setdefault(what, set()).add((row["start"], row.get("end") or row["start"]))
            else:
                undated[(*what, row.get("period"))] = None
    out: list[Row] = []
    for (unit, measure, amount), spans in dated.items():
        for start, end in stretches(spans):
            out.append(_effort_scope(unit, measure, amount, people) | {"start": start, "end": end})
    for unit, measure, amount, period in undated:
        out.append(_effort_scope(unit, measure, amount, people) | {"period": period})
    return out


def _effort_scope(unit: str | None, measure: str | None, amount: str, people: Mapping[str | None, str | None]) -> Row:
    return {"kind": "effort", "unit_key": unit, "measure": measure, "amount": amount, "person": people.get(unit)}


def _only_person(rows: Iterable[Row]) -> dict[str | None, str | None]:
    """Unit → the one person whose file it is; None where several people, or nobody in particular, are in it."""
    people: dict[str | None, set[str | None]] = {}
    for row in rows:
        people.setdefault(row.get("unit_key"), set()).add(row.get("person"))
    return {unit: next(iter(found)) if len(found) == 1 else None for unit, found in people.items()}


def stretches(spans: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """ISO (start, end) pairs joined where they touch, overlap or leave only a weekend between them."""
    out: list[tuple[str, str]] = []
    for start, end in sorted(spans):
        if out and (dt.date.fromisoformat(start) - dt.date.fromisoformat(out[-1][1])).days <= BRIDGED_DAYS + 1:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
