"""Time sheets that say when work began and ended instead of how long it took: the hours are worked out, breaks taken off."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.meaning.columns import column_values
from okr_analytics.ingest.tables import Column, Source, Table
from okr_analytics.ingest.values import fold, is_absent, read_effort

if TYPE_CHECKING:
    from okr_analytics.ingest.meaning.decision import Decision

_BREAK = re.compile(r"\b(?:break|breaks|pause|pausen|pausa|pauses|lunch|intervalo|descanso|pauze)\b|休息")
_NAMED = re.compile(
    r"\b(?:start|end|begin|finish|stop)[ _]?time\b|hora (?:de )?(?:inicio|fim|fin|entrada|saida)|"
    r"heure (?:de )?(?:debut|fin)|uhrzeit|(?:start|slutt|slut)tid|(?:开始|结束)时间|\bcheck[ -]?(?:in|out)$|\b(?:clock|punch)(?:ed)?[ -]?(?:in|out)$|^(?:kommen|gehen|entrada|sa[il]ida)$"
)
_TIME = re.compile(r"^\s*(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*(?:(a|p)\.?\s?m\.?)?\s*$", re.IGNORECASE)
_DAY = dt.timedelta(days=1)
SAMPLE = 40  # rows in which times of day are looked for
_LEAST_MINUTES = 5  # a plain number of a break from here on is minutes, below it hours


@dataclass(frozen=True)
class Clocks:
    """The columns of start and end, in pairs, and of breaks."""

    pairs: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[int, ...]:
        """All columns that the hours are worked out from."""
        return (*(c for pair in self.pairs for c in pair), *self.breaks)


def find_clocks(table: Table) -> Clocks | None:
    """The columns of times of day in pairs of start and end; None where there is no such pair."""
    named = [c for c in table.columns if _NAMED.search(fold(c.title))]
    breaks = tuple(c.index for c in table.columns if _BREAK.search(fold(c.header)))
    found = [c.index for c in table.columns if c.index not in breaks and (_is_clock(table, c) or c in named)]
    if not found or len(found) % 2 or len(found) > 8:
        return None
    return Clocks(tuple(zip(found[::2], found[1::2], strict=True)), breaks)


def _is_clock(table: Table, column: Column) -> bool:
    """Whether nearly all cells of a column are times of day, and its header doesn't say that they are durations."""
    profile = column.profile
    if profile.numbers + profile.days > 0.3 or (profile.texts > 0.7 and profile.numeric_texts < 0.7):
        return False
    if column.period or any(c.field == "effort.actual" and c.score >= 0.6 for c in column.candidates[:3]):
        return False
    values = column_values(table.sheet, table.region.body[:SAMPLE], column.index)
    return bool(values) and sum(clock(v) is not None for v in values) >= 0.8 * len(values)


def clock(value: Value | None) -> dt.timedelta | None:
    """The time of day of a cell ("9:00", "5:30 pm", a time) since midnight; None for anything else."""
    if isinstance(value, dt.time):
        return dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    match = _TIME.match(value) if isinstance(value, str) else None
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return None
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    return dt.timedelta(hours=hour, minutes=minute)


def with_clocks(table: Table, decision: "Decision") -> "Decision":
    """The decision with the columns that the hours of a time sheet are worked out from, where no column has the hours."""
    clocks = find_clocks(table) if decision.kind == "effort" else None
    if clocks is None:
        return decision
    own = next((decision.column(f"effort.{n}") for n in ("actual", "stated") if decision.column(f"effort.{n}")), None)
    if own is not None and own.index in clocks.columns:
        own = None
    how = f'the hours have a column of their own ("{own.title}")' if own else "the hours are worked out from it"
    assignments = tuple(
        replace(a, field=None, how=how) if a.column.index in clocks.columns and a.confidence < 1 else a
        for a in decision.assignments
    )
    return replace(decision, assignments=assignments, clocks=None if own else clocks)


def hours_of(clocks: Clocks, values: Mapping[int, Source]) -> tuple[Source | None, list[Source], str]:
    """The hours of a row, as a source in the cell of the last end; the cells used; why there are none, if so."""
    total, used, last = dt.timedelta(), [], None
    for start, end in clocks.pairs:
        cells = [values[c] for c in (start, end) if c in values and not is_absent(values[c].value)]
        if not cells:
            continue
        times = [clock(s.value) for s in cells]
        if len(cells) < 2 or None in times:
            return None, cells, "no time of day, or one of start and end is missing"
        begin, finish = (t for t in times if t is not None)
        total += finish - begin + (_DAY if finish < begin else dt.timedelta())
        used += cells
        last = cells[1]
    for column in clocks.breaks:
        source = values.get(column)
        if source is None or is_absent(source.value):
            continue
        pause = _pause(source)
        if pause is None or pause > total:
            return None, [*used, source], "the break can't be taken off"
        total -= pause
        used.append(source)
    return (last._replace(value=total, format="General") if last else None), used, ""


def _pause(source: Source) -> dt.timedelta | None:
    if isinstance(source.value, float | int) and not isinstance(source.value, bool):
        unit = "minutes" if source.value >= _LEAST_MINUTES else "hours"
        return dt.timedelta(**{unit: float(source.value)}) if source.value >= 0 else None
    amount = read_effort(source.value, source.format, measure="min")
    return dt.timedelta(hours=float(amount.value)) if amount.value is not None and amount.measure == "hours" else None
