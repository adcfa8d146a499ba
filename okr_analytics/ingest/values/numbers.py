"""A cell as a number: with measure, comparator, percent, ratio, range and from-to, as people write them."""

import datetime as dt
import math
import re
from dataclasses import replace
from functools import lru_cache

from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.answers import answer
from okr_analytics.ingest.values.comparators import split_comparator
from okr_analytics.ingest.values.digits import DIGITS, read_digits
from okr_analytics.ingest.values.folding import plain
from okr_analytics.ingest.values.formats import format_info
from okr_analytics.ingest.values.measures import as_currency, as_measure, multiplier
from okr_analytics.ingest.values.readings import Number

LEFT_OUT = "is left out"
UNKNOWN_START = "from an unknown value to …"
LONGEST = 120  # a longer text is prose, not a number; text_targets looks inside prose
_ARROW = r"→|⇒|➔|➜|⟶|-+>|=+>|»|>>"
_FROM_TO = (
    re.compile(
        r"(?i)^(?:from|de|desde|von|fra|du|从|由|depuis)\s*(?P<a>.{1,40}?)\s*"
        r"(?:\bto\b|\bpara\b|\bauf\b|\btil\b|\bhasta\b|\bbis\b|\bzu\b|\ba\b|\bà\b|\baté\b|到|至|提升到|提高到|降到|"
        rf"{_ARROW})\s*(?P<b>.{{1,60}})$"
    ),
    re.compile(rf"^(?P<a>[^→]{{1,40}}?)\s*(?:{_ARROW})\s*(?P<b>.{{1,60}})$"),
    re.compile(r"(?i)^(?P<a>[^a-z]{0,4}\d[^a-z]{0,12}?)\s+(?:to|para)\s+(?P<b>.{1,60})$"),
)
_RANGE = (
    re.compile(
        r"(?i)^(?:between|entre|zwischen|mellom|mellem|介于)\s*(?P<a>.{1,30}?)\s*(?:and|und|e|y|et|og|和|与|-)\s*(?P<b>.{1,40})$"
    ),
    re.compile(
        rf"^(?P<a>\D{{0,4}}{DIGITS}\s?[%‰a-zA-Z€]{{0,5}})\s*(?:–|—|-|~|\.\.\.?|至|bis)\s*(?P<b>\D{{0,4}}\d.{{0,30}})$"
    ),
)
_RATIO = re.compile(
    rf"(?i)^(?P<a>{DIGITS})\s*(?:/|of|out of|de|von|sur|av|af|de um total de|in)\s*(?P<b>{DIGITS})(?P<rest>\s*[^\d\s][^\d]{{0,30}})?$"
)
_CALCULATION = re.compile(r"^[\d\s().,x×*/+÷:%-]+=\s*(?P<result>[^=]{1,40})$", re.I)
_CORE = re.compile(
    rf"^(?P<open>\()?\s*(?P<sign>[+-])?\s*(?P<before>[^\d\s.,()+-]{{1,4}}|[A-Za-z]{{2,3}}\$?)?\s*(?P<sign2>[+-])?\s*"
    rf"(?P<digits>{DIGITS}(?:[eE][+-]?\d{{1,3}})?)\s*(?P<minus>-)?(?P<after>[^\d].{{0,60}}|[)])?$"
)
_SHOWN = {"percent_sign": "shown with a percent sign", "date": "a number shown as a date"}
_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "sim",
        "s",
        "si",
        "sí",
        "ja",
        "j",
        "oui",
        "o",
        "vrai",
        "verdadeiro",
        "wahr",
        "是",
        "有",
        "✓",
        "✔",
        "☑",
        "✅",
        "🗹",
        "verdadero",
        "x",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "nao",
        "não",
        "nein",
        "non",
        "falso",
        "falsch",
        "faux",
        "nei",
        "nej",
        "否",
        "没有",
        "✗",
        "✘",
        "☐",
        "❌",
        "🗷",
    ]
)


def read_number(value: Value | None, format: str = "General", *, decimal: str | None = None) -> Number:
    """The number a cell means; `decimal` is the column's decimal mark (see `decimal_mark`) where it is known."""
    if is_absent(value):
        return Number(absent=value is not None)
    if isinstance(value, bool):
        return Number(float(value), "yes/no", how="yes/no as 1/0")
    if isinstance(value, float | int):
        return _from_float(float(value), format)
    if isinstance(value, str):
        return _from_text(value, decimal)
    if isinstance(value, ErrorValue):
        return Number(problem=f"shows the error {value.code}")
    kind = "a date" if isinstance(value, dt.date) else "a time"
    return Number(problem=f"is {kind}, not a number")


