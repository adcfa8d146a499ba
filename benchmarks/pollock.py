"""How well polluted text tables are read without any parameter, scored as the Pollock benchmark defines it.

Source of the definition: Vitagliano, Hameed, Jiang, Reisener, Wu, Naumann: "Pollock: A Data Loading Benchmark", PVLDB
16(8), 2023, its published list of pollutions, its scorer and its weights (how often a survey of 3,712 open-data files
met each pollution). The polluted files themselves are made here, from a table of our own with the shape of theirs:
84 rows of 9 columns, a header, texts with commas, apostrophes and doubled quotation marks, an empty last column.

One file in, ten measures out: success, and precision, recall and F1 of header, records and cells, where

- header: the multiset of normalised names of the first row;
- records: the multiset of the other rows, each row's normalised cells joined;
- cells: the multiset of all cells as they are.

Precision divides the common part by what was expected, recall by what was loaded, as the published scorer does. A file's
score is the sum of the ten, at most 10. *Simple* is the mean over the 2,290 files, *weighted* the mean with the weights.
Rows without any text are no rows of a table and aren't counted as loaded. Run: python -m benchmarks.pollock
"""

import argparse
import csv
import io
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from okr_analytics.ingest.formats.encoding import decoded
from okr_analytics.ingest.formats.text_rows import parse

Rows = list[list[str]]
Reader = Callable[[bytes], Rows]
HEADER = ["DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments"]
ALWAYS_QUOTED = {6, 7}
SEPARATOR_WEIGHT, QUOTE_WEIGHT, ROW_DELIMITER_WEIGHT = 0.36775106082036774, 0.009259259259259259, 0.0435


@dataclass(frozen=True)
class Polluted:
    """One polluted file: its bytes, the rows a perfect reader finds, its weight and its group."""

    name: str
    data: bytes
    clean: Rows
    weight: float
    group: str


def source(seed: int = 84) -> Rows:
    """Our own table in the manner of the benchmark's."""
    choose = random.Random(seed)
    things = [
        "Boots",
        "Jacket",
        "Rug",
        "Lamp",
        "Vest",
        "Kettle",
        "Tent",
        "Hat, Wool",
        "Tee, Long-Sleeve",
        'Table, 48"',
        'Shorts, 5" Inseam',
    ]
    people = ["Men's", "Women's", "Kids'", "Light", "Heavy-Duty"]
    praise = [
        "made for long days, even when wet",
        "they don't stretch",
        "great on every trail, in any weather",
        'with a 9" lining',
        "warm, dry and light",
        "built to last",
    ]
    rows = [HEADER]
    for number in range(83):
        code = f"{choose.choice(['MG', 'RI', 'CC', 'BH', 'YY'])}-{choose.randrange(1000, 9999)}"
        day = f"{number % 28 + 1:02}/{number // 28 + 1:02}/2018"
        text = f"{choose.choice(people)} best: {choose.choice(praise)} and {choose.choice(praise)}."
        rows.append(
            [
                day,
                f"{number % 24:02}:{number % 4 * 15:02}",
                str(choose.randrange(30)),
                code,
                f"${choose.randrange(1, 9999) / 100}",
                f"{choose.choice(people)} {choose.choice(things)}",
                text,
                f"https://www.example.com/product/{code.replace('-', '_')}.html",
                "",
            ]
        )
    return rows


