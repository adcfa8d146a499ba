"""How well sheets were understood: what was found against what a person says should be found (docs/expectations.md)."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from okr_analytics.diagnostics import CellRef
from okr_analytics.ingest.cells import Range
from okr_analytics.ingest.meaning.families import OTHER
from okr_analytics.ingest.reading import Reading, TableReading


@dataclass(frozen=True)
class ExpectedTable:
    """A table as a person reads it. Where several answers are right, all are listed; None = left aside."""

    sheet: str
    range: Range
    kinds: tuple[str, ...]
    header_rows: tuple[int, ...] = ()
    columns: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)
    records: Mapping[str, int] | None = None


@dataclass
class Score:
    """Counts of what was right; `misses` says each thing that wasn't, in words."""

    tables: int = 0
    tables_right: int = 0
    columns_found: int = 0
    columns_expected: int = 0
    columns_right: int = 0
    records: int = 0
    records_right: int = 0
    files: int = 0
    files_accounted: int = 0
    misses: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The shares, each with its counts; None where there was nothing to count."""
        return {
            "files": self.files,
            "tables_right": _share(self.tables_right, self.tables),
            "columns_precision": _share(self.columns_right, self.columns_found),
            "columns_recall": _share(self.columns_right, self.columns_expected),
            "records_right": _share(self.records_right, self.records),
            "files_accounted": _share(self.files_accounted, self.files),
            "misses": self.misses,
        }


def _share(part: int, whole: int) -> dict[str, float | int | None]:
    return {"right": part, "of": whole, "share": round(part / whole, 4) if whole else None}


def load_expectations(path: Path) -> list[tuple[str, tuple[ExpectedTable, ...]]]:
    """File (as in the folder of sheets) → its tables, from one JSON file or every *.json of a folder."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    items = [item for file in files for item in json.loads(file.read_text(encoding="utf-8"))["files"]]
    return [(item["file"], tuple(_table(table) for table in item["tables"])) for item in items]


def _table(data: Mapping[str, Any]) -> ExpectedTable:
    kinds = data["kind"] if isinstance(data["kind"], list) else [data["kind"]]
    columns = {c: tuple(f) if isinstance(f, list) else (f,) for c, f in data.get("columns", {}).items()}
    return ExpectedTable(
        data["sheet"],
        _range(data["range"]),
        tuple(kinds),
        tuple(data.get("header_rows", ())),
        columns,
        data.get("records"),
    )


def _range(text: str) -> Range:
    first, _, last = text.partition(":")
    one, two = CellRef.parse(f"x!{first}"), CellRef.parse(f"x!{last or first}")
    return Range(one.row, one.column, two.row, two.column)


def score_file(reading: Reading, expected: Sequence[ExpectedTable], score: Score) -> None:
    """Adds what was right in one file."""
    name = reading.file
    score.files += 1
    score.files_accounted += _accounted(reading)
    if not _accounted(reading):
        score.misses.append(f"{name}: the cells don't add up")
    free = list(reading.tables)
    for table in expected:
        score.tables += 1
        found = _best(table, free)
        if found:
            free.remove(found)
        _score_table(name, table, found, score)
    for extra in free:
        if extra.records and not any(_overlap(extra, t) for t in expected if OTHER in t.kinds):
            score.tables += 1
            score.misses.append(f"{name} {extra.sheet}!{extra.range}: {extra.kind} was found where there is nothing")


def _score_table(name: str, table: ExpectedTable, found: TableReading | None, score: Score) -> None:
    place = f"{name} {table.sheet}!{table.range}"
    kind = found.kind if found and (found.records or found.kind in table.kinds or found.confidence >= 0.5) else OTHER
    heads = not table.header_rows or kind == OTHER or (found and found.header_rows[:1] == table.header_rows[:1])
    if kind in table.kinds and heads:
        score.tables_right += 1
    else:
        what = f"{found.kind} in rows {list(found.header_rows)} ({found.how})" if found else "nothing"
        score.misses.append(f"{place}: expected {' or '.join(table.kinds)} in {list(table.header_rows)}, found {what}")
    if kind == OTHER and OTHER in table.kinds:
        return
    _score_columns(place, table, found, score)
    for record, count in (table.records or {}).items():
        score.records += 1
        got = found.records.get(record, 0) if found else 0
        score.records_right += got == count
        if got != count:
            score.misses.append(f"{place}: {count} × {record} expected, {got} found")
    if table.records == {} and found:
        score.records += 1
        score.records_right += not found.records
        if found.records:
            score.misses.append(f"{place}: no record expected, {found.records} found")


def _score_columns(place: str, table: ExpectedTable, found: TableReading | None, score: Score) -> None:
    """A column is right where its field is one of those expected; "left aside" counts neither for nor against."""
    fields = {c.column: c.field for c in found.columns} if found else {}
    for column in {**dict.fromkeys(fields), **dict.fromkeys(table.columns)}:
        wanted = table.columns.get(column, (None,))
        got = fields.get(column)
        right = got in wanted
        score.columns_found += got is not None
        score.columns_expected += None not in wanted or (right and got is not None)
        score.columns_right += right and got is not None
        if not right:
            names = " or ".join(str(w) for w in wanted)
            score.misses.append(f"{place} column {column}: expected {names}, found {got}")


def _accounted(reading: Reading) -> bool:
    return (
        not reading.refused and 0 <= reading.unused_count <= reading.nonblank and all(u.reason for u in reading.unused)
    )


def _best(table: ExpectedTable, found: Iterable[TableReading]) -> TableReading | None:
    """The table found that shares most cells with the expected one."""
    shares = [(_shared(table.range, f.range), f) for f in found if f.sheet == table.sheet]
    best = max(shares, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def _overlap(found: TableReading, table: ExpectedTable) -> bool:
    return found.sheet == table.sheet and _shared(table.range, found.range) > 0


def _shared(one: Range, two: Range) -> int:
    height = min(one.bottom, two.bottom) - max(one.top, two.top) + 1
    width = min(one.right, two.right) - max(one.left, two.left) + 1
    return max(0, height) * max(0, width)


def kinds_of(readings: Iterable[Reading]) -> Counter[str]:
    """How many tables of each kind were found."""
    return Counter(table.kind for reading in readings for table in reading.tables)