def _from_float(value: float, format: str) -> Number:
    if not math.isfinite(value):
        return Number(problem="is not a finite number")
    kind = format_info(format).kind
    divided, measure = plain_form(format)
    number = value / 100 if divided else value
    return Number(number, measure, was_percent=kind in ("percent", "percent_sign"), how=_SHOWN.get(kind, ""))


def plain_form(format: str) -> tuple[bool, str | None]:
    """Whether a format shows a hundredth of its number ("45 %" of 45), and the unit of measure that it shows."""
    info = format_info(format)
    return info.kind == "percent_sign", info.measure


@lru_cache(maxsize=8192)
def _from_text(raw: str, decimal: str | None) -> Number:
    text = plain(raw)
    if len(text) > LONGEST:
        return Number(problem=f"{answer(text)} is a text, not a number")
    found = _yes_no(text) or _structured(text, decimal)
    return found or Number(problem=f"{answer(text)} is not a number")


def _yes_no(text: str) -> Number | None:
    folded = text.casefold().rstrip(".!")
    if folded in _YES - {"x"}:
        return Number(1.0, "yes/no", how="yes/no as 1/0")
    if folded in _NO:
        return Number(0.0, "yes/no", how="yes/no as 1/0")
    return None


def _structured(text: str, decimal: str | None) -> Number | None:
    if calculation := _CALCULATION.match(text):
        found = _structured(calculation["result"], decimal)
        return replace(found, how=f"the result of {answer(text)}") if found else None
    for read in (_from_to, _range, _limit, _core, _ratio):
        if found := read(text, decimal):
            return found
    return None


def _from_to(text: str, decimal: str | None) -> Number | None:
    for pattern in _FROM_TO:
        if match := pattern.match(text):
            high = _limited(match["b"], decimal)
            low = _like(match["a"], match["b"], high, decimal) or _limited(match["a"], decimal)
            if low and high and low.value is not None and high.value is not None:
                start, end = _same_measure(low, high)
                return replace(end, baseline=start.value, how="from … to …")
            if high and high.value is not None and is_absent(match["a"].strip()):
                return replace(high, how=UNKNOWN_START)
    return None


def _range(text: str, decimal: str | None) -> Number | None:
    for pattern in _RANGE:
        if match := pattern.match(text):
            high = _core(match["b"], decimal)
            low = _like(match["a"], match["b"], high, decimal) or _core(match["a"], decimal)
            if low and high and low.value is not None and high.value is not None:
                start, end = _same_measure(low, high)
                if (start.value or 0.0) <= (end.value or 0.0):
                    return replace(start, upper=end.value, comparator="range", how="a range")
    return None


def _like(first: str, second: str, high: Number | None, decimal: str | None) -> Number | None:
    """The first end read with what stands behind the second ("10 to 20k"), where that brings both ends nearer."""
    suffix = re.search(r"[^\d.,\s][^\d]*$", second)
    bare = _core(first.strip(), decimal)
    if not suffix or not re.search(r"\d\s*$", first) or not bare or not high or not bare.value or not high.value:
        return None
    scaled = _core(f"{first.strip()} {suffix[0]}", decimal)
    if scaled is None or not scaled.value:
        return None
    if scaled.was_percent:
        return scaled
    far, near = (abs(math.log(abs(n.value or 1.0) / abs(high.value))) for n in (bare, scaled))
    return scaled if near < far else None


def _same_measure(first: Number, second: Number) -> tuple[Number, Number]:
    """Both ends in one measure: in "from 12 to 30 %" both are percentages."""
    if second.was_percent and not first.was_percent and first.measure is None and first.value is not None:
        first = replace(first, value=first.value / 100, measure="%", was_percent=True)
    elif first.was_percent and not second.was_percent and second.measure is None and second.value is not None:
        second = replace(second, value=second.value / 100, measure="%", was_percent=True)
    measure = second.measure or first.measure
    return replace(first, measure=measure), replace(second, measure=measure)


def _ratio(text: str, decimal: str | None) -> Number | None:
    match = _RATIO.match(text)
    if not match:
        return None
    part, whole = read_digits(match["a"], decimal), read_digits(match["b"], decimal)
    if not part or not whole or whole.value == 0:
        return None
    measure = plain(match["rest"] or "") or None
    return Number(part.value, measure, out_of=whole.value, how=f"{match['a']} of {match['b']}")


