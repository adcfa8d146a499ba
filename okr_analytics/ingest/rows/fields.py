"""Reads the cell of one field: text, number, fraction, amount, date, words – with what its column decides."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.meaning.closed import CLOSED, closed_word, work_kind
from okr_analytics.ingest.meaning.limits import LIMITS, band
from okr_analytics.ingest.meaning.retrospectives import retrospective_kind
from okr_analytics.ingest.meaning.roles import champion_role
from okr_analytics.ingest.tables import Column, Read, Source, Table
from okr_analytics.ingest.values import (
    DateOrder,
    Number,
    Scale,
    confidence_scale,
    date_order,
    decimal_mark,
    is_absent,
    percent_scale,
    read_confidence,
    read_date,
    read_direction,
    read_effort,
    read_fraction,
    read_money,
    read_number,
    read_period,
    read_status,
    read_text,
    read_words,
    split_code,
)
from okr_analytics.ingest.values.effort import as_effort_measure, effort_word
from okr_analytics.ingest.values.measures import short_measure
from okr_analytics.ingest.values.numbers import LEFT_OUT, UNKNOWN_START, plain_form
from okr_analytics.model import FieldType, field_types

COMMA = frozenset({"pt", "es", "de", "fr", "no", "nl"})  # languages that write 1,5 for one and a half
_LIST = re.compile(r"\s*[,;\n]\s*|\s+/\s+")
_BULLET = re.compile(r"^\s*[•·▪◦‣●■]\s*")
_S_NUMBER = re.compile(r"^\s*[Ss](\d{1,2})(?!\d)")
_S = re.compile(r"^\s*[Ss](?=\d)")
_STARTS = {"start", "since", "valid_from"}
_MONEY = {"budget", "spent", "capacity"}


@dataclass
class ColumnReader:
    """What only the whole column can tell: decimal mark, order of day and month, scale of percentages."""

    table: Table
    column: Column

    @cached_property
    def _cells(self) -> tuple[list[Value], list[str]]:
        sheet, index = self.table.sheet, self.column.index
        rows = [r for r in self.table.region.body if index in sheet.rows.get(r, {})]
        return [sheet.rows[r][index] for r in rows], [sheet.formats.get((r, index), "General") for r in rows]

    @cached_property
    def mark(self) -> str | None:
        """The decimal mark, None where the column doesn't decide it."""
        comma = self.table.language in COMMA
        found = decimal_mark(self._cells[0], default="," if comma else ".")
        return found.mark if found.sure or comma else None

    @cached_property
    def order(self) -> DateOrder:
        """Day before month, or month before day."""
        return date_order(self._cells[0])

    @cached_property
    def weeks(self) -> bool:
        """Whether "S2" is a week, as beside "S3", and no half of a year."""
        numbers = [int(m[1]) for v in self._cells[0] if isinstance(v, str) and (m := _S_NUMBER.match(v))]
        return max(numbers, default=0) > 2

    @cached_property
    def scale(self) -> Scale:
        """What plain numbers are multiplied by to become fractions."""
        return percent_scale(*self._cells, self.column.title, decimal=self.mark)

    @cached_property
    def measure(self) -> str | None:
        """What plain numbers of effort are counted in: as the header says, or what stands above the table, or its sheet."""
        own = self.column.measure or as_effort_measure(self.column.header) or as_effort_measure(self.column.group)
        if own:
            return own
        region = self.table.region
        above = [v for r in reversed(region.context) for v in region.sheet.rows.get(r, {}).values()]
        texts = [v for v in (*above, region.sheet.name) if isinstance(v, str)]
        return next((m for t in texts if (m := as_effort_measure(t))), None)

    @cached_property
    def confidence(self) -> Scale:
        """The same for confidences."""
        return confidence_scale(*self._cells, self.column.title, decimal=self.mark)


_NO_MORE: Mapping[str, Read] = MappingProxyType({})


class Answer(NamedTuple):
    """What a cell gave: the field's value, values for other fields of the record, and a problem or a remark."""

    value: Read = None
    more: Mapping[str, Read] = _NO_MORE
    problem: str | None = None
    remark: str | None = None
    ambiguous: bool = False
    unknown_start: bool = False  # "? → 85 %": a target whose baseline nobody knows yet
    left: str = ""  # what is said of the part of the cell that isn't used

    @property
    def is_odd(self) -> bool:
        """Whether something is to be said of it."""
        return self[2:] != _NOTHING_ODD


_NOTHING_ODD = Answer()[2:]

