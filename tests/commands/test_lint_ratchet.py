"""`lint --ratchet`: only what is new counts; the policy's choice of rules holds for the store."""

import json
from pathlib import Path
from typing import Any

import pytest

from okr_analytics.commands.registry import main

OLD = """Unit,Objective,Key Result,Baseline,Target,Owner
Sales,Delight our customers,NPS from 40 to 60,40,60,Ana
Sales,Delight our customers,Launch the portal,,,Ana
"""
NEW = f"{OLD}Sales,Delight our customers,Publish the charter,,,Ana\n"


def _sheet(folder: Path, text: str) -> str:
    file = folder / "okrs.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def _ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    code = main([*words, "--json"])
    document = json.loads(capsys.readouterr().out)
    assert isinstance(document, dict)
    return code, document


def _titles(document: dict[str, Any]) -> set[str]:
    return {finding["item"]["title"] for finding in document["findings"]}


def test_known_findings_of_files_are_kept_in_a_file_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = str(tmp_path / "known.json")
    code, document = _ran(capsys, "lint", _sheet(tmp_path, OLD), "--baseline", known, "--record")
    assert code == 0
    count = document["recorded"]
    code, document = _ran(capsys, "lint", _sheet(tmp_path, OLD), "--baseline", known, "--ratchet")
    assert (code, document["findings"]) == (0, [])
    assert document["ratchet"] == {"new": 0, "known_left": count, "recorded": count}
    code, document = _ran(capsys, "lint", _sheet(tmp_path, NEW), "--baseline", known, "--ratchet")
    assert code == 1
    assert "Publish the charter" in _titles(document)
    assert "Launch the portal" not in _titles(document)


def test_files_need_a_place_for_what_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = _ran(capsys, "lint", _sheet(tmp_path, OLD), "--record")
    assert code == 2
    assert "--baseline" in str(document["error"])
    assert _ran(capsys, "lint", _sheet(tmp_path, OLD), "--ratchet", "--baseline", str(tmp_path / "none.json"))[0] == 2


def test_the_store_keeps_what_is_known_in_its_journal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ("--db", str(tmp_path / "okr.duckdb"))
    assert main(["load", _sheet(tmp_path, OLD), *store]) == 0
    capsys.readouterr()
    assert _ran(capsys, "lint", *store)[0] == 1
    assert _ran(capsys, "lint", *store, "--record")[0] == 0
    code, document = _ran(capsys, "lint", *store, "--ratchet")
    assert (code, document["findings"]) == (0, [])
    assert main(["load", _sheet(tmp_path, NEW), *store]) == 0
    capsys.readouterr()
    code, document = _ran(capsys, "lint", *store, "--ratchet")
    assert code == 1
    assert "Launch the portal" not in _titles(document)


def test_the_policy_chooses_the_rules_for_the_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ("--db", str(tmp_path / "okr.duckdb"))
    assert main(["load", _sheet(tmp_path, OLD), *store]) == 0
    assert main(["policy", *store, "--set", "rules_ignore=KR101,KR4"]) == 0
    capsys.readouterr()
    codes = {finding["code"] for finding in _ran(capsys, "lint", *store)[1]["findings"]}
    assert "KR201" in codes
    assert not any(code.startswith(("KR101", "KR4")) for code in codes)
    assert main(["policy", *store, "--set", "rules_ignore=KRX"]) == 2
