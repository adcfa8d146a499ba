"""Bytes → Reading: the tables of every sheet, their records, what is wrong with them, and every cell accounted for."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath

from okr_analytics.diagnostics import Diagnostic, Severity, column_letters
from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.accounting import Ledger
from okr_analytics.ingest.asof import find_as_of
from okr_analytics.ingest.cells import Sheet, Workbook
from okr_analytics.ingest.columns import build_table, fingerprint
from okr_analytics.ingest.context import Context, find_context, sheet_unit
from okr_analytics.ingest.decision import Decision
from okr_analytics.ingest.drafts import Drafts
from okr_analytics.ingest.forms import read_form
from okr_analytics.ingest.headers import label
from okr_analytics.ingest.kinds import decide, decide_as
from okr_analytics.ingest.layout import Shape, choose
from okr_analytics.ingest.mapping import Mapping, Mend, mended
from okr_analytics.ingest.reading import ColumnReading, Reading, TableReading, Unused
from okr_analytics.ingest.records import Builder
from okr_analytics.ingest.regions import find_regions, region_with
from okr_analytics.ingest.restated import without_restated
from okr_analytics.ingest.sides import with_sides
from okr_analytics.ingest.spreads import Times, find_times
from okr_analytics.ingest.tables import Position, Region, Source, Table
from okr_analytics.ingest.workbook import open_workbook
from okr_analytics.model import Record
from okr_analytics.policy import Policy


def read(
    file: str,
    data: bytes,
    *,
    as_of: dt.date | None = None,
    policy: Policy | None = None,
    mapping: Mapping | None = None,
    mends: Sequence[Mend] = (),
) -> Reading:
    """What a file says; a file that can't be used becomes a Reading with `refused` and nothing else."""
    try:
        workbook = open_workbook(file, data)
    except RefusedFile as error:
        return Reading(file=file, sha256=sha256(data).hexdigest(), refused=str(error))
    return read_workbook(workbook, as_of=as_of, policy=policy, mapping=mapping, mends=mends)


def read_workbook(
    workbook: Workbook,
    *,
    as_of: dt.date | None = None,
    policy: Policy | None = None,
    mapping: Mapping | None = None,
    mends: Sequence[Mend] = (),
) -> Reading:
    """What the cells of a workbook say."""
    workbook, said = mended(workbook, mends)
    day, source, day_cells = find_as_of(workbook, as_of)
    reader = _Reader(workbook, day, policy or Policy(), mapping or Mapping(), day_cells)
    reader.run()
    if not reader.tables:
        reader.diagnostics.append(_no_table())
    return Reading(
        file=workbook.file,
        sha256=workbook.sha256,
        tables=tuple(reader.tables),
        unused=tuple(reader.unused),
        nonblank=workbook.count,
        records=tuple(reader.records),
        diagnostics=(*workbook.diagnostics, *said, *reader.diagnostics),
        as_of=day,
        as_of_source=source,
    )


@dataclass(frozen=True)
class _Found:
    """A table found on a sheet, before its records are drawn."""

    table: Table
    context: Context
    decision: Decision
    fingerprint: str


