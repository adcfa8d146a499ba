"""Metrics by dimensions: one question per view, the same answer for page, pack and command line."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

import pandas as pd

from okr_analytics.document import Unit
from okr_analytics.errors import UnknownName
from okr_analytics.metrics.catalogue import dimension, metric
from okr_analytics.metrics.definitions.metric import Metric
from okr_analytics.metrics.dimensions import DIMENSIONS, Dimension
from okr_analytics.metrics.filters import CONVERSATIONS, Filters
from okr_analytics.metrics.question import counting, source
from okr_analytics.store.database import Database
from okr_analytics.store.definitions import view_texts

# Parallel sums of doubles differ in their last digits from run to run: everybody sees the same ten.
DIGITS = 10


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One number: dims are what people read (None = not stated), keys what tells the group apart, for drilling down.

    value None = unknown. coverage: the share (0-1) of what counts for which the number is known; None = all of it.
    """

    metric: str
    dims: Mapping[str, object]
    value: float | int | None
    unit: Unit
    coverage: float | None
    keys: Mapping[str, object]

    def as_dict(self) -> dict[str, object]:
        """The row in the form of the command line's JSON.

        `value_unit` says how the value is counted; so does `unit`, unless the row is told apart by organisational unit.
        """
        return {
            "metric": self.metric,
            "value": self.value,
            "unit": self.unit,
            "value_unit": self.unit,
            "coverage": self.coverage,
            **self.dims,
        }


def evaluate(
    database: Database, metrics: Sequence[str], by: Sequence[str] = (), filters: Filters | None = None
) -> tuple[MetricRow, ...]:
    """The metrics, one row per group of the dimensions `by`, ordered by metric as asked and then by group.

    Effort is told in one measure at a time (the row says which in dims["measure"]) and its shares always by
    conversation. Raises UnknownName for a metric, dimension, unit or cycle that doesn't exist.
    """
    asked = [metric(name) for name in metrics]
    for one in asked:
        for name in by:
            dimension(name, one)
    resolved = (filters or Filters()).resolve(database)
    found: list[MetricRow] = []
    for group in _by_view(asked):
        found += _answer(database, group, tuple(by), resolved)
    order = {name: place for place, name in enumerate(metrics)}
    return tuple(sorted(found, key=lambda row: order[row.metric]))


def value(database: Database, name: str, filters: Filters | None = None) -> MetricRow:
    """One metric over everything that the filters leave."""
    rows = evaluate(database, [name], (), filters)
    if len(rows) != 1:
        raise UnknownName(f"{name} is a share by conversation: filter by one.")
    return rows[0]


def rows(
    database: Database,
    view: str,
    filters: Filters | None = None,
    *,
    only: Mapping[str, object] | None = None,
    columns: Sequence[str] = (),
    order: Sequence[str] = (),
    limit: int | None = None,
) -> pd.DataFrame:
    """The rows of a view that the filters leave, as a frame with the view's columns.

    only: column → value it must have (None = not stated). columns: those wanted, all without any. order: columns,
    "-column" for falling. Raises UnknownName.
    The maps from field to cell come along only with `only`: for all rows of a large view they cost more than the rest.
    """
    if view not in view_texts():
        raise UnknownName(f"There is no view {view!r}.")
    resolved = (filters or Filters()).resolve(database)
    picked = only or {}
    part = source(database, view, (), resolved)
    known = database.columns(view, *resolved.times)
    maps = [] if picked else [f'"{name}"' for name, kind in known.items() if kind.startswith("MAP")]
    for name in [*picked, *columns, *(column.removeprefix("-") for column in order)]:
        if name not in known:
            raise UnknownName(f"The view {view} has no column {name!r}.")
    conditions = "".join(f' AND v."{name}" IS NOT DISTINCT FROM ?' for name in picked)
    falling = ", ".join(f'v."{c.removeprefix("-")}"{" DESC" if c.startswith("-") else ""} NULLS LAST' for c in order)
    chosen = f"v.* EXCLUDE ({', '.join(maps)})" if maps else "v.*"
    if columns:
        chosen = ", ".join(f'v."{name}"' for name in columns)
    sql = f"SELECT {chosen} {part.sql}{conditions}{f' ORDER BY {falling}' if order else ''}"
    found = database.frame(f"{sql} LIMIT {int(limit)}" if limit is not None else sql, [*part.values, *picked.values()])
    return _alike(found)


def picked_rows(database: Database, view: str, columns: Sequence[str], filters: Filters) -> pd.DataFrame:
    """The rows of a view that resolved filters leave, only these columns: what a few thousand rows are asked by quickly."""
    part = source(database, view, (), filters)
    names = ", ".join(f'v."{name}"' for name in columns)
    return _alike(database.frame(f"SELECT {names} {part.sql}", part.values))


