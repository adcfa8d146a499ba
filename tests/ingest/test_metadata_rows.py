"""Rows above a table that say its day, cycle or unit are no header of it, in any language; what they say holds for it."""

import datetime as dt

import pytest

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.ingest.vocabulary import day_label, match

DAY = dt.date(2026, 3, 31)
Row = list[Value | None]
TABLE: list[Row] = [
    ["Objective", "Key Result", "Baseline", "Target"],
    ["Grow", "NPS", 1.0, 2.0],
    ["Grow", "Sales", 1.0, 2.0],
]


def _read(*above: Row, table: list[Row] = TABLE) -> Reading:
    return read_workbook(workbook_of(sheet_of([["Plan"], *above, *table])))


@pytest.mark.parametrize(
    "row",
    [
        ["As of", DAY],
        ["Stand", "31.03.2026"],
        ["Data-base:", DAY],
        ["Fecha de corte", "31/03/2026"],
        ["Au", "31/03/2026"],
        ["Per 31.03.2026"],
        ["截至", DAY],
        ["Date", DAY],
        ["OKRs 2026", "As of", DAY],
        ["Owner", "Ana", "Last updated", DAY],
        ["Cycle", "2026-Q1", None, "As of", DAY],
    ],
)
@pytest.mark.parametrize("gap", [[], [[None]]])
def test_a_day_above_a_table_is_its_day(row: Row, gap: list[Row]) -> None:
    reading = _read(row, *gap)
    assert (reading.as_of, reading.as_of_source) == (DAY, "cell")
    assert reading.counts() == {"objective": 1, "key_result": 2}


@pytest.mark.parametrize(
    ("row", "cycle"),
    [
        (["Cycle", "2026-Q1"], "2026-Q1"),
        (["Zyklus", "Q1 2026", "Stand", "31.03.2026"], "Q1 2026"),
        (["Data-base:", DAY, None, None, None, "Ciclo:", "2026-T1"], "2026-T1"),
        (["Quarter", "Q1 2026"], "Q1 2026"),
    ],
)
def test_a_cycle_above_a_table_is_that_of_its_key_results(row: Row, cycle: str) -> None:
    records = _read(row).records
    assert {r.cycle for r in records if r.record_kind == "key_result"} == {cycle}
    assert {r.cycle for r in records if r.record_kind == "objective"} == {cycle}


def test_times_across_are_headers_whatever_their_first_label_says() -> None:
    table: list[Row] = [["Date", dt.date(2026, 1, 31), dt.date(2026, 2, 28)], ["NPS", 1.0, 2.0], ["Churn", 3.0, 4.0]]
    reading = read_workbook(workbook_of(sheet_of(table, name="KPIs")))
    assert reading.as_of_source == "today" or reading.as_of_source == "cell"
    assert all(t.header_rows == (1,) for t in reading.tables)


def test_labels_of_days_are_longest_first() -> None:
    assert day_label("Data-base: 31/03/2026") == ("31/03/2026", True)
    assert day_label("Fecha de corte") == ("", True)
    assert day_label("Data") == ("", False)
    assert day_label("Database") is None
    assert day_label("Stand der Dinge") == ("der dinge", True)


@pytest.mark.parametrize("text", ["As of", "Data-base", "Fecha de corte", "Stichtag", "Au"])
def test_a_day_of_a_state_is_never_the_period_of_an_effort(text: str) -> None:
    assert not [c for c in match(text) if c.kind == "effort" and c.score >= 0.5]