@dataclass
class Layout:
    """How rows are written; each pollution changes one thing of it."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = '"'
    end: str = "\r\n"

    def cell(self, text: str, column: int, extra_quote: bool = False) -> str:
        """One cell; a pollution may put a quotation mark that nothing escapes before the text."""
        body = text.replace('"', self.escape + '"')
        mark = self.quote if extra_quote else ""
        quoted = column in ALWAYS_QUOTED or "," in text or '"' in text
        return f"{self.quote}{mark}{body}{self.quote}" if quoted else mark + body

    def row(self, cells: list[str], **changes: int) -> str:
        """One line: `more`, `less`, `quote` name the column where a delimiter is added, lacks, or a mark is added."""
        out = ""
        for column, text in enumerate(cells):
            before = self.delimiter if column else ""
            if changes.get("more") == column:
                before += self.delimiter
            if changes.get("less") == column:
                before = ""
            out += before + self.cell(text, column, changes.get("quote") == column)
        return out

    def file(self, rows: Rows) -> str:
        """All lines."""
        return "".join(self.row(row) + self.end for row in rows)


def polluted(rows: Rows) -> Iterator[Polluted]:
    """Every file of the benchmark."""
    yield Polluted("source", Layout().file(rows).encode(), rows, 1, "source")
    yield from _file_level(rows)
    yield from _characters(rows)
    lines = [Layout().row(row) for row in rows]
    for number, row in enumerate(rows):
        for column in range(len(row)):
            for kind, weight, group in (
                ("more", SEPARATOR_WEIGHT, "delimiters"),
                ("less", SEPARATOR_WEIGHT, "delimiters"),
                ("quote", QUOTE_WEIGHT, "characters"),
            ):
                if kind == "less" and column == 0:
                    continue
                clean = [list(r) for r in rows]
                if kind == "quote":
                    clean[number][column] = '"' + row[column]
                changed = [*lines[:number], Layout().row(row, **{kind: column}), *lines[number + 1 :]]
                yield Polluted(f"{kind}_{number}_{column}", _join(changed), clean, weight, group)
        changed = [*lines[:number], Layout(delimiter=" ").row(row), *lines[number + 1 :]]
        yield Polluted(f"row_delimiter_{number}", _join(changed), rows, ROW_DELIMITER_WEIGHT, "characters")


def _join(lines: list[str]) -> bytes:
    return "".join(line + "\r\n" for line in lines).encode()


def _file_level(rows: Rows) -> Iterator[Polluted]:
    text, group = Layout().file(rows), "file"
    joined = [[" ".join([name] * times) for name in HEADER] for times in (2, 3)]
    blank = [""] * len(HEADER)
    wider = [[*row, "" if number else "col1"] for number, row in enumerate(rows[:83])]
    for name, data, clean, weight in (
        ("no_payload", "", [], 15),
        ("no_trailing_newline", text.removesuffix("\r\n"), rows, 184),
        ("double_trailing_newline", text + "\r\n", rows, 5),
        ("no_header", Layout().file(rows[1:]), rows[1:], 470),
        ("header_multirow_2", Layout().file([HEADER, *rows]), [joined[0], *rows[1:]], 47),
        ("header_multirow_3", Layout().file([HEADER, HEADER, *rows]), [joined[1], *rows[1:]], 47),
        ("preamble", Layout().file([["PREAMBLE", *blank[1:]], blank]) + text, rows, 282),
        (
            "multitable_less",
            text + Layout().file([row[:8] for row in rows[:83]]),
            rows + [row[:8] for row in rows[:83]],
            188 / 3,
        ),
        ("multitable_same", text + Layout().file(rows[:83]), rows + rows[:83], 188 / 3),
        ("multitable_more", text + Layout().file(wider), rows + wider, 188 / 3),
        ("header_only", Layout().file(rows[:1]), rows[:1], 3),
        ("one_data_row", Layout().file(rows[:2]), rows[:2], 4),
    ):
        yield Polluted(name, data.encode(), clean, weight, group)


def _characters(rows: Rows) -> Iterator[Polluted]:
    for name, layout, weight in (
        ("record_delimiter_lf", Layout(end="\n"), 1691),
        ("record_delimiter_cr", Layout(end="\r"), 7),
        ("field_delimiter_semicolon", Layout(delimiter=";"), 834),
        ("field_delimiter_tab", Layout(delimiter="\t"), 4),
        ("field_delimiter_comma_space", Layout(delimiter=", "), 101),
        ("field_delimiter_space", Layout(delimiter=" "), 4),
        ("quotation_apostrophe", Layout(quote="'"), 11),
        ("escape_backslash", Layout(escape="\\"), 1),
        ("escape_missing", Layout(escape=""), 7),
    ):
        yield Polluted(name, layout.file(rows).encode(), rows, weight, "characters")


# Scoring


def normal(cell: str) -> str:
    """A cell as the benchmark compares it in headers and records: numbers by value, text without case."""
    try:
        return str(float(cell))
    except ValueError:
        return cell.lower() if cell.strip() else ""


def measures(clean: Rows, loaded: Rows | None) -> list[float]:
    """The ten measures of one file; None stands for a reader that gave up."""
    if loaded is None:
        return [0.0] * 10
    if not clean:
        return [1.0] * 10
    header = _three([normal(c) for c in clean[0]], [normal(c) for c in loaded[0]] if loaded else [])
    records = _three(_records(clean[1:]), _records(loaded[1:]))
    cells = _three([c for row in clean for c in row], [c for row in loaded for c in row])
    return [1.0, *header, *records, *cells]


def _records(rows: Rows) -> list[str]:
    return ["".join(map(normal, row)) for row in rows]


def _three(expected: list[str], found: list[str]) -> list[float]:
    if not expected:
        return [1.0] * 3
    common = (Counter(expected) & Counter(found)).total()
    if not common:
        return [0.0] * 3
    precision, recall = common / len(expected), common / len(found)
    return [precision, recall, 2 * precision * recall / (precision + recall)]


@dataclass
class Score:
    """What a reader reached: simple, weighted, by group, and its worst files."""

    simple: float
    weighted: float
    groups: dict[str, float]
    worst: list[tuple[float, str]]
    seconds: float


def score(reader: Reader, files: list[Polluted]) -> Score:
    """Run a reader over the files and sum up."""
    begin = time.process_time()
    totals = {file.name: sum(measures(file.clean, _loaded(reader, file.data))) for file in files}
    seconds = time.process_time() - begin
    weights = sum(file.weight for file in files)
    groups = {g: _mean([totals[f.name] for f in files if f.group == g]) for g in dict.fromkeys(f.group for f in files)}
    weighted = sum(totals[file.name] * file.weight for file in files) / weights
    lost = sorted(((10 - totals[file.name]) * file.weight / weights, file.name) for file in files)[::-1]
    return Score(_mean(list(totals.values())), weighted, groups, lost[:8], seconds)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _loaded(reader: Reader, data: bytes) -> Rows | None:
    try:
        return [row for row in reader(data) if any(cell.strip() for cell in row)]
    except Exception:
        return None


# Readers


def ours(data: bytes) -> Rows:
    """This project's reader, from where it says the table begins."""
    table = parse(decoded(data)[0])
    return table.rows[table.start :]


