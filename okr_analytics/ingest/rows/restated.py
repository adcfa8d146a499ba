"""Records that only say again what another table of the file says in full: a list of readings names its KPIs anew."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from okr_analytics.ingest.rows.lineage import places_of
from okr_analytics.ingest.tables import Position
from okr_analytics.ingest.values import fold
from okr_analytics.model import KIND_OF, Record

Numbered: TypeAlias = tuple[int, Record]  # with the number of its table
Named: TypeAlias = dict[tuple[type[Record], str], list[Numbered]]
_NAMES = {"key_result": ("code", "title"), "kpi": ("code", "name"), "project": ("code", "name")}


def without_restated(tables: Sequence[Sequence[Record]]) -> list[list[Record]]:
    """The records of each table without key results, KPIs and projects that another table has with more to say of them.

    What such a record says in cells of its own has to be the same there, so nothing that differs is lost.
    """
    several = _in_several(tables)
    named = [[(record, _names(record)) for record in records if type(record) in several] for records in tables]
    full: Named = defaultdict(list)
    for number, pairs in enumerate(named):
        for record, names in pairs:
            for name in names:
                full[type(record), name].append((number, record))
    said: dict[int, set[str]] = {}
    gone = {
        id(record)
        for number, pairs in enumerate(named)
        for record, names in pairs
        if _is_restated(record, [one for name in names for one in full[type(record), name]], number, said)
    }
    return [[record for record in records if id(record) not in gone] for records in tables]


def _in_several(tables: Sequence[Sequence[Record]]) -> set[type[Record]]:
    """The kinds with names that more than one table has records of; the others can't be said again elsewhere."""
    kinds = Counter(kind for records in tables for kind in set(map(type, records)))
    return {kind for kind, count in kinds.items() if count > 1 and KIND_OF[kind] in _NAMES}


def _names(record: Record) -> set[str]:
    fields = _NAMES.get(record.record_kind, ())
    return {fold(str(value)) for name in fields if (value := getattr(record, name))}


def _is_restated(record: Record, found: Sequence[Numbered], number: int, said: dict[int, set[str]]) -> bool:
    """Whether another table than its own, `number`, says all that a record says and more; `found` share a name."""
    others = [other for place, other in found if place != number]
    if not others:
        return False
    for other in others:
        if _says_more(record, other) or not _may_be_one(record, other):
            continue
        own = _own_fields(record, said)
        if own < _own_fields(other, said) and all(_compared(record, name) == _compared(other, name) for name in own):
            return True
    return False


def _says_more(record: Record, other: Record) -> bool:
    """Whether a record says something of its own of which another has no cell; told without looking at all it says."""
    theirs = places_of(other.cells)
    return any(name not in theirs and _is_own(record, name, place) for name, place in places_of(record.cells).items())


def _may_be_one(record: Record, other: Record) -> bool:
    """Whether unit and cycle don't tell two records apart, the ones read from a title or a sheet's name included."""
    for name in ("unit", "cycle"):
        own, theirs = getattr(record, name, None), getattr(other, name, None)
        if own is not None and theirs is not None and own != theirs and fold(own) != fold(theirs):
            return False
    return True


def _own_fields(record: Record, said: dict[int, set[str]]) -> set[str]:
    """What a record says in cells of its own row; not what was read from its name or stands for several rows."""
    found = said.get(id(record))
    if found is None:
        found = said[id(record)] = _find_own_fields(record)
    return found


def _find_own_fields(record: Record) -> set[str]:
    return {name for name, place in places_of(record.cells).items() if _is_own(record, name, place)}


def _is_own(record: Record, field: str, place: Position) -> bool:
    if record.where is None or place[0] != record.where.row or getattr(record, field) in (None, ()):
        return False
    names = _NAMES[record.record_kind]
    return field in names or place != places_of(record.cells).get(names[1])


def _compared(record: Record, field: str) -> object:
    """The value of a field, a text so that two spellings of it are one."""
    value = getattr(record, field)
    return fold(value) if isinstance(value, str) else value
