"""From a region to a table: every column with its header words, what its cells are, and what it can mean."""

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from okr_analytics.ingest.cells import ErrorValue, Range, Sheet, Value
from okr_analytics.ingest.finding.headers import counted, is_running, is_time, known, label, meanings, row_cells
from okr_analytics.ingest.meaning.calendar_days import days_in_row
from okr_analytics.ingest.tables import Column, Position, Profile, Region, Table
from okr_analytics.ingest.values import Period, fold, is_absent, read_direction, read_period, read_status
from okr_analytics.ingest.values.effort import effort_word
from okr_analytics.ingest.values.measures import as_currency, as_measure
from okr_analytics.ingest.values.months import ALL_WEEKDAYS, weekdays_of
from okr_analytics.ingest.vocabulary import Candidate, HeaderParts, header_languages, match, split_header

SAMPLE = 400  # cells of a column that are looked at for its profile
_CODE = re.compile(
    r"^\s*(?:[A-Za-z#]{0,6}[-_. ]?\d+(?:[-_.]\d+)*|(?=\S*\d)[A-Za-z]{1,8}(?:[-_./][A-Za-z0-9]{1,8}){1,5}|[A-Z][A-Z0-9]{3,7})\s*$"
)
_DAY = re.compile(
    r"^\s*(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d))(?:[T ,].*)?$|^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d"
)
_HAS_DIGIT = re.compile(r"\d|[½¼¾一二三四五六七八九十]")
_NUMBER = re.compile(r"^\s*[-+]?\d[\d.,\s]*%?\s*$")
_CLOCKS = re.compile(r"^\s*\d{1,2}(?:[:.h]\d\d)?\s*[-–]\s*\d{1,2}[:.h]\d\d\s*$")
_CORNER = re.compile(r"^\s*([^/\\|]+?)\s*[/\\|]\s*([^/\\|]+?)\s*$")
_S = re.compile(r"^s(?=\d)")
_NUMBERED = re.compile(r"^([a-z]{1,8})[ .-]?(\d{1,2})$")
_FEWEST_STEPS = 3  # columns of marks that make a plan
_SHORT = 25
_MONTHS = re.compile(r"\b(?:month|mes|monat|mois|maned)|月")
_SERIALS = (36526, 54788)  # the days of 2000 to 2049 as spreadsheets number them
_STARTS_NUMERIC = re.compile(r"^\s*[<>=~≥≤±+-]*\s*(?:[€$£¥]|R\$|kr)?\s*[-.,]?\d")


def build_table(region: Region) -> Table:
    """The table of a region."""
    labels = _labels(region)
    rows = _rows(region)
    indexes = sorted(set(rows) | set(labels))
    profiles = {c: _profile(region, c, rows.get(c, [])) for c in indexes}
    languages = header_languages(text for texts, _ in labels.values() for text in texts)
    columns = [_column(region, c, labels.get(c, ([], ())), profiles[c], languages) for c in indexes]
    columns = _cornered(_weekdays(_weeks(days_in_row(_whole_months(region, columns)))), languages)
    return Table(region, tuple(_steps(list(_running_times(region, columns)))), languages[0] if languages else "en")


def fingerprint(table: Table) -> str:
    """The name of a layout: its headers, folded, in their order; whatever the kind, the rows and the place."""
    words = "\x1f".join(fold(column.title) for column in table.columns)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# -- header words ------------------------------------------------------------------------------------------------


def _labels(region: Region) -> dict[int, tuple[list[str], tuple[Position, ...]]]:
    """Column → its labels from the topmost header row down, and the cells they stand in."""
    spans = _spans(region)
    found: dict[int, tuple[list[str], list[Position]]] = {}
    for row in region.header_rows:
        lowest = row == region.header_rows[-1]
        for column, (position, text) in _row_labels(region, row, spans, lowest).items():
            texts, cells = found.setdefault(column, ([], []))
            if position not in cells:
                texts.append(text)
                cells.append(position)
    lowest_cells = set(row_cells(region.sheet, region.header_rows[-1], region.left, region.right))
    keep = {c for c, (texts, cells) in found.items() if c in lowest_cells or any(p[1] == c for p in cells)}
    used = set().union(*(region.sheet.rows.get(row, ()) for row in region.body))
    return {c: (t, tuple(p)) for c, (t, p) in found.items() if c in keep | used}


def _spans(region: Region) -> Mapping[Position, Range]:
    return {(m.top, m.left): m for m in region.sheet.merges if m.top in region.header_rows}