def standard_library(data: bytes) -> Rows:
    """Python's csv with its own sniffer."""
    text = data.decode()
    return list(csv.reader(io.StringIO(text, newline=""), csv.Sniffer().sniff(text[:4096])))


def plain_library(data: bytes) -> Rows:
    """Python's csv as it comes, commas assumed."""
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def pandas_sniffing(data: bytes) -> Rows:
    """pandas told to find the separator itself."""
    import pandas  # noqa: PLC0415 - only for the comparison

    frame = pandas.read_csv(io.BytesIO(data), sep=None, engine="python", header=None, dtype=str, keep_default_na=False)
    return [[str(cell) for cell in row] for row in frame.fillna("").to_numpy()]


def duckdb_dialect(data: bytes) -> Rows:
    """The dialect from DuckDB's sniffer, parsed by Python's csv: the mark to beat."""
    import duckdb  # noqa: PLC0415 - only for the comparison

    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        query = "SELECT Delimiter, Quote, Escape, SkipRows FROM sniff_csv(?, strict_mode=false, ignore_errors=true)"
        found = duckdb.connect().execute(query, [file.name]).fetchone()
    delimiter, quote, escape, skip = found or (",", '"', '"', 0)
    quote = quote if len(quote) == 1 else '"'
    text = io.StringIO(data.decode(), newline="")
    rows = csv.reader(text, delimiter=delimiter, quotechar=quote, escapechar="\\" if escape == "\\" else None)
    return list(rows)[skip:]


READERS: dict[str, Reader] = {
    "this project": ours,
    "Python csv, commas": plain_library,
    "Python csv, sniffed": standard_library,
    "DuckDB sniffer, csv": duckdb_dialect,
    "pandas, sep=None": pandas_sniffing,
}


def main() -> None:
    """Print the table of scores."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--all", action="store_true", help="compare with other readers too")
    arguments.add_argument("--lost", action="store_true", help="show which files cost our reader most")
    chosen = arguments.parse_args()
    files = list(polluted(source()))
    print(f"{len(files):,} files")
    print(f"{'reader':24}{'simple':>8}{'weighted':>10}{'file':>8}{'delims':>8}{'chars':>8}{'CPU s':>8}")
    for name, reader in READERS.items() if chosen.all else [("this project", ours)]:
        got = score(reader, files)
        groups = "".join(f"{got.groups[g]:8.3f}" for g in ("file", "delimiters", "characters"))
        print(f"{name:24}{got.simple:8.3f}{got.weighted:10.3f}{groups}{got.seconds:8.1f}")
        if chosen.lost:
            print("\n".join(f"    {lost:.4f} of the weighted score lost by {file}" for lost, file in got.worst))


if __name__ == "__main__":
    main()
