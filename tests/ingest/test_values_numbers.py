"""Numbers as people write them: each way has its line."""

import datetime as dt
from typing import Any

import pytest

from okr_analytics.ingest.cells import ErrorValue
from okr_analytics.ingest.values import (
    decimal_mark,
    format_info,
    is_absent,
    percent_scale,
    read_fraction,
    read_number,
    read_text,
)


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("12", 12, None),
        (".6", 0.6, None),
        ("10k", 10_000, None),
        ("10 K", 10_000, None),
        ("3M", 3_000_000, None),
        ("R$ 1,2 mi", 1_200_000, "R$"),
        ("R$1.234,56", 1234.56, "R$"),
        ("£0.25m", 250_000, "£"),
        ("$1.2bn", 1.2e9, "$"),
        ("€ 3,5 Mio.", 3_500_000, "€"),
        ("3,5 Mio. €", 3_500_000, "€"),
        ("5 k€", 5_000, "€"),
        ("10 milhões de reais", 10_000_000, "R$"),
        ("3万", 30_000, None),
        ("USD 40", 40, "$"),
        ("120 kr", 120, "kr"),
        ("4hrs", 4, "h"),
        ("2d", 2, "d"),
        ("90 min", 90, "min"),
        ("30 dias úteis", 30, "d"),
        ("5 pp", 5, "pp"),
        ("5x", 5, "x"),
        ("€5/month", 5, "€/month"),
        ("120 customers", 120, "customers"),
        ("1,234.5", 1234.5, None),
        ("1.234,5", 1234.5, None),
        ("1 234,5", 1234.5, None),
        ("1\u00a0234", 1234, None),
        ("1\u202f234,5", 1234.5, None),
        ("1'234.50", 1234.5, None),
        ("12,34,567", 1234567, None),
        ("1.234.567", 1234567, None),
        ("0,125", 0.125, None),
        ("(1,200.00)", -1200, None),
        ("−5", -5, None),
        ("5-", -5, None),
        ("-R$ 5", -5, "R$"),
        ("R$ -5", -5, "R$"),
        ("1e5", 100_000, None),
        ("#3", 3, None),
        ("１２", 12, None),
        ("Yes", 1, "yes/no"),
        ("Não", 0, "yes/no"),
        ("✔", 1, "yes/no"),
        ("✗", 0, "yes/no"),
    ],
)
def test_a_number_keeps_its_value_and_its_measure(text: str, value: float, measure: str | None) -> None:
    number = read_number(text)
    assert (number.value, number.measure, number.problem) == (pytest.approx(value), measure, None)
    assert not number.was_percent


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("45 %", 0.45),
        ("45%", 0.45),
        ("４５％", 0.45),
        ("20 pct", 0.2),
        ("12,5 Prozent", 0.125),
        ("30 por ciento", 0.3),
        ("(21/21)x100=100%", 1.0),
        ("95% of customers", 0.95),
        ("-3 %", -0.03),
        ("5‰", 0.005),
    ],
)
def test_a_percentage_is_a_fraction_and_says_that_it_was_one(text: str, fraction: float) -> None:
    number = read_number(text)
    assert number.value == pytest.approx(fraction)
    assert number.was_percent


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        (">= 95%", ">=", 0.95),
        ("≥ 4,5", ">=", 4.5),
        ("=> 3", ">=", 3),
        ("at least 95 %", ">=", 0.95),
        ("pelo menos 10", ">=", 10),
        ("mindestens 3", ">=", 3),
        ("minst 5", ">=", 5),
        ("至少 95%", ">=", 0.95),
        ("3 or more", ">=", 3),
        ("95%+", ">=", 0.95),
        ("Above 95%", ">", 0.95),
        ("acima de 90%", ">", 0.9),
        ("plus de 10", ">", 10),
        ("<10% variance", "<", 0.10),
        ("Less than 5 days", "<", 5),
        ("unter 3 Tage", "<", 3),
        ("up to 5", "<=", 5),
        ("≤ 2 h", "<=", 2),
        ("no máximo 7", "<=", 7),
        ("~ 40", "~", 40),
        ("ca. 40", "~", 40),
        ("cerca de 40", "~", 40),
    ],
)
def test_a_limit_keeps_its_comparator(text: str, comparator: str, value: float) -> None:
    number = read_number(text)
    assert (number.comparator, number.value) == (comparator, pytest.approx(value))


