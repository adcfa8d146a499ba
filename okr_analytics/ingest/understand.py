"""Bytes → Reading: the tables of every sheet, their records, what is wrong with them, and every cell accounted for."""

import datetime as dt
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from operator import itemgetter
from pathlib import PurePath

from okr_analytics import texts
from okr_analytics.diagnostics import Diagnostic, Severity
from okr_analytics.errors import RefusedFile
from okr_analytics.ingest import own_packs, own_sheets, templates
from okr_analytics.ingest.accounting import Ledger
from okr_analytics.ingest.asof import find_as_of
from okr_analytics.ingest.cells import Range, Sheet, Workbook
from okr_analytics.ingest.context import Context, find_context
from okr_analytics.ingest.finding.forms import read_form
from okr_analytics.ingest.finding.regions import Found as Regions
from okr_analytics.ingest.finding.regions import find_regions
from okr_analytics.ingest.found import FoundTable, loose_reading, loose_reason, table_reading, unsure_columns
from okr_analytics.ingest.layout import Shape, choose
from okr_analytics.ingest.mapping import Mapping, Mend, TableMapping, mended
from okr_analytics.ingest.meaning import replanned
from okr_analytics.ingest.meaning.clocks import with_clocks
from okr_analytics.ingest.meaning.columns import build_table, fingerprint
from okr_analytics.ingest.meaning.kinds import decide
from okr_analytics.ingest.meaning.reached import with_reached
from okr_analytics.ingest.meaning.stages import with_stages
from okr_analytics.ingest.names import with_names
from okr_analytics.ingest.reading import Reading, TableReading, Unused, counted
from okr_analytics.ingest.remarks import assumed_year, no_table, nothing_read, unsure_table
from okr_analytics.ingest.resting import collector_at_rest
from okr_analytics.ingest.rows import places
from okr_analytics.ingest.rows.asides import set_aside, with_asides, with_sides_in_names
from okr_analytics.ingest.rows.drafts import Drafts
from okr_analytics.ingest.rows.measured import Measures, with_measures
from okr_analytics.ingest.rows.places import with_places
from okr_analytics.ingest.rows.records import Builder
from okr_analytics.ingest.rows.restated import without_restated
from okr_analytics.ingest.rows.sides import as_planned, with_sides, without_others
from okr_analytics.ingest.rows.spreads import Times, find_times
from okr_analytics.ingest.tables import Position, Region, Table
from okr_analytics.ingest.told import (
    Told,
    decision_as_told,
    extent,
    is_covered,
    parts_as_told,
    region_as_told,
    signature,
    told_about,
)
from okr_analytics.ingest.turned import apart, as_written, weighed
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
    with collector_at_rest():
        reader.run()
    if not reader.tables:
        reader.diagnostics.append(no_table())
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
        loose=tuple(reader.loose),
    )


