"""Writes numbers, percentages, money, durations and dates for people; screen and packs use it alike."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Any

from okr_analytics.document import Unit

UNKNOWN = "—"
_SPACE = "\u00a0"  # keeps a number and its unit on one line

_Plural = tuple[str, str]  # one, many


@dataclass(frozen=True, slots=True)
class Locale:
    """How a language writes numbers and dates; `date` takes day, month, month name and year."""

    language: str
    decimal: str
    thousands: str
    date: str
    axis_date: str  # in d3's words, for chart axes
    axis_month: str
    months: tuple[str, ...]
    day: _Plural
    point: _Plural
    yes_no: tuple[str, str]
    unknown: str


_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LOCALES: Mapping[str, Locale] = MappingProxyType(
    {
        "en": Locale(
            "en",
            ".",
            ",",
            "{day} {name} {year}",
            "%-d %b %y",
            "%b %y",
            _EN_MONTHS,
            ("day", "days"),
            ("point", "points"),
            ("yes", "no"),
            "unknown",
        ),
        "de": Locale(
            "de",
            ",",
            ".",
            "{day:02}.{month:02}.{year}",
            "%d.%m.%y",
            "%m.%Y",
            ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
            ("Tag", "Tage"),
            ("Punkt", "Punkte"),
            ("ja", "nein"),
            "unbekannt",
        ),
        "pt": Locale(
            "pt",
            ",",
            ".",
            "{day:02}/{month:02}/{year}",
            "%d/%m/%y",
            "%m/%Y",
            ("jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."),
            ("dia", "dias"),
            ("ponto", "pontos"),
            ("sim", "não"),
            "desconhecido",
        ),
        "es": Locale(
            "es",
            ",",
            ".",
            "{day:02}/{month:02}/{year}",
            "%d/%m/%y",
            "%m/%Y",
            ("ene.", "feb.", "mar.", "abr.", "may.", "jun.", "jul.", "ago.", "sept.", "oct.", "nov.", "dic."),
            ("día", "días"),
            ("punto", "puntos"),
            ("sí", "no"),
            "desconocido",
        ),
    }
)


LOCALES = tuple(_LOCALES)  # the languages whose way of writing numbers and dates is known


def locale_of(name: str) -> Locale:
    """The rules for a locale name such as "de", "de-AT" or "pt_BR"; English for a language we don't have."""
    return _LOCALES.get(name.replace("_", "-").split("-")[0].lower(), _LOCALES["en"])


def is_unknown(value: object) -> bool:
    """True for None, NaN, NaT, pandas' NA and blank text: what a person reads as "not known"."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value.strip()
    try:
        return bool(value != value)  # noqa: PLR0124 - NaN and NaT differ from themselves
    except (TypeError, ValueError):  # pandas' NA answers no question; an array answers too many
        return type(value).__name__ == "NAType"


def text(value: object, unit: Unit = "number", locale: str = "en") -> str:
    """The value as people read it; "—" where it isn't known; words stay as they are.

    "percent" and "points" take fractions (0.28 → "28 %", "+28 points"), "hours" hours, "days" days, "date" a date or
    ISO text; "money" has no currency, because the sheets rarely name one.
    """
    if is_unknown(value):
        return UNKNOWN
    if unit == "text":
        return _plain(value, locale)
    if unit == "date":
        return date(value, locale)
    amount = as_decimal(value)
    if amount is None:
        return _plain(value, locale)
    if not amount.is_finite():
        return UNKNOWN
    return _measured(amount, unit, locale_of(locale))


def percent_as_written(fraction: object) -> float | None:
    """The fraction as precise as `text` writes it in percent (0.2784 → 0.28), for what writes numbers itself."""
    amount = None if is_unknown(fraction) else as_decimal(fraction)
    if amount is None or not amount.is_finite():
        return None
    percent, places = _percent(amount)
    return float(percent.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) / 100)


def measured(value: object, measure: object, locale: str = "en") -> str:
    """A number in its unit of measure: a fraction measured in % is written as a percentage."""
    return text(value, unit_of(measure), locale)


def unit_of(measure: object) -> Unit:
    """How numbers of a measure are written; "%" says that they are fractions."""
    return "percent" if str(measure).strip() == "%" else "number"


def counted(count: int, one: str, many: str = "", locale: str = "en") -> str:
    """A count with its noun: "1 key result", "1,200 key results"; `many` where the plural isn't `one` and an s."""
    return f"{text(count, 'count', locale)} {one if count == 1 else many or f'{one}s'}"


def as_decimal(value: Any) -> Decimal | None:
    """A number as the decimal its shortest writing says (0.1 is 0.1); None for anything but a number."""
    if isinstance(value, bool | str):
        return None
    if isinstance(value, Decimal):
        return value
    try:
        return Decimal(str(float(value)) if not isinstance(value, int) else value)
    except (TypeError, ValueError):
        return None