def _row_labels(
    region: Region, row: int, spans: Mapping[Position, Range], lowest: bool
) -> dict[int, tuple[Position, str]]:
    """Column → (cell, label) of one header row, group labels spread over the columns they head."""
    cells = row_cells(region.sheet, row, region.left, region.right)
    out: dict[int, tuple[Position, str]] = {}
    any_wide = any(m.right > m.left for m in spans.values() if m.top == row)
    ordered = sorted(cells)
    for number, column in enumerate(ordered):
        text = label(cells[column])
        if not text:
            continue
        span = spans.get((row, column))
        right = span.right if span else column
        if not span and not lowest and not any_wide:
            right = (ordered[number + 1] if number + 1 < len(ordered) else region.right + 1) - 1
        if lowest and not (span and span.right > column):
            right = column
        for c in range(column, min(right, region.right) + 1):
            out[c] = ((row, column), text)
    return out


def _column(
    region: Region,
    index: int,
    labels: tuple[Sequence[str], tuple[Position, ...]],
    profile: Profile,
    languages: tuple[str, ...],
) -> Column:
    texts, cells = labels
    header = texts[-1] if texts else ""
    group = " / ".join(t for t in texts[:-1] if t != header)
    value = region.sheet.value(*cells[-1]) if cells else None
    code = region.sheet.formats.get(cells[-1], "General") if cells else "General"
    parts = split_header(header)
    above = split_header(group) if group else None
    return Column(
        index,
        header,
        group,
        cells,
        profile,
        _candidates(header, group, parts, above, languages),
        _period(value, code, parts, above),
        parts.number if parts.number is not None else (above.number if above else None),
        parts.measure,
    )


def _candidates(
    header: str, group: str, parts: HeaderParts, above: HeaderParts | None, languages: tuple[str, ...]
) -> tuple[Candidate, ...]:
    """The meanings of the header alone and together with its group; a group that is only a time adds nothing."""
    best: dict[str, Candidate] = {}
    grouped = bool(group and above and above.words and known(group))
    joined = grouped and (known(f"{group} {header}") >= 0.7 or _says_all(group))
    words = [(header, 0.45 if joined else 0.8 if grouped else 1.0)] if header else []
    if group and above and above.words:
        words.append((f"{group} {header}", 1.0))
        if not parts.words:
            words.append((group, 1.0))
    for text, weight in words:
        for candidate in match(text, languages=languages or None):
            score = candidate.score * weight
            if group and _says_all(group) and candidate.name != meanings(group)[0].name:
                continue  # "Current" under "Status" is a status, and no value
            if candidate.field not in best or best[candidate.field].score < score:
                best[candidate.field] = replace(candidate, score=score)
    return tuple(sorted(best.values(), key=lambda c: -c.score))


def _says_all(group: str) -> bool:
    """Whether a group's word is what its cells are ("Status" over "Now" and "Before") rather than what they belong to."""
    best = next(iter(meanings(group)), None)
    return best is not None and best.name in ("status", "confidence", "owner", "comment")


def _period(value: Value | None, code: str, parts: HeaderParts, above: HeaderParts | None) -> Period | None:
    """The time a column stands for: of its own header, completed by its group (Jan under 2025), else its group's."""
    outer = above.period if above else None
    if isinstance(value, dt.date) or (isinstance(value, float) and is_time(value)):
        own: Period | None = read_period(value, code)
    else:
        own = parts.period
    if own and own.needs_year and outer and outer.year:
        own = read_period(own.name, year=outer.year)
    found = own or outer
    return found if found and not found.problem and found.grain else None


def _whole_months(region: Region, columns: list[Column]) -> list[Column]:
    """Headers that are the first days of months in a row stand for the whole months, however they are formatted."""
    days = [c.period.start for c in columns if c.period and c.period.grain == "day"]
    firsts = [d for d in days if d and d.day == 1]
    following = all((b.year - a.year) * 12 + b.month - a.month == 1 for a, b in pairwise(firsts))
    if len(firsts) < 3 or len(firsts) < len(days) or not following:
        return columns
    return [
        replace(c, period=read_period(c.period.start, "mmm yyyy")) if c.period and c.period.grain == "day" else c
        for c in columns
    ]


def _weeks(columns: list[Column]) -> list[Column]:
    """ "S1" and "S2" beside "S3" are weeks (semana, semaine), and no halves of a year."""
    named = {
        c.index: t
        for c in columns
        if c.period and (t := next(filter(_S.match, map(fold, (c.header, *reversed(c.group.split(" / "))))), ""))
    }
    grains = {c.period.grain for c in columns if c.period and c.index in named}
    if grains != {"half", "week"}:
        return columns
    return [
        replace(c, period=read_period(_S.sub("w", named[c.index]), year=c.period.year if c.period else None))
        if c.index in named
        else c
        for c in columns
    ]


