"""`check`: one JSON document, exit codes of the contract, refusals on stderr."""

import json
from pathlib import Path

import pytest

from okr_analytics.commands.registry import main, names


def _csv(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_every_command_is_found_by_its_file() -> None:
    assert "check" in names()
    assert not {"registry", "answer", "files"} & set(names())


def test_check_prints_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _csv(tmp_path, "okrs.csv", "Objective,Key Result,Target\nGrow,Double the revenue,2\nGrow,Win 10 cities,10\n")
    assert main(["check", file, "--records", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1
    (found,) = document["files"]
    assert found["records"] == {"objective": 1, "key_result": 2}
    assert found["cells"] == {"nonblank": 9, "loaded": 9, "unused": 0}
    assert [r["target"] for r in found["data"]["key_result"]] == [2, 10]
    assert found["data"]["key_result"][0]["where"] == "okrs!A2"
    assert found["data"]["key_result"][0]["cells"]["target"] == "okrs!C2"


def test_bad_data_is_1_and_no_usable_file_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = _csv(
        tmp_path, "bad.csv", "Objective,Key Result,Target\nGrow,Double the revenue,soonish\nGrow,Win cities,10\n"
    )
    empty = _csv(tmp_path, "empty.csv", "")
    assert main(["check", bad]) == 1
    assert 'target "soonish" is not a number' in capsys.readouterr().out
    assert main(["check", empty, str(tmp_path / "missing.csv")]) == 2
    assert capsys.readouterr().err.count("\n") == 2
    assert main(["check", bad, empty]) == 1


def test_texts_of_a_sheet_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _csv(tmp_path, "x.csv", "Key Result,Target,Evil\x1b[31m\nRaise,1,2\nRise,2,3\n")
    main(["check", file])
    assert "\x1b" not in capsys.readouterr().out
