"""The commands on the store: their documents and exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from okr_analytics.commands.registry import main

CSV = "Goal,Key Result,Baseline,Target,Current\nGrow,More users,10,50,{}\nGrow,More leads,1,9,2\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("OKR_DATABASE", raising=False)
    (tmp_path / "okrs.csv").write_text(CSV.format(20))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_load_history_undo(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "load", "okrs.csv", "--as-of", "2025-02-01")
    assert (code, said["version"], said["load_id"]) == (0, 1, 1)
    assert set(said["diff"]) >= {"new", "changed", "gone", "renamed"}
    assert said["files"][0]["records"]["key_result"] == 2
    assert (folder / "data" / "okr.duckdb").exists()

    (folder / "okrs.csv").write_text(CSV.format(30))
    code, said = run(capsys, "load", "okrs.csv", "--as-of", "2025-03-01")
    (change,) = said["diff"]["changed"]
    assert change["fields"]["current"] == [20.0, 30.0]

    assert run(capsys, "undo", "2") == (0, {"version": 1, "load_id": 2, "undone": True})
    _, said = run(capsys, "history")
    assert [(e["load_id"], e["as_of"], e["undone"]) for e in said["loads"]] == [
        (2, "2025-03-01", True),
        (1, "2025-02-01", False),
    ]
    assert set(said["loads"][0]) >= {"load_id", "file", "as_of", "loaded_at", "by", "records", "undone"}
    assert run(capsys, "rebuild")[1]["events"] == 3
    assert run(capsys, "backup", "b.zip")[1]["events"] == 3
    assert run(capsys, "restore", "b.zip")[1]["events"] == 3


def test_the_same_file_again_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "load", "okrs.csv")
    code, said = run(capsys, "load", "okrs.csv")
    assert (code, said["load_id"], said["files"][0]["duplicate_of"]) == (0, None, 1)
    assert main(["load", "okrs.csv"]) == 0
    assert "is loaded already as load 1" in capsys.readouterr().out


def test_files_that_cannot_be_used(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7 nothing here")
    code, said = run(capsys, "load", "letter.pdf", "missing.xlsx")
    assert code == 2
    assert all(file["refused"] and file["load_id"] is None for file in said["files"])
    assert run(capsys, "load", "letter.pdf", "okrs.csv")[1]["load_id"] == 1


def test_unknown_loads_and_empty_stores(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "history") == (0, {"version": 1, "loads": []})
    assert list(folder.iterdir()) == [folder / "okrs.csv"]
    code, said = run(capsys, "undo", "7")
    assert (code, said["error"]) == (2, "There is no load 7.")


def test_a_store_that_cannot_be_opened_is_exit_code_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "blocked").write_text("")
    code, said = run(capsys, "load", "okrs.csv", "--db", "blocked/okr.duckdb")
    assert code == 3
    assert said["error"]


def test_the_store_may_be_named_by_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OKR_DATABASE", str(folder / "else" / "where.duckdb"))
    run(capsys, "load", "okrs.csv")
    assert sorted(p.name for p in (folder / "else").iterdir()) == ["where.duckdb", "where.journal"]