def test_exactly_is_no_limit() -> None:
    assert read_number("exactly 5").comparator is None
    assert read_number("= 5").value == 5


@pytest.mark.parametrize(
    ("text", "baseline", "target", "measure"),
    [
        ("from 12 to 30 %", 0.12, 0.30, "%"),
        ("12 → 30", 12, 30, None),
        ("12 -> 30 %", 0.12, 0.30, "%"),
        ("de 30 para 12 dias", 30, 12, "d"),
        ("von 10 auf 8 Mio. €", 10e6, 8e6, "€"),
        ("de 10 à 5 jours", 10, 5, "d"),
        ("fra 40 til 60", 40, 60, None),
        ("从20%到35%", 0.2, 0.35, "%"),
        ("from 10 to 20k", 10_000, 20_000, None),
        ("from 900 to 1.2k", 900, 1200, None),
        ("$10 to $20", 10, 20, "$"),
    ],
)
def test_from_to_gives_baseline_and_target_in_one_measure(
    text: str, baseline: float, target: float, measure: str | None
) -> None:
    number = read_number(text)
    assert number.baseline == pytest.approx(baseline)
    assert number.value == pytest.approx(target)
    assert number.measure == measure


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10-20", 10, 20),
        ("80–90%", 0.8, 0.9),
        ("between 5 and 10", 5, 10),
        ("entre 5 e 10", 5, 10),
        ("5-10k", 5e3, 1e4),
    ],
)
def test_a_range_has_two_ends(text: str, low: float, high: float) -> None:
    number = read_number(text)
    assert (number.comparator, number.value, number.upper) == ("range", pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "part", "whole", "share"),
    [
        ("4/10", 4, 10, 0.4),
        ("4.5/5", 4.5, 5, 0.9),
        ("3 of 4", 3, 4, 0.75),
        ("3 de 4", 3, 4, 0.75),
        ("9 out of 10", 9, 10, 0.9),
    ],
)
def test_a_ratio_keeps_both_numbers_and_is_a_share_where_a_fraction_is_wanted(
    text: str, part: float, whole: float, share: float
) -> None:
    number = read_number(text)
    assert (number.value, number.out_of) == (part, whole)
    assert read_fraction(text).value == pytest.approx(share)


def test_a_number_that_could_mean_two_things_says_so_unless_the_column_decides() -> None:
    assert read_number("1.234").ambiguous
    assert read_number("1.234", decimal=",").value == 1234
    assert read_number("1,234").value == 1234
    assert read_number("1,234", decimal=",").value == pytest.approx(1.234)
    assert not read_number("1.234", decimal=".").ambiguous


@pytest.mark.parametrize(
    ("values", "mark", "sure"),
    [
        (["1.234", "12,5"], ",", True),
        (["1,234", "0.5"], ".", True),
        (["1.234,50"], ",", True),
        (["1,234,567"], ".", True),
        (["R$ 1.234.567"], ",", True),
        (["1.234", "5"], ".", False),
        ([], ".", False),
        (["45,5 %", 3.0, None], ",", True),
    ],
)
def test_the_column_decides_the_decimal_mark(values: list[Any], mark: str, sure: bool) -> None:
    found = decimal_mark(values)
    assert (found.mark, found.sure) == (mark, sure)


def test_contradicting_decimal_marks_are_not_sure() -> None:
    assert not decimal_mark(["1,5", "2.5"]).sure


@pytest.mark.parametrize(
    ("value", "code", "expected", "measure", "percent"),
    [
        (0.2, "0%", 0.2, "%", True),
        (0.2, "0.0 %", 0.2, "%", True),
        (45.0, '0"%"', 0.45, "%", True),
        (45.0, "0\\%", 0.45, "%", True),
        (45.0, "General", 45.0, None, False),
        (5.0, '"R$" #,##0.00', 5.0, "R$", False),
        (5.0, "[$€-407] #,##0", 5.0, "€", False),
        (5.0, '"$"#,##0.0', 5.0, "$", False),
        (5.0, '0 "dias"', 5.0, "d", False),
        (5.0, "#,##0_);(#,##0)", 5.0, None, False),
    ],
)
def test_the_number_format_counts(value: float, code: str, expected: float, measure: str | None, percent: bool) -> None:
    number = read_number(value, code)
    assert (number.value, number.measure, number.was_percent) == (pytest.approx(expected), measure, percent)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("dd/mm/yyyy", "date"),
        ("[$-409]d\\-mmm\\-yy;@", "date"),
        ("mmm-yy", "date"),
        ("h:mm", "time"),
        ("[h]:mm", "elapsed"),
        ("0%", "percent"),
        ("0.00", "number"),
        ("@", "text"),
        ("General", "general"),
        ("", "general"),
        ("TT.MM.JJJJ", "date"),
        ("[Red]0.0", "number"),
    ],
)
def test_formats_are_told_apart(code: str, kind: str) -> None:
    assert format_info(code).kind == kind


