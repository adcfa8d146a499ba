"""Target and Actual below a name, or behind it, are that item's targets and readings; never items of their own."""

import datetime as dt

import pytest

from okr_analytics.ingest.cells import ErrorValue, Range, Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.meaning.sidewords import sides_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.rows.asides import GLANCE
from okr_analytics.ingest.understand import read_workbook

Rows = list[list[Value | None]]
BOTH = [("NPS", 9.0, 10.0), ("NPS", 9.5, 11.0), ("Complaints", 5.0, 4.0), ("Complaints", 3.0, 4.0)]


def _read(rows: Rows, name: str = "KPIs", merges: tuple[Range, ...] = ()) -> Reading:
    return read_workbook(workbook_of(sheet_of(rows, name=name, merges=merges)), as_of=dt.date(2026, 3, 31))


def _readings(reading: Reading) -> list[tuple[str, float | None, float | None]]:
    return [(r.kpi, r.value, r.target) for r in reading.records if r.record_kind == "kpi_reading"]


def _names(reading: Reading) -> list[str]:
    return [r.values()["name"] for r in reading.records if r.record_kind == "kpi"]


@pytest.mark.parametrize(
    ("target", "actual"),
    [("Target", "Actual"), ("  Goal", "  Actual"), ("Meta", "Realizado"), ("Soll", "Ist"), ("Prévu", "Réalisé"),
     ("Plan", "Real"), ("- Target:", "- Actual:"), ("目标值", "实际值")],
)  # fmt: skip
@pytest.mark.parametrize("merged", [False, True])
def test_rows_below_the_name_of_a_kpi(target: str, actual: str, merged: bool) -> None:
    rows: Rows = [
        ["KPI", "Jan 2026", "Feb 2026"],
        ["NPS", None, None],
        [target, 10.0, 11.0],
        [actual, 9.0, 9.5],
        ["Complaints", None, None],
        [target, 4.0, 4.0],
        [actual, 5.0, 3.0],
    ]
    reading = _read(rows, merges=(Range(2, 1, 2, 3), Range(5, 1, 5, 3)) if merged else ())
    assert _names(reading) == ["NPS", "Complaints"]
    assert _readings(reading) == BOTH
    assert reading.unused == ()


def test_a_target_row_below_the_row_of_readings() -> None:
    rows: Rows = [
        ["KPI", "Jan 2026", "Feb 2026"],
        ["NPS", 9.0, 9.5],
        ["Target", 10.0, 11.0],
        ["Complaints", 5.0, 3.0],
        ["Target", 4.0, 4.0],
    ]
    reading = _read(rows)
    assert _readings(reading) == BOTH
    first = next(r for r in reading.records if r.record_kind == "kpi_reading")
    assert (str(first.cells["value"]), str(first.cells["target"])) == ("KPIs!B2", "KPIs!B3")


def test_the_word_behind_the_name() -> None:
    rows: Rows = [
        ["Indicator", "Jan 2026", "Feb 2026"],
        ["NPS - Target", 10.0, 11.0],
        ["NPS - Actual", 9.0, 9.5],
        ["Complaints (Target)", 4.0, 4.0],
        ["Complaints (Actual)", 5.0, 3.0],
    ]
    reading = _read(rows)
    assert _names(reading) == ["NPS", "Complaints"]
    assert _readings(reading) == BOTH


def test_other_rows_of_an_item_are_left_out_with_the_reason() -> None:
    rows: Rows = [
        ["KPI", "Unit of measure", "Jan 2026", "Feb 2026"],
        ["NPS", "points", None, None],
        ["Target", None, 10.0, 11.0],
        ["Actual", None, 9.0, 9.5],
        ["Variance", None, -1.0, -1.5],
        ["Complaints", "#", None, None],
        ["Target", None, 4.0, 4.0],
        ["Actual", None, 5.0, 3.0],
        ["Variance", None, 1.0, -1.0],
    ]
    reading = _read(rows)
    assert _names(reading) == ["NPS", "Complaints"]
    assert _readings(reading) == BOTH
    assert {u.reason.partition('"')[2].partition('"')[0] for u in reading.unused} == {"Variance"}


def test_variance_and_forecast_beside_target_and_actual_in_a_column() -> None:
    rows: Rows = [["KPI", "Metric", "Jan 2026", "Feb 2026"]]
    for name, target, actual in (("NPS", [10.0, 11.0], [9.0, 9.5]), ("Complaints", [4.0, 4.0], [5.0, 3.0])):
        rows += [[name, "Target", *target], [name, "Forecast", 7.0, 7.0], [name, "Actual", *actual]]
        rows += [[name, "Variance", 1.0, 1.0]]
    reading = _read(rows)
    assert _readings(reading) == BOTH
    assert any('"Variance" says something' in u.reason for u in reading.unused)
    assert any('"Forecast" says something' in u.reason for u in reading.unused)