def _weekdays(columns: list[Column]) -> list[Column]:
    """Five or more headers "Mon", "Tue" … are the days of a week, as in a timesheet."""
    alone = {c.index: fold(c.header).strip(" .") for c in columns if c.header}
    named = {i: word for i, word in alone.items() if word in ALL_WEEKDAYS}
    days = weekdays_of(tuple(named.values()))
    if days is None:
        return columns
    number = dict(zip(named, days, strict=True))
    return [
        replace(c, candidates=(), period=Period(c.header, grain="weekday", part=number[c.index], needs_year=True))
        if c.index in number
        else c
        for c in columns
    ]


def _cornered(columns: list[Column], languages: tuple[str, ...]) -> list[Column]:
    """ "Activity / Month" in the corner beside months names the rows before the stroke, and the columns behind it."""
    first, *others = columns or [Column(0, "")]
    named = _CORNER.match(first.header)
    times = [c for c in others if c.period]
    if named is None or len(times) < 2 or len(times) * 2 < len(others) or not _is_of_time(named[2]):
        return columns
    return [replace(first, candidates=match(named[1], languages=languages or None)), *others]


def _is_of_time(text: str) -> bool:
    """Whether a word heads times: "Month", "Período", "KW"."""
    return any(c.name in ("period", "date", "cycle") and c.score >= 0.9 for c in meanings(text))


def _running_times(region: Region, columns: list[Column]) -> Iterable[Column]:
    """Columns headed 1, 2, 3 … keep their number, so that a Gantt chart's weeks are seen as times."""
    sheet = region.sheet
    heads = [sheet.value(*c.header_cells[-1]) if c.header_cells else None for c in columns]
    running = is_running([v for v in heads if v is not None])
    for column, value in zip(columns, heads, strict=True):
        number = None if value is None or is_time(value) else counted(value)
        if running and number is not None and (column.period is None or column.period.grain == "year"):
            period = _counted_period(column, number)
            yield replace(column, candidates=(), period=period, number=number, measure=None)
        else:
            yield column


def _steps(columns: list[Column]) -> list[Column]:
    """Columns "M1", "M2", "M3" with marks below them are steps of a plan, whose days nothing says."""
    named = {c.index: (m[1], int(m[2])) for c in columns if (m := _NUMBERED.match(fold(c.header)))}
    marked = [c for c in columns if c.index in named and _is_marked(c)]
    prefixes = {named[c.index][0] for c in marked}
    numbers = [number for prefix, number in named.values() if prefix in prefixes]
    if len(marked) < _FEWEST_STEPS or len(prefixes) > 1 or numbers != list(range(1, len(numbers) + 1)):
        return columns
    steps = {index for index, (prefix, _) in named.items() if prefix in prefixes}
    return [
        replace(c, candidates=(), period=Period(c.header, grain="step"), number=None) if c.index in steps else c
        for c in columns
    ]


def _is_marked(column: Column) -> bool:
    """Whether the cells of a column are single signs such as "x"."""
    profile = column.profile
    return profile.texts > 0.7 and profile.distinct <= 3 and all(len(text.strip()) <= 1 for text in profile.short[:1])


def _counted_period(column: Column, number: int) -> Period:
    """The week, or below "Months 2025" the month, of a number, in the year of its group."""
    year = column.period.year if column.period else None
    grain = "month" if _MONTHS.search(fold(column.group)) else "week"
    if year:
        found = read_period(f"W{number} {year}" if grain == "week" else f"{year}-{number:02}")
        if found.start:
            return replace(found, name=column.header)
    return Period(name=column.header, grain=grain, part=number, needs_year=True)


# -- what the cells are ------------------------------------------------------------------------------------------


def _rows(region: Region) -> dict[int, list[int]]:
    """Column → the rows of the body that have a cell there; rows with the same columns are looked at together."""
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for row in region.body:
        alike[tuple(row_cells(region.sheet, row, region.left, region.right))].append(row)
    found: dict[int, list[int]] = defaultdict(list)
    for columns, rows in alike.items():
        for column in columns:
            found[column] += rows
    return {column: sorted(rows) for column, rows in found.items()}


