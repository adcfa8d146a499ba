"""Percentages spelt out, with what they are of behind them: the number is right, and what is left out is said."""

import pytest

from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.ingest.values import read_number


@pytest.mark.parametrize(
    "text",
    [
        "20 pct of users",
        "20 percent of staff",
        "20 per cent of staff",
        "20 por ciento de los casos",
        "20 por cento dos casos",
        "20 pour cent des cas",
        "20 Prozent der Fälle",
        "20 % of users",
    ],
)
def test_a_percentage_of_something(text: str) -> None:
    found = read_number(text)
    assert (found.value, found.measure, found.was_percent) == (0.2, "%", True)
    assert found.how.endswith("is left out")


@pytest.mark.parametrize("text", ["20 pct of 300", "20 por ciento de 300"])
def test_a_percentage_of_a_number_is_no_number(text: str) -> None:
    assert read_number(text).problem


def test_what_is_left_out_is_said() -> None:
    rows = [
        ["Objective", "Key Result", "Baseline", "Target"],
        ["Grow", "Raise use of the portal", "10 pct", "20 pct of users"],
    ]
    reading = read_workbook(workbook_of(sheet_of(rows, name="OKRs")))
    (key_result,) = [r.values() for r in reading.records if r.record_kind == "key_result"]
    assert (key_result["baseline"], key_result["target"]) == (0.1, 0.2)
    (said,) = [d for d in reading.diagnostics if d.code == "words-left-out"]
    assert str(said.where) == "OKRs!D2"
    assert "“of users”" in said.message
