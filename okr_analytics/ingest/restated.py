"""Records that only say again what another table of the file says in full: a list of readings names its KPIs anew."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from okr_analytics.ingest.lineage import places_of
from okr_analytics.ingest.values import fold
from okr_analytics.model import Record

_NAMES = {"key_result": ("code", "title"), "kpi": ("code", "name"), "project": ("code", "name")}


def without_restated(tables: Sequence[Sequence[Record]]) -> list[list[Record]]:
    """The records of each table without key results, KPIs and projects that another table has with more to say of them.

    What such a record says in cells of its own has to be the same there, so nothing that differs is lost.
    """
    several = _in_several(tables)
    full: dict[tuple[str, str], list[tuple[int, Record]]] = defaultdict(list)
    for number, records in enumerate(tables):
        for record in records:
            if record.record_kind in several:
                for name in _names(record):
                    full[record.record_kind, name].append((number, record))
    said: dict[int, dict[str, object]] = {}
    return [
        [r for r in records if r.record_kind not in several or not _is_restated(r, number, full, said)]
        for number, records in enumerate(tables)
    ]


def _in_several(tables: Sequence[Sequence[Record]]) -> set[str]:
    """The kinds with names that more than one table has records of; the others can't be said again elsewhere."""
    kinds = Counter(kind for records in tables for kind in {r.record_kind for r in records})
    return {kind for kind, count in kinds.items() if count > 1 and kind in _NAMES}


def _names(record: Record) -> set[str]:
    fields = _NAMES.get(record.record_kind, ())
    return {fold(str(value)) for name in fields if (value := getattr(record, name))}


def _is_restated(
    record: Record,
    number: int,
    full: Mapping[tuple[str, str], Sequence[tuple[int, Record]]],
    said: dict[int, dict[str, object]],
) -> bool:
    found = [one for name in _names(record) for one in full[record.record_kind, name]]
    others = {id(other): other for place, other in found if place != number}
    if not others:
        return False
    own = _said(record)
    for key, other in others.items():
        if len(other.cells) <= len(own) or not _may_be_one(record, other):
            continue
        theirs = said.get(key)
        if theirs is None:
            theirs = said[key] = _said(other)
        if len(theirs) > len(own) and all(theirs.get(n) == v for n, v in own.items()):
            return True
    return False


def _may_be_one(record: Record, other: Record) -> bool:
    """Whether unit and cycle don't tell two records apart, the ones read from a title or a sheet's name included."""
    pairs = ((getattr(record, name, None), getattr(other, name, None)) for name in ("unit", "cycle"))
    return all(own is None or theirs is None or fold(own) == fold(theirs) for own, theirs in pairs)


def _said(record: Record) -> dict[str, object]:
    """What a record says in cells of its own row; not what was read from its name or stands for several rows."""
    names = _NAMES.get(record.record_kind, ())
    places = places_of(record.cells)
    name = places.get(names[1]) if names else None
    found: dict[str, object] = {}
    for field, place in places.items():
        value = getattr(record, field)
        if value in (None, ()) or record.where is None or place[0] != record.where.row:
            continue
        if place != name or field in names:
            found[field] = fold(value) if isinstance(value, str) else value
    return found
