"""The evaluation: its arithmetic, and what the rules reach on key results of our own invention (and on OKR_LABELLED)."""

import json
import os
from pathlib import Path

import pytest

from okr_analytics.commands.registry import main
from okr_analytics.errors import RefusedFile
from okr_analytics.quality.evaluation import Score, errors, evaluate, load, wilson

OWN = Path(__file__).parent / "own_labelled.jsonl"
# name → least precision, recall, F1 (None: not asked)
WANTED = {
    "task-like (T, C, P)": (0.95, 0.88, None),
    "not a measured outcome (T, C, P, U)": (None, None, 0.94),
    "vague": (0.80, 0.5, None),
    "missing baseline": (0.70, 0.7, None),
}


def test_wilson_is_the_textbooks() -> None:
    low, high = wilson(81, 100) or (0, 0)
    assert (low, high) == (pytest.approx(0.7222, abs=5e-4), pytest.approx(0.8750, abs=5e-4))
    assert wilson(0, 0) is None
    assert (wilson(10, 10) or (0, 0))[1] == pytest.approx(1.0)


def test_scores_come_from_counts() -> None:
    score = Score("x", "rules", tp=8, fp=2, fn=8)
    assert (score.precision, score.recall) == (0.8, 0.5)
    assert score.f1 == pytest.approx(16 / 26)
    assert Score("x", "rules", 0, 0, 0).precision is None


def _line(kr: str, forms: tuple[str, str], flags: tuple[list[str], list[str]]) -> str:
    readers = [{"form": f, "flags": g, "accept": 0} for f, g in zip(forms, flags, strict=True)]
    return json.dumps({"id": kr, "org": "x", "lang": "en", "objective": "", "kr": kr, "annotators": readers})


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    lines = [
        _line("Launch the portal", ("T", "T"), (["no_measure"], ["no_measure"])),
        _line("NPS from 40 to 60", ("O", "O"), ([], [])),
        _line("Write the manual", ("T", "U"), (["vague"], [])),  # readers differ: counts for no form and not for vague
        _line("Sr Director", ("N", "N"), ([], [])),
        _line("Improve service", ("U", "U"), (["no_measure"], ["no_measure"])),
    ]
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_only_agreed_labels_count(labelled: Path) -> None:
    found = evaluate(load(labelled))
    task = found.score("task-like (T, C, P)")
    assert (task.tp, task.fp, task.fn) == (1, 0, 0)
    outcome = found.score("not a measured outcome (T, C, P, U)")
    assert (outcome.tp, outcome.fp, outcome.fn) == (2, 0, 0)
    bare = found.score("not a measured outcome (T, C, P, U)", "no digit in the text")
    assert (bare.tp, bare.fp, bare.fn) == (2, 0, 0)
    first = found.score("task-like (T, C, P)", "first word is an activity verb")
    assert (first.tp, first.fp, first.fn) == (1, 0, 0)
    vague = found.score("vague")
    assert vague.tp + vague.fn == 0


def test_errors_are_listed(labelled: Path) -> None:
    told = [(name, kind, judged.item.title) for name, kind, judged in errors(evaluate(load(labelled)))]
    assert ("vague", "false alarm", "Improve service") in told


def test_the_command_prints_every_score_and_the_errors(labelled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(labelled), "--errors"]) == 0
    out = capsys.readouterr().out
    assert "first word is an activity verb" in out
    assert "KR101 task-as-key-result: T" in out
    assert "vague · false alarm · U" in out
    assert main(["evaluate", str(labelled), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["items"] == 5
    assert document["scores"][0]["precision"] == 1.0


def test_another_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text("{}\n", encoding="utf-8")
    with pytest.raises(RefusedFile, match=r"x\.jsonl is not a file of labelled key results"):
        load(file)


def _meets(file: Path, wanted: dict[str, tuple[float | None, float | None, float | None]]) -> None:
    found = evaluate(load(file))
    for name, (precision, recall, f1) in wanted.items():
        score = found.score(name)
        assert (score.precision or 0) >= (precision or 0), (name, score)
        assert (score.recall or 0) >= (recall or 0), (name, score)
        assert (score.f1 or 0) >= (f1 or 0), (name, score)


def test_key_results_of_our_own_invention_are_judged_well() -> None:
    _meets(OWN, WANTED)


def test_labelled_key_results_from_outside_are_judged_well() -> None:
    file = os.environ.get("OKR_LABELLED")
    if not file:
        pytest.skip("OKR_LABELLED names no file of labelled key results")
    outside = {**WANTED, "missing baseline": (0.80, 0.7, None), "composite": (0.85, 0.6, None)}
    _meets(Path(file), outside)
