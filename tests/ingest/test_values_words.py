"""Effort, status, confidence and direction as people write them."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from okr_analytics.ingest.cells import ErrorValue
from okr_analytics.ingest.values import (
    confidence_scale,
    read_confidence,
    read_direction,
    read_effort,
    read_money,
    read_status,
)
from okr_analytics.model import Status


@pytest.mark.parametrize(
    ("value", "amount", "measure"),
    [
        ("4hrs", "4", "hours"),
        ("8h", "8", "hours"),
        ("1h30", "1.5", "hours"),
        ("1h 30m", "1.5", "hours"),
        ("4:30", "4.5", "hours"),
        ("1:15:00", "1.25", "hours"),
        ("-1:30", "-1.5", "hours"),
        ("90 min", "1.5", "hours"),
        ("15m", "0.25", "hours"),
        ("4 hours 30 minutes", "4.5", "hours"),
        ("PT1H30M", "1.5", "hours"),
        ("2d", "2", "days"),
        ("3 dias", "3", "days"),
        ("5 PT", "5", "days"),
        ("8 wks", "40", "days"),
        ("1d 4h", "12", "hours"),
        ("1.5 FTE", "1.5", "fte"),
        ("20%", "0.2", "percent"),
        ("R$ 500", "500", "cost"),
        ("0,5", "0.5", None),
        (3.35, "3.35", None),
        (dt.timedelta(hours=5, minutes=15), "5.25", "hours"),
        (dt.time(4, 30), "4.5", "hours"),
        (dt.datetime(1899, 12, 31, 2, 30), "2.5", "hours"),
        (dt.datetime(1900, 1, 1, 2, 0), "26", "hours"),
    ],
)
def test_effort_is_exact_and_has_its_measure(value: Any, amount: str, measure: str | None) -> None:
    found = read_effort(value)
    assert (found.value, found.measure, found.problem) == (Decimal(amount), measure, None)


def test_plain_numbers_take_the_measure_of_the_header() -> None:
    assert read_effort(201.0, measure="min").value == Decimal("3.35")
    assert read_effort(2.0, measure="days").measure == "days"
    assert read_effort("4hrs", measure="days").measure == "hours"
    assert read_effort(0.3125, "[h]:mm").value == Decimal("7.5")


def test_a_sum_of_tenths_stays_exact() -> None:
    total = sum((read_effort(0.1).value or Decimal(0) for _ in range(10)), Decimal(0))
    assert total == 1


def test_assumptions_about_weeks_and_days_are_said() -> None:
    assert "5 days" in read_effort("2 weeks").how
    assert "8 hours" in read_effort("1d 4h").how


@pytest.mark.parametrize("value", ["abc", "10-12", True, dt.date(2025, 1, 1), ErrorValue("#REF!"), float("nan")])
def test_what_is_no_effort_says_so(value: Any) -> None:
    found = read_effort(value)
    assert found.value is None
    assert found.problem


def test_money_is_in_full_units_with_its_currency() -> None:
    assert read_money("R$ 1,2 mi").value == 1_200_000
    assert read_money("R$ 1,2 mi").currency == "R$"
    assert read_money(50000.0, '"R$" #,##0').currency == "R$"
    assert read_money("£0.25m").value == 250_000
    assert read_money("n/a").absent
    assert read_money("20 %").problem


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("On Track", "on_track"), ("on-track", "on_track"), ("ON_TRACK", "on_track"), ("G", "on_track"),
        ("Green", "on_track"), ("🟢", "on_track"), ("🟢 On track", "on_track"), ("In Progress", "on_track"),
        ("Em andamento", "on_track"), ("Verde", "on_track"), ("en curso", "on_track"), ("auf Kurs", "on_track"),
        ("Sur la bonne voie", "on_track"), ("i rute", "on_track"), ("进行中", "on_track"),
        ("At Risk", "at_risk"), ("Amber", "at_risk"), ("Y", "at_risk"), ("🟡", "at_risk"), ("⚠️", "at_risk"),
        ("3 - At risk", "at_risk"), ("Atenção", "at_risk"), ("Gelb", "at_risk"), ("à surveiller", "at_risk"),
        ("Progress made but acceleration needed", "at_risk"), ("预警", "at_risk"), ("Em risco", "at_risk"),
        ("Off track", "off_track"), ("Red", "off_track"), ("🔴", "off_track"), ("Delayed", "off_track"),
        ("Overdue", "off_track"), ("atrasado", "off_track"), ("verzögert", "off_track"), ("en retard", "off_track"),
        ("forsinket", "off_track"), ("延期", "off_track"), ("slightly delayed", "off_track"), ("Blocked", "off_track"),
        ("Done", "done"), ("Completed", "done"), ("Complete - late", "done"), ("Done (on time)", "done"),
        ("concluído", "done"), ("Abgeschlossen", "done"), ("terminé", "done"), ("fullført", "done"), ("已完成", "done"),
        ("✅", "done"), ("100%", "done"),
        ("Not started", "not_started"), ("To do", "not_started"), ("não iniciado", "not_started"), ("Novo", "not_started"),
        ("offen", "not_started"), ("à faire", "not_started"), ("未开始", "not_started"), ("Pending", "not_started"),
        ("Cancelled", "cancelled"), ("On hold", "cancelled"), ("suspenso", "cancelled"), ("abgebrochen", "cancelled"),
        ("annulé", "cancelled"), ("取消", "cancelled"),
    ],
)  # fmt: skip
def test_status_words_fall_into_the_closed_vocabulary_and_are_kept(text: str, status: str) -> None:
    found = read_status(text)
    assert (found.status, found.word, found.problem) == (status, text.replace("\ufe0f", "\ufe0f"), None)
    assert found.status in set(Status)


def test_the_opposite_of_a_status_is_not_that_status() -> None:
    assert read_status("not on schedule").status is None
    assert read_status("not completed yet today").status is None


def test_unknown_words_numbers_and_absence() -> None:
    assert read_status("whatever").problem
    assert read_status("whatever").word == "whatever"
    assert read_status("n/a").absent
    assert read_status(3.0).problem
    assert read_status(True).status == "done"
    assert read_status(ErrorValue("#N/A")).absent
    assert read_status("one sentence with on track and off track in it").status is None


@pytest.mark.parametrize(
    ("value", "share"),
    [
        ("High", 0.8),
        ("medium", 0.5),
        ("baixa", 0.2),
        ("hoch", 0.8),
        ("5/10", 0.5),
        ("80%", 0.8),
        ("★★★☆☆", 0.6),
        ("🟡", 0.5),
        ("高", 0.8),
    ],
)
def test_confidence_in_words_and_ratios(value: str, share: float) -> None:
    assert read_confidence(value).value == pytest.approx(share)


@pytest.mark.parametrize(
    ("values", "header", "factor", "sure"),
    [
        ([1.0, 7.0, 9.0], "Confidence", 0.1, True),
        ([0.5, 0.7], "Confidence", 1.0, True),
        ([50.0, 70.0], "Confidence", 0.01, True),
        ([1.0, 3.0, 5.0], "Confidence (1-5)", 0.2, True),
        ([1.0, 3.0, 5.0], "Confidence", 0.1, False),
        ([7.0], "Confidence /10", 0.1, True),
        ([5.0, 8.0], "Confidence %", 0.01, True),
        ([], "Confidence", 1.0, True),
    ],
)
def test_the_column_decides_the_scale_of_confidence(
    values: list[float], header: str, factor: float, sure: bool
) -> None:
    scale = confidence_scale(values, header=header)
    assert (scale.factor, scale.sure) == (pytest.approx(factor), sure)


def test_confidence_outside_0_to_1_is_a_problem() -> None:
    assert read_confidence(7.0, scale=0.1).value == pytest.approx(0.7)
    assert read_confidence(7.0).problem
    assert read_confidence("maybe").problem
    assert read_confidence("-").absent


@pytest.mark.parametrize(
    ("value", "direction", "kind"),
    [
        ("Higher is better", "higher", "increase"), ("increase", "higher", "increase"), ("↑", "higher", "increase"),
        ("⬆️", "higher", "increase"), ("m", "higher", "increase"), ("a", "higher", "increase"),
        ("quanto maior, melhor", "higher", "increase"), ("steigern", "higher", "increase"), ("越高越好", "higher", "increase"),
        ("+", "higher", "increase"), (1.0, "higher", "increase"),
        ("Lower", "lower", "decrease"), ("d", "lower", "decrease"), ("↓", "lower", "decrease"), ("-", "lower", "decrease"),
        ("diminuir", "lower", "decrease"), ("à la baisse", "lower", "decrease"), ("lavere er bedre", "lower", "decrease"),
        (-1.0, "lower", "decrease"),
        ("range", "range", "maintain"), ("Maintain", "range", "maintain"), ("manter", "range", "maintain"),
        ("milestone", None, "milestone"), ("Yes/No", None, "milestone"), ("count", "higher", "count"),
    ],
)  # fmt: skip
def test_direction_in_words_letters_and_arrows(value: Any, direction: str | None, kind: str) -> None:
    found = read_direction(value)
    assert (found.direction, found.kind, found.problem) == (direction, kind, None)


def test_what_is_no_direction_says_so() -> None:
    assert read_direction("whatever").problem
    assert read_direction("n/a").absent
    assert read_direction(3.0).problem
