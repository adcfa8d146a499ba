"""Shifts of few readings, trends and what a cycle adds to them, with numbers worked by hand."""

import datetime as dt
import math
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okr_analytics.metrics.kpi_movement import movement
from okr_analytics.metrics.same_metric import Named, same_metric
from okr_analytics.metrics.shift import is_trend, rank, shift, slope

VALUES = st.lists(st.integers(-50, 50).map(float), min_size=3, max_size=12)


def test_four_against_four_worked_by_hand() -> None:
    """Sixteen differences from 7 to 13; one of 70 orders is as extreme as U = 0, so the outermost ones bound it."""
    found = shift([1, 2, 3, 4], [11, 12, 13, 14])
    assert found is not None
    assert (found.median_before, found.median_after, found.shift) == (2.5, 12.5, 10)
    assert (found.low, found.high, found.is_clear) == (7, 13, True)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (3, 3, 0),  # 1 of 20 orders: 5 % in one tail alone
        (4, 4, 1),  # 1 of 70 = 1.4 %, 2 of 70 = 2.9 %
        (5, 5, 3),  # the table of Mann and Whitney: 2 is the critical U at 5 % two-sided
        (12, 3, 5),  # critical U 4
        (10, 10, 24),  # critical U 23
    ],
)
def test_ranks_are_those_of_the_printed_tables(before: int, after: int, expected: int) -> None:
    assert rank(before, after) == rank(after, before) == expected


def test_many_readings_agree_with_the_exact_count() -> None:
    """At the border between both ways: 31 and 30 readings, where U has mean 465 and deviation 69.31."""
    assert rank(31, 30) == math.floor(465 - 1.959964 * 69.3181)


def test_two_readings_say_nothing() -> None:
    found = shift([1.0] * 12, [5, 6])
    assert found is not None
    assert found.low is None
    assert not found.is_clear
    assert shift([], [1]) is None


@given(VALUES, VALUES, st.integers(-20, 20))
def test_moving_all_later_readings_moves_the_shift_as_far(before: list[float], after: list[float], by: int) -> None:
    first, second = shift(before, after), shift(before, [value + by for value in after])
    assert first is not None
    assert second is not None
    assert second.shift == pytest.approx(first.shift + by)
    if first.low is not None and second.low is not None:
        assert second.low == pytest.approx(first.low + by)


@given(VALUES, VALUES)
def test_looking_from_the_other_side_turns_the_sign(before: list[float], after: list[float]) -> None:
    there, back = shift(before, after), shift(after, before)
    assert there is not None
    assert back is not None
    assert there.shift == pytest.approx(-back.shift)
    if there.low is not None and back.high is not None:
        assert there.low == pytest.approx(-back.high)
        assert there.low <= there.shift <= (there.high or 0)


@given(VALUES, VALUES, st.sampled_from([0.01, 3.0, 1000.0]))
def test_the_unit_of_measure_does_not_matter(before: list[float], after: list[float], unit: float) -> None:
    first, second = shift(before, after), shift([v * unit for v in before], [v * unit for v in after])
    assert first is not None
    assert second is not None
    assert second.shift == pytest.approx(first.shift * unit)
    assert second.is_clear == first.is_clear


def test_the_usual_change_is_the_median_of_all_slopes() -> None:
    assert slope([0, 1, 2, 4], [0, 2, 4, 100]) == 13.5  # slopes 2, 2, 2, 25, 32.7 and 48
    assert slope([1], [5]) == 0


def test_a_trend_needs_five_readings() -> None:
    assert not is_trend([1, 2, 3, 4])  # 2 of 24 orders: 8.3 %
    assert is_trend([1, 2, 3, 4, 5])  # 2 of 120: 1.7 %
    assert not is_trend([1, 3, 2, 5, 4])  # two pairs out of order: 2 · (1 + 4 + 9) of 120
    assert not is_trend([7, 7, 7, 7, 7, 7])


@pytest.mark.parametrize("count", [5, 6])
def test_a_trend_is_counted_over_all_orders(count: int) -> None:
    orders = list(permutations(range(count)))
    assert sum(is_trend(order) for order in orders) / len(orders) <= 0.05


def months(count: int, *values: float, until: dt.date = dt.date(2026, 9, 30)) -> list[tuple[dt.date, float]]:
    """Readings a month apart, the last one on `until`."""
    assert len(values) == count
    return [(until - dt.timedelta(days=30 * (count - 1 - place)), value) for place, value in enumerate(values)]


START, END = dt.date(2026, 7, 15), dt.date(2026, 9, 30)
FLAT = (50, 52, 51, 49, 50, 51, 50, 52, 49, 51, 50, 50)


def test_a_jump_in_the_cycle_is_a_movement() -> None:
    found = movement(months(15, *FLAT, 60, 61, 62), START, END)
    assert (found.verdict, found.before, found.during) == ("up", 12, 3)
    assert movement(months(15, *FLAT, 40, 39, 38), START, END).verdict == "down"


def test_ups_and_downs_are_none() -> None:
    assert movement(months(15, *FLAT, 51, 50, 52), START, END).verdict == "still"


def test_what_rose_all_year_and_goes_on_is_as_before() -> None:
    steady = [float(place) for place in range(15)]
    found = movement(months(15, *steady), START, END)
    assert (found.verdict, found.usual) == ("as_before", pytest.approx(1 / 30))
    faster = [*steady[:12], 33.0, 36.0, 40.0]
    assert movement(months(15, *faster), START, END).verdict == "up"
    assert movement(months(15, *steady[:12], -6.0, -7.0, -8.0), START, END).verdict == "down"


def test_one_reading_in_the_cycle_is_too_few() -> None:
    found = movement(months(12, *FLAT, until=dt.date(2026, 7, 15)), START, END)
    assert (found.verdict, found.during) == ("too_few", 1)


def test_the_same_days_a_year_before_are_compared() -> None:
    readings = [(dt.date(2025, 7, 31), 10.0), (dt.date(2025, 8, 31), 12.0)]
    readings += [(dt.date(2026, 7, 31), 13.0), (dt.date(2026, 8, 31), 17.0)]
    assert movement(readings, START, END).against_last_year == 4  # differences 3 and 5
    assert movement(readings[2:], START, END).against_last_year is None


def test_a_shift_is_told_as_a_share_of_what_was_usual() -> None:
    found = movement(months(15, *FLAT, 60, 61, 62), START, END)
    assert found.shift is not None
    assert found.relative is not None
    assert found.relative[0] == pytest.approx(found.shift.shift / 50.0)
    assert found.relative[1] <= found.relative[0] <= found.relative[2]
    assert movement(months(15, *([0.0] * 12), 1, 1, 1), START, END).relative is None


def test_the_same_measure_is_found_by_code_and_by_words() -> None:
    kpis = [Named("a", "KPI-07", "Operations cancelled on the day"), Named("b", "K1", "People waiting for care")]
    results = [
        ("1", "Reduce operations cancelled on the day from 8.1% to 5%"),
        ("1", "Operations cancelled on the day"),
        ("2", "Bring KPI-07 down"),
        ("3", "Train people"),
        ("4", "KPI-070 stays"),
    ]
    assert same_metric(kpis, results) == {"a": ("1", "2"), "b": ()}
