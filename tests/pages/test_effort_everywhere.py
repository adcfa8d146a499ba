"""The effort split is one number: on the page, in the packs and on the command line, to the last digit."""

import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest

from okr_analytics import numbers, texts
from okr_analytics.commands.registry import main
from okr_analytics.document import Tiles
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.compose import compose
from okr_analytics.packs.definition import Definition
from okr_analytics.packs.registry import format_of
from okr_analytics.views.question import Question
from tests.pages.conftest import open_page

EFFORT = """Unit;Month;Category;Planned hours;Actual hours
Health;2026-01;Growth;41;33.35
Health;2026-01;BAU;60;91.15
Schools;2026-01;Improvement;50;31.7
Schools;2026-01;Team days;0;50.05
"""


def test_page_pack_and_command_line_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "okr.duckdb"
    workspace = Workspace.open(path)
    workspace.load("effort.csv", EFFORT.encode(), actor="test", as_of=dt.date(2026, 2, 1))
    filters = Filters().resolve(workspace.database)
    question = Question(workspace.database, filters, workspace.policy, workspace.policy_event)
    pack = compose(question, Definition(pages=("effort",)))
    workspace.close()

    assert main(["metrics", "--json", "--db", str(path), "--metric", "effort_share", "--by", "conversation"]) == 0
    told = {row["conversation"]: row["value"] for row in json.loads(capsys.readouterr().out)["rows"]}
    assert len(told) == 4
    assert sum(told.values()) == pytest.approx(1, abs=1e-12)

    groups = [block for section in pack.views[0].sections for block in section.blocks if isinstance(block, Tiles)]
    in_pack = {tile.label: tile.value for group in groups for tile in group.tiles if tile.metric == "effort_share"}
    assert {texts.word(texts.CONVERSATIONS, name): value for name, value in told.items()} == in_pack

    book = openpyxl.load_workbook(io.BytesIO(format_of("xlsx").write(pack)), data_only=True)
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)}
    assert set(told.values()) <= cells

    monkeypatch.setenv("OKR_DATABASE", str(path))
    page = open_page("conversations/effort.py")
    shown = {metric.label: metric.value.replace("\\", "") for metric in page.metric}
    for name, value in told.items():
        assert shown[texts.word(texts.CONVERSATIONS, name)] == numbers.text(value, "percent")
