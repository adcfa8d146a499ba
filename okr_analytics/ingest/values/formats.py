"""What a spreadsheet's number format says about a value: percent, date, time, a currency or unit of measure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from okr_analytics.ingest.values.measures import as_currency, as_measure

_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.I)
_BRACKET = re.compile(r"\[[^\]]*\]")
_FILL = re.compile(r"[_*].")


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """`kind`: general, number, percent, percent_sign (a literal "%": 45 is shown as 45 %), date, time, elapsed, text."""

    kind: str = "general"
    measure: str | None = None
    grain: str = "day"  # of dates: day, month (no day shown) or year


@lru_cache(maxsize=2048)
def format_info(code: str | None) -> FormatInfo:
    """What a number format code says; never raises, an unreadable code is "general"."""
    if not code or code.strip().lower() in {"general", "standard", "geral", "@general"}:
        return FormatInfo()
    if code.strip() == "@":
        return FormatInfo("text")
    section = code[:300].split(";")[0]
    currency = next((m[1] for m in _CURRENCY.finditer(section) if m[1]), None)
    elapsed = bool(_ELAPSED.search(section))
    literals = [a or b for a, b in _LITERAL.findall(section)]
    bare = _FILL.sub("", _BRACKET.sub("", _LITERAL.sub("", section)))
    return _classify(bare, literals, currency, elapsed)


def _classify(bare: str, literals: list[str], currency: str | None, elapsed: bool) -> FormatInfo:
    lowered = bare.lower().replace("general", "").replace("standard", "")
    lowered = re.sub(r"am/pm|a/p", "", lowered)
    if elapsed:
        return FormatInfo("elapsed", "h")
    if "%" in lowered:
        return FormatInfo("percent", "%")
    has_digits = any(c in lowered for c in "0#?")
    if (not has_digits and any(c in lowered for c in "yjd")) or (not has_digits and re.search(r"m{3,}|a{2,}", lowered)):
        return FormatInfo("date", grain=_grain(lowered))
    if not has_digits and any(c in lowered for c in "hs"):
        return FormatInfo("time")
    if any("%" in text for text in literals):
        return FormatInfo("percent_sign", "%")
    sign = currency or next((c for c in "$€£¥" if c in lowered), None)
    measure = as_currency(sign) if sign else _literal_measure(literals)
    return FormatInfo("number" if has_digits or measure else "general", measure)


def _grain(lowered: str) -> str:
    if any(c in lowered for c in "dt"):
        return "day"
    return "month" if "m" in lowered else "year"


def _literal_measure(literals: list[str]) -> str | None:
    joined = "".join(literals).strip()
    return (as_currency(joined) or as_measure(joined)) if joined else None
