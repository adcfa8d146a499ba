"""The unit that the readings of a KPI are written in, for KPIs of which nothing else says it: "21 %", "€ 300"."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import TypeAlias

from okr_analytics.ingest.rows.lineage import Lineage, places_of
from okr_analytics.ingest.tables import Read, Source
from okr_analytics.ingest.values import fold
from okr_analytics.model import Kpi, Record

# Name or code of a KPI as its readings have it → each unit that its readings are written in (None: none), and the first such cell.
Measures: TypeAlias = dict[str, dict[Read, Source | None]]
_Noted: TypeAlias = dict[str, list[tuple[str, dict[Read, Source | None]]]]  # the same by folded name, with its sheet


def note_measure(measures: Measures, kpi: str, said: tuple[Read, Source] | None) -> None:
    """Notes in what a reading of this KPI is written."""
    measure, source = said or (None, None)
    measures.setdefault(kpi, {}).setdefault(measure, source)


def with_measures(records: Sequence[Record], tables: Sequence[tuple[str, Measures]]) -> list[Record]:
    """The records, where KPIs without a unit have the one that all their readings are written in.

    `tables`: of each table the name of its sheet, and what was noted there.
    """
    noted: _Noted = defaultdict(list)
    for sheet, measures in tables:
        for kpi, found in measures.items():
            noted[fold(kpi)].append((sheet, found))
    return [_measured(r, noted) if isinstance(r, Kpi) and not r.measure else r for r in records]


def _measured(kpi: Kpi, by_name: _Noted) -> Kpi:
    names = {fold(name) for name in (kpi.code, kpi.name) if name}
    noted = [one for name in names for one in by_name.get(name, ())]
    said = set(chain.from_iterable(found for _, found in noted))
    measure = next(iter(said), None)
    if len(said) != 1 or measure is None or kpi.where is None:
        return kpi
    cells = dict(places_of(kpi.cells))
    own = (source for sheet, found in noted if sheet == kpi.where.sheet and (source := found[measure]))
    if (source := next(own, None)) and source.row:
        cells["measure"] = source.position
    return Kpi.drawn(kpi.where, Lineage(kpi.where.sheet, cells), kpi.values() | {"measure": measure})