# What a cell gives a field: its value, None for none; values for other fields of the record, if any; and the whole answer
# where something is to be said of it.
Known: TypeAlias = tuple[Read, Mapping[str, Read] | None, Answer | None]
_ABSENT: Known = (None, None, None)


def field_reader(kind: str, name: str, column: ColumnReader | None, year: int | None) -> Callable[[Source], Known]:
    """What reads the cells of a column for a field of a kind of record."""
    types = field_types(kind)
    own = _SPECIAL.get((kind, name)) or _SPECIAL.get(("", name))
    reader = _READERS[types[name]]
    told = tellable(kind)

    def read(source: Source) -> Known:
        if is_absent(source.value):
            return _ABSENT
        answer = own(source, column) if own else reader(kind, name, source, column, year)
        more = {n: said for n, said in answer.more.items() if n in told and said is not None} if answer.more else None
        return None if answer.value == () else answer.value, more or None, answer if answer.is_odd else None

    return read


@cache
def tellable(kind: str) -> frozenset[str]:
    """What a cell may say of a record beside its own field: its fields; readings tell the unit of their KPI as well."""
    return frozenset((*field_types(kind), "measure") if kind == "kpi_reading" else field_types(kind))


@cache
def number_fields(kind: str) -> frozenset[str]:
    """The fields of a kind in which a plain number is that number, whatever else stands in its column."""
    numbers = (name for name, type_ in field_types(kind).items() if type_ is FieldType.NUMBER)
    return frozenset(name for name in numbers if (kind, name) not in _SPECIAL and ("", name) not in _SPECIAL)


def number_form(kind: str, code: str) -> tuple[bool, str | None]:
    """Whether a number format shows hundredths as whole numbers, and the unit of measure that it tells of a record."""
    divided, measure = plain_form(code)
    return divided, measure if "measure" in tellable(kind) else None


def _text(kind: str, name: str, source: Source, column: ColumnReader | None, year: int | None) -> Answer:
    text = read_words(source.value, source.format)
    if name in CLOSED and text:
        return Answer(closed_word(name, text) or text)
    problem = None if text or isinstance(source.value, str) else "can't be read as a text"
    return Answer(text or None, problem=problem)


def _number(kind: str, name: str, source: Source, column: ColumnReader | None, year: int | None) -> Answer:
    number = read_number(source.value, source.format, decimal=column.mark if column else None)
    if number.problem:
        return Answer(problem=number.problem)
    more: dict[str, Read] = {}
    measure = number.measure or ("%" if number.was_percent else None)
    if measure and measure != "yes/no":
        more["measure"] = measure
    if number.baseline is not None:
        more["baseline"] = number.baseline
    more.update(_limits(kind, name, number))
    if name in LIMITS and (said := band(name, number, column.column.title if column else "")):
        return Answer(said.pop(name, None), {**more, **said}, ambiguous=number.ambiguous)
    left = number.how if number.how.endswith(LEFT_OUT) else ""
    if kind == "key_result" and number.out_of is not None and name in ("target", "current"):
        return _counted(name, number, more)
    return Answer(number.value, more, None, None, number.ambiguous, number.how == UNKNOWN_START, left)


def _counted(name: str, number: Number, more: Mapping[str, Read]) -> Answer:
    """ "4/10" of a key result is 4 now and 10 in the end, in whichever of the two columns it stands."""
    said: dict[str, Read] = {"current": number.value, "target": number.out_of}
    value = said.pop(name)
    return Answer(value, {**more, **said}, ambiguous=number.ambiguous)


def _limits(kind: str, name: str, number: Number) -> dict[str, Read]:
    """What ">= 95 %" or "90–95 %" as a target says of the range."""
    if name != "target" or number.value is None:
        return {}
    if number.comparator == "range" and number.upper is not None:
        if kind == "kpi":
            return {"healthy_low": number.value, "healthy_high": number.upper, "direction": "range"}
        return {"lower": number.value, "upper": number.upper, "kind": "maintain"}
    if kind == "kpi" and number.comparator in (">=", ">"):
        return {"direction": "higher"}
    if kind == "kpi" and number.comparator in ("<=", "<"):
        return {"direction": "lower"}
    return {}


def _fraction(kind: str, name: str, source: Source, column: ColumnReader | None, year: int | None) -> Answer:
    mark = column.mark if column else None
    if name == "confidence":
        scale = column.confidence if column else Scale()
        found = read_confidence(source.value, source.format, scale=scale, decimal=mark)
    else:
        scale = column.scale if column else Scale()
        found = read_fraction(source.value, source.format, scale=scale, decimal=mark)
    return Answer(found.value, problem=found.problem)


