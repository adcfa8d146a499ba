"""The dry run is the real run, row for row: on every sample file, and on a second version of each."""

import datetime as dt
from pathlib import Path

import pytest

from okr_analytics.ingest.cells import Sheet, Value, Workbook
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.ingest.workbook import open_workbook
from okr_analytics.loading import Preview, Workspace
from okr_analytics.model import RECORDS, field_types
from okr_analytics.store.database import Database

DATA = Path(__file__).parent.parent.parent / "data"
EVER = dt.date(9999, 12, 31)
Rows = dict[tuple[str, str], tuple[object, ...]]


def _held(database: Database, event: int, as_of: dt.date) -> Rows:
    """Kind and key → the fields of every row that the views hold."""
    found: Rows = {}
    for kind in RECORDS:
        names = ", ".join(f'"{name}"' for name in field_types(kind))
        day = EVER if kind in ("check_in", "kpi_reading") else as_of
        own = " WHERE source = 'check_in'" if kind == "check_in" else ""
        for key, *fields in database.query(f"SELECT key, {names} FROM {kind}_now(?, ?){own}", (day, event)):
            found[kind, str(key)] = tuple(fields)
    return found


def _second(workbook: Workbook) -> Workbook:
    """Another version of a workbook: every number a little larger, the last row of each sheet gone, another day."""
    sheets = tuple(_changed(sheet) for sheet in workbook.sheets)
    return Workbook(workbook.file, workbook.format, f"{workbook.sha256[:-1]}x", sheets, workbook.modified)


def _changed(sheet: Sheet) -> Sheet:
    last = max(sheet.rows, default=0)
    rows = {
        row: {column: _larger(value) for column, value in cells.items()}
        for row, cells in sheet.rows.items()
        if row < last or row < 6
    }
    return Sheet(sheet.name, rows, sheet.formats, sheet.merges, indents=sheet.indents)


def _larger(value: Value) -> Value:
    return value + 1.0 if isinstance(value, float) and 3 < value < 1000 else value


def _is_what_it_said(workspace: Workspace, preview: Preview) -> None:
    before = _held(workspace.database, workspace.last_event, preview.as_of)
    report = workspace.confirm(preview, "Ana")
    if not preview.can_be_stored:
        assert report.load_id is None
        return
    assert report.diff == preview.diff
    after = _held(workspace.database, workspace.last_event, preview.as_of)
    new = {place for place in after if place not in before}
    changed = {place for place in after if place in before and before[place] != after[place]}
    assert {(d.kind, d.key) for d in preview.diff.new} == new
    assert {(d.kind, d.key) for d in preview.diff.changed} >= changed
    for difference in preview.diff.changed:
        place = (difference.kind, difference.key)
        names = list(field_types(difference.kind))
        was, now = dict(zip(names, before[place], strict=True)), dict(zip(names, after[place], strict=True))
        assert difference.fields == {name: (was[name], now[name]) for name in names if was[name] != now[name]}
    for place in set(before) - set(after):
        assert place in {(d.kind, d.key) for d in preview.diff.gone}


@pytest.fixture(scope="module")
def files() -> list[Workbook]:
    paths = sorted(path for path in DATA.iterdir() if path.suffix in (".xlsx", ".csv") and path.name[:2].isdigit())
    return [open_workbook(path.name, path.read_bytes()) for path in paths]


@pytest.mark.slow
def test_the_dry_run_of_every_sample_and_of_its_second_version_is_the_real_run(files: list[Workbook]) -> None:
    workspace = Workspace.in_memory()
    assert len(files) > 5
    for workbook in files:
        _is_what_it_said(workspace, workspace.preview_reading(read_workbook(workbook)))
    seen = 0
    for workbook in files:
        preview = workspace.preview_reading(read_workbook(_second(workbook)))
        seen += preview.diff.count("changed")
        _is_what_it_said(workspace, preview)
    assert seen > 100
