"""Text → rows in a dialect, strictly where the file keeps its own rules, and mended line by line where it doesn't."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from okr_analytics.ingest.dialect import Dialect, detect, loose, separator_line, unescaped

MAX_LINES_OF_A_CELL = 300
MAX_MENDED_LINE = 20_000  # characters; longer lines are read as they are
MAX_ENDS = 24  # places where one quoted field may end that are tried
MAX_STEPS_OF_A_LINE, MAX_STEPS = 5_000, 300_000  # then the plainest reading is taken


class Table:
    """The rows of a text table, how they are written, and the rows (from 1) whose quotation marks had to be mended."""

    def __init__(self, rows: list[list[str]], dialect: Dialect) -> None:
        self.rows, self.dialect = rows, dialect
        self.mended: list[int] = []
        self.start = _start(rows)


def parse(text: str) -> Table:
    """The rows of the text in the dialect that makes most sense of it; line ends of every kind count."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter, begin = separator_line(text)
    lines = text[begin:].split("\n")
    if lines and not lines[-1]:
        lines.pop()
    dialect = Dialect(delimiter) if delimiter else detect(lines)
    unwrapped = _unwrapped(lines, dialect)
    if unwrapped is not None:
        lines, dialect = unwrapped, detect(unwrapped)
    return _Splitter(lines, dialect).table()


def _unwrapped(lines: list[str], dialect: Dialect) -> list[str] | None:
    """The inner lines of a file that was encoded twice, so that each line became one quoted field; else None."""
    full = [line for line in lines if line.strip()]
    wrapped = [line for line in full if len(line) > 1 and line[0] == line[-1] == '"']
    if len(full) < 2 or len(wrapped) < 0.8 * len(full):
        return None
    inner = [row[0] if len(row) == 1 else None for row in loose(wrapped, Dialect(dialect.delimiter or ","))]
    if len(inner) != len(wrapped) or None in inner or not detect([line or "" for line in inner]).delimiter:
        return None
    rows = iter(inner)
    return [
        (next(rows) or "") if line.strip() and line[0] == line[-1] == '"' and len(line) > 1 else line for line in lines
    ]


class _Splitter:
    def __init__(self, lines: list[str], dialect: Dialect) -> None:
        self._lines = [unescaped(line, dialect) for line in lines] if dialect.backslash else lines
        self._dialect = dialect
        self._at = 0  # the next line to be read
        self._stop = 0
        self._steps = MAX_STEPS
        self._width = _usual_width(loose(lines[:300], dialect))

    def table(self) -> Table:
        rows: list[list[str]] = []
        mended: list[int] = []
        reader = self._reader()
        while self._at < len(self._lines):
            first = self._at
            self._stop = first + MAX_LINES_OF_A_CELL
            try:
                row = next(reader)
            except (csv.Error, StopIteration):
                row = None
            if row is None or (self._at - first > 1 and len(row) != self._width):
                alone = self._mended(self._lines[first])
                if row is None or len(alone) == self._width:
                    row, self._at, reader = alone, first + 1, self._reader()
                    mended.append(len(rows) + 1)
            rows.append(row)
        table = Table(rows, self._dialect)
        table.mended = mended
        return table

    def _mended(self, line: str) -> list[str]:
        """The fields of one line whose quotation marks don't pair: the reading with the usual width, else the plainest."""
        if len(line) > MAX_MENDED_LINE:
            return line.split(self._dialect.splitter)
        mending = _Mending(line, self._dialect, self._width, min(self._steps, MAX_STEPS_OF_A_LINE))
        fields = mending.fields()
        self._steps -= mending.steps
        return fields

    def _reader(self) -> "Iterator[list[str]]":
        return csv.reader(
            self._feed(),
            delimiter=self._dialect.splitter,
            quotechar=self._dialect.quote,
            skipinitialspace=self._dialect.skip_space,
            strict=True,
        )

    def _feed(self) -> Iterator[str]:
        while self._at < min(len(self._lines), self._stop):
            line = self._lines[self._at]
            self._at += 1
            yield line + "\n"


class _Mending:
    """Tries, field by field from the left, every place where a quoted field may end; first reading of right width wins."""

    def __init__(self, line: str, dialect: Dialect, width: int, budget: int) -> None:
        self._line, self._quote, self._delimiter = line, dialect.quote, dialect.splitter
        self._skip_space, self._width = dialect.skip_space, width
        self._dead: set[tuple[int, int]] = set()
        self._budget = budget
        self.steps = 0

    def fields(self) -> list[str]:
        found = self._search()
        return found if found is not None else self._plainest()

    def _search(self) -> list[str] | None:
        """Depth first, without recursion: a stack of (position, fields so far, ways to go on from here)."""
        taken: list[str] = []
        stack = [iter(self._ways(0))]
        places = [0]
        while stack and self.steps < self._budget:
            self.steps += 1
            step = next(stack[-1], None)
            if step is None:
                self._dead.add((places[-1], len(taken)))
                stack.pop()
                places.pop()
                if taken:
                    taken.pop()
                continue
            field, after = step
            count = len(taken) + 1
            if after < 0:
                if count == self._width:
                    return [*taken, field]
            elif count < self._width and (after, count) not in self._dead:
                taken.append(field)
                stack.append(iter(self._ways(after)))
                places.append(after)
        return None

    def _plainest(self) -> list[str]:
        fields, at = [], 0
        while at >= 0:
            field, at = self._ways(at)[0]
            fields.append(field)
        return fields

    def _ways(self, at: int) -> list[tuple[str, int]]:
        """(field, where the next one begins or -1) for each way to read the field at a place, the likeliest first."""
        line, quote = self._line, self._quote
        begin = at
        while self._skip_space and begin < len(line) and line[begin] == " ":
            begin += 1
        ways: list[tuple[str, int]] = []
        if line.startswith(quote, begin):
            ends = list(islice(self._ends(begin + 1), MAX_ENDS))
            odd = [end for end in ends if self._run(end, begin) % 2]
            ways = [self._closed(begin, end) for end in (*odd, *(end for end in ends if end not in odd))]
        cut = line.find(self._delimiter, begin)
        plain = (line[begin:], -1) if cut < 0 else (line[begin:cut], cut + len(self._delimiter))
        return [*ways, plain]

    def _ends(self, start: int) -> Iterator[int]:
        """The places of quotation marks that a delimiter or the end of the line follows."""
        at = self._line.find(self._quote, start)
        while at >= 0:
            if at + 1 == len(self._line) or self._line.startswith(self._delimiter, at + 1):
                yield at
            at = self._line.find(self._quote, at + 1)

    def _run(self, end: int, begin: int) -> int:
        """How many quotation marks stand together at the end of a field; an odd number closes it by the rules."""
        count = 0
        while end - count > begin and self._line[end - count] == self._quote:
            count += 1
        return count

    def _closed(self, begin: int, end: int) -> tuple[str, int]:
        field = self._line[begin + 1 : end].replace(self._quote * 2, self._quote)
        after = end + 1
        return field, -1 if after >= len(self._line) else after + len(self._delimiter)


def _usual_width(rows: list[list[str]]) -> int:
    widths = Counter(len(row) for row in rows if any(row))
    return max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 1


def _start(rows: list[list[str]]) -> int:
    """The index of the row where the table begins, after title lines that fill few of its columns."""
    width = _usual_width(rows[:300])
    filled = [sum(1 for cell in row if cell.strip()) for row in rows[:50]]
    for index, count in enumerate(filled):
        if count > max(1, width // 3):
            return index
    return 0
