"""`metrics` over files alone: rows as JSON, names with hints, exit codes."""

import json
from pathlib import Path

import pytest

from okr_analytics.commands.registry import main

OKRS = """Unit;Cycle;Objective;Key result;Baseline;Target;Current
Health;2026 Q1;Shorter waits;Waiting days from 40 to 20;40;20;30
Health;2026 Q1;Shorter waits;Calls answered from 50 to 90;50;90;60
Schools;2026 Q1;More readers;Loans from 100 to 300;100;300;300
"""
EFFORT = """Unit;Month;Category;Planned hours;Actual hours
Health;2026-01;Growth;40;30
Health;2026-01;BAU;60;90
Schools;2026-01;Improvement;50;30
Schools;2026-01;Team days;0;50
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, text in (("okrs.csv", OKRS), ("effort.csv", EFFORT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / "okrs.csv"), str(tmp_path / "effort.csv")]


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main(["metrics", "--json", "--as-of", "2026-02-01", *words]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1
    found: list[dict[str, object]] = document["rows"]
    return found


def test_progress_by_unit(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "--metric", "progress", "--by", "unit", *files)
    assert [(row["unit"], row["value"], row["coverage"]) for row in found] == [("Health", 0.375, 1), ("Schools", 1, 1)]


def test_effort_shares_add_up(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "--metric", "effort_share", "--by", "conversation", *files)
    assert {row["conversation"]: row["value"] for row in found} == {
        "growth": 0.15,
        "bau": 0.45,
        "improvement": 0.15,
        "unknown": 0.25,
    }


def test_without_names_every_metric_that_can_be_told_so(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = {str(row["metric"]) for row in rows(capsys, "--by", "cycle", *files)}
    assert {"progress", "effort_share", "quality_good_share"} <= found
    assert "kpis" not in found


def test_an_unknown_name_gets_a_hint(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "--metric", "progres", files[0]]) == 2
    assert "Did you mean 'progress'?" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "--metric", "progress", "nowhere.csv"]) == 2
    assert "nowhere.csv" in capsys.readouterr().err


def test_the_list_says_what_every_metric_means(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "--list"]) == 0
    assert "(current − baseline) / (target − baseline)" in capsys.readouterr().out