def _amount(kind: str, name: str, source: Source, column: ColumnReader | None, year: int | None) -> Answer:
    mark = column.mark if column else None
    if name in _MONEY or kind == "project":
        found = read_money(source.value, source.format, decimal=mark)
        return Answer(found.value, problem=found.problem)
    found = read_effort(source.value, source.format, measure=column.measure if column else None, decimal=mark)
    return Answer(found.value, {"measure": found.measure} if found.measure else {}, found.problem)


def _date(kind: str, name: str, source: Source, column: ColumnReader | None, year: int | None) -> Answer:
    edge = "start" if name in _STARTS else "end"
    if isinstance(source.value, dt.date) and not isinstance(source.value, dt.datetime):
        shown = read_period(source.value, source.format) if source.value.day == 1 and edge == "end" else None
        return Answer(shown.end if shown and shown.grain == "month" else source.value)
    order = column.order if column else DateOrder()
    value = source.value
    if column and column.weeks and isinstance(value, str):
        value = _S.sub("W", value)
    found = read_date(value, source.format, order=order.order, year=year, edge=edge)
    return Answer(found.day, problem=found.problem, ambiguous=found.ambiguous and order.ambiguous)


def _words(kind: str, name: str, source: Source, column: ColumnReader | None, year: int | None) -> Answer:
    text = read_text(source.value, source.format) or ""
    return Answer(tuple(part for part in _LIST.split(text) if part))


_Reader: TypeAlias = Callable[[str, str, Source, ColumnReader | None, int | None], Answer]
_READERS: Mapping[FieldType, _Reader] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.FRACTION: _fraction,
    FieldType.AMOUNT: _amount,
    FieldType.DATE: _date,
    FieldType.WORDS: _words,
}


# -- fields with a vocabulary of their own -------------------------------------------------------------------------


def _status(source: Source, column: ColumnReader | None) -> Answer:
    found = read_status(source.value)
    word = found.word or read_text(source.value, source.format)
    if found.problem:
        return Answer(None, {"status_word": word}, remark=f'the status "{word}" is not known; the word is kept')
    return Answer(found.status, {"status_word": word})


def _direction(source: Source, column: ColumnReader | None) -> Answer:
    found = read_direction(source.value)
    return Answer(found.direction, problem=found.problem)


def _kr_kind(source: Source, column: ColumnReader | None) -> Answer:
    found = read_direction(source.value)
    return Answer(found.kind, problem=found.problem)


def _note_kind(source: Source, column: ColumnReader | None) -> Answer:
    text = read_text(source.value, source.format)
    return Answer(retrospective_kind(text) or text if text else None)


def _role(source: Source, column: ColumnReader | None) -> Answer:
    text = read_text(source.value, source.format)
    return Answer(champion_role(text) or text if text else None)


def _measure(source: Source, column: ColumnReader | None) -> Answer:
    text = read_text(source.value, source.format)
    return Answer(short_measure(text) or text if text else None)


def _work_kind(source: Source, column: ColumnReader | None) -> Answer:
    text = read_text(source.value, source.format)
    return Answer(work_kind(text) or text if text else None)


def _effort_measure(source: Source, column: ColumnReader | None) -> Answer:
    text = read_text(source.value, source.format)
    found = effort_word(text) if text else None
    return Answer(found, remark=f'"{text}" is no measure of effort' if text and not found else None)


def _code(source: Source, column: ColumnReader | None) -> Answer:
    return Answer(read_text(source.value, source.format))


def _titled(source: Source, column: ColumnReader | None) -> Answer:
    """A title apart from the bullet and the code before it."""
    text = _BULLET.sub("", read_words(source.value, source.format) or "")
    if not text:
        return Answer(None, problem=None if isinstance(source.value, str) else "can't be read as a text")
    coded = split_code(text)
    if coded.code and coded.title:
        return Answer(coded.title, {"code": coded.code})
    return Answer(text)


_SPECIAL: Mapping[tuple[str, str], Callable[[Source, ColumnReader | None], Answer]] = {
    ("", "status"): _status,
    ("", "measure"): _measure,
    ("effort", "measure"): _effort_measure,
    ("", "code"): _code,
    ("key_result", "kind"): _kr_kind,
    ("initiative", "kind"): _work_kind,
    ("kpi", "direction"): _direction,
    ("retrospective", "kind"): _note_kind,
    ("champion", "role"): _role,
    ("objective", "title"): _titled,
    ("key_result", "title"): _titled,
    ("initiative", "title"): _titled,
}
