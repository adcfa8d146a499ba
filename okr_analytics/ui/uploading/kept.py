"""What the upload page keeps of a file until it is confirmed: its cells, its preview, and what a person told about it."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.cells import Workbook
from okr_analytics.ingest.mapping import Mapping as LayoutMapping
from okr_analytics.ingest.mapping import Mend, TableMapping, one_of
from okr_analytics.ingest.reading import TableReading
from okr_analytics.ingest.told import carried
from okr_analytics.ingest.workbook import open_workbook
from okr_analytics.loading import Mode, Preview, Workspace

MOST_PREVIEWS, MOST_WORKBOOKS = 24, 12


@dataclass(frozen=True)
class Decisions:
    """What a person told about one file: corrections of layouts by name, cells (None: nothing yet), the day."""

    tables: Mapping[str, TableMapping] = field(default_factory=dict)
    mends: tuple[Mend, ...] | None = None
    as_of: dt.date | None = None


def decisions(sha256: str) -> Decisions:
    """What was told about a file in this session."""
    found: Decisions = _of_session("corrections").get(sha256, Decisions())
    return found


def preview(workspace: Workspace, name: str, data: bytes, mode: Mode | None) -> Preview:
    """The preview of a file as it was told to be read; made anew only where something changed."""
    digest = hashlib.sha256(data).hexdigest()
    decided = decisions(digest)
    workspace.catch_up()
    key = f"{digest}|{name}|{mode}|{decided!r}|{workspace.last_event}"
    previews = _of_session("previews")
    if key not in previews:
        made = workspace.preview(
            name,
            data,
            as_of=decided.as_of,
            mode=mode,
            mapping=LayoutMapping(decided.tables) if decided.tables else None,
            mends=decided.mends,
            workbook=workbook(name, data),
        )
        _keep(previews, key, made, MOST_PREVIEWS)
    found: Preview = previews[key]
    return found


def workbook(name: str, data: bytes) -> Workbook | None:
    """The cells of a file, parsed once; None where it is refused."""
    books = _of_session("workbooks")
    key = f"{hashlib.sha256(data).hexdigest()}|{name}"
    if key not in books:
        try:
            opened = open_workbook(name, data)
        except RefusedFile:
            return None
        _keep(books, key, opened, MOST_WORKBOOKS)
    found: Workbook = books[key]
    return found


def forget_previews() -> None:
    """After a load every preview is another one."""
    _of_session("previews").clear()


def tell(shown: Preview, table: TableReading, *, only_here: bool = False, **told: Any) -> None:
    """Correct a table (kind, header_rows, last_row, columns): of its layout in every file, or of this one table only."""
    name = one_of(table.fingerprint, table.place) if only_here else table.fingerprint
    before = told_before(shown, table)
    newly = told.pop("columns", {})
    columns = {position: field for position, field in before.columns.items() if position not in newly} | newly
    corrected = replace(before, **told, columns=columns, found=table.found, headers=table.signature)
    _tell(shown, name, corrected)


def read_as_recognised(shown: Preview, table: TableReading) -> None:
    """Take back everything that was told about a table's layout."""
    empty = TableMapping(found=table.found, headers=table.signature)
    for name in {table.fingerprint, one_of(table.fingerprint, table.place)} & set(
        decisions(shown.reading.sha256).tables
    ):
        _tell(shown, name, empty)
    _tell(shown, table.fingerprint, empty)


def join(shown: Preview, name: str) -> None:
    """Take back that the tables of a layout were cut apart."""
    before = (shown.mapping or LayoutMapping()).tables.get(name, TableMapping())
    _tell(shown, name, replace(before, starts=()))


def told_before(shown: Preview, table: TableReading) -> TableMapping:
    """The corrections that the table is read with now, in its own columns."""
    mapping = shown.mapping or LayoutMapping()
    own = mapping.of(table.fingerprint, table.place)
    if own is None and table.remembered in mapping.tables:
        own = carried(mapping.tables[table.remembered], table.signature)
    return own or TableMapping()


def mend(shown: Preview, mends: Iterable[Mend]) -> None:
    """Read these cells differently; the originals are kept beside."""
    digest = shown.reading.sha256
    cells = {(m.sheet, m.cell): m for m in (*shown.mends, *mends)}
    _decide(digest, replace(decisions(digest), mends=tuple(cells.values())))


def unmend(shown: Preview) -> None:
    """Read every cell as it stands in the file again."""
    _decide(shown.reading.sha256, replace(decisions(shown.reading.sha256), mends=()))


def date(shown: Preview, day: dt.date | None) -> None:
    """The day for which the file's numbers hold, as a person says; None: as the file says."""
    _decide(shown.reading.sha256, replace(decisions(shown.reading.sha256), as_of=day))


def _tell(shown: Preview, name: str, told: TableMapping) -> None:
    decided = decisions(shown.reading.sha256)
    _decide(shown.reading.sha256, replace(decided, tables={**decided.tables, name: told}))


def _decide(sha256: str, decided: Decisions) -> None:
    _of_session("corrections")[sha256] = decided


def _of_session(name: str) -> dict[str, Any]:
    found: dict[str, Any] = st.session_state.setdefault(name, {})
    return found


def _keep(kept: dict[str, Any], key: str, value: object, most: int) -> None:
    while len(kept) >= most:
        kept.pop(next(iter(kept)))
    kept[key] = value
