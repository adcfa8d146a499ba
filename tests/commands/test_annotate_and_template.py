"""`annotate` and `template`: files written, what a copy lacks said, nothing replaced."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from okr_analytics.commands.registry import main
from okr_analytics.packs.annotation.summary import NAME


def _csv(folder: Path) -> str:
    path = folder / "plan.csv"
    path.write_text(
        "Objective,Key Result,Target\nGrow,Launch the portal,soonish\nGrow,Win cities,10\n", encoding="utf-8"
    )
    return str(path)


def test_annotate_marks_diagnostics_and_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = _csv(tmp_path), tmp_path / "out"
    assert main(["annotate", file, "--out", str(out), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["files"]
    copy = out / "plan (annotated).xlsx"
    assert (told["file"], told["copy"]) == (file, str(copy))
    book = openpyxl.load_workbook(io.BytesIO(copy.read_bytes()))
    assert book.sheetnames == ["plan", NAME]
    target, title = book["plan"]["C2"].comment, book["plan"]["B2"].comment
    assert target is not None
    assert "number" in target.text
    assert title is not None
    assert "Task as key result" in title.text


def test_annotate_replaces_nothing_and_says_what_it_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _csv(tmp_path)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert main(["annotate", file, str(empty), "--out", str(tmp_path)]) == 0
    assert main(["annotate", file, "--out", str(tmp_path)]) == 0
    assert (tmp_path / "plan (annotated) 2.xlsx").exists()
    said = capsys.readouterr()
    assert "empty.csv" in said.err
    assert main(["annotate", str(empty), "--out", str(tmp_path)]) == 2


def test_a_place_that_can_t_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    assert main(["template", "--out", str(blocked)]) == 2
    assert "Nothing can be written" in capsys.readouterr().err


def test_template_writes_the_sheets_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "--out", str(tmp_path), "--kind", "kpis", "--kind", "effort", "--language", "fr"]) == 0
    names = [Path(line).name for line in capsys.readouterr().out.split()]
    assert names == ["okr-template-kpis-fr.xlsx", "okr-template-effort-fr.xlsx"]
    assert openpyxl.load_workbook(tmp_path / names[0]).sheetnames == ["Indicateurs", "Mesures", "Comment remplir"]
    assert main(["template", "--out", str(tmp_path)]) == 0
    assert len(openpyxl.load_workbook(tmp_path / "okr-template-all-en.xlsx").sheetnames) == 15