def _profile(region: Region, column: int, rows: Sequence[int]) -> Profile:
    step = max(1, len(rows) // SAMPLE)
    cells, formats = region.sheet.rows, region.sheet.formats
    found = [cells[r][column] for r in rows[::step]]
    texts = Counter(v for v in found if isinstance(v, str))  # each is looked at once
    absent = {text for text in texts if is_absent(text)}
    others = [v for v in found if not isinstance(v, str) and not is_absent(v)]
    for text in absent:
        del texts[text]
    written = texts.total()
    size = len(others) + written
    if not size:
        return Profile(fewer=0.0)
    values = found if size == len(found) else [v for v in found if v not in absent and not is_absent(v)]
    floats = [v for v in others if isinstance(v, float)]
    years = sum(map(is_time, floats))
    numbers = len(floats)
    numbered = Counter({text: count for text, count in texts.items() if _HAS_DIGIT.search(text)})
    days = _count(numbered, _DAY.match) + sum(1 for v in others if isinstance(v, dt.date))
    shown = [formats.get((r, column), "") for r, v in zip(rows[::step], found, strict=True) if isinstance(v, float)]
    short = tuple(sorted(t for t in texts if len(t) < _SHORT)[:20])
    return Profile(
        filled=len(rows),
        numbers=numbers / size,
        days=days / size,
        texts=written / size,
        percents=sum("%" in code for code in shown) / size,
        distinct=len(texts) + (len(set(map(repr, others)) - texts.keys()) if texts else len(set(others))),
        length=sum(len(t) * n for t, n in texts.items()) / written if written else 0.0,
        numeric_texts=_count(numbered, lambda t: _STARTS_NUMERIC.match(t) and not _DAY.match(t)) / size,
        fewer=len(rows) / max(1, len(region.body)),
        codes=(numbers + _count(texts, _CODE.match)) / size,
        measures=_share(short, lambda t: bool(as_measure(t) or as_currency(t) or _is_counted(t) or effort_word(t))),
        digits=numbered.total() / max(1, written),
        statuses=_share(short, lambda t: read_status(t).status is not None),
        directions=_share(short, lambda t: read_direction(t).kind is not None),
        short=short,
        clocks=_count(numbered, _CLOCKS.search) / max(1, written),
        plain=(_count(numbered, _plain_number) + numbers - years) / size,
        running=_counts_rows(values),
        years=years == numbers,
        serials=all(_is_serial(v) for v in values),
    )


def _count(texts: Counter[str], is_such: Callable[[str], object]) -> int:
    """How many of the cells are such, of texts with how often each stands there."""
    return sum(count for text, count in texts.items() if is_such(text))


def _is_serial(value: Value) -> bool:
    """Whether a cell can be a day as spreadsheets number them, as a number or, from a text table, its digits."""
    if isinstance(value, str):
        return len(value) == 5 and value.isascii() and value.isdigit() and _SERIALS[0] <= int(value) <= _SERIALS[1]
    return isinstance(value, float) and _SERIALS[0] <= value <= _SERIALS[1] and value.is_integer()


def _plain_number(value: Value) -> bool:
    if isinstance(value, str):
        return bool(_NUMBER.match(value)) and not is_time(value)
    return isinstance(value, float | int) and not isinstance(value, bool) and not is_time(value)


def _counts_rows(values: Sequence[Value]) -> bool:
    """Whether a column counts from 0 or 1, so that it says of no row what it is."""
    if len(values) < 2 or not all(_plain_number(v) for v in values[:3]):
        return False
    numbers = (str(v).strip().removesuffix(".0") for v in values)
    first = next(numbers)
    return first in ("0", "1") and all(number == str(n) for n, number in enumerate(numbers, int(first) + 1))


def _share(texts: Sequence[str], is_such: Callable[[str], bool]) -> float:
    return sum(1 for t in texts if is_such(t)) / len(texts) if texts else 0.0


def _is_counted(text: str) -> bool:
    """Whether a text is a plain noun of what is counted ("visits"), as names of units of an organisation never are."""
    return text.islower() and text.isalpha() and len(text) > 3


def column_values(sheet: Sheet, rows: Iterable[int], column: int) -> list[Value]:
    """The non-blank values of a column in these rows."""
    return [cells[column] for cells in (sheet.rows.get(r, {}) for r in rows) if column in cells]


def column_words(table: Table, column: Column) -> set[str]:
    """The labels of a column's cells in the first rows; equal cells are read once."""
    values = column_values(table.sheet, table.region.body[:SAMPLE], column.index)
    return {label(value) for _, value in {(type(v), v) for v in values}}


def error_in(values: Iterable[Value]) -> bool:
    """Whether one of the values is a spreadsheet error."""
    return any(isinstance(v, ErrorValue) for v in values)