class _Reader:
    """Goes through the sheets of one workbook."""

    def __init__(
        self, workbook: Workbook, as_of: dt.date, policy: Policy, mapping: Mapping, day_cells: dict[str, list[Position]]
    ) -> None:
        self.workbook, self.as_of, self.policy, self.mapping = workbook, as_of, policy, mapping
        self.day_cells = day_cells
        self.tables: list[TableReading] = []
        self.unused: list[Unused] = []
        self.drawn: list[list[Record]] = []  # the records of each table
        self.records: list[Record] = []
        self.diagnostics: list[Diagnostic] = []

    def run(self) -> None:
        """Finds all tables first, because sheets of one layout tell together what their names mean."""
        found = [(sheet, find_regions(sheet)) for sheet in self.workbook.sheets]
        per_sheet = [(sheet, [self._look(sheet, r) for r in f.regions], f.loose) for sheet, f in found]
        siblings = Counter((t.fingerprint, i) for i, (_, tables, _) in enumerate(per_sheet) for t in tables)
        layouts: dict[str, list[str]] = {}
        for print_, number in siblings:
            layouts.setdefault(print_, []).append(per_sheet[number][0].name)
        for sheet, tables, loose in per_sheet:
            ledger = Ledger(sheet)
            ledger.load(self.day_cells.get(sheet.name, []))
            for one in tables:
                self._draw(_with_sheet_name(one, layouts[one.fingerprint]), ledger)
            for region in loose:
                if self._form(region, ledger):
                    continue
                ledger.leave(region.positions(region.body), _loose_reason(region))
            self.unused += ledger.unused()
        self._keep(without_restated(self.drawn))

    def _keep(self, drawn: Sequence[Sequence[Record]]) -> None:
        """Takes the records of each table, and counts them there."""
        self.records = [record for records in drawn for record in records]
        kept = {id(record) for record in self.records}
        gone = {c for records in self.drawn for r in records if id(r) not in kept for c in r.cells.values()}
        self.diagnostics = [d for d in self.diagnostics if d.severity is not Severity.INFO or d.where not in gone]
        self.tables = [
            replace(table, records=dict(Counter(r.record_kind for r in records)))
            for table, records in zip(self.tables, drawn, strict=True)
        ]

    def _look(self, sheet: Sheet, region: Region) -> _Found:
        words = [sheet.name, PurePath(self.workbook.file).stem]
        context = find_context(region, words)
        table = build_table(region)
        layout = fingerprint(table)
        own = self.mapping.of(layout)
        if own and own.header_rows:
            region = region_with(sheet, region, own.header_rows)
            context = find_context(region, words)
            table = build_table(region)
        decision = decide(table, context.words, self.policy)
        if own and (own.kind or own.columns):
            decision = decide_as(table, own.kind or decision.kind, own.columns)
        return _Found(table, context, with_sides(table, decision), layout)

    # -- one table -------------------------------------------------------------------------------------------------

    def _draw(self, found: _Found, ledger: Ledger) -> None:
        table, decision = found.table, found.decision
        if not decision.is_ours:
            self._leave(found, ledger)
            return
        times = find_times(table, decision, found.context, self.as_of)
        shape = Shape(table, decision, found.context, times, decision.rows)
        layout = choose(shape)
        lines = layout.lines(shape)
        drafts = Drafts(table, decision, found.context, times, self.as_of)
        drafts.add(lines.lines)
        builder = Builder(table, self.policy, found.context.year, drafts.shared_codes)
        builder.build(drafts.drafts)
        self._account(found, times, drafts, builder, lines.left_out, ledger)
        self.drawn.append(builder.records)
        self.diagnostics += builder.diagnostics
        if times.assumed:
            self.diagnostics.append(_assumed(table, times))
        counts = dict(Counter(r.record_kind for r in builder.records))
        self.tables.append(_table_reading(found, times, counts, layout.NAME))

    def _form(self, region: Region, ledger: Ledger) -> bool:
        """Reads a block without a header as a form; False where it isn't one."""
        form = read_form(region)
        if form is None:
            return False
        table = Table(region, ())
        builder = Builder(table, self.policy, None)
        builder.build(form.drafts)
        ledger.load(builder.loaded)
        ledger.load(form.labels)
        for position, reason in builder.reasons.items():
            ledger.leave([position], reason)
        ledger.leave(region.positions(region.body), "a text of the form that is no field")
        self.drawn.append(builder.records)
        self.diagnostics += builder.diagnostics
        counts = dict(Counter(r.record_kind for r in builder.records))
        how = "labels and values one below the other"
        reading = TableReading(region.sheet.name, region.range, "key_result", (), (), counts, 0.8, how, "form")
        self.tables.append(reading)
        return True

    def _leave(self, found: _Found, ledger: Ledger) -> None:
        """Leaves a table that isn't ours, or that isn't sure, aside as a whole."""
        table, decision = found.table, found.decision
        if decision.kind == "other":
            reason = f"a table of another kind: {decision.how}"
        else:
            what = decision.kind.replace("_", " ")
            reason = f"not sure that these are {what}s ({decision.confidence:.0%}): confirm it in the upload page"
            self.diagnostics.append(_unsure(table, decision))
        rows = (*table.region.header_rows, *table.region.body, *table.region.sections)
        for row, why in table.region.left_out.items():
            ledger.leave(table.region.positions((row,)), why)
        ledger.leave(table.region.positions(rows), reason)
        ledger.leave(table.region.positions(table.region.context), "a text above a table that is not used")
        self.drawn.append([])
        self.tables.append(_table_reading(found, Times((), {}), {}, ""))

    def _account(
        self,
        found: _Found,
        times: Times,
        drafts: Drafts,
        builder: Builder,
        left_out: MappingType[int, str],
        ledger: Ledger,
    ) -> None:
        region = found.table.region
        ledger.load(builder.loaded)
        ledger.load(drafts.repeated)
        used_columns = {position[1] for position in builder.loaded | drafts.repeated}
        for a in found.decision.assignments:
            if a.column.index in used_columns or (a.field and a.column.index not in times.left):
                ledger.load(a.column.header_cells)
            else:
                ledger.leave(a.column.header_cells, times.left.get(a.column.index, a.how))
        for position, reason in {**drafts.reasons, **builder.reasons}.items():
            ledger.leave([position], reason)
        for row, reason in {**region.left_out, **left_out}.items():
            ledger.leave(region.positions((row,)), reason)
        self._leave_columns(found, times, ledger)
        names = [n for r in builder.records for n in ("unit", "cycle", "owner") if n in r.cells]
        ledger.load(p for n in set(names) for p in found.context.used([n]) if p in builder.loaded)
        ledger.load(p for n in found.context.values for p in _labels_of(found.context, n, builder.loaded))
        ledger.leave(region.positions(region.context), "a title or note above the table")
        ledger.leave(region.positions(region.sections), "a heading inside the table")

    def _leave_columns(self, found: _Found, times: Times, ledger: Ledger) -> None:
        region = found.table.region
        reasons = {a.column.index: a.how for a in found.decision.assignments if not a.field}
        reasons.update(times.left)
        reasons.update(
            {c.index: "a mark of a Gantt chart; start and end come from their columns" for c, _ in times.gantt}
        )
        what = found.decision.kind.replace("_", " ")
        for row in region.body:
            for column in region.sheet.rows[row]:
                if region.left <= column <= region.right:
                    ledger.leave([(row, column)], reasons.get(column, f"no {what} was read from this row"))