def _measured(amount: Decimal, unit: Unit, way: Locale) -> str:
    match unit:
        case "percent":
            return f"{_percent_number(amount, way)}{_SPACE}%"
        case "points":
            shown = _percent_number(amount, way)
            word = way.point[0 if shown in ("1", "-1") else 1]
            return f"{'+' if amount > 0 and shown != '0' else ''}{shown}{_SPACE}{word}"
        case "count":
            return _grouped(amount, 0, way) if amount == amount.to_integral_value() else _grouped(amount, 2, way)
        case "money":
            return _grouped(amount, 0, way) if abs(amount) >= 100 else _grouped(amount, 2, way, trim=_whole(amount))
        case "hours":
            return f"{_grouped(amount, 0 if abs(amount) >= 100 else 1, way)}{_SPACE}h"
        case "days":
            shown = _grouped(amount, 0 if abs(amount) >= 10 else 1, way)
            return f"{shown}{_SPACE}{way.day[0 if shown in ('1', '-1') else 1]}"
        case _:
            return _grouped(amount, _places(amount), way)


def _whole(amount: Decimal) -> bool:
    return amount == amount.to_integral_value()


def _places(amount: Decimal) -> int:
    """As many places as count: what was written with at most two stays whole, what was computed is rounded."""
    own = -int(amount.normalize().as_tuple().exponent)
    return max(_sensible(abs(amount)), own if own <= 2 else 0)


def _sensible(size: Decimal) -> int:
    if size >= 1000:
        return 0
    if size >= 100:
        return 1
    if size >= 1 or size == 0:
        return 2
    return min(2 - size.adjusted(), 12)  # three digits that count


def _percent_number(fraction: Decimal, way: Locale) -> str:
    percent, places = _percent(fraction)
    return _grouped(percent, places, way)


def _percent(fraction: Decimal) -> tuple[Decimal, int]:
    """Whole percents from 10 on, one place below; what isn't quite 0 or 100 is never written as 0 or 100."""
    percent = fraction * 100
    size = abs(percent)
    if Decimal(99) < size < Decimal(100):
        return percent.quantize(Decimal("0.1"), ROUND_DOWN), 1
    if 0 < size < Decimal("0.05"):
        return percent, min(-size.adjusted(), 12)
    return percent, 0 if size >= 10 else 1


def _grouped(amount: Decimal, places: int, way: Locale, trim: bool = True) -> str:
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if amount.adjusted() < 25 else amount
    written = f"{rounded:,f}"
    whole, _, rest = written.partition(".")
    rest = rest.rstrip("0") if trim else rest
    if whole == "-0" and not rest.strip("0"):
        whole = "0"
    whole = whole.replace(",", way.thousands)
    return f"{whole}{way.decimal}{rest}" if rest else whole


def _plain(value: object, locale: str) -> str:
    if isinstance(value, bool):
        return locale_of(locale).yes_no[0 if value else 1]
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(str(part) for part in value)
    if isinstance(value, dt.date):
        return date(value, locale)
    if isinstance(value, float | Decimal) and math.isfinite(value):
        return _grouped(Decimal(str(value)), _places(Decimal(str(value))), locale_of(locale))
    return str(value)


def as_date(value: object) -> dt.date | None:
    """The day of a date, a date with time or an ISO text; None for anything else."""
    if isinstance(value, dt.datetime):  # pandas' Timestamp too
        return None if is_unknown(value) else value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value[:10])
        except ValueError:
            return None
    item = getattr(value, "astype", None)  # numpy's datetime64
    if item is not None and type(value).__name__ == "datetime64":
        return as_date(str(item("datetime64[D]")))
    return None


def date(value: object, locale: str = "en") -> str:
    """A day as people write it: "22 Nov 2026", "22.11.2026", "22/11/2026"; "—" if unknown, other texts unchanged."""
    if is_unknown(value) or (isinstance(value, float) and not math.isfinite(value)):
        return UNKNOWN
    day = as_date(value)
    if day is None:
        return str(value)
    way = locale_of(locale)
    return way.date.format(day=day.day, month=day.month, name=way.months[day.month - 1], year=day.year)


def exact(value: object) -> str:
    """The value for machines, in full precision: "0.2835", "2026-11-22"; empty where it isn't known."""
    if is_unknown(value):
        return ""
    day = None if isinstance(value, str) else as_date(value)
    if day is not None:
        return day.isoformat()
    amount = as_decimal(value)
    if amount is None:
        return str(value)
    return (f"{amount.normalize():f}" if amount else "0") if amount.is_finite() else ""


def compact(value: float, unit: Unit = "number", locale: str = "en") -> str:
    """A short form for axes: "1.2 k", "3 M", "28 %"; durations and money without their unit, which the axis names."""
    if unit in ("percent", "points"):
        return text(value, "percent", locale)
    amount, way = Decimal(str(value)), locale_of(locale)
    for power, sign in ((9, "G"), (6, "M"), (3, "k")):
        if abs(amount) >= Decimal(10) ** (power + (1 if power == 3 else 0)):
            return f"{_grouped(amount.scaleb(-power), 1, way)}{_SPACE}{sign}"
    return _grouped(amount, _places(amount), way)


def unknown_word(locale: str = "en") -> str:
    """The word for what nobody knows, for places where a dash alone would be overlooked."""
    return locale_of(locale).unknown


def separators(locale: str = "en") -> str:
    """Decimal and thousands sign together, as Plotly wants them (".,")."""
    way = locale_of(locale)
    return way.decimal + way.thousands