@pytest.mark.parametrize("first", ["Key Result", "OKR"])
def test_rows_below_a_key_result_are_its_targets_and_check_ins(first: str) -> None:
    coded = first == "OKR"
    rows: Rows = [
        [first, "Owner", "Jan 2026", "Feb 2026"],
        *([["O1: Grow", "Ana", None, None]] if coded else []),
        ["KR1: Raise NPS" if coded else "Raise NPS", "Bo", None, None],
        ["  Target", None, 10.0, 11.0],
        ["  Actual", None, 9.0, 9.5],
        ["KR2: Win cities" if coded else "Win cities", "Bo", None, None],
        ["  Target", None, 4.0, 4.0],
        ["  Actual", None, 5.0, 3.0],
    ]
    reading = _read(rows, "OKRs")
    titles = [r.values()["title"] for r in reading.records if r.record_kind == "key_result"]
    assert titles == ["Raise NPS", "Win cities"]
    assert [r.values()["value"] for r in reading.records if r.record_kind == "target"] == [10.0, 11.0, 4.0, 4.0]
    assert [r.values()["value"] for r in reading.records if r.record_kind == "check_in"] == [9.0, 9.5, 5.0, 3.0]
    assert reading.counts().get("objective", 0) == int(coded)


@pytest.mark.parametrize("kind", ["KPI", "Key Result"])
def test_a_single_value_below_the_name(kind: str) -> None:
    rows: Rows = [
        [kind, "Owner", "Value"],
        ["Raise NPS", "Ana", None],
        ["  Target", None, 10.0],
        ["  Actual", None, 9.5],
        ["Win cities", "Bo", None],
        ["  Target", None, 4.0],
        ["  Actual", None, 3.0],
    ]
    reading = _read(rows, f"{kind}s")
    own = [r.values() for r in reading.records if r.record_kind == kind.lower().replace(" ", "_")]
    assert [(v["owner"], v["target"]) for v in own] == [("Ana", 10.0), ("Bo", 4.0)]
    actual = [v["current"] for v in own] if kind == "Key Result" else [v for _, v, _ in _readings(reading)]
    assert actual == [9.5, 3.0]


def test_hours_planned_and_actual_below_a_person() -> None:
    rows: Rows = [["Person", "Jan 2026", "Feb 2026"], ["Ana"], ["Planned", 10.0, 12.0], ["Actual", 11.0, 9.0]]
    found = _read(rows, "Hours").records
    assert [(e.person, e.planned, e.actual) for e in found] == [("Ana", 10, 11), ("Ana", 12, 9)]


def test_plan_and_actual_bars_are_no_projects() -> None:
    rows: Rows = [
        ["Project", "W1", "W2", "W3"],
        ["Portal", None, None, None],
        ["Plan", "x", "x", None],
        ["Actual", None, "x", "x"],
        ["Bridge", None, None, None],
        ["Plan", "x", "x", None],
        ["Actual", None, "x", "x"],
    ]
    reading = _read(rows, "Projects 2026")
    assert [r.values()["name"] for r in reading.records] == ["Portal", "Bridge"]


def test_kpis_of_finance_are_kpis() -> None:
    rows: Rows = [["KPI", "Jan 2026", "Feb 2026"], ["Revenue", 1.0, 2.0], ["Budget", 3.0, 4.0], ["Cost", 5.0, 6.0]]
    assert _names(_read(rows)) == ["Revenue", "Budget", "Cost"]


def test_beside_target_a_forecast_is_no_second_target() -> None:
    assert sides_of(["Target", "Forecast", "Actual", "Variance"]) == {
        "Target": "planned",
        "Forecast": "",
        "Actual": "actual",
        "Variance": "",
    }
    assert sides_of(["Forecast", "Actual"]) == {"Forecast": "planned", "Actual": "actual"}


def test_each_day_of_a_list_of_readings_has_its_own_target() -> None:
    rows: Rows = [
        ["KPI", "Date", "Actual value", "Target"],
        ["NPS", "2026-01-31", 9.0, 10.0],
        ["NPS", "2026-02-28", 9.5, 11.0],
    ]
    assert _readings(_read(rows, "KPI readings")) == [("NPS", 9.0, 10.0), ("NPS", 9.5, 11.0)]


def test_the_word_behind_the_name_of_a_person() -> None:
    rows: Rows = [["Person", "Jan 2026", "Feb 2026"], ["Ana - Plan", 10.0, 12.0], ["Ana - Actual", 11.0, 9.0]]
    found = _read(rows, "Hours").records
    assert [(e.person, e.planned, e.actual) for e in found] == [("Ana", 10, 11), ("Ana", 12, 9)]


@pytest.mark.parametrize(("before", "found"), [(GLANCE - 2, True), (GLANCE, False)])
def test_the_first_such_word_stands_in_the_first_rows(before: int, found: bool) -> None:
    rows: Rows = [["KPI", "Jan 2026", "Feb 2026"], *([f"Measure {n}", 1.0, 2.0] for n in range(before))]
    reading = _read([*rows, ["Target", 3.0, 4.0], ["Response", 5.0, 6.0], ["Target", 7.0, 8.0]])
    assert ("Target" not in _names(reading)) is found


def test_what_the_times_of_a_row_share_and_cannot_be_read_is_said_once() -> None:
    rows: Rows = [
        ["KPI", "Unit", "Owner", "Jan 2026", "Feb 2026", "Mar 2026"],
        ["NPS", ErrorValue("#REF!"), "Ana", 3.0, 4.0, 5.0],
        ["Complaints", "North", "Bo", 3.0, 4.0, 5.0],
    ]
    reading = _read(rows)
    assert [d.message.split(".")[1] for d in reading.diagnostics if d.code == "bad-value"] == [
        " The kpi is kept without an unit",
        " The kpi reading is kept without an unit",
    ]
    assert reading.counts() == {"kpi": 2, "kpi_reading": 6}
