"""How a text table is written: its delimiter, quotation mark and line ends, found by trying what reads as a table."""

import csv
import re
from collections import Counter

DELIMITERS = (",", ";", "\t", "|", ":", "^", "~", "\x1f", " ")
QUOTES = ('"', "'")
SAMPLE_LINES = 400
_SEP = re.compile(r"^\"?sep=(.)\"?\r?\n?", re.IGNORECASE)
_SPECIAL = re.compile(
    r"^\s*(?:[-+]?[\d.,' \u00a0]+\s*%?|[-+]?\d*\.?\d+[eE][-+]?\d+|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?.*)?"
    r"|\d{1,2}:\d{2}(?::\d{2})?|true|false|yes|no|n/?a|null|[^@\s]+@[^@\s]+\.\w+|https?://\S+)\s*$",
    re.IGNORECASE,
)
csv.field_size_limit(64 << 20)


class Dialect:
    """Delimiter ("" for one column only) and quotation mark ("" for none)."""

    __slots__ = ("delimiter", "escape", "quote")

    def __init__(self, delimiter: str, quote: str, escape: str = "") -> None:
        self.delimiter, self.quote, self.escape = delimiter, quote, escape

    def __repr__(self) -> str:
        return f"Dialect({self.delimiter!r}, {self.quote!r}, {self.escape!r})"


class Table:
    """The rows of a text table, and the row (from 1) where a quotation mark was opened and never closed, 0 for none."""

    def __init__(self, rows: list[list[str]], dialect: Dialect, unclosed: int = 0) -> None:
        self.rows, self.dialect, self.unclosed = rows, dialect, unclosed


def parse(text: str) -> Table:
    """The rows of the text in the dialect that makes most sense of it."""
    match = _SEP.match(text)
    if match:
        text, dialect = text[match.end() :], Dialect(match[1], '"')
    else:
        dialect = detect(text)
    rows = split(text, dialect)
    unclosed = 0
    return Table(rows, dialect, unclosed)


def split(text: str, dialect: Dialect) -> list[list[str]]:
    """The rows of the text in a dialect; blank lines are empty rows."""
    if not dialect.delimiter:
        delimiter = "\x1f" if dialect.quote else None
        if delimiter is None:
            return [[line] if line else [] for line in text.splitlines()]
        return [row for row in _reader(text, Dialect(delimiter, dialect.quote, dialect.escape))]
    return _reader(text, dialect)


def _reader(text: str, dialect: Dialect) -> list[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    reader = csv.reader(
        (line + "\n" for line in lines),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape or None,
        doublequote=not dialect.escape,
    )
    return list(reader)


def detect(text: str) -> Dialect:
    """The dialect whose rows are most alike and whose cells look most like values."""
    sample = "\n".join(text.splitlines()[:SAMPLE_LINES])
    candidates = [Dialect(d, q) for d in DELIMITERS if d in sample for q in QUOTES if q == '"' or q in sample]
    best, best_score = Dialect("", '"'), 0.0
    for dialect in candidates:
        score = _score(split(sample, dialect), dialect)
        if score > best_score * 1.0001:
            best, best_score = dialect, score
    return best


def _score(rows: list[list[str]], dialect: Dialect) -> float:
    """Pattern score (rows of one width, the wider the better) times the share of cells that look like values."""
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        return 0.0
    widths = Counter(len(row) for row in rows)
    pattern = sum(count * (width - 1) / width for width, count in widths.items()) / len(widths)
    cells = [cell for row in rows for cell in row]
    typed = sum(1 for cell in cells if not cell.strip() or _SPECIAL.match(cell)) / len(cells)
    quotes = sum(
        1 for cell in cells if dialect.quote and (cell.startswith(dialect.quote) or cell.endswith(dialect.quote))
    )
    handicap = {" ": 0.2, ":": 0.3, "^": 0.7, "~": 0.7}.get(dialect.delimiter, 1.0)
    return pattern * (typed + 0.1) * handicap * (1 - quotes / len(cells))
