"""Whatever a cell holds, reading it returns an answer: a value, an absence or a problem, never an exception."""

import datetime as dt
import math
import re
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okr_analytics.ingest import values as v
from okr_analytics.ingest.cells import ErrorValue
from okr_analytics.ingest.vocabulary import foreign_table, is_note_row, is_total_label, kind_words, match, split_header

NUMBERS = "0123456789.,%-+/()<>=~→ kKmM€$R:hdQWFY'年月日从到toformbyde"
CELLS = st.one_of(
    st.none(),
    st.text(max_size=80),
    st.text(alphabet=NUMBERS, max_size=40),
    st.floats(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["#DIV/0!", "#N/A"]).map(ErrorValue),
)
FORMATS = st.one_of(st.sampled_from(["General", "0%", "mmm-yy", "[h]:mm", '0"%"', "@", ""]), st.text(max_size=30))


@settings(max_examples=300, deadline=None)
@given(CELLS, FORMATS)
@example("1" * 5000, "0" * 5000)
@example("1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1x", "General")
@example("9e999", "General")
@example("/" * 400, "General")
def test_nothing_raises_and_every_answer_is_one(cell: v.readings.Number, code: str) -> None:
    for reader in (
        v.read_number,
        v.read_fraction,
        v.read_date,
        v.read_period,
        v.read_effort,
        v.read_money,
        v.read_confidence,
    ):
        found = reader(cell, code)
        kinds = sum((found.problem is not None, bool(found.absent)))
        assert kinds <= 1
    assert v.read_status(cell) is not None
    assert v.read_direction(cell) is not None
    v.read_text(cell, code)
    v.is_absent(cell)


@settings(max_examples=150, deadline=None)
@given(CELLS)
def test_a_number_that_is_read_is_finite(cell: float) -> None:
    for number in (v.read_number(cell), v.read_fraction(cell), v.read_confidence(cell)):
        assert all(n is None or math.isfinite(n) for n in (number.value, number.baseline, number.upper, number.out_of))
    amount = v.read_effort(cell).value
    assert amount is None or amount.is_finite()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120))
def test_texts_of_any_kind_are_taken_apart_without_an_exception(text: str) -> None:
    v.text_targets(text, year=2025)
    v.attributes(text)
    assert isinstance(v.split_code(text).title, str)
    match(text)
    split_header(text)
    kind_words(text)
    foreign_table([text, text], text)
    is_total_label(text)
    is_note_row([text])


@settings(max_examples=100, deadline=None)
@given(st.lists(CELLS, max_size=8), st.text(max_size=20))
def test_decisions_over_a_column_take_any_column(cells: list[float], header: str) -> None:
    assert v.decimal_mark(cells).mark in {".", ","}
    assert v.date_order(cells).order in {"dmy", "mdy"}
    assert v.percent_scale(cells, header=header).factor in {1.0, 0.01}
    assert 0 < v.confidence_scale(cells, header=header).factor <= 1


@settings(max_examples=200)
@given(
    st.integers(-(10**9), 10**9),
    st.integers(0, 2),
    st.sampled_from([",", ".", " ", "'", "\u202f", ""]),
    st.sampled_from(".,"),
)
def test_a_number_comes_back_however_its_thousands_and_decimals_are_marked(
    whole: int, places: int, grouping: str, mark: str
) -> None:
    if grouping == mark:
        grouping = "," if mark == "." else "."
    number = whole / 10**places
    text = f"{number:,.{places}f}".replace(",", "G").replace(".", mark).replace("G", grouping)
    assert v.read_number(text, decimal=mark).value == pytest.approx(number)


@settings(max_examples=200)
@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %B %Y", "%B %d, %Y", "%Y%m%d"]),
)
def test_a_day_comes_back_however_it_is_written(day: dt.date, style: str) -> None:
    assert v.read_date(day.strftime(style)).day == day


@settings(max_examples=200)
@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_a_period_holds_the_day_it_was_named_after(day: dt.date) -> None:
    week = day.isocalendar()
    quarter = (day.month + 2) // 3
    for name in (f"{day:%b %Y}", f"{day:%m/%Y}", f"Q{quarter} {day.year}", f"{day.year}", f"W{week.week} {week.year}"):
        period = v.read_period(name)
        assert period.start is not None
        assert period.end is not None
        assert period.start <= day <= period.end, name


@settings(max_examples=200)
@given(st.integers(0, 100_000))
def test_clock_and_decimal_hours_agree(minutes: int) -> None:
    clock = v.read_effort(f"{minutes // 60}:{minutes % 60:02}").value
    assert clock is not None
    assert abs(clock - Decimal(minutes) / 60) < Decimal("0.000001")


@settings(max_examples=100)
@given(st.text(alphabet="abc äöü éè ñç 0123456789\u00a0\u2009", max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert v.fold(v.fold(text)) == v.fold(text)
    assert not re.search(r"\s\s", v.fold(text))


@pytest.mark.parametrize(
    "text", ["One patient record for all", "Of all patients 90 % are seen", "Once a week", "One: Grow"]
)
def test_a_word_that_begins_with_an_o_is_no_code(text: str) -> None:
    assert v.split_code(text) == v.Coded(text)


def test_a_letter_counts_where_it_is_set_apart() -> None:
    assert v.split_code("Objective b) Grow") == v.Coded("Grow", "Objective b", "objective", ())
    assert v.split_code("KR nº 2: Reach").code == "KR nº 2"
