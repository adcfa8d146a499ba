"""The Excel pack comes back: unchanged it changes nothing, corrected it changes just what was corrected."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.compose import compose
from okr_analytics.packs.definition import Definition
from okr_analytics.packs.registry import format_of
from okr_analytics.views.question import Question

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    files = sorted((ROOT / "data").glob("0[1-7]*.*"))
    return Workspace.in_memory([(path.name, path.read_bytes()) for path in files])


@pytest.fixture(scope="module")
def excel(workspace: Workspace) -> bytes:
    filters = Filters().resolve(workspace.database)
    question = Question(workspace.database, filters, workspace.policy, workspace.policy_event)
    return format_of("xlsx").write(compose(question, Definition(pages=("overview",), cycle="2026-Q4")))


def test_an_unchanged_pack_changes_nothing(workspace: Workspace, excel: bytes) -> None:
    preview = workspace.preview("review.xlsx", excel)
    kinds = {"objective", "key_result", "check_in", "initiative", "kpi", "kpi_reading", "project", "milestone"}
    assert set(preview.reading.counts()) == kinds
    assert preview.diff is not None
    assert preview.diff.counts == {"new": {}, "changed": {}, "gone": {}}
    assert not preview.reading.has_errors


def test_pages_of_the_pack_are_left_aside_and_said(workspace: Workspace, excel: bytes) -> None:
    reading = workspace.preview("review.xlsx", excel).reading
    shown = {unused.sheet for unused in reading.unused if "review pack" in unused.reason}
    assert "Contents" in shown
    assert not any(sheet.startswith("Data ") for sheet in shown)
    assert all(table.sheet.startswith("Data ") for table in reading.tables)


def test_a_correction_comes_back_alone(workspace: Workspace, excel: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel))
    sheet = book["Data key_result"]
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if isinstance(row[heads.index("Target")].value, int | float))
    code, old = row[heads.index("Code")].value, row[heads.index("Target")].value
    row[heads.index("Target")].value = old + 1
    corrected = io.BytesIO()
    book.save(corrected)
    diff = workspace.preview("review.xlsx", corrected.getvalue()).diff
    assert diff is not None
    assert diff.counts == {"new": {}, "changed": {"key_result": 1}, "gone": {}}
    (change,) = diff.changed
    assert change.label.startswith(code)
    assert change.fields == {"target": (old, old + 1)}


def test_a_unit_s_pack_carries_that_unit_alone(workspace: Workspace) -> None:
    filters = Filters().resolve(workspace.database)
    question = Question(workspace.database, filters, workspace.policy)
    asked = Definition(pages=("overview",), unit="Planned Care Department")
    pack = compose(question, asked)
    carried = {records.kind: records.frame for records in pack.records}
    assert set(carried["key_result"]["unit"].dropna()) == {"Planned Care Department"}
    assert len(carried["key_result"]) == len(question.with_filters(unit=asked.unit).rows("kr_basis"))
    assert compose(question, replace(asked, title="Same"), carry=False).records == ()
