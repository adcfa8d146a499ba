"""`lint` from the command line: files, a text, the store; JSON, SARIF, exit codes."""

import json
from pathlib import Path

import pytest

from okr_analytics.commands.registry import main

SHEET = """Unit,Objective,Key Result,Baseline,Target,Owner
Sales,Delight our customers,NPS from 40 to 60,40,60,Ana
Sales,Delight our customers,Launch the portal,,,
Sales,Delight our customers,Reduce churn from 8% to 5%,8,5,Rui
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "okrs.csv"
    file.write_text(SHEET, encoding="utf-8")
    return file


def _json(capsys: pytest.CaptureFixture[str]) -> dict[str, list[dict[str, object]]]:
    document = json.loads(capsys.readouterr().out)
    assert isinstance(document, dict)
    return document


def test_a_file_is_judged_with_cells(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(sheet), "--json"]) == 1
    document = _json(capsys)
    found = {(f["code"], f["item"]["title"]): f for f in document["findings"]}
    told = found["KR101", "Launch the portal"]
    assert told["item"] == {"kind": "key_result", "code": None, "title": "Launch the portal", "where": "okrs!C3"} or (
        str(told["item"]["where"]).endswith("3")
    )
    assert told["destination"] == "initiative"
    assert told["span"] == [0, 6]
    assert ("KR403", "Launch the portal") in found
    grades = {g["item"]["title"]: g["grade"] for g in document["grades"]}
    assert grades["NPS from 40 to 60"] == "A"
    assert grades["Launch the portal"] == "E"


def test_a_text_is_judged_with_its_objective(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--text", "NPS from 40 to 60", "--objective", "Increase NPS to 60", "--json"]) == 0
    document = _json(capsys)
    assert [f["code"] for f in document["findings"]] == ["OB101"]
    assert main(["lint", "--text", "Launch the portal"]) == 1
    out = capsys.readouterr().out
    assert "error KR101 task-as-key-result: “Launch” is work" in out
    assert "1 judged: 1 E" in out


def test_select_ignore_preview_and_profile(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Raise renewal from 70% to 80% by launching a new programme"
    assert main(["lint", "--text", text, "--json"]) == 0
    assert _json(capsys)["findings"] == []
    assert main(["lint", "--text", text, "--preview", "--json"]) == 0
    assert [f["code"] for f in _json(capsys)["findings"]] == ["KR108"]
    assert main(["lint", "--text", "Launch the portal", "--ignore", "KR1,KR2", "--profile", "startup", "--json"]) == 0
    assert _json(capsys)["findings"] == []
    assert main(["lint", "--text", "Launch the portal", "--select", "KX"]) == 2
    assert "No rule begins with 'KX'" in capsys.readouterr().err


def test_sarif(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(sheet), "--sarif"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == "2.1.0"
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    result = next(r for r in run["results"] if r["ruleId"] == "KR101")
    assert rules[result["ruleIndex"]]["id"] == "KR101"
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == str(sheet)


def test_the_store_is_judged_without_a_file(sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "okr.duckdb")
    assert main(["load", str(sheet), "--as-of", "2026-01-31", "--db", store]) == 0
    capsys.readouterr()
    assert main(["lint", "--db", store, "--as-of", "2026-01-31", "--json"]) == 1
    assert "KR101" in {f["code"] for f in _json(capsys)["findings"]}


def test_no_usable_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", str(tmp_path / "none.xlsx")]) == 2
    assert "none.xlsx" in capsys.readouterr().err