def _labels_of(context: Context, name: str, loaded: set[Position]) -> list[Position]:
    source = context.values.get(name)
    return context.used([name]) if source and source.position in loaded else []


def _with_sheet_name(found: _Found, siblings: Sequence[str]) -> _Found:
    """The unit from the sheet's name, where several sheets of one layout are named after their units."""
    unit = sheet_unit(found.table.sheet.name, siblings)
    if not unit or "unit" in found.context.values or found.decision.column(f"{found.decision.kind}.unit"):
        return found
    values = {**found.context.values, "unit": Source(0, 0, unit, inherited=True)}
    return replace(found, context=replace(found.context, values=values))


def _table_reading(found: _Found, times: Times, counts: dict[str, int], layout: str) -> TableReading:
    decision = found.decision
    how = decision.how
    return TableReading(
        sheet=found.table.sheet.name,
        range=found.table.region.range,
        kind=decision.kind,
        header_rows=found.table.region.header_rows,
        columns=tuple(_column_readings(decision, times)),
        records=counts,
        confidence=decision.confidence,
        how=how,
        layout=layout,
        fingerprint=found.fingerprint,
    )


def _column_readings(decision: Decision, times: Times) -> list[ColumnReading]:
    spread = {s.column.index: s for s in times.spreads}
    out = []
    for a in decision.assignments:
        field, how = a.field, a.how
        if a.column.index in spread:
            s = spread[a.column.index]
            field, how = f"{s.kind}.{s.name}", f"{s.kind.replace('_', ' ')} of {s.period.start} to {s.period.end}"
        elif a.column.index in times.left:
            field, how = None, times.left[a.column.index]
        letters = column_letters(a.column.index)
        out.append(
            ColumnReading(letters, a.column.title, field, a.confidence or (0.7 if field else 0.0), how, a.runner_up)
        )
    return out


def _loose_reason(region: Region) -> str:
    texts = [label(v) for r in region.body for v in region.sheet.rows[r].values()]
    return "no header row was found for these cells" if len(texts) > 3 else "a text that belongs to no table"


def _no_table() -> Diagnostic:
    return Diagnostic(
        "no-table",
        Severity.ERROR,
        "No table was found in this file; nothing was loaded.",
        "Give the table a header row, with one column for each thing that is said of a row.",
    )


def _unsure(table: Table, decision: Decision) -> Diagnostic:
    region = table.region
    return Diagnostic(
        "unsure-table",
        Severity.WARNING,
        f"It is not sure what this table holds: perhaps {decision.kind.replace('_', ' ')}s. Nothing of it was loaded.",
        "Choose its kind in the upload page.",
        table.sheet.ref(region.range.top, region.left),
    )


def _assumed(table: Table, times: Times) -> Diagnostic:
    where = times.spreads[0].column.header_cells[-1] if times.spreads else (table.region.range.top, table.region.left)
    return Diagnostic(
        "assumed-year",
        Severity.INFO,
        f"{times.assumed[0].upper()}{times.assumed[1:]}.",
        "Write the year into the header or the sheet's name.",
        table.sheet.ref(*where),
    )
