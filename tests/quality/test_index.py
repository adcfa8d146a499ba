"""Grades never compensate; the index is additive, never rises with a finding, and hides until calibrated."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.grade import GRADES, grade
from okr_analytics.quality.index import ENOUGH, Calibration, calibrate, cold_start, index, waterfall
from okr_analytics.quality.registry import all_rules
from okr_analytics.quality.rule import Finding, ItemRef

ITEM = ItemRef("key_result", None, "NPS", None)
RULES = all_rules()


def _finding(code: str = "KR101", severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, "name", severity, ITEM, "message", "suggestion", "source")


E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], "A"),
        ([INFO] * 3, "A"),
        ([W], "B"),
        ([W, INFO], "B"),
        ([W, W], "C"),
        ([W] * 9, "C"),
        ([E], "D"),
        ([E, W], "D"),
        ([E, E], "E"),
    ],
)
def test_grades(severities: list[Severity], expected: str) -> None:
    assert grade([_finding(severity=s) for s in severities]) == expected


findings = st.lists(st.sampled_from(RULES), max_size=8).map(lambda rules: [_finding(r.code, r.severity) for r in rules])


@settings(deadline=None)
@given(findings, st.data())
def test_mending_a_finding_never_lowers_grade_or_index(found: list[Finding], data: st.DataObject) -> None:
    if not found:
        return
    gone = data.draw(st.integers(0, len(found) - 1))
    mended = found[:gone] + found[gone + 1 :]
    assert GRADES.index(grade(mended)) <= GRADES.index(grade(found))
    assert (index(mended, FITTED) or 0) >= (index(found, FITTED) or 0) - 1e-9


@settings(deadline=None)
@given(findings)
def test_the_waterfall_adds_up(found: list[Finding]) -> None:
    lost = sum(points for _, points in waterfall(found, FITTED))
    assert (index([], FITTED) or 0) - (index(found, FITTED) or 0) == pytest.approx(lost)


@settings(deadline=None)
@given(findings)
def test_order_and_repetition_change_nothing(found: list[Finding]) -> None:
    assert grade(found) == grade(found[::-1])
    assert index(found, FITTED) == pytest.approx(index(found[::-1] + found, FITTED))


def _labelled(n: int) -> tuple[list[frozenset[str]], list[float]]:
    """A world in which KR101 ruins a key result and KR204 doesn't matter."""
    chance = random.Random(5)
    fired, accepted = [], []
    for _ in range(n):
        codes = frozenset(code for code in ("KR101", "KR204", "KR202") if chance.random() < 0.4)
        fired.append(codes)
        accepted.append(float(chance.random() < (0.05 if "KR101" in codes else 0.9)))
    return fired, accepted


FITTED = calibrate(*_labelled(600), ridge=0.1)


def test_the_index_is_hidden_until_there_are_enough_labels() -> None:
    assert index([], cold_start()) is None
    assert calibrate(*_labelled(ENOUGH - 1)) == cold_start()
    assert calibrate(*_labelled(ENOUGH)).calibrated
    assert index([], FITTED) == pytest.approx(100 * 0.9, abs=6)


def test_calibration_learns_which_rules_matter() -> None:
    assert FITTED.weights["KR101"] > 3
    assert FITTED.weights["KR204"] < 0.5
    assert all(weight >= 0 for weight in FITTED.weights.values())
    assert (index([_finding("KR101")], FITTED) or 0) < 20


def test_ridge_keeps_unseen_rules_at_the_cold_start_and_a_strong_one_keeps_all() -> None:
    cold = cold_start()
    assert FITTED.weights["KR403"] == pytest.approx(cold.weights["KR403"], abs=1e-6)
    stiff = calibrate(*_labelled(600), ridge=1e7)
    for code, weight in stiff.weights.items():
        assert weight == pytest.approx(cold.weights[code], abs=1e-3)


def test_cold_start_follows_severity() -> None:
    cold = cold_start()
    assert isinstance(cold, Calibration)
    assert {cold.weights[r.code] for r in RULES if r.severity is Severity.WARNING} == {1.0}
    assert cold.start == pytest.approx(2.94)
    assert list(itertools.islice(cold.weights, 1)) == ["KR101"]