def _alike(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the digits of its floats that are the same in every run."""
    floats = frame.select_dtypes("float")
    if len(floats.columns):
        frame[floats.columns] = floats.round(DIGITS)
    return frame


def effort_measure(database: Database, filters: Filters) -> str | None:
    """The measure in which effort is told where none is asked for: the one with the most lines, hours before others."""
    part = source(database, "effort_entry", (), replace(filters, measure=None, conversation=None))
    found = database.query(
        f"SELECT v.effort_measure {part.sql} GROUP BY 1 "
        "ORDER BY count(*) DESC, v.effort_measure <> 'hours', v.effort_measure LIMIT 1",
        part.values,
    )
    return None if not found or found[0][0] is None else str(found[0][0])


def _by_view(asked: Sequence[Metric]) -> list[list[Metric]]:
    groups: dict[tuple[str, str, bool], list[Metric]] = {}
    for one in asked:
        groups.setdefault((one.view, one.where, bool(one.share_of)), []).append(one)
    return list(groups.values())


def _answer(database: Database, group: list[Metric], by: tuple[str, ...], filters: Filters) -> list[MetricRow]:
    fixed: dict[str, object] = {}
    if group[0].view == "effort_entry" and "measure" not in by:
        measure = filters.measure or effort_measure(database, filters)
        filters = replace(filters, measure=measure)
        fixed = {"measure": measure}
    if group[0].share_of:
        return _shares(database, group, by, filters, fixed)
    dimensions = [DIMENSIONS[name] for name in by]
    part = source(database, group[0].view, dimensions, filters)
    numbers = [f"{one.expression}, {one.coverage or 'NULL'}" for one in group]
    sql = (
        f"SELECT {', '.join([*_told(dimensions), *numbers])} {counting(part, group[0].where).sql}{_grouped(dimensions)}"
    )
    found = []
    for row in database.query(sql, part.values):
        dims, keys, rest = _split(row, by)
        for place, one in enumerate(group):
            number, coverage = rest[2 * place], rest[2 * place + 1]
            found.append(MetricRow(one.name, {**dims, **fixed}, _number(number), one.unit, _share(coverage), keys))
    return found


def _told(dimensions: Sequence[Dimension]) -> list[str]:
    return [f"any_value({d.show}), {d.key}" if d.key != d.show else f"{d.show}, {d.key}" for d in dimensions]


def _grouped(dimensions: Sequence[Dimension]) -> str:
    if not dimensions:
        return ""
    keys = ", ".join(dict.fromkeys(d.key for d in dimensions))
    places = ", ".join(f"{2 * place + 1} NULLS LAST, {2 * place + 2} NULLS LAST" for place in range(len(dimensions)))
    return f" GROUP BY {keys} ORDER BY {places}"


def _split(row: Sequence[object], by: Sequence[str]) -> tuple[dict[str, object], Mapping[str, object], list[object]]:
    dims = {name: row[2 * place] for place, name in enumerate(by)}
    keys = MappingProxyType({name: row[2 * place + 1] for place, name in enumerate(by)})
    return dims, keys, list(row[2 * len(by) :])


def _shares(
    database: Database, group: Sequence[Metric], by: tuple[str, ...], filters: Filters, fixed: Mapping[str, object]
) -> list[MetricRow]:
    """Shares by conversation, all four in every group; what rounding leaves goes to the largest: they add up to 1."""
    others = [DIMENSIONS[name] for name in by if name != "conversation"]
    part = source(database, group[0].view, others, replace(filters, conversation=None))
    sums = [f"sum({one.share_of}) FILTER (WHERE v.conversation = '{name}')" for one in group for name in CONVERSATIONS]
    sql = f"SELECT {', '.join([*_told(others), *sums])} {part.sql}{_grouped(others)}"
    found: list[MetricRow] = []
    for row in database.query(sql, part.values):
        labels, keys, rest = _split(row, [d.name for d in others])
        for place, one in enumerate(group):
            amounts = [_decimal(amount) for amount in rest[place * len(CONVERSATIONS) :][: len(CONVERSATIONS)]]
            total = sum(amounts, Decimal(0))
            coverage = _share(sum(amounts[:-1], Decimal(0)) / total) if total else None
            for name, share in zip(CONVERSATIONS, _whole(amounts, total), strict=True):
                if filters.conversation in (None, name):
                    dims = {d: name if d == "conversation" else labels[d] for d in dict.fromkeys((*by, "conversation"))}
                    told = {**keys, "conversation": name}
                    found.append(MetricRow(one.name, {**dims, **fixed}, share, one.unit, coverage, told))
    return found


def exact_shares(amounts: Mapping[str, float]) -> dict[str, float | None]:
    """Name → share of the sum, adding up to exactly 1 (what rounding leaves goes to the largest); None where it is 0."""
    known = [Decimal(str(amount)) for amount in amounts.values()]
    return dict(zip(amounts, _whole(known, sum(known, Decimal(0))), strict=True))


def _whole(amounts: Sequence[Decimal], total: Decimal) -> list[float | None]:
    if not total:
        return [None for _ in amounts]
    step = Decimal(1).scaleb(-DIGITS)
    shares = [(amount / total).quantize(step) for amount in amounts]
    largest = max(range(len(shares)), key=lambda place: shares[place])
    shares[largest] += 1 - sum(shares)
    return [float(share) for share in shares]


def _decimal(number: object) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(str(number or 0))


def _number(number: object) -> float | int | None:
    if number is None or isinstance(number, int):
        return number
    rounded = round(float(str(number)), DIGITS)
    return None if math.isnan(rounded) else rounded


def _share(number: object) -> float | None:
    found = _number(number)
    return None if found is None else float(found)
