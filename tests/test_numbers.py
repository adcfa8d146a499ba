"""Numbers as people read them: right, never more certain than they are, in the reader's way."""

import datetime as dt
import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from okr_analytics import numbers


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "unit", "locale", "expected"),
    [
        (0.2835, "percent", "en", "28 %"),
        (0.285, "percent", "en", "29 %"),  # half up, not to even
        (0.0285, "percent", "de", "2,9 %"),
        (0.996, "percent", "en", "99.6 %"),
        (1, "percent", "en", "100 %"),
        (0.0004, "percent", "en", "0.04 %"),
        (1.234, "percent", "pt", "123 %"),
        (-0.1165, "points", "en", "-12 points"),
        (0.01, "points", "de", "+1 Punkt"),
        (0.0, "points", "en", "0 points"),
        (1234567.891, "number", "en", "1,234,568"),
        (5000.5, "number", "de", "5.000,5"),
        (12.25, "number", "es", "12,25"),
        (0.00012345, "number", "en", "0.000123"),
        (1720, "hours", "en", "1,720 h"),
        (1, "days", "en", "1 day"),
        (12, "days", "de", "12 Tage"),
        (3.0, "count", "en", "3"),
        (Decimal("1250.5"), "money", "en", "1,251"),
        (2.5, "money", "en", "2.50"),
        (dt.date(2026, 11, 2), "date", "en", "2 Nov 2026"),
        (pd.Timestamp("2026-11-02"), "date", "de", "02.11.2026"),
        ("2026-11-02", "date", "pt-BR", "02/11/2026"),
        (np.datetime64("2026-11-02"), "date", "es", "02/11/2026"),
        ("5 of 14", "text", "en", "5 of 14"),
        (True, "text", "es", "sí"),
        ("n/a", "number", "en", "n/a"),
    ],
)
def test_values_are_written_for_people(value: object, unit: str, locale: str, expected: str) -> None:
    assert plain(numbers.text(value, unit, locale)) == expected


@pytest.mark.parametrize("value", [None, math.nan, pd.NA, pd.NaT, "", " ", math.inf, np.float64("nan")])
@pytest.mark.parametrize("unit", ["percent", "number", "date", "count"])
def test_the_unknown_is_a_dash(value: object, unit: str) -> None:
    assert numbers.text(value, unit) == numbers.UNKNOWN


@given(st.floats(min_value=1e-9, max_value=1, exclude_max=True))
def test_what_is_not_nothing_and_not_all_is_never_written_so(share: float) -> None:
    written = plain(numbers.text(share, "percent"))
    assert written not in ("0 %", "100 %")


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_the_exact_value_comes_back(value: float) -> None:
    assert float(numbers.exact(value)) == value


@given(st.floats(min_value=-1e12, max_value=1e12), st.sampled_from(["en", "de", "pt", "es"]))
def test_people_see_the_number_to_three_digits(value: float, locale: str) -> None:
    way = numbers.locale_of(locale)
    written = numbers.text(value, "number", locale).replace(way.thousands, "").replace(way.decimal, ".")
    assert float(written) == pytest.approx(value, rel=6e-3, abs=1e-11)


def test_a_locale_that_nobody_has_is_english() -> None:
    assert numbers.text(1234.5, "number", "xx-YY") == "1,234.5"


def test_plotly_gets_both_separators() -> None:
    assert numbers.separators("de") == ",."


@pytest.mark.parametrize("fraction", [0.2784, 0.285, 0.0285, 0.996, 1, 0.0004, -0.1165, 1.5021, 0.0])
def test_a_percentage_for_a_grid_is_as_precise_as_in_a_sentence(fraction: float) -> None:
    told = numbers.percent_as_written(fraction)
    assert numbers.text(told, "percent") == numbers.text(fraction, "percent")
    assert told == pytest.approx(fraction, abs=0.0051)
    assert len(str(round(100 * (told or 0), 10)).rstrip("0").partition(".")[2]) <= (1 if abs(fraction) > 0.0005 else 2)


def test_a_percentage_that_nobody_knows_stays_unknown() -> None:
    assert numbers.percent_as_written(None) is None
    assert numbers.percent_as_written(float("nan")) is None