def _limit(text: str, decimal: str | None) -> Number | None:
    comparator, rest = split_comparator(text)
    if comparator is None or not rest:
        return None
    found = _core(rest, decimal) or _range(rest, decimal) or _ratio(rest, decimal)
    if not found:
        again, inner = split_comparator(rest)  # "> ca. 5", "5+ approx"
        found = _core(inner, decimal) if again else None
    if not found:
        return None
    return found if comparator == "=" else replace(found, comparator=found.comparator or comparator)


def _limited(text: str, decimal: str | None) -> Number | None:
    return _core(text, decimal) or _limit(text, decimal)


def _core(text: str, decimal: str | None) -> Number | None:
    """One number with its sign, currency, multiplier and measure."""
    match = _CORE.match(text.strip())
    if not match:
        return None
    digits = read_digits(match["digits"], decimal)
    after = (match["after"] or "").strip()
    negative = "-" in (match["sign"] or "", match["sign2"] or "") or bool(match["minus"])
    if match["open"]:
        if ")" not in after:
            return None
        after, negative = after.replace(")", "", 1).strip(), True
    currency = as_currency(match["before"]) if match["before"] else None
    if digits is None or (match["before"] and not currency and match["before"] not in "#№"):
        return None
    return _with_measure(-digits.value if negative else digits.value, digits.ambiguous, currency, after)


def _with_measure(value: float, ambiguous: bool, currency: str | None, after: str) -> Number | None:
    how = "1,234 or 1.234 could be thousands or decimals" if ambiguous else ""
    if not after:
        return Number(value, currency, ambiguous=ambiguous, how=how)
    if after == "‰":
        return Number(value / 1000, "‰", was_percent=True)
    times, rest = _multiplied(after, bool(currency))
    if not rest:
        return Number(value * times, currency, ambiguous=ambiguous, how=how)
    if rest.startswith("%") or _percent_words(rest):
        return _percent(value * times, rest, how)
    return _with_unit(Number(value * times, currency, ambiguous=ambiguous, how=how), rest)


def _multiplied(after: str, has_currency: bool) -> tuple[float, str]:
    """Thousand or million that the rest starts with, and what is left: "mi de reais" → 1e6, "de reais"."""
    if (whole := multiplier(after, money=has_currency)) is not None:
        return whole, ""
    word, _, rest = after.partition(" ")
    rest = re.sub(r"^(?:de|d'|of)\s+", "", rest)
    times = multiplier(word, money=has_currency or as_currency(rest) is not None)
    if times is not None:
        return times, rest
    if len(after) <= 6 and (as_currency(after[1:]) or after[1:] in {"€", "£"}):
        times = multiplier(after[0], money=True)
    return (times, after[1:].strip()) if times else (1.0, after)


def _percent_words(rest: str) -> int:
    """How many words at the start spell "percent": "pct of users" one, "por ciento de los casos" two, "days" none."""
    words = rest.split(" ")
    return next((n for n in (1, 2) if len(words) >= n and as_measure(" ".join(words[:n])) == "%"), 0)


def _percent(value: float, rest: str, how: str) -> Number | None:
    if as_measure(rest) == "pp":
        return Number(value, "pp")
    spelt = " ".join(rest.split(" ")[_percent_words(rest) :])
    tail = rest[1:].strip() if rest.startswith("%") else spelt
    if re.search(r"\d", tail):
        return None
    return Number(value / 100, "%", was_percent=True, how=f"“{tail}” after the percentage {LEFT_OUT}" if tail else how)


def _with_unit(number: Number, rest: str) -> Number | None:
    money = as_currency(rest)
    if money:
        return replace(number, measure=money)
    if re.search(r"\d", rest) and not re.fullmatch(r"[A-Za-z]{1,3}[23²³]", rest):
        return None
    unit = as_measure(rest)
    per = re.match(r"^(?:/|per |por |pro |par )(.{1,30})$", rest)
    if unit or per or number.measure is None:
        word = unit or rest.strip("() ")
        if not word or len(word) > 40 or (not unit and not re.match(r"[^\W\d_]|[/#★°]", word)):
            return None
        return replace(number, measure=f"{number.measure}{rest}" if per and number.measure else word)
    return replace(number, how=f"“{rest}” after the amount {LEFT_OUT}")
