"""A record that only says again what another table says in full is not kept twice; one that says more or else is."""

import datetime as dt

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook

Rows = list[list[Value | None]]
CATALOGUE: Rows = [
    ["Code", "KPI", "Unit of measure", "Target", "Valid from"],
    ["K-1", "Waiting time", "days", 10.0, dt.date(2025, 1, 1)],
    ["K-1", "Waiting time", "days", 8.0, dt.date(2026, 1, 1)],
    ["K-2", "Complaints", "complaints", 5.0, dt.date(2025, 1, 1)],
]


def _read(catalogue: Rows, readings: Rows) -> Reading:
    sheets = (sheet_of(catalogue, name="Catalogue"), sheet_of(readings, name="Readings"))
    return read_workbook(workbook_of(*sheets), as_of=dt.date(2026, 3, 31))


def test_readings_name_their_kpis_without_defining_them_anew() -> None:
    months: list[Value | None] = [dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1)]
    readings: Rows = [
        ["Code", "KPI", "Unit of measure", *months],
        ["K-1", "Waiting time", "days", 9.0, 8.0, 7.0],
        ["K-2", "Complaints", "complaints", 4.0, 5.0, 6.0],
    ]
    reading = _read(CATALOGUE, readings)
    assert reading.counts() == {"kpi": 3, "kpi_reading": 6}
    assert max(r.date for r in reading.records if r.record_kind == "kpi_reading") == dt.date(2026, 3, 31)
    assert [t.records for t in reading.tables] == [{"kpi": 3}, {"kpi_reading": 6}]


def test_what_differs_is_kept() -> None:
    readings: Rows = [
        ["Code", "KPI", "Unit of measure", "Jan 2026", "Feb 2026"],
        ["K-1", "Waiting time", "weeks", 9.0, 8.0],
    ]
    assert _read(CATALOGUE, readings).counts()["kpi"] == 4


def test_a_kpi_that_stands_only_beside_its_readings_is_kept() -> None:
    readings: Rows = [["Code", "KPI", "Jan 2026", "Feb 2026"], ["K-9", "New one", 9.0, 8.0]]
    assert _read(CATALOGUE, readings).counts()["kpi"] == 4


def test_a_key_result_named_again_beside_its_check_ins() -> None:
    okrs: Rows = [
        ["Objective ID", "Objective", "KR ID", "Key result", "Baseline", "Target"],
        ["FIN-O1", "Grow", "FIN-1.1", "Raise sales", 1.0, 5.0],
        [None, None, "FIN-1.2", "Win clients", 2.0, 6.0],
    ]
    days: list[Value | None] = [dt.date(2026, 1, 9), dt.date(2026, 1, 16), dt.date(2026, 1, 23)]
    follow: Rows = [["KR ID", "Key result", *days], ["FIN-1.1", "Raise sales", 1.0, 2.0, 3.0]]
    reading = _read(okrs, follow)
    assert reading.counts() == {"objective": 1, "key_result": 2, "check_in": 3}
    assert {r.code for r in reading.records if r.record_kind == "objective"} == {"FIN-O1"}
    assert {r.key_result for r in reading.records if r.record_kind == "check_in"} == {"FIN-1.1"}


def test_nothing_is_said_of_what_is_not_kept() -> None:
    title = "Raise sales from 1 to 5"
    okrs: Rows = [["Objective", "KR ID", "Key result", "Owner"], ["Grow", "FIN-1.1", title, "Ana"]]
    follow: Rows = [["KR ID", "Key result", "2026-01-09", "2026-01-16"], ["FIN-1.1", title, 1.0, 2.0]]
    reading = _read(okrs, follow)
    assert reading.counts()["key_result"] == 1
    assert [str(d.where) for d in reading.diagnostics if d.code == "target-in-text"] == ["Catalogue!C2"]


def test_initiatives_beside_the_code_of_their_key_result() -> None:
    work: Rows = [
        ["Initiative", "Key result", "Type", "Owner"],
        ["Call old clients", "FIN-1.1", "Experiment", "Ana"],
        ["Hire two people", "FIN-1.1", "Initiative", "Bo"],
    ]
    reading = _read([["Note"], ["x"]], work)
    assert reading.counts() == {"initiative": 2}
    assert [(r.key_result, r.kind) for r in reading.records] == [("FIN-1.1", "experiment"), ("FIN-1.1", "initiative")]


def test_a_target_from_an_unknown_start_is_a_target() -> None:
    rows: Rows = [["Key result", "Baseline → target"], ["Answer in time", "? → 85%"], ["Raise NPS", "10 → 20"]]
    reading = _read([["Note"], ["x"]], rows)
    assert [(r.baseline, r.target) for r in reading.records] == [(None, 0.85), (10.0, 20.0)]
    (said,) = [d for d in reading.diagnostics if d.code == "no-baseline"]
    assert said.severity == "info"


OKRS: Rows = [
    ["Objective", "Key result", "Owner", "Target"],
    ["Grow the base", "Win customers", "Ann", 100.0],
    ["Grow the base", "Keep customers", "Bo", 90.0],
]


def test_sheets_of_one_layout_say_nothing_twice_where_rows_share_an_objective() -> None:
    """A key result under a name filled down has fewer cells of its own, and is no less said for that."""
    reading = _read(OKRS, OKRS)
    assert reading.counts() == {"objective": 2, "key_result": 4}


def test_the_same_key_result_of_another_cycle_is_another_one() -> None:
    later: Rows = [[*OKRS[0], "Cycle", "Current"], *([*row, "2026-Q2", 50.0] for row in OKRS[1:])]
    earlier: Rows = [[*OKRS[0], "Cycle"], *([*row, "2026-Q1"] for row in OKRS[1:])]
    cycles = [r.cycle for r in _read(earlier, later).records if r.record_kind == "key_result"]
    assert cycles == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q2"]
