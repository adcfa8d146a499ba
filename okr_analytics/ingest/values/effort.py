"""A cell as effort or money: exact, with its measure."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.answers import answer
from okr_analytics.ingest.values.digits import DIGITS, read_digits
from okr_analytics.ingest.values.folding import clean, fold
from okr_analytics.ingest.values.formats import format_info
from okr_analytics.ingest.values.measures import as_currency, as_measure
from okr_analytics.ingest.values.numbers import read_number
from okr_analytics.ingest.values.readings import Amount, Number

# Unit of measure → (measure of effort, factor). Weeks and months are counted in working days, and the answer says so.
_EFFORT: dict[str, tuple[str, Decimal]] = {
    "h": ("hours", Decimal(1)),
    "min": ("hours", Decimal(1) / 60),
    "s": ("hours", Decimal(1) / 3600),
    "d": ("days", Decimal(1)),
    "wk": ("days", Decimal(5)),
    "mo": ("days", Decimal(20)),
    "yr": ("fte", Decimal(1)),
    "FTE": ("fte", Decimal(1)),
    "people": ("count", Decimal(1)),
    "%": ("percent", Decimal(1)),
    "pts": ("count", Decimal(1)),
    "#": ("count", Decimal(1)),
}
_MEASURES = frozenset({"hours", "days", "fte", "percent", "cost", "count"})
_COST = frozenset(
    {"cost", "costs", "custo", "custos", "coste", "costes", "costo", "costos", "kosten", "cout", "couts"}
    | {"kostnad", "kostnader", "成本", "费用"}
)
# Words for a measure that mean something else in a header ("Nombre" is a name) or in a sentence ("etc").
_ALONE = {
    **dict.fromkeys(
        ("anzahl", "conteo", "contagem", "nombre", "cantidad", "quantidade", "antall", "antal", "数量"), "count"
    ),
    "etc": "fte",
}
_WORD = re.compile(r"[^\W\d_]+|%")
_SAID = {"wk": "a week is counted as 5 days", "mo": "a month is counted as 20 days"}
_CLOCK = re.compile(r"^(-)?(\d{1,5}):([0-5]?\d)(?::([0-5]?\d)(?:[.,]\d+)?)?\s*(?:h|hrs?|hours?|std\.?)?$")
_TOKEN = re.compile(rf"({DIGITS})\s*([^\W\d_]+(?:[- ][^\W\d_]+)?\.?)")
_GLUED = re.compile(r"^(\d{1,4})\s?h\s?([0-5]?\d)(?:\s?(?:m|min|mn))?$")
_ISO = re.compile(r"^pt?(?:(\d+)d)?t?(?:(\d+(?:\.\d+)?)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$")
_PLACES = Decimal("0.000001")


def read_effort(
    value: Value | None, format: str = "General", *, measure: str | None = None, decimal: str | None = None
) -> Amount:
    """Effort: "4hrs", "1h30", "4:30", "2d", "1d 4h", a time or duration …, exact to six places.

    `measure` is what the header says of plain numbers: a measure of effort (hours, days, fte, percent, cost, count) or
    a unit of measure ("h", "min", "d", "wk", "%"); without it a plain number comes back with measure None.
    """
    if is_absent(value):
        return Amount(absent=value is not None)
    if isinstance(value, dt.timedelta | dt.time):
        return _hours_of(value)
    if isinstance(value, dt.datetime):
        return _from_datetime(value)
    if isinstance(value, str):
        return _from_text(value, measure, decimal)
    if isinstance(value, ErrorValue):
        return Amount(problem=f"shows the error {value.code}")
    if value is None or isinstance(value, bool | dt.date):
        return Amount(problem="is not an effort")
    if format_info(format).kind == "elapsed":
        return Amount(_exact(float(value) * 24), "hours", how="a duration in days of 24 hours")
    return _from_number(read_number(value, format), measure)


@lru_cache(maxsize=2048)
def as_effort_measure(text: str) -> str | None:
    """The measure of effort that a header or title says: "Horas previstas" → hours, "Effort (FTE)" → fte; else None."""
    folded = fold(text)
    if folded in _MEASURES:
        return folded
    words = _WORD.findall(folded)
    found = {as_measure(word) for word in words if len(word) > 1 or word in "h%" or not word.isascii()}
    found |= {as_measure(f"{a} {b}") for a, b in pairwise(words)}
    known = next((_EFFORT[short][0] for short in ("h", "FTE", "%", "d") if short in found), None)
    money = any(len(word) > 1 and as_currency(word) for word in words) or bool(set(words) & _COST)
    return known or ("cost" if money else None)


@lru_cache(maxsize=2048)
def effort_word(text: str) -> str | None:
    """The measure of effort that a cell in a column of such measures says ("Anzahl" → count); None for anything else."""
    if any(letter.isdigit() for letter in text):
        return None  # "KR1" is a code, and no Norwegian money
    return as_effort_measure(text) or _ALONE.get(fold(text))


def _hours_of(value: dt.timedelta | dt.time) -> Amount:
    if isinstance(value, dt.time):
        value = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    return Amount(_exact(value.total_seconds() / 3600), "hours")


def _from_datetime(value: dt.datetime) -> Amount:
    if value.year > 1904:
        return Amount(problem="is a date, not an effort")
    epoch = dt.datetime(1899, 12, 31) if value < dt.datetime(1900, 3, 1) else dt.datetime(1899, 12, 30)
    return Amount(
        _exact((value.replace(tzinfo=None) - epoch).total_seconds() / 3600), "hours", how="a duration shown as a date"
    )


@lru_cache(maxsize=8192)
def _from_text(raw: str, measure: str | None, decimal: str | None) -> Amount:
    folded = fold(raw)
    if len(folded) <= 60 and (found := _clock(folded) or _added_up(folded, decimal)):
        return found
    number = read_number(raw, decimal=decimal)
    if number.problem:
        return Amount(problem=f"{answer(raw)} is not an effort")
    return _from_number(number, measure)


def _clock(folded: str) -> Amount | None:
    if m := _CLOCK.match(folded):
        hours = Decimal(m[2]) + Decimal(m[3]) / 60 + Decimal(m[4] or 0) / 3600
        return Amount((-hours if m[1] else hours).quantize(_PLACES).normalize() + 0, "hours")
    if m := _GLUED.match(folded):
        return Amount(_exact(int(m[1]) + int(m[2]) / 60), "hours")
    if folded.startswith("p") and (m := _ISO.match(folded)) and any(m.groups()):
        days, whole, minutes, seconds = (float(g or 0) for g in m.groups())
        return Amount(_exact(days * 24 + whole + minutes / 60 + seconds / 3600), "hours")
    return None


def _added_up(folded: str, decimal: str | None) -> Amount | None:
    """Several parts that add up, "1d 4h", "1 week 2 days", in one measure; and "15m", which here are minutes."""
    parts = _TOKEN.findall(folded)
    rest = re.sub(r"[\s,+&]|\band\b|\be\b|\bund\b|\bet\b|\by\b|\bog\b", "", _TOKEN.sub("", folded))
    if not parts or rest or (len(parts) == 1 and parts[0][1] != "m"):
        return None
    total, said, measures = Decimal(0), [], set()
    for digits, unit in parts:
        number, short = read_digits(digits, decimal), "min" if unit == "m" else as_measure(unit)
        if number is None or short not in {"h", "min", "s", "d", "wk", "mo"}:
            return None
        measure, factor = _EFFORT[short]
        measures.add(measure)
        hours = factor * 8 if measure == "days" and len(parts) > 1 else factor
        total += Decimal(str(number.value)) * hours
        said += [_SAID[short]] if short in _SAID else []
    if len(parts) == 1:
        return Amount(total.quantize(_PLACES).normalize() + 0, measures.pop(), how=", ".join(said))
    if "days" in measures:
        said.append("a day is counted as 8 hours")
    return Amount(total.quantize(_PLACES).normalize() + 0, "hours", how=", ".join(said))


def _from_number(number: Number, header: str | None) -> Amount:
    if number.value is None:
        return Amount(absent=number.absent, problem=number.problem)
    if number.baseline is not None or number.comparator == "range":
        return Amount(problem="is a range, not one effort")
    unit = number.measure or header
    currency = as_currency(unit) if unit else None
    if number.was_percent:
        return Amount(_exact(number.value), "percent")
    if currency or unit == "cost":
        return Amount(_exact(number.value), "cost", currency)
    if unit in {"hours", "days", "fte", "percent", "count"}:
        return Amount(_exact(number.value), unit)
    short = as_measure(unit) if unit else None
    if short == "%" and not number.was_percent:
        return Amount(_exact(number.value), "percent")
    if short is None or short not in _EFFORT:
        return Amount(_exact(number.value), None if unit is None else "count", how=f"in “{unit}”" if unit else "")
    measure, factor = _EFFORT[short]
    return Amount(_exact(float(Decimal(str(number.value)) * factor)), measure, how=_SAID.get(short, ""))


def _exact(number: float) -> Decimal:
    """The number as a decimal of six places, without the noise of binary fractions; zero is 0."""
    if not abs(number) < 1e18:
        return Decimal(0)
    return Decimal(repr(number)).quantize(_PLACES).normalize() + 0


def read_money(value: Value | None, format: str = "General", *, decimal: str | None = None) -> Amount:
    """Money in full units: "R$ 1,2 mi" → 1200000 with currency "R$"; the currency is None where the cell doesn't say."""
    number = read_number(value, format, decimal=decimal)
    if number.value is None:
        return Amount(absent=number.absent, problem=number.problem)
    if number.was_percent or not abs(number.value) < 1e18:
        return Amount(problem=f"{answer(clean(str(value)))} is not an amount of money")
    currency = number.measure.split("/")[0] if number.measure else None
    return replace(Amount(_exact(number.value), "cost", as_currency(currency) if currency else None), how=number.how)
