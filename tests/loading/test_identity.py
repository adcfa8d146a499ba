"""What counts as the same code, title, cycle; keys from content."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okr_analytics.loading.identity import (
    Days,
    comparable,
    comparable_code,
    cycle_key,
    days_of,
    is_position,
    key_of,
    leading_code,
    likeness,
    named_days,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Grow  the Business.", "grow the business"),
        ("KR1.2 - More users", "More users"),
        ("1.1) Atenção primária", "ATENCAO PRIMARIA"),
        ("O1: Grow", "O2: grow;"),
    ],
)
def test_titles_that_are_the_same(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Grow sales", "Grow sale"), ("2025 revenue", "revenue"), ("10 % more", "more")]
)
def test_titles_that_are_not(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@given(st.text(max_size=60))
def test_any_text_can_be_compared(text: str) -> None:
    comparable_code(text)
    leading_code(text)
    found = comparable(text)
    assert found is None or (found == found.strip() and found)


def test_codes() -> None:
    assert comparable_code("KR 1.2.") == comparable_code("kr1.2") == "kr1.2"
    assert leading_code("KR1.2 – More users") == "kr1.2"
    assert leading_code("More users") is None
    assert [is_position(code) for code in ("kr1.2", "o3", "7", "okr-2291", "fin-12")] == [
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("name", ["2025-Q1", "Q1 2025", "1º trimestre 2025", "T1/2025", "OKRs 2025 Q1", "q1/2025"])
def test_names_of_one_quarter_are_one_cycle(name: str) -> None:
    assert cycle_key(name) == cycle_key("Q1 2025")
    assert days_of(name) == Days(dt.date(2025, 1, 1), dt.date(2025, 3, 31))


def test_cycles_that_differ() -> None:
    names = ["2025-Q1", "2025-Q2", "2026-Q1", "2025", "H1 2025", "Cycle 7", "Cycle 8"]
    assert len({cycle_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("name", "near", "start"),
    [
        ("Q1", "2025-11-20", "2026-01-01"),
        ("Q4", "2026-01-10", "2025-10-01"),
        ("Q3", "2025-08-01", "2025-07-01"),
    ],
)
def test_a_quarter_without_a_year_is_the_nearest(name: str, near: str, start: str) -> None:
    days = days_of(name, dt.date.fromisoformat(near))
    assert days is not None
    assert (days.start.isoformat(), days.assumed) == (start, True)


def test_days_that_are_a_quarter_have_its_name() -> None:
    assert named_days(Days(dt.date(2025, 1, 2), dt.date(2025, 3, 28))) == "2025-Q1"
    assert named_days(Days(dt.date(2025, 7, 1), dt.date(2025, 12, 31))) == "2025-H2"
    assert named_days(Days(dt.date(2025, 1, 1), dt.date(2025, 12, 31))) == "2025"
    assert named_days(Days(dt.date(2025, 2, 1), dt.date(2025, 3, 31))) is None


def test_keys_come_from_content() -> None:
    assert key_of("unit", "a", None) == key_of("unit", "a", "")
    assert key_of("unit", "a", "b") != key_of("unit", "ab")
    assert key_of("unit", "a") != key_of("kpi", "a")
    assert len(key_of("unit", "a")) == 20


def test_likeness() -> None:
    assert likeness("increase nps to 50", "increase nps to 60") > 0.9
    assert likeness("increase nps", "publish the plan") < 0.5
    assert likeness(None, "x") == likeness("", "x") == 0
