"""How a column of a generated layout is written: which values it can say exactly, and the cell that says them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st
from made_words import months

from okr_analytics.ingest.cells import Value

Known: TypeAlias = object


class Cell(NamedTuple):
    """A cell with its number format."""

    value: Value | None = None
    format: str = "General"


BLANK = Cell()


@dataclass(frozen=True)
class Pen:
    """`values` are what the column can say exactly; `write` says one of them."""

    name: str
    values: st.SearchStrategy[Known]
    write: Callable[[Known], Cell]


@dataclass(frozen=True)
class Locale:
    """How a language writes numbers: decimal mark, thousands, money before or behind, thousand and million in words."""

    decimal: str
    thousands: str
    money: str
    money_format: str
    thousand: str
    million: str
    day: str  # a day in words: {d}, {m} the month's name, {y}
    language: str


LOCALES = {
    "en": Locale(".", ",", "£{}", '"£"#,##0.00', "k", "m", "{d} {m} {y}", "en"),
    "pt": Locale(",", ".", "R$ {}", '"R$" #,##0.00', " mil", " mi", "{d} de {m} de {y}", "pt"),
    "es": Locale(",", ".", "{} €", "#,##0.00 €", " mil", " M", "{d} de {m} de {y}", "es"),
    "de": Locale(",", ".", "{} €", "#,##0.00 €", " Tsd.", " Mio.", "{d}. {m} {y}", "de"),
    "fr": Locale(",", "\u202f", "{} €", "#,##0.00 €", " k", " M", "{d} {m} {y}", "fr"),
    "no": Locale(",", "\u00a0", "kr {}", '"kr" #,##0.00', "k", " mill.", "{d}. {m} {y}", "no"),
    "zh": Locale(".", ",", "¥{}", '"¥"#,##0.00', "千", "百万", "{y}年{m}月{d}日", "zh"),
}
NUMBERS = ("cell", "text", "grouped", "money", "money cell", "percent", "percent cell", "thousand")
AMOUNTS = ("cell", "text", "grouped")
BUDGETS = ("cell", "text", "grouped", "money", "money cell", "million")
SHARES = ("percent cell", "percent", "decimal", "whole")
DAYS = ("cell", "iso", "dotted", "slashed", "short", "us", "words", "weekday", "serial")

_QUARTERS = st.integers(1, 900).map(float) | st.integers(1, 9000).map(lambda n: n / 4)
_LARGE = st.integers(1000, 9_000_000).map(lambda n: n / 4)


def number(form: str, locale: Locale, mark: str) -> Pen:
    """A column of numbers in a form of NUMBERS or BUDGETS; `mark` is the decimal mark of plain texts."""

    def text(value: Known, places: int = 2) -> str:
        return f"{float(str(value)):.{places}f}".replace(".", mark)

    if form == "cell":
        return Pen(form, _QUARTERS, lambda v: Cell(float(str(v))))
    if form == "text":  # two decimals: three could be thousands
        return Pen(form, _QUARTERS, lambda v: Cell(text(v)))
    if form == "grouped":
        return Pen(form, _LARGE, lambda v: Cell(grouped(v, locale)))
    if form == "money":
        return Pen(form, _LARGE, lambda v: Cell(locale.money.format(grouped(v, locale))))
    if form == "money cell":
        return Pen(form, _LARGE, lambda v: Cell(float(str(v)), locale.money_format))
    if form == "percent":
        share = st.integers(1, 1500).map(lambda n: n / 1000)
        return Pen(form, share, lambda v: Cell(f"{text(float(str(v)) * 100, 1)} %"))
    if form == "percent cell":
        return Pen(form, st.integers(1, 150).map(lambda n: n / 100), lambda v: Cell(float(str(v)), "0%"))
    word, size = (locale.thousand, 1000) if form == "thousand" else (locale.million, 1_000_000)
    scaled = st.integers(11, 999).map(lambda n: n * size / 10)
    if form == "thousand":
        return Pen(form, scaled, lambda v: Cell(f"{text(float(str(v)) / size, 1)}{word}"))
    return Pen(form, scaled, lambda v: Cell(locale.money.format(f"{text(float(str(v)) / size, 1)}{word}")))


def grouped(value: Known, locale: Locale) -> str:
    """A number with a mark between thousands and two decimals."""
    plain = f"{float(str(value)):,.2f}"
    return plain.translate(str.maketrans({",": locale.thousands, ".": locale.decimal}))


def amount(form: str, locale: Locale, mark: str) -> Pen:
    """A column of amounts, which are decimals."""
    pen = number(form, locale, mark)
    return Pen(pen.name, pen.values.map(lambda v: Decimal(str(v))), pen.write)


def share(form: str) -> Pen:
    """A column of shares: 45 %, "45%", 0.45 or 45 where the column shows that it counts in hundredths."""
    values = st.integers(2 if form == "whole" else 1, 99).map(lambda n: n / 100)
    write: dict[str, Callable[[Known], Cell]] = {
        "percent cell": lambda v: Cell(float(str(v)), "0%"),
        "percent": lambda v: Cell(f"{float(str(v)):.0%}"),
        "decimal": lambda v: Cell(float(str(v))),
        "whole": lambda v: Cell(round(float(str(v)) * 100.0, 6)),
    }
    return Pen(form, values, write[form])


def day(form: str, locale: Locale) -> Pen:
    """A column of days in a form of DAYS."""
    values = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 28))
    patterns = {"iso": "%Y-%m-%d", "dotted": "%d.%m.%Y", "slashed": "%d/%m/%Y", "us": "%m/%d/%Y", "short": "%d.%m.%y"}

    def write(value: Known) -> Cell:
        assert isinstance(value, dt.date)
        if form == "cell":
            return Cell(dt.datetime(value.year, value.month, value.day), "yyyy-mm-dd")
        if form == "serial":
            return Cell(float((value - dt.date(1899, 12, 30)).days))
        if form == "weekday":
            return Cell(value.strftime("%a %d %b %Y"))
        if form == "words":
            return Cell(locale.day.format(d=value.day, m=months(locale.language)[value.month - 1], y=value.year))
        return Cell(value.strftime(patterns[form]))

    return Pen(form, values, write)
