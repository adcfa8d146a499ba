"""How a text table is written: delimiter, quotation mark, escapes, wrapped lines, found by trying what reads as a table."""

import csv
import re
from collections import Counter

DELIMITERS = (",", ";", "\t", "|", ":", "^", "~", "\x1f", "¦", "§", " ")
SAMPLE_LINES = 300
_RARE = {":": 0.45, "^": 0.8, "~": 0.8, " ": 0.3, "¦": 0.9, "§": 0.8}
_SEP = re.compile(r"^\"?sep=(.)\"?[^\S\n]*(?:\n|$)", re.IGNORECASE)
_TYPED = re.compile(
    r"[-+(]?\s*(?:[$€£¥]|[A-Z]{0,3}\$|[A-Z]{3}\s)?\s*[-+]?[\d.,'’ \u00a0\u202f]*\d[\d.,]*(?:[eE][-+]?\d+)?\s*(?:%|[$€£¥]|[kKmM])?\)?"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d{1,2}:\d{2}.*)?|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?"
    r"|true|false|yes|no|n/?a|null|-|[^@\s,;|]+@[^@\s,;|]+\.\w+|https?://[^\s,;|]+",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"[;|\t]|,\S")
csv.field_size_limit(64 << 20)


class Dialect:
    """Delimiter ("" for one column), quotation mark, whether blanks follow delimiters and backslashes escape."""

    __slots__ = ("backslash", "delimiter", "quote", "skip_space")

    def __init__(self, delimiter: str, quote: str = '"', *, skip_space: bool = False, backslash: bool = False) -> None:
        self.delimiter, self.quote, self.skip_space, self.backslash = delimiter, quote, skip_space, backslash

    @property
    def splitter(self) -> str:
        """The delimiter for a parser that needs one: a character no text holds where there is one column."""
        return self.delimiter or "\x1e"


def detect(lines: list[str]) -> Dialect:
    """The dialect in which the lines make the best table."""
    sample = [line for line in lines[:SAMPLE_LINES] if line.strip()]
    text = "\n".join(sample)
    best, best_score = Dialect("", '"'), _one_column(sample)
    for delimiter in DELIMITERS:
        if delimiter not in text:
            continue
        dialect = Dialect(delimiter, _quote(text, delimiter))
        dialect.backslash = _escapes(text, dialect)
        rows = loose(sample, dialect)
        if _spaced(rows):
            dialect.skip_space = True
            rows = loose(sample, dialect)
        score = _score(rows) * _RARE.get(delimiter, 1.0)
        if score > best_score * 1.0001:
            best, best_score = dialect, score
    return best


def loose(lines: list[str], dialect: Dialect) -> list[list[str]]:
    """The rows that the plain reader of the standard library makes of the lines."""
    if dialect.backslash:
        lines = [unescaped(line, dialect) for line in lines]
    reader = csv.reader(
        [line + "\n" for line in lines],
        delimiter=dialect.splitter,
        quotechar=dialect.quote,
        skipinitialspace=dialect.skip_space,
    )
    return list(reader)


def unescaped(line: str, dialect: Dialect) -> str:
    """The line with its backslash escapes of the quotation mark written as doubled marks."""
    return line.replace("\\" + dialect.quote, dialect.quote * 2) if dialect.backslash else line


def separator_line(text: str) -> tuple[str, int]:
    """The delimiter that Excel's first line "sep=;" declares and where the table begins, ("", 0) without one."""
    match = _SEP.match(text)
    return (match[1], match.end()) if match else ("", 0)


def _quoted(text: str, delimiter: str, quote: str) -> int:
    """How many fields stand whole between quotation marks."""
    d, q = re.escape(delimiter), re.escape(quote)
    return len(re.findall(rf"(?:^|{d}) ?{q}(?:[^{q}\n]|{q}{q})*{q}(?= ?(?:{d}|$))", text, re.MULTILINE))


def _quote(text: str, delimiter: str) -> str:
    if "'" not in text:
        return '"'
    return "'" if _quoted(text, delimiter, "'") > 2 * _quoted(text, delimiter, '"') else '"'


def _escapes(text: str, dialect: Dialect) -> bool:
    """Whether a backslash stands for itself or escapes: the reading by whose rules more lines are whole fields.

    Where both read as many, whether it stands before marks inside fields more often than marks are doubled.
    """
    escaped = "\\" + dialect.quote
    lines = [line for line in text.split("\n") if escaped in line]
    if not lines:
        return False
    d, q = re.escape(dialect.delimiter), re.escape(dialect.quote)
    doubling = _whole(lines, rf"[^{q}]|{q}{q}", d, q)
    if doubling == len(lines):
        return False  # the usual rules hold throughout
    escaping = _whole(lines, rf"[^{q}\\]|\\.|{q}{q}", d, q)
    if doubling != escaping:
        return escaping > doubling
    inside = len(re.findall(rf"\\{q}(?!\s*(?:{d}|$))", text, re.MULTILINE))
    doubled = len(re.findall(rf"[^{q}{d}\n\\]{q}{q}[^{q}\n]", text))
    return inside > doubled


def _whole(lines: list[str], inner: str, d: str, q: str) -> int:
    """How many lines are nothing but whole fields, where quoted ones consist of `inner`; linear in their length."""
    field = rf" *+(?:{q}(?:{inner})*+{q} *+|[^{q}{d}][^{d}]*+|)"
    shape = re.compile(rf"(?:{field}{d})*+{field}")
    return sum(1 for line in lines if shape.fullmatch(line))


def _spaced(rows: list[list[str]]) -> bool:
    """Whether nearly every cell but the first of its row begins with a space."""
    later = [cell for row in rows for cell in row[1:]]
    return len(later) > 1 and sum(cell.startswith(" ") for cell in later) >= 0.9 * len(later)


def _one_column(lines: list[str]) -> float:
    return 0.25 + 0.05 * (sum(1 for line in lines if _TYPED.fullmatch(line.strip())) / max(1, len(lines)))


def _score(rows: list[list[str]]) -> float:
    """How much the rows look like a table: most have one width, and their cells are values or plain words."""
    rows = [row for row in rows if any(cell and not cell.isspace() for cell in row)]
    widths = Counter(len(row) for row in rows)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda item: (item[1] * min(item[0], 4), item[0]))
    near = sum(n for w, n in wide.items() if w != width and abs(w - width) <= 1)
    cells = [cell for row in rows if len(row) == width for cell in row]
    quality = sum(map(_quality, cells)) / len(cells)
    support = (count + 0.5 * near) / len(rows)
    if len(rows) > 2 and count == 1:
        support /= 2
    return support * quality * (2 - 1 / (width - 0.5))


def _quality(cell: str) -> float:
    cell = cell.strip()
    if not cell:
        return 0.7
    if len(cell) < 60 and _TYPED.fullmatch(cell):
        return 1.0
    return 0.35 if _AMBIGUOUS.search(cell) else 0.75