class _Reader:
    """Goes through the sheets of one workbook."""

    def __init__(
        self, workbook: Workbook, as_of: dt.date, policy: Policy, mapping: Mapping, day_cells: dict[str, list[Position]]
    ) -> None:
        self.workbook, self.as_of, self.policy, self.mapping = workbook, as_of, policy, mapping
        self.day_cells = day_cells
        self.is_pack = own_packs.is_pack(workbook)
        self.tables: list[TableReading] = []
        self.unused: list[Unused] = []
        self.drawn: list[list[Record]] = []  # the records of each table
        self.measures: list[tuple[str, Measures]] = []  # in which units the readings of each table are
        self.records: list[Record] = []
        self.diagnostics: list[Diagnostic] = []
        self.loose: list[TableReading] = []

    def run(self) -> None:
        """Finds all tables first, because sheets of one layout tell together what their names mean."""
        sheets = [sheet for sheet in self._sheets() if not self._template(sheet)]
        whole = [part for sheet in sheets for part in apart(sheet, self._words(sheet))]
        found = [(sheet, regions or find_regions(sheet)) for sheet, regions in whole]
        per_sheet = [(sheet, *self._tables_of(sheet, f)) for sheet, f in found]
        siblings = dict.fromkeys((t.fingerprint, sheet.name) for sheet, tables, _ in per_sheet for t in tables)
        layouts: dict[str, list[str]] = {}
        for print_, name in siblings:
            layouts.setdefault(print_, []).append(name)
        for sheet, tables, loose in per_sheet:
            ledger = Ledger(sheet)
            days = self.day_cells.get(sheet.name, [])
            ledger.load((c, r) if sheet.turned else (r, c) for r, c in days)
            for one in tables:
                named, said = with_names(one, layouts[one.fingerprint], PurePath(self.workbook.file).stem)
                self._draw(named, ledger)
                self.diagnostics += said
            for region in loose:
                if self._form(region, ledger):
                    continue
                ledger.leave(region.positions(region.body), loose_reason(region))
                self.loose.append(loose_reading(region))
            self.unused += ledger.unused()
        self._keep(without_restated(self.drawn))
        self.records = with_measures(self.records, self.measures)

    def _sheets(self) -> list[Sheet]:
        """The sheets to read: all but those that we wrote ourselves to explain or to show."""
        carrying = []
        for sheet in self.workbook.sheets:
            shown = own_packs.SHOWN if self.is_pack and not own_packs.kind_of(sheet) else own_sheets.aside(sheet)
            if shown is None:
                carrying.append(sheet)
                continue
            ledger = Ledger(sheet)
            ledger.leave(sheet.positions(), shown)
            self.unused += ledger.unused()
        return carrying

    def _keep(self, drawn: Sequence[Sequence[Record]]) -> None:
        """Takes the records of each table, and counts them there."""
        self.records = [record for records in drawn for record in records]
        if any(d.severity is Severity.INFO and d.where for d in self.diagnostics):
            kept = {id(record) for record in self.records}
            gone = {c for records in self.drawn for r in records if id(r) not in kept for c in r.cells.values()}
            self.diagnostics = [d for d in self.diagnostics if d.severity is not Severity.INFO or d.where not in gone]
        self.tables = [
            replace(table, records=counted(records)) for table, records in zip(self.tables, drawn, strict=True)
        ]

    def _tables_of(self, sheet: Sheet, found: Regions) -> tuple[list[FoundTable], list[Region]]:
        """The tables of a sheet and the blocks that are none; where a person extended a table, it takes what it covers."""
        tables: list[FoundTable] = []
        taken: list[Range] = []
        loose: list[Region] = []
        for region in sorted((*found.regions, *found.loose), key=lambda r: (r.range.top, r.left)):
            if is_covered(region, taken):
                continue
            parts, cut_from = parts_as_told(self.mapping, region) if region.header_rows else ([region], "")
            for part in parts:
                one = self._look(sheet, part) if part.header_rows else self._taken(sheet, part)
                if one is None:
                    loose.append(part)
                    continue
                tables.append(replace(one, cut_from=cut_from))
                if one.table.region.range.bottom > one.rows[1]:
                    taken.append(one.table.region.range)
        return tables, loose

    def _taken(self, sheet: Sheet, region: Region) -> FoundTable | None:
        """A block without a header of which a person said which row is its header."""
        first = region_as_told(sheet, region, TableMapping(header_rows=(region.range.top,)))
        told = told_about(self.mapping, build_table(first), str(sheet.ref(region.range.top, region.left)))
        return self._look(sheet, first) if told and told.mapping.header_rows else None

    def _words(self, sheet: Sheet) -> list[str]:
        return [sheet.name, PurePath(self.workbook.file).stem]

    def _look(self, sheet: Sheet, region: Region) -> FoundTable:
        words = self._words(sheet)
        context = find_context(region, words)
        table = build_table(set_aside(region))
        layout, headers, rows = fingerprint(table), signature(table), extent(region)
        told = told_about(self.mapping, table, str(sheet.ref(rows[0], region.left))) or self._of_pack(sheet, table)
        if told and (told.mapping.header_rows or told.mapping.last_row):
            region = region_as_told(sheet, region, told.mapping)
            context = find_context(region, words)
            table = build_table(set_aside(region))
        decision = with_reached(table, decide(table, context.words, self.policy))
        decision = with_stages(table, as_planned(decision, context.words[:-1]))
        if sheet.turned:
            decision = weighed(decision)
        if told:
            decision = decision_as_told(table, decision, told.mapping)
        name = told.name if told and not told.mapping.is_empty else ""
        return FoundTable(
            table,
            context,
            with_clocks(table, with_places(table, with_sides(table, decision))),
            layout,
            headers,
            rows,
            name,
        )

    def _of_pack(self, sheet: Sheet, table: Table) -> Told | None:
        own = own_packs.mapping_of(sheet, table) if self.is_pack else None
        return Told(own, "") if own else None

    # -- one table -------------------------------------------------------------------------------------------------

    def _draw(self, found: FoundTable, ledger: Ledger) -> None:
        table, decision = found.table, found.decision
        if not decision.is_ours:
            self._leave(found, ledger)
            return
        times = find_times(table, decision, found.context, self.as_of)
        shape = Shape(table, decision, found.context, times, decision.rows)
        layout = choose(shape)
        drawn = without_others(layout.lines(shape), decision)
        placed = with_asides(table, decision.kind, drawn, times.columns)
        lines = with_sides_in_names(placed.lines, decision, times.columns)
        ledger.load(placed.words)
        drafts = Drafts(table, decision, found.context, times, self.as_of)
        drafts.add(lines.lines)
        builder = Builder(table, self.policy, found.context.year, drafts.shared_codes)
        builder.build(drafts.drafts)
        self._account(found, times, drafts, builder, lines.left_out, ledger)
        self.drawn.append(as_written(builder.records) if table.sheet.turned else builder.records)
        self.measures.append((table.sheet.name, builder.measures))
        self.diagnostics += builder.diagnostics
        self.diagnostics += replanned.said(table, decision)
        if decision.places:
            self.diagnostics.append(places.said(table, decision))
        if not builder.records and table.region.body:
            self.diagnostics.append(nothing_read(table, decision))
        if times.assumed:
            self.diagnostics.append(assumed_year(table, times))
        counts = counted(builder.records)
        self.tables.append(table_reading(found, times, counts, layout.NAME))
        self.diagnostics += unsure_columns(found, self.tables[-1])

    def _template(self, sheet: Sheet) -> bool:
        """Reads a sheet of our own template as what it is; False for any other, and where a person says otherwise."""
        form = templates.filled(sheet)
        if form is None or told_about(self.mapping, form.table, str(sheet.ref(*form.table.columns[0].header_cells[0]))):
            return False
        builder = Builder(form.table, self.policy, None)
        builder.build(form.drafts())
        ledger, region = Ledger(sheet), form.table.region
        ledger.load(builder.loaded)
        ledger.load(p for c in form.table.columns if c.index in form.fields for p in c.header_cells)
        ledger.leave(region.positions(region.context), "the line of the template that says what its sheet is for")
        for position, reason in builder.reasons.items():
            ledger.leave([position], reason)
        own = [p for p in region.positions((*region.header_rows, *region.body)) if p[1] not in form.fields]
        ledger.leave(own, templates.UNKNOWN)
        ledger.leave(region.positions(region.body), f"no {form.form.kind.replace('_', ' ')} was read from this row")
        self.unused += ledger.unused()
        self.drawn.append(builder.records)
        self.diagnostics += builder.diagnostics
        self.tables.append(form.reading(counted(builder.records)))
        return True

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
        counts = counted(builder.records)
        how = "labels and values one below the other"
        reading = TableReading(region.sheet.name, region.range, "key_result", (), (), counts, 0.8, how, "form")
        self.tables.append(reading)
        return True

    def _leave(self, found: FoundTable, ledger: Ledger) -> None:
        """Leaves a table that isn't ours, or that isn't sure, aside as a whole."""
        table, decision = found.table, found.decision
        if decision.kind == "other":
            reason = f"a table of another kind: {decision.how}"
        else:
            what = texts.kind(decision.kind)
            reason = f"not sure that these are {what} ({decision.confidence:.0%}): confirm it in the upload page"
            self.diagnostics.append(unsure_table(table, decision))
        rows = (*table.region.header_rows, *table.region.body, *table.region.sections, *table.region.asides)
        for row, why in table.region.left_out.items():
            ledger.leave(table.region.positions((row,)), why)
        ledger.leave(table.region.positions(rows), reason)
        ledger.leave(table.region.positions(table.region.context), "a text above a table that is not used")
        self.drawn.append([])
        self.tables.append(table_reading(found, Times((), {}), {}, ""))

    def _account(
        self,
        found: FoundTable,
        times: Times,
        drafts: Drafts,
        builder: Builder,
        left_out: MappingType[int, str],
        ledger: Ledger,
    ) -> None:
        region = found.table.region
        ledger.load(builder.loaded)
        ledger.load(drafts.repeated)
        used_columns = set(map(itemgetter(1), chain(builder.loaded, drafts.repeated)))
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
        above = [n for n in ("unit", "cycle", "owner") if n in found.context.values]
        names = [n for n in above if any(n in r.cells for r in builder.records)]
        ledger.load(p for n in names for p in found.context.used([n]) if p in builder.loaded)
        ledger.load(p for n in found.context.values for p in _labels_of(found.context, n, builder.loaded))
        ledger.leave(region.positions(region.context), "a title or note above the table")
        ledger.leave(region.positions(region.sections), "a heading inside the table")

    def _leave_columns(self, found: FoundTable, times: Times, ledger: Ledger) -> None:
        region = found.table.region
        reasons = {a.column.index: a.how for a in found.decision.assignments if not a.field}
        reasons.update(times.left)
        reasons.update(
            {c.index: "a mark of a Gantt chart; start and end come from their columns" for c, _ in times.gantt}
        )
        what = found.decision.kind.replace("_", " ")
        columns = range(region.left, region.right + 1)
        rows = (*region.body, *region.asides)
        ledger.leave_rest(rows, columns, reasons, f"no {what} was read from this row")


def _labels_of(context: Context, name: str, loaded: set[Position]) -> list[Position]:
    source = context.values.get(name)
    return context.used([name]) if source and source.position in loaded else []
