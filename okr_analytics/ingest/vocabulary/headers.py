"""A header taken apart: words, unit of measure in brackets, time, running number."""

import re
from functools import lru_cache

from okr_analytics.ingest.values.folding import clean, fold
from okr_analytics.ingest.values.measures import as_currency, as_measure, multiplier
from okr_analytics.ingest.values.periods import build, read_period
from okr_analytics.ingest.values.periodwords import Found, find_part, find_year
from okr_analytics.ingest.values.readings import Period
from okr_analytics.ingest.vocabulary.candidates import HeaderParts
from okr_analytics.ingest.vocabulary.words import EDGES

_LONGEST = 200  # a longer text is no header
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-Z][a-zà-ÿ])|(?<=[A-Z])(?=[A-Z][a-zà-ÿ]{2,})|(?<=[a-z])(?=[A-Z]{2,}\b)")
_BRACKET = re.compile(r"[(\[【{]([^()\[\]【】{}]*)[)\]】}]?")
_NUMBER = re.compile(r"(?<![\w.,])(?:#|nr\.?|no\.?|n[o°])?\s?(\d{1,3})(?![\w.,%])|(?<=[a-z])(\d{1,2})\b")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)_(\d\d)(?!\d)")
_SHORT_YEARS = re.compile(r"(?<![\d/.])(\d\d)/(\d\d)(?![\d/.])")
_YEAR_OF_PLAN = re.compile(r"y|yr|year|ano|año|annee|jahr|ar|år")
_NUMBER_SIGN = re.compile(r"#")
# Month names that are also ordinary words count as months only alone or beside a year.
_DOUBTFUL_MONTHS = frozenset({"set", "out", "may", "mar", "ago", "mei", "dic", "sep", "dec", "des", "mai"})


def words_of(header: str) -> str:
    """The header folded, with camelCase, snake_case and line breaks as word breaks; brackets and signs kept."""
    text = _SHORT_YEARS.sub(_of_this_century, _YEARS.sub(_two_years, header[: _LONGEST * 2]))
    spaced = _CAMEL.sub(" ", text.replace("_", " ").replace("\n", " "))
    return fold(spaced).strip(EDGES)


def _of_this_century(found: re.Match[str]) -> str:
    """ "25/26" can be no day and no month: it is the year 2025/26."""
    following = int(found[1]) + 1 == int(found[2]) and int(found[1]) > 12
    return f"20{found[1]}/{found[2]}" if following else found[0]


def _two_years(found: re.Match[str]) -> str:
    """ "2026_27" is a year that begins in 2026, "2026_04" a month."""
    following = (int(found[1]) + 1) % 100 == int(found[2])
    return f"{found[1]}{'/' if following else '-'}{found[2]}"


@lru_cache(maxsize=8192)
def split_header(header: str, *, year: int | None = None) -> HeaderParts:
    """The parts of a header; camelCase, snake_case and line breaks are word breaks."""
    folded = words_of(header)
    if len(folded) > _LONGEST:
        return HeaderParts(header, folded[:_LONGEST])
    outside, inside = _BRACKET.sub(" ", folded), _BRACKET.findall(folded)
    measure = next((m for text in inside if (m := header_measure(text))), None)
    period, outside = _period(outside, year)
    if period is None:
        period = next((p for text in inside if (p := _whole_period(text, year))), None)
    number, outside = _number(outside)
    words = re.sub(r"\s+", " ", _NUMBER_SIGN.sub(" ", outside)).strip(EDGES)
    if period and number is not None and _YEAR_OF_PLAN.fullmatch(words):
        words = ""  # "Y1 2026/27": the first year of a plan
    if measure is None:
        measure, words = _trailing_measure(words)
    bracket = clean(" ".join(text for text in inside if not header_measure(text) and not _whole_period(text, year)))
    return HeaderParts(header, words, measure, period, number, bracket)


def header_measure(text: str) -> str | None:
    """The unit of measure that a bracket holds: "(h)", "(in days)", "[k€]", "(R$ mil)"; None for anything else."""
    plain = re.sub(r"^(?:in|em|en|i|im|unit|unidade|unite|einheit|units?:)\s+", "", text.strip())
    if not plain or len(plain) > 24:
        return None
    known = as_measure(plain) or as_currency(plain)
    if known:
        return known
    words = plain.split()
    money = [w for w in words if as_currency(w)]
    if len(words) == 2 and money and any(multiplier(w, money=True) for w in words):
        return plain
    if len(plain) <= 4 and not plain[1:].isalpha() and as_currency(plain[1:]) and multiplier(plain[0], money=True):
        return plain
    return plain if multiplier(plain, money=True) and plain in {"k", "m", "mn", "mio", "mil", "000", "tsd"} else None


def _whole_period(text: str, year: int | None) -> Period | None:
    period = read_period(text, year=year)
    return period if period.grain else None


def _period(text: str, year: int | None) -> tuple[Period | None, str]:
    """The time a header names and the header without it."""
    whole = _whole_period(text.strip(EDGES), year)
    if whole and not re.fullmatch(r"\d{1,2}", text.strip()):
        return whole, ""
    part = find_part(text)
    rest = _cut(text, part)
    written = find_year(rest, beside=part is not None and (not _is_doubtful(text, part) or _year_follows(text, part)))
    if part and written is None and _is_doubtful(text, part):
        return None, text
    period = build(clean(text), part, written, year, 1)
    return (None, text) if period is None else (period, _cut(rest, written))


def _is_doubtful(text: str, part: Found | None) -> bool:
    return part is not None and text[part.start : part.end].strip(" .") in _DOUBTFUL_MONTHS


def _year_follows(text: str, part: Found) -> bool:
    return bool(re.match(r"[\s./'-]{0,2}\d{2}(?:\d\d)?(?!\d)", text[part.end :]))


def _cut(text: str, found: Found | None) -> str:
    return text if found is None else f"{text[: found.start]} {text[found.end :]}"


def _number(text: str) -> tuple[int | None, str]:
    numbers = [int(m[1] or m[2]) for m in _NUMBER.finditer(text)]
    return (numbers[0], _NUMBER.sub(" ", text)) if numbers else (None, text)


def _trailing_measure(words: str) -> tuple[str | None, str]:
    """ "Progress %" and "% Progress" measure in percent; the sign is no word of its own."""
    if "%" in words and len(words) > 1:
        return "%", re.sub(r"\s+", " ", words.replace("%", " ")).strip(EDGES)
    return None, words
