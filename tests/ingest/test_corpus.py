"""Real and broken files that nobody here made: each ends in cells or in one sentence, and cells are what others see."""

import datetime as dt
import random
import time
import warnings
from pathlib import Path
from typing import Any

import made_workbooks as p
import openpyxl
import pytest

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.cells import ErrorValue, Sheet, Workbook
from okr_analytics.ingest.confined import read
from okr_analytics.ingest.formats.raw import unescape
from okr_analytics.ingest.workbook import open_workbook

SECONDS = 10  # of one test over the corpus; it stops early rather than hold up the suite
LIST = ("MANIFEST.tsv", "INDEX.tsv", "make_hostile.py", "HEADERS.md")


def files(corpus: Path) -> list[Path]:
    """Every file of the corpus in an order that mixes kinds, the same each time."""
    found = sorted(
        f for folder in ("sheets", "odd") for f in (corpus / folder).rglob("*") if f.is_file() and f.name not in LIST
    )
    random.Random(1).shuffle(found)
    return found


@pytest.mark.corpus
def test_every_file_ends_in_cells_or_one_sentence(corpus: Path) -> None:
    end = time.monotonic() + SECONDS
    seen = 0
    for file in files(corpus):
        if time.monotonic() > end:
            break
        begin = time.monotonic()
        try:
            outcome = bool(open_workbook(file.name, file.read_bytes()).sheets)
        except RefusedFile as refusal:
            outcome = str(refusal).endswith(".")
        assert outcome, file.name
        assert time.monotonic() - begin < 15, file.name
        seen += 1
    assert seen >= 20


@pytest.mark.corpus
def test_cells_are_what_openpyxl_sees(corpus: Path) -> None:
    end = time.monotonic() + SECONDS
    seen = 0
    for file in files(corpus):
        if file.suffix not in (".xlsx", ".xlsm") or file.stat().st_size > 300_000 or time.monotonic() > end:
            continue
        try:
            ours = open_workbook(file.name, file.read_bytes())
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                theirs = openpyxl.load_workbook(file, data_only=True)
        except Exception:
            continue
        differences = list(compared(ours, theirs))
        assert not differences, f"{file.name}: {differences[:3]}"
        seen += 1
    assert seen >= 10


def compared(ours: Workbook, theirs: openpyxl.Workbook) -> list[str]:
    found = []
    sheets = {sheet.name: sheet for sheet in ours.sheets}
    for page in theirs.worksheets:
        sheet = sheets[unescape(page.title)]
        cells = {(c.row, c.column): c for c in page._cells.values() if c.value not in (None, "")}
        positions = set(sheet.positions())
        lost = cells.keys() - positions
        extra = {at for at in positions - cells.keys() if sheet.value(*at) != ErrorValue("#NOT CALCULATED")}
        found += [f"{page.title} {at} only in one" for at in lost | extra]
        for at in positions & cells.keys():
            if not same(sheet, at, cells[at]):
                found.append(
                    f"{page.title} {at}: {sheet.value(*at)!r} {sheet.formats.get(at)!r}, not {cells[at].value!r}"
                )
        if {str(merge) for merge in sheet.merges} != {m.coord for m in page.merged_cells.ranges}:
            found.append(f"{page.title}: merges differ")
    return found


def same(sheet: Sheet, at: tuple[int, int], cell: Any) -> bool:
    value, theirs = sheet.value(*at), cell.value
    if isinstance(value, ErrorValue):
        return value.code == theirs
    if isinstance(theirs, str) and theirs.startswith("#") and isinstance(value, float):
        return True  # openpyxl makes an error of a date beyond the calendar
    if sheet.formats.get(at, "General") != cell.number_format:
        return False
    if isinstance(theirs, dt.datetime) and isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    return bool(value == (unescape(theirs) if isinstance(theirs, str) else theirs))


SEEDS = {
    "xlsx": p.xlsx(
        p.sheet(
            p.row(1, p.text("A1", "KR"), p.number("B1", 45000, ' s="1"')) + p.row(2, '<c r="A2" t="s"><v>0</v></c>')
        ),
        strings=("shared",),
        styles_part=p.styles("dd/mm/yyyy"),
    ),
    "ods": p.ods('<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'),
    "xlsb": p.xlsb(
        p.record(0, bytes(17)) + p.record(5, bytes(16)) + p.record(7, bytes(12)), formats=("0%",), strings=("x",)
    ),
    "xls": p.biff2((0, 0, "KR"), (0, 1, 1.5), (2, 0, "x")),
    "csv": 'KR;"Due; on";Share\r\nA;"31/03/2026";0,5\r\nÉ;"x ""y""";1\r\n'.encode(),
}


def damaged(data: bytes, choose: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(choose.randrange(1, 6)):
        at = choose.randrange(len(out))
        way = choose.randrange(4)
        if way == 0:
            out[at] ^= 1 << choose.randrange(8)
        elif way == 1:
            out[at] = choose.choice((0, 255, 127, 60, 34))
        elif way == 2:
            del out[at : at + choose.randrange(1, 40)]
        else:
            out[at:at] = out[max(0, at - 20) : at]
        if not out:
            return b"x"
    return bytes(out)


@pytest.mark.parametrize("kind", SEEDS)
def test_damage_ends_in_cells_or_one_sentence(kind: str) -> None:
    choose = random.Random(kind)
    outcomes = set()
    for _ in range(250):
        try:
            read(damaged(SEEDS[kind], choose))
            outcomes.add("cells")
        except RefusedFile:
            outcomes.add("refused")
    assert outcomes == {"cells", "refused"} or kind == "csv"
