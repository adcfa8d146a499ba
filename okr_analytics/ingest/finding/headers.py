"""How much a row looks like the header of a table, and what its labels are."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from okr_analytics.ingest.cells import Sheet, Value
from okr_analytics.ingest.values import clean, fold, read_date, read_period, read_text, split_code
from okr_analytics.ingest.vocabulary import Candidate, day_label, match, split_header

LONGEST_LABEL = 90
TICKS = frozenset(("x", "X", "×", "✓", "✔", "✗", "●", "■", "█", "-", "–"))
WINDOW = 8  # rows looked at below a header
KNOWN = 0.6  # a header word from this score on counts as known

_CYCLE = re.compile(r"c[iy]cl|[sz]y[kc]l|okr|周期|週期")
_STEP = re.compile(
    r"(?:(\d{1,3})\s?(d|j|days?|jours?|tage?|dias?|dager?|天|w|wk|weeks?|m|months?|mois|monate?|meses|mes))$"
)
_DAY_WRITTEN = re.compile(r"^(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d\d))(?:[ T].*)?$")
_NUMERIC = re.compile(r"^[\s<>=~≥≤+-]*[€$£R¥]*\$?\s*[\d.,]+\s*%?\s*[a-zA-Z€$£]{0,4}$")


def label(value: Value | None) -> str:
    """The text of a cell as a label, "" where there is none."""
    text = read_text(value)
    return clean(text) if text else ""


@lru_cache(maxsize=8192)
def meanings(text: str) -> tuple[Candidate, ...]:
    """What a header can mean, best first."""
    return match(text)


@lru_cache(maxsize=8192)
def known(text: str) -> float:
    """How well the vocabulary knows a label, 0–1; words of other kinds of tables count too."""
    if not text or len(text) > LONGEST_LABEL:
        return 0.0
    best = max((c.score for c in meanings(text)), default=0.0)
    return best if best >= KNOWN else 0.0


def is_time(value: Value) -> bool:
    """Whether a cell is nothing but a time, such as "Jan", "Q1 2025", 2025 or a date."""
    if isinstance(value, str):
        return _is_time_text(value)
    if isinstance(value, float):
        return 1990 <= value <= 2100 and value.is_integer()
    return isinstance(value, dt.date)


@lru_cache(maxsize=8192)
def _is_time_text(text: str) -> bool:
    if len(text) > 40 or not text.strip():
        return False
    parts = split_header(text)
    return parts.period is not None and not parts.words and not parts.period.problem


def is_label(value: Value) -> bool:
    """Whether a cell can be a header: a short text that is not a number, or a time."""
    if isinstance(value, str):
        text = value.strip()
        return (
            bool(text)
            and text not in TICKS
            and len(text) <= LONGEST_LABEL
            and (not _NUMERIC.match(text) or is_time(value))
        )
    return is_time(value)


def is_number(value: Value) -> bool:
    """Whether a cell is nothing but a number, also as text, and no time."""
    numeric = _NUMERIC.match(value.strip()) if isinstance(value, str) else isinstance(value, float)
    return bool(numeric) and not is_time(value)


def counted(value: Value | None) -> int | None:
    """The number of a cell that counts weeks, days or the like, also as text; None for anything else."""
    if isinstance(value, str):
        return int(value) if len(value) <= 2 and value.isascii() and value.isdigit() else None
    whole = isinstance(value, float | int) and not isinstance(value, bool) and value == int(value)
    return int(value) if whole and isinstance(value, float | int) else None


def is_running(values: Sequence[Value]) -> bool:
    """Whether the numbers among these cells count up by one, as week numbers 1, 2, 3 … do, year after year."""
    numbers = [n for v in values if (n := counted(v)) is not None]
    return len(numbers) >= 3 and all(b - a == 1 or (b == 1 and a > 3) for a, b in pairwise(numbers))


def steps_in(cells: Mapping[int, Value]) -> set[int]:
    """The columns of cells that count up in one unit, as "30d", "60d", "90d" over the values of a plan do."""
    found = {c: m for c, v in cells.items() if isinstance(v, str) and (m := _STEP.match(v.strip().lower()))}
    numbers = [int(m[1]) for m in found.values()]
    alike = len({m[2] for m in found.values()}) == 1 and all(a < b for a, b in pairwise(numbers))
    return set(found) if len(found) >= 3 and alike else set()


def is_metadata(values: Sequence[Value]) -> bool:
    """Whether a row is "label: value" pairs rather than a header."""
    texts = [v.strip() for v in values if isinstance(v, str) and v.strip()]
    pairs = sum(1 for t in texts if t.endswith((":", "：")) or re.match(r"^[^:：]{2,40}[:：]\s?\S", t))
    return bool(texts) and (pairs * 2 >= len(texts) or is_state(values, sure=True))


def is_state(values: Sequence[Value], *, sure: bool = False) -> bool:
    """Whether a row says the day or the cycle of what follows: "As of | 2026-11-20", "Cycle | Q3 | Stand | 30.9.2026".

    `sure`: only labels that head no columns count, so "Date | 2026-11-20" doesn't.
    """
    pairs, others = 0, 0
    left = list(values)
    while left:
        value = left.pop(0)
        if not isinstance(value, str):
            return False
        said = day_label(label(value))
        if said and said[0]:
            pairs, others = (pairs + 1, others) if read_date(said[0]).day else (pairs, others + 1)
        elif (left and said and (said[1] or not sure) and _is_day(left[0])) or (left and _is_cycle(value, left[0])):
            pairs += 1
            left.pop(0)
        elif is_time(value) and not _CYCLE.search(fold(value)):
            return False
        else:
            others += 1
    return pairs > 0 and others <= pairs


def _is_day(value: Value) -> bool:
    return isinstance(value, dt.date) or (isinstance(value, str) and read_date(value).day is not None)


def _is_cycle(text: str, value: Value) -> bool:
    """Whether a label and what stands beside it name a cycle; "Quarter | 2025" rather heads two columns."""
    if not is_time(value) or not any(c.field == "cycle.name" and c.score >= 0.95 for c in meanings(label(text))):
        return False
    period = read_period(value)
    return bool(_CYCLE.search(fold(text))) or (period.grain in ("quarter", "half") and period.start is not None)


def header_score(sheet: Sheet, rows: Sequence[int], at: int, left: int, right: int) -> float:
    """How much `rows[at]` looks like a header of what follows, 0–1."""
    cells = row_cells(sheet, rows[at], left, right)
    values = list(cells.values())
    if len(cells) < 2 or is_metadata(values):
        return 0.0
    following = row_cells(sheet, rows[at + 1], left, right) if at + 1 < len(rows) else {}
    apart = bool(following) and (rows[at + 1] > rows[at] + 1 or len(following) > len(cells))
    if (apart and is_state(values)) or _goes_on(cells, following) or _lists_days(cells, following):
        return 0.0
    running = is_running(values)
    steps = steps_in(cells)
    labels = {c: v for c, v in cells.items() if is_label(v) or c in steps or (running and counted(v) is not None)}
    if len(labels) < 0.75 * len(cells) or not any(isinstance(v, str) for v in labels.values()):
        return 0.0
    texts = [label(v) for v in labels.values() if isinstance(v, str) and not is_time(v)]
    lone = [t for t in texts if len(t) < 12 and split_code(f"{t} x").kind in ("objective", "key_result")]
    if not texts or (
        len(lone) == 1 and len(texts) > 1 and not any(known(t) and len(t.split()) < 4 for t in texts if t not in lone)
    ):
        return 0.0  # "KR1" beside its own text is a row, not a header
    times = len(labels) - len(texts)
    strength = (sum(known(t) for t in texts) + times) / len(labels)
    distinct = len({fold(t) for t in texts}) / len(texts)
    below = [row_cells(sheet, r, left, right) for r in rows[at + 1 : at + 1 + WINDOW]]
    overlap, contrast = _below(labels, below)
    size = min(len(labels), 4) / 4
    return 0.5 * strength + 0.15 * overlap + 0.15 * contrast + 0.1 * size + 0.1 * distinct


def _lists_days(cells: Mapping[int, Value], below: Mapping[int, Value]) -> bool:
    """Whether days stand over days: columns of days have words for headers."""
    days = [c for c, value in cells.items() if c in below and _is_written_day(value)]
    return bool(days) and all(_is_written_day(below[c]) for c in days)


def _is_written_day(value: Value) -> bool:
    """Whether a cell is a day with its year."""
    if isinstance(value, str):
        return bool(_DAY_WRITTEN.match(value.strip()))
    return isinstance(value, dt.date)


def _goes_on(cells: Mapping[int, Value], below: Mapping[int, Value]) -> bool:
    """Whether a column counts on in the next row (KR1, KR2): then the row is data."""
    for column, value in cells.items():
        other = below.get(column)
        if isinstance(value, str) and isinstance(other, str) and len(value) < 12 and len(other) < 12:
            one, two = split_code(f"{value} x"), split_code(f"{other} x")
            if (
                one.kind in ("objective", "key_result")
                and one.kind == two.kind
                and one.numbers
                and one.numbers != two.numbers
            ):
                return True
    return False


def _below(labels: Mapping[int, Value], below: Sequence[Mapping[int, Value]]) -> tuple[float, float]:
    """How many columns have cells below, and how many of them aren't short labels there."""
    if not below:
        return 0.0, 0.0
    filled = {c for cells in below for c in cells} & set(labels)
    other = {c for c in filled if any(c in cells and not is_label(cells[c]) for cells in below)}
    return len(filled) / len(labels), (len(other) / len(filled) if filled else 0.0)


def row_cells(sheet: Sheet, row: int, left: int, right: int) -> Mapping[int, Value]:
    """The non-blank cells of a row between two columns; cells of white space alone don't count."""
    cells = sheet.rows.get(row)
    if not cells:
        return {}
    if row not in sheet.white_rows:
        first, last = sheet.columns
        if (left <= first and last <= right) or (min(cells) >= left and max(cells) <= right):
            return cells  # nearly every row of a sheet with one table: no copy, a tenth of the time
    return {c: v for c, v in cells.items() if left <= c <= right and not (isinstance(v, str) and not v.strip())}
