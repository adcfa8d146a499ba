"""From drafts to records: values read by type, bad ones said with cell, message and advice, lineage kept."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import TypeAlias

from okr_analytics.diagnostics import CellRef, Diagnostic, Severity
from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.meaning.limits import turned_up
from okr_analytics.ingest.rows.fields import Answer, ColumnReader, Known, field_reader, number_fields, number_form
from okr_analytics.ingest.rows.lineage import Lineage
from okr_analytics.ingest.rows.measured import Measures, note_measure
from okr_analytics.ingest.tables import Draft, Moment, Position, Read, Source, Table
from okr_analytics.ingest.values import read_period, read_text, split_code, text_targets
from okr_analytics.model import RECORDS, FieldType, Record, field_types
from okr_analytics.policy import Policy

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "unit": ("name",),
    "cycle": ("name",),
    "objective": ("title", "code"),
    "key_result": ("title", "code"),
    "target": ("value",),
    "check_in": ("key_result",),
    "initiative": ("title",),
    "kpi": ("name", "code"),
    "kpi_reading": ("kpi",),
    "project": ("name", "code"),
    "milestone": ("name",),
    "effort": ("actual", "planned", "stated"),
    "retrospective": ("note",),
    "champion": ("person",),
}
_ALSO = {"kpi_reading": ("value", "target")}
_NEEDS = {kind: (one, *([_ALSO[kind]] if kind in _ALSO else [])) for kind, one in _REQUIRED.items()}
_COMPLETED = frozenset({"key_result", "effort", "kpi"})
_DAY_IN_CYCLE = {"key_result": "due", "check_in": "date"}
_ADVICE = {
    FieldType.NUMBER: "Enter a number, such as 20 % or 0.2.",
    FieldType.FRACTION: "Enter a share, such as 20 % or 0.2.",
    FieldType.AMOUNT: "Enter an amount, such as 4.5 or 4 h.",
    FieldType.DATE: "Enter a day, such as 2025-03-31.",
    FieldType.TEXT: "Enter a text.",
    FieldType.WORDS: "Enter names with commas between them.",
}

Span: TypeAlias = tuple[dt.date | None, dt.date | None]  # the first and the last day

# What was read for a record so far: the values, their cells, other cells that were read, and what cells say besides
# their own fields, for fields that have no cell.
Parts: TypeAlias = tuple[dict[str, Read], dict[str, Position], list[Position], dict[str, tuple[Read, Source]]]


# Of a kind: its fields of plain numbers, what formats say of them, and what each different cell gave for a field.
Begun: TypeAlias = tuple[
    frozenset[str], dict[str, tuple[bool, str | None]], dict[tuple[str, int, type, object, str], Known]
]


@dataclass
class Builder:
    """Turns the drafts of one table into records; keeps which cells went in and which couldn't be read."""

    table: Table
    policy: Policy
    year: int | None
    shared_codes: frozenset[str] = frozenset()
    records: list[Record] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    loaded: set[Position] = field(default_factory=set)
    reasons: dict[Position, str] = field(default_factory=dict)
    measures: Measures = field(default_factory=dict)
    _readers: dict[int, ColumnReader] = field(default_factory=dict)
    _asked: dict[tuple[str, str, int], Callable[[Source], Known]] = field(default_factory=dict)
    _known: dict[str, Begun] = field(default_factory=dict)
    _meanings: dict[str, str | None] = field(default_factory=dict)
    _spans: dict[tuple[type, object, str], Span] = field(default_factory=dict)
    _cycles: dict[str, Span] = field(default_factory=dict)
    _remarks: Counter[str] = field(default_factory=Counter)
    _first: dict[str, Source] = field(default_factory=dict)
    _ambiguous: set[int] = field(default_factory=set)
    _whens: dict[int, Parts] = field(default_factory=dict)  # what a header says of when, by the mapping's identity
    _where: CellRef | None = None  # of the last record; those of a row have the same

    def build(self, drafts: Iterable[Draft]) -> None:
        """Reads the drafts in their order."""
        columns = {c.index: c for c in self.table.columns}
        self._readers = {i: ColumnReader(self.table, c) for i, c in columns.items()}
        for draft in drafts:
            self._record(draft) if draft.moments is None else self._of_times(draft, draft.moments)
        for remark, count in self._remarks.items():
            times = "" if count == 1 else f" ({count} cells)"
            self._say(
                "unknown-word",
                Severity.INFO,
                f"{remark}{times}.",
                "Add the word to the policy if it matters.",
                self._first[remark],
            )

    # -- one record ----------------------------------------------------------------------------------------------

    def _record(self, draft: Draft) -> None:
        """The record of a row."""
        read: Parts = ({}, {}, [], {})
        self._take(draft, draft.fields, read)
        made = self._add(draft, draft.fields, self._place(draft.row, draft.column), read)
        if made and draft.kind in _DAY_IN_CYCLE and "cycle" in read[0]:
            self._outside_cycle(draft, read[0])

    def _of_times(self, draft: Draft, moments: Iterable[Moment]) -> None:
        """The records of a row's times; what the row says of all of them is read once, and so what a header says."""
        shared: Parts = ({}, {}, [], {})
        self._take(draft, draft.fields, shared)
        where = self._place(draft.row, draft.column)
        for when, fields in moments:
            known = self._whens.get(id(when))
            if known is None:
                known = self._whens[id(when)] = {}, {}, [], {}
                self._take(draft, when, known)
            cells, used = shared[1] | known[1], shared[2] + known[2]
            if not cells.keys().isdisjoint(fields):
                used += (cells[name] for name in fields if name in cells)  # its own fields take their place
            read = shared[0] | known[0], cells, used, shared[3] | known[3]
            self._take(draft, fields, read)
            self._add(draft, fields, where, read)

    def _add(self, draft: Draft, own: Mapping[str, Source], where: CellRef | None, read: Parts) -> bool:
        """Makes a record of what was read, with cells of its `own`; False where that is not enough for one."""
        kind = draft.kind
        values, cells, used, extra = read
        measure = extra.pop("measure", None) if kind == "kpi_reading" else None
        for name, (value, source) in extra.items():
            if name not in values:
                values[name] = value
                _trace(cells, name, source)
        if kind in _COMPLETED:
            self._complete(draft, values, cells)
        if not self._enough(draft, own, values):
            return False
        if kind == "kpi_reading":
            note_measure(self.measures, str(values.get("kpi")), measure)
        self.loaded.update(cells.values(), used)
        self.records.append(RECORDS[kind].drawn(where, Lineage(self.table.sheet.name, cells), values))
        return True

    def _place(self, row: int, column: int) -> CellRef | None:
        """Where a record is said to stand."""
        if not row:
            return None
        last = self._where
        if last is None or last.row != row or last.column != column:
            last = self._where = CellRef(self.table.sheet.name, row, column)
        return last

    def _begun(self, kind: str) -> Begun:
        """What is known so far of the cells of a kind: nothing but which fields are plain numbers."""
        begun = self._known[kind] = number_fields(kind), {}, {}
        return begun

    def _take(self, draft: Draft, fields: Mapping[str, Source], read: Parts) -> None:
        """Reads fields of a draft, each different cell of a column once."""
        values, cells, used, extra = read
        numbers, forms, answers = self._known.get(draft.kind) or self._begun(draft.kind)
        for name, source in fields.items():
            row, column, cell, code, _ = source
            if cell.__class__ is float and name in numbers and isfinite(cell):  # seldom equal; read as fast as found
                form = forms.get(code)
                if form is None:
                    form = forms[code] = number_form(draft.kind, code)
                values[name] = cell / 100 if form[0] else cell
                if row:
                    cells[name] = row, column
                if form[1]:
                    extra.setdefault("measure", (form[1], source))
                continue
            key = (name, column, cell.__class__, cell, code)
            known = answers.get(key)
            if known is None:
                known = answers[key] = self._read(draft.kind, name, source)
            value, more, odd = known
            if odd is not None:
                if odd.problem:
                    self._bad(draft, name, source, odd.problem)
                    continue
                self._remark(odd, source)
            if more is not None:
                for other, said in more.items():
                    extra.setdefault(other, (said, source))
            if value is None:
                used.append((row, column))
                continue
            values[name] = value
            if row:
                cells[name] = row, column

    def _reference(self, text: str) -> str:
        """How a text such as "O2: Grow" refers to its item: by the code before it, unless several have that code."""
        coded = split_code(text)
        if not coded.code or not coded.title:
            return text
        return coded.title if coded.code in self.shared_codes else coded.code

    def _read(self, kind: str, name: str, source: Source) -> Known:
        """What a cell gives for a field, which holds for every equal cell of its column."""
        read = self._asked.get((kind, name, source.column))
        if read is None:
            column = self._readers.get(source.column)
            read = self._asked[kind, name, source.column] = field_reader(kind, name, column, self.year)
        known = read(source)
        if isinstance(known[0], str) and name in ("key_result", "objective"):
            return self._reference(known[0]), None, None
        return known

    def _enough(self, draft: Draft, own: Mapping[str, Source], values: Mapping[str, Read]) -> bool:
        for need in _NEEDS[draft.kind]:
            for name in need:
                if values.get(name) is not None:
                    break
            else:
                for source in (*draft.fields.values(), *own.values()):
                    if not source.inherited:
                        what = draft.kind.replace("_", " ")
                        self.reasons.setdefault(source.position, f"the {what} of this row has no {need[0]}")
                return False
        return True

    # -- what a record says besides its cells ------------------------------------------------------------------------

    def _complete(self, draft: Draft, values: dict[str, Read], cells: dict[str, Position]) -> None:
        if draft.kind == "key_result":
            self._from_title(draft, values, cells)
        elif draft.kind == "effort":
            self._conversation(values, cells)
            self._days(draft, values)
        elif "healthy_low" in draft.fields and turned_up(values, self._header(draft.fields["healthy_low"])):
            cells |= {n.replace("low", "high"): cells.pop(n) for n in ("healthy_low", "warning_low") if n in cells}

    def _header(self, source: Source) -> str:
        reader = self._readers.get(source.column)
        return reader.column.title if reader else ""

    def _days(self, draft: Draft, values: dict[str, Read]) -> None:
        """The first and last day that a line of effort covers, as its period says."""
        source = draft.fields.get("period")  # of a time across, its header said the days
        if source and values.get("period") and not values.get("start"):
            first, last = self._span(source.value, source.format)
            if first:
                values["start"], values["end"] = first, last
        if values.get("start") and not values.get("end"):
            values["end"] = values["start"]

    def _span(self, value: Value, code: str) -> Span:
        """The first and last day of a period, each different cell read once."""
        key = (type(value), value, code)
        found = self._spans.get(key)
        if found is None:
            period = read_period(value, code, year=self.year)
            found = self._spans[key] = (period.start, period.end)
        return found

    def _conversation(self, values: dict[str, Read], cells: dict[str, Position]) -> None:
        """The sheet's own word becomes one of the three conversations where the policy knows it, and is kept beside it."""
        stated = "conversation" if values.get("conversation") else "category"
        word = values.get(stated)
        found = self._meant(word) if isinstance(word, str) else None
        if stated == "conversation" and not values.get("category"):
            values["category"] = word
            if "conversation" in cells:
                cells["category"] = cells["conversation"]
        if stated in cells:
            cells["conversation"] = cells[stated]
        values["conversation"] = found

    def _meant(self, word: str) -> str | None:
        """The conversation that a word means, asked of the policy once."""
        if word not in self._meanings:
            self._meanings[word] = self.policy.conversation_of(word)
        return self._meanings[word]

    def _from_title(self, draft: Draft, values: dict[str, Read], cells: dict[str, Position]) -> None:
        """The target inside the key result's own text, where no cell has it."""
        title = values.get("title")
        if not isinstance(title, str) or values.get("target") is not None or "title" not in draft.fields:
            return
        found = text_targets(title, year=self.year)
        if not found or (found.target is None and found.baseline is None):
            return
        for name in ("baseline", "target", "measure", "kind", "due"):
            value = getattr(found, name)
            if value is not None and values.get(name) is None:
                values[name] = value
                _trace(cells, name, draft.fields["title"])
        self._say(
            "target-in-text",
            Severity.INFO,
            f"The target {found.target:g} was read from the key result's text."
            if found.target is not None
            else "The baseline was read from the key result's text.",
            "Put it in a column of its own to be sure.",
            draft.fields["title"],
        )

    def _outside_cycle(self, draft: Draft, values: Mapping[str, Read]) -> None:
        name = _DAY_IN_CYCLE.get(draft.kind)
        cycle, day = values.get("cycle"), values.get(name) if name else None
        if not isinstance(cycle, str) or not isinstance(day, dt.date) or not name or name not in draft.fields:
            return
        start, end = self._cycle(cycle)
        if start and end and not start <= day <= end:
            self._say(
                "date-outside-cycle",
                Severity.WARNING,
                f"{name} {day} lies outside the cycle {cycle} ({start} to {end}). It is kept as it is.",
                "Check the day and the cycle.",
                draft.fields[name],
            )

    def _cycle(self, name: str) -> Span:
        """The first and last day of a cycle, asked of the policy and read once."""
        if name not in self._cycles:
            own = next((c for c in self.policy.cycles if c.name.casefold() == name.casefold()), None)
            period = own or read_period(name)
            self._cycles[name] = period.start, period.end
        return self._cycles[name]

    # -- what is said ----------------------------------------------------------------------------------------------

    def _bad(self, draft: Draft, name: str, source: Source, problem: str) -> None:
        kind, what = draft.kind.replace("_", " "), name.replace("_", " ")
        self.reasons.setdefault(source.position, f"{what} {problem}")
        if source.inherited:
            return
        message = f"{what} {problem}. The {kind} is kept without {_article(what)}."
        self._say("bad-value", Severity.ERROR, message, _ADVICE[field_types(draft.kind)[name]], source)

    def _remark(self, answer: Answer, source: Source) -> None:
        if answer.remark and not source.inherited:
            self._remarks[answer.remark] += 1
            self._first.setdefault(answer.remark, source)
        if answer.left and not source.inherited:
            shown = read_text(source.value, source.format)
            told = f'"{shown}" is read as {answer.value:g}: {answer.left}.'
            self._say(
                "words-left-out", Severity.INFO, told, "Put what the number is of into the unit of measure.", source
            )
        if answer.unknown_start and not source.inherited:
            self._say(
                "no-baseline",
                Severity.INFO,
                f'"{read_text(source.value, source.format)}" says a target and that its baseline is not known.',
                "Fill in the baseline once it is measured.",
                source,
            )
        if answer.ambiguous and source.column not in self._ambiguous:
            self._ambiguous.add(source.column)
            order = self._readers[source.column].order if source.column in self._readers else None
            if isinstance(answer.value, dt.date) and order:
                self._say(
                    "ambiguous-date",
                    Severity.WARNING,
                    f"Day and month could be swapped in this column; {order.how or 'day before month is assumed'}.",
                    "Write days as 2025-03-31 to be sure.",
                    source,
                )
            elif isinstance(answer.value, float):
                shown = read_text(source.value, source.format)
                self._say(
                    "ambiguous-number",
                    Severity.WARNING,
                    f'"{shown}" is read as {answer.value:g}; the mark in it could also mean something else.',
                    "Enter it as a number to be sure.",
                    source,
                )

    def _say(self, code: str, severity: Severity, message: str, advice: str, source: Source) -> None:
        where = self.table.sheet.ref(*source.position) if source.row else None
        self.diagnostics.append(Diagnostic(code, severity, message, advice, where))


def _trace(cells: dict[str, Position], name: str, source: Source) -> None:
    if source.row:
        cells[name] = source.position


def _article(what: str) -> str:
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
