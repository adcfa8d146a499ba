"""Times across: what the time columns of a row hold, one record a time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.rows.drafts.desk import Desk, TimeColumn
from okr_analytics.ingest.rows.drafts.sources import Fields, present
from okr_analytics.ingest.rows.lines import Line
from okr_analytics.ingest.rows.spreads import Spread
from okr_analytics.ingest.tables import Draft, Moment, Source, first_column
from okr_analytics.ingest.values import is_absent
from okr_analytics.model import field_types

# What an amount becomes in a row that says that it is planned, or actual.
_SIDES = {
    ("effort", "planned"): "planned",
    ("effort", "actual"): "actual",
    ("kpi_reading", "planned"): "target",
    ("kpi_reading", "actual"): "value",
}


def put_moments(
    desk: Desk,
    line: Line,
    base: Mapping[str, Source | None],
    own: Mapping[str, Source],
    kind: str,
    side: str | None = None,
) -> None:
    """The readings, check-ins or hours of the row's time columns: a draft of all times of a kind that stand together."""
    columns = desk.times_of.get(side)
    if columns is None:
        columns = desk.times_of[side] = _time_columns(desk.times.spreads, side)
    if not columns:
        return
    found: dict[int, tuple[str, Moment]] = {}
    values = line.values
    for column, name, of, time, when in columns:
        source = values.get(column)
        if source is None or is_absent(source[2]):
            continue
        known = found.get(time)
        if known is None:
            found[time] = of, Moment(when, {name: source})
        else:
            known[1].fields.setdefault(name, source)
    surround: dict[str, tuple[Fields, int]] = {}
    together: list[Moment] = []  # the moments of the last draft, of the kind `joined`
    joined, first = "", min(c.column for c in columns)
    for of, moment in found.values():
        if of not in surround:
            shared = _surround(of, base, own, kind)
            surround[of] = shared, first_column(shared, line.row)
        shared, left = surround[of]
        if side:
            desk.put_side(of, {**shared, **moment.when, **moment.fields}, line, side)
        elif of == joined:
            together.append(moment)
        else:
            column = first_column(moment.fields, line.row, left) or desk.table.region.left
            together, joined = [moment], of if 0 < left < first else ""  # else each begins in a column of its own
            desk.drafts.append(Draft(of, shared, line.row, column, together))


def _time_columns(spreads: Sequence[Spread], side: str | None) -> list[TimeColumn]:
    """What the time columns hold in a row of planned or of actual values, or of neither."""
    times: dict[tuple[str, dt.date | str | None, dt.date | None], int] = {}
    found = []
    for spread in (_of_side(s, side) if side else s for s in spreads):
        name = _SIDES.get((spread.kind, side or ""), spread.name)
        period = spread.period
        time = times.setdefault((spread.kind, period.start or period.name, period.end), len(times))
        when = _when(spread)
        if name not in when:  # the header says that itself
            found.append(TimeColumn(spread.column.index, name, spread.kind, time, when))
    return found


def _of_side(spread: Spread, side: str | None) -> Spread:
    """What a time column holds in a row of planned values: of a key result, its targets."""
    return replace(spread, kind="target", name="value") if side == "planned" and spread.kind == "check_in" else spread


def _surround(of: str, base: Mapping[str, Source | None], own: Mapping[str, Source], kind: str) -> Fields:
    """What a row says of all its times of one kind."""
    if of == "effort":
        return {n: s for n, s in own.items() if n not in ("actual", "planned", "stated", "period", "start", "end")}
    fields = present(base)
    types = field_types(of)
    if of == "target" and kind == "check_in":
        fields.pop("unit", None)
    for name in ("unit", "cycle"):
        if name in types and name in own:
            fields.setdefault(name, own[name])
    return {n: s for n, s in fields.items() if n in types and n != "date"}


def _when(spread: Spread) -> Fields:
    """What a time column says of when, as sources in its header: a day, of effort a period with its first and last day."""
    place, period = spread.column.header_cells[-1], spread.period
    names = {"period": period.name, "start": period.start or "", "end": period.end or ""}
    if spread.kind != "effort":
        names = {"date": names["end"]}
    return {name: Source(*place, value, inherited=True) for name, value in names.items()}


def with_marks(desk: Desk, fields: Fields, line: Line) -> Fields:
    """Start and due of a plan's row from its Gantt marks, where no column says them."""
    marked = [(c, p) for c, p in desk.times.gantt if c.index in line.values and _is_on(line.values[c.index].value)]
    if not marked or "start" in fields or "due" in fields:
        return fields
    first, last = marked[0], marked[-1]
    for column, _ in marked:
        desk.repeated.add(line.values[column.index].position)
    start, due = line.values[first[0].index], line.values[last[0].index]
    return {
        **fields,
        "start": Source(start.row, start.column, first[1].start or "", inherited=start.inherited),
        "due": Source(due.row, due.column, last[1].end or "", inherited=due.inherited),
    }


def _is_on(value: Value) -> bool:
    return value not in (0.0, False, "0")
