"""Tables on their side: the field names down the first column, one record in each column."""

import datetime as dt

import pytest

from okr_analytics.ingest.cells import Range, Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook

Rows = list[list[Value | None]]
CARDS: Rows = [
    ["OKR cards"],
    ["Objective", "Delight our customers", "Grow"],
    ["Owner", "Ana", "Bo"],
    ["Key result", "Raise NPS", "Open offices"],
    ["Target", 30.0, 3.0],
    ["Xyzzy", "foo", "bar"],
    ["Status", "On track", "At risk"],
]


def _read(rows: Rows, merges: tuple[Range, ...] = ()) -> Reading:
    return read_workbook(workbook_of(sheet_of(rows, name="S", merges=merges)), as_of=dt.date(2026, 6, 30))


def _values(reading: Reading, kind: str, *names: str) -> list[tuple[object, ...]]:
    found = [r.values() for r in reading.records if r.record_kind == kind]
    return [tuple(v[n] for n in names) for v in found]


def test_each_column_becomes_its_records() -> None:
    found = _values(_read(CARDS), "key_result", "title", "objective", "owner", "target", "status")
    assert found == [
        ("Raise NPS", "Delight our customers", "Ana", 30.0, "on_track"),
        ("Open offices", "Grow", "Bo", 3.0, "at_risk"),
    ]


def test_values_and_what_is_not_used_are_traced_to_their_cells_on_the_sheet() -> None:
    reading = _read(CARDS)
    second = [r for r in reading.records if r.record_kind == "key_result"][1]
    assert {str(second.cells["title"]), str(second.cells["target"])} == {"S!C4", "S!C5"}
    assert [(str(u.range), u.cells) for u in reading.unused] == [("A1:A1", 1), ("A6:C6", 3)]
    (table,) = reading.tables
    assert (str(table.range), table.turned, table.columns[3].column) == ("A2:C7", True, "5")
    assert [c.header for c in table.columns if table.column_at(5, 1) is c] == ["Target"]
    assert table.column_at(5, 2) is None


def test_a_bad_value_is_said_at_its_cell() -> None:
    rows = [*CARDS[1:], ["Due", "soon", dt.date(2026, 9, 30)]]
    assert "S!B7" in {str(d.where) for d in _read(rows).diagnostics if d.code == "bad-value"}


def test_cards_beside_each_other_with_names_of_their_own() -> None:
    rows: Rows = [
        ["Objective", "Delight", None, "Objective", "Grow"],
        ["Owner", "Ana", None, "Owner", "Bo"],
        ["KR1", "Raise NPS", None, "KR1", "Open offices"],
        ["KR2", "Answer in a day", None, "KR2", "Win cities"],
    ]
    reading = _read(rows)
    assert _values(reading, "objective", "title", "owner", "unit") == [("Delight", "Ana", None), ("Grow", "Bo", None)]
    titles = [("Raise NPS",), ("Answer in a day",), ("Open offices",), ("Win cities",)]
    assert _values(reading, "key_result", "title") == titles


def test_names_that_come_again_for_each_key_result_are_a_form() -> None:
    rows: Rows = [
        ["Objectif", "Satisfaire nos clients"],
        ["Responsable", "Ana"],
        ["Résultat clé 1", "Faire passer le NPS de 12 à 30"],
        ["Cible", 30.0],
        ["Résultat clé 2", "Répondre en un jour"],
        ["Cible", 0.9],
    ]
    found = _values(_read(rows), "key_result", "title", "target")
    assert found == [("Faire passer le NPS de 12 à 30", 30.0), ("Répondre en un jour", 0.9)]


def test_a_list_below_one_name_and_what_goes_on_after_a_blank_row() -> None:
    rows: Rows = [
        ["Objective", "Grow"],
        ["Owner", "Ana"],
        ["Key results", "Open offices"],
        [None, "Win cities"],
        [],
        ["Quarter", "Q3 2026"],
    ]
    reading = _read(rows)
    assert _values(reading, "objective", "title", "cycle") == [("Grow", "Q3 2026")]
    assert _values(reading, "key_result", "title", "owner") == [("Open offices", "Ana"), ("Win cities", "Ana")]
    assert reading.unused_count == 0


def test_a_merged_value_holds_for_all_columns_below_it() -> None:
    rows: Rows = [
        ["Objective", "Grow", None],
        ["Key result", "Open offices", "Win cities"],
        ["Owner", "Ana", "Bo"],
        ["Target", 3.0, 10.0],
    ]
    found = _values(_read(rows, (Range(1, 2, 1, 3),)), "key_result", "title", "objective")
    assert found == [("Open offices", "Grow"), ("Win cities", "Grow")]


def test_words_of_fields_among_the_values_make_no_header() -> None:
    rows: Rows = [
        ["Initiative", "Open offices", "Try a bus"],
        ["Type of initiative", "Initiative", "Experiment"],
        ["Objective", "Grow", "Be quick"],
        ["Status", "On track", "At risk"],
    ]
    found = _values(_read(rows), "initiative", "title", "kind", "status")
    assert found == [("Open offices", "initiative", "on_track"), ("Try a bus", "experiment", "at_risk")]


def test_words_and_what_they_mean_are_asked_about() -> None:
    rows: Rows = [
        ["Objective", "What we want to achieve"],
        ["Key result", "How we measure that we got there"],
        ["Owner", "the person who is accountable"],
        ["Status", "choose from the list"],
        ["Due", "when it must be reached"],
    ]
    reading = _read(rows)
    assert (reading.records, [t.is_asked for t in reading.tables]) == ((), [True])


@pytest.mark.parametrize(
    "rows",
    [
        [["KPI", "Jan 2026", "Feb 2026"], ["Target", 3.0, 4.0], ["Actual", 2.0, 5.0], ["Baseline", 1.0, 1.0]],
        [["Field", "Description", "Owner"], ["Status", "a", "Ana"], ["Target", "b", "Bo"], ["Objective", "c", "Cy"]],
        [
            ["A", None, "B"],
            ["Ziel-Code", "Ziel", "Zyklus"],
            ["O-1", "Zab", "Q1"],
            ["O-2", "Yib", "Q2"],
            ["O-3", "Wob", "Q3"],
        ],
    ],
    ids=["times beside", "words beside", "codes below"],
)
def test_a_header_in_the_first_row_keeps_a_table_as_it_stands(rows: Rows) -> None:
    assert not any(table.turned for table in _read(rows).tables)