def test_a_month_format_shows_no_day() -> None:
    assert (format_info("mmm-yy").grain, format_info("yyyy").grain, format_info("d-mmm").grain) == (
        "month",
        "year",
        "day",
    )


@pytest.mark.parametrize(
    ("values", "header", "factor", "sure"),
    [
        ([45.0, 80.0], "Progress %", 0.01, True),
        ([0.45, 0.8, 1.0], "Progress", 1.0, True),
        ([0.45, 1.2], "Progress", 1.0, False),
        ([0.0, 1.0], "Done %", 1.0, False),
        ([5.0, 8.0], "Share", 0.01, True),
        ([5.0, 8.0], "Something", 0.01, False),
        (["45", "80,5"], "%", 0.01, True),
        (["45 %", "50 %"], "Progress", 1.0, True),
        ([], "", 1.0, True),
    ],
)
def test_the_column_decides_whether_45_or_point_45_means_45_percent(
    values: list[float | str], header: str, factor: float, sure: bool
) -> None:
    scale = percent_scale(values, header=header)
    assert (scale.factor, scale.sure) == (factor, sure)


def test_cells_with_a_percent_format_are_evidence_and_keep_their_value() -> None:
    scale = percent_scale([0.2, 45.0], ["0%", "General"], "Progress")
    assert read_fraction(0.2, "0%", scale=scale).value == pytest.approx(0.2)
    assert read_fraction(45.0, "General", scale=scale).value == pytest.approx(0.45)


@pytest.mark.parametrize(
    "text",
    [
        "NA", "n/a", "N/A", "-", "—", "–", "TBD", "tbc", "No specific target", "Pas de cible spécifique", "não se aplica",
        "sem meta", "A definir", "k. A.", "keine Angabe", "s/o", "ikke relevant", "无", "待定", "sin meta", "#N/A", "None",
        "NaN", "...", "?", "", "   ", "(n/a)",
    ],
)  # fmt: skip
def test_words_that_say_there_is_none_are_absent_and_no_problem(text: str) -> None:
    number = read_number(text)
    assert is_absent(text)
    assert (number.value, number.absent, number.problem) == (None, True, None)


@pytest.mark.parametrize(
    "text", ["abc", "O1", "v2", "1.2.3", "2024-01-01", "12 and 15 and 18", "Grow 5 things in 3 places"]
)
def test_what_is_not_a_number_says_so(text: str) -> None:
    number = read_number(text)
    assert number.value is None
    assert number.problem
    assert text[:10] in number.problem
    assert not number.absent


def test_a_blank_cell_is_neither_absent_nor_a_problem() -> None:
    assert read_number(None) == read_number(None).__class__()


def test_errors_dates_and_times_are_no_numbers() -> None:
    assert "#DIV/0!" in (read_number(ErrorValue("#DIV/0!")).problem or "")
    assert read_number(ErrorValue("#N/A")).absent
    assert "date" in (read_number(dt.datetime(2025, 1, 2)).problem or "")
    assert "time" in (read_number(dt.time(4, 30)).problem or "")
    assert read_number(float("nan")).problem
    assert read_number(float("inf")).problem


def test_booleans_are_yes_and_no() -> None:
    assert (read_number(True).value, read_number(False).value) == (1, 0)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (3.0, "General", "3"),
        (2.5, "General", "2.5"),
        (0.25, "0%", "25 %"),
        (True, "General", "yes"),
        (dt.datetime(2025, 3, 4), "General", "2025-03-04"),
        ("  a \n b ", "General", "a\nb"),
        (" ", "General", None),
        (None, "General", None),
        (ErrorValue("#N/A"), "General", None),
        (float("nan"), "General", None),
    ],
)
def test_a_cell_as_text(value: Any, code: str, text: str | None) -> None:
    assert read_text(value, code) == text
