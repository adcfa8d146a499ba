"""The score counts what is right and says what isn't; real sheets reach what was promised."""

import json
from pathlib import Path

import pytest

from okr_analytics.ingest.scoring import Score, load_expectations, score_file
from okr_analytics.ingest.understand import read

EXPECTATIONS = Path(__file__).parent.parent / "expectations"
SHEET = b"Objective,Key Result,Target,Odd\nGrow,Double,2,x\nGrow,Win,10,y\n"


def _score(tmp_path: Path, table: dict[str, object]) -> Score:
    path = tmp_path / "e.json"
    path.write_text(json.dumps({"files": [{"file": "a.csv", "tables": [{"sheet": "a", "range": "A1:D3", **table}]}]}))
    ((_, expected),) = load_expectations(path)
    score = Score()
    score_file(read("a.csv", SHEET), expected, score)
    return score


def test_everything_right(tmp_path: Path) -> None:
    columns = {"A": "objective.title", "B": "key_result.title", "C": ["key_result.target", None]}
    found = _score(tmp_path, {"kind": "key_result", "columns": columns, "records": {"objective": 1, "key_result": 2}})
    assert found.misses == []
    assert (found.tables_right, found.columns_right, found.columns_found, found.columns_expected) == (1, 3, 3, 3)
    assert (found.records_right, found.records, found.files_accounted) == (2, 2, 1)


def test_what_is_wrong_is_counted_and_said(tmp_path: Path) -> None:
    columns = {"A": "objective.title", "B": "key_result.title", "D": "key_result.owner"}
    found = _score(tmp_path, {"kind": "kpi", "columns": columns, "records": {"key_result": 3}})
    assert (found.tables_right, found.columns_right, found.columns_found, found.columns_expected) == (0, 2, 3, 3)
    assert found.records_right == 0
    assert len(found.misses) == 4


@pytest.mark.corpus
def test_real_sheets_reach_what_was_promised(corpus: Path) -> None:
    score = Score()
    for file, tables in load_expectations(EXPECTATIONS):
        path = corpus / "sheets" / file
        score_file(read(str(path), path.read_bytes()), tables, score)
    assert score.files >= 30
    assert score.files_accounted == score.files
    assert score.tables_right / score.tables >= 0.95, score.misses
    assert score.columns_right / score.columns_found >= 0.95, score.misses
    assert score.columns_right / score.columns_expected >= 0.95, score.misses
    assert score.records_right / score.records >= 0.90, score.misses
