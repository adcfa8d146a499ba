"""What of a file is known from earlier ones: its layouts, and cells that were corrected there and stand here again."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from okr_analytics.ingest.cells import Sheet, Workbook
from okr_analytics.ingest.mapping import Mend
from okr_analytics.ingest.reading import Reading, TableReading
from okr_analytics.ingest.told import ENOUGH_SHARED, likeness
from okr_analytics.ingest.values import read_text
from okr_analytics.journal.event import Kind
from okr_analytics.loading.decided import MENDS, SEEN
from okr_analytics.store.database import Database

SHORTEST = 2  # characters of a text that is looked for in another cell than the one it was corrected in


@dataclass(frozen=True, slots=True)
class Familiar:
    """A layout of this file that an earlier file had: which one, when it was loaded, and whether it was exactly the same.

    `told_on` is the day on which a person corrected that layout, None where it is read as recognised.
    """

    sheet: str
    file: str
    loaded_on: dt.date
    exact: bool
    told_on: dt.date | None


def familiar(database: Database, reading: Reading) -> tuple[Familiar, ...]:
    """For each table of the file whose layout was loaded before, the latest file that had it."""
    seen = [
        (str(name), json.loads(payload), day)
        for name, payload, day in database.query(
            'SELECT subject, arg_max(payload, event), max("time")::DATE FROM decision WHERE kind = ? '
            "GROUP BY subject ORDER BY max(event) DESC",
            (SEEN,),
        )
    ]
    layouts = database.query(
        'SELECT subject, max("time")::DATE FROM decision WHERE kind = ? GROUP BY subject', (str(Kind.LAYOUT),)
    )
    told: dict[str, dt.date] = {str(name): day for name, day in layouts}
    found = [_known(table, seen, told) for table in reading.tables if table.fingerprint]
    return tuple(one for one in found if one is not None)


def _known(
    table: TableReading, seen: Sequence[tuple[str, dict[str, object], dt.date]], told: dict[str, dt.date]
) -> Familiar | None:
    names = (f"{table.fingerprint}@{table.place}", table.remembered, table.fingerprint)
    told_on = next((told[name] for name in names if name in told), None)
    exact = next((one for one in seen if one[0] == table.fingerprint), None)
    near = exact or next((one for one in seen if _likeness(table, one[1]) >= ENOUGH_SHARED), None)
    if near is None:
        return None
    return Familiar(table.sheet, str(near[1]["file"]), near[2], exact is not None, told_on)


def _likeness(table: TableReading, payload: dict[str, object]) -> float:
    headers = payload["headers"]
    return likeness(table.signature, headers) if isinstance(headers, list) else 0.0


def offered(
    database: Database, workbook: Workbook, files: Iterable[str], applied: Iterable[Mend] = ()
) -> tuple[Mend, ...]:
    """The corrections made in the latest of these files whose originals stand in this workbook, where they stand now.

    Those for cells that are corrected already (`applied`) are left out.
    """
    wanted, done = set(files), {(mend.sheet, mend.cell) for mend in applied}
    rows = database.query("SELECT payload FROM decision WHERE kind = ? ORDER BY event DESC", (MENDS,))
    kept = next((entry for (text,) in rows if (entry := json.loads(text))["file"] in wanted), None)
    if kept is None:
        return ()
    found = [_here(Mend(**mend), workbook) for mend in kept["mends"]]
    here = {(mend.sheet, mend.cell): mend for mend in found if mend is not None}
    return tuple(mend for place, mend in here.items() if place not in done)


def _here(mend: Mend, workbook: Workbook) -> Mend | None:
    """The correction at the cell that holds its original: the same one, else the only one of its column or sheet."""
    sheets = [sheet for sheet in workbook.sheets if sheet.name == mend.sheet] or list(workbook.sheets)
    place = mend.ref
    for sheet in sheets:
        if _text(sheet, place.row, place.column) == mend.original:
            return Mend(sheet.name, mend.cell, mend.original, mend.new)
    if len(mend.original or "") < SHORTEST:
        return None
    holding = [s.ref(r, c) for s in sheets for r, c in s.positions() if _text(s, r, c) == mend.original]
    same_column = [ref for ref in holding if ref.column == place.column]
    only = same_column if len(same_column) == 1 else holding
    return Mend(only[0].sheet, only[0].address, mend.original, mend.new) if len(only) == 1 else None


def _text(sheet: Sheet, row: int, column: int) -> str | None:
    return read_text(sheet.value(row, column)) or None
