"""Finds the words of time in a folded text: the part of a year ("Q3", "KW 12", "1º sem", "março") and the year."""

import re
from dataclasses import dataclass

from okr_analytics.ingest.values.months import CHINESE_NUMBERS, MONTH_PATTERN, MONTHS, WEEKDAYS

_ORD = r"(?:st|nd|rd|th|o|a|er|ere|re|e|eme|\.)?"
_L, _R = r"(?<![^\W_])", r"(?![^\W_])"  # no letter or digit before, none after
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {
    **dict.fromkeys(
        ["first", "primeiro", "primer", "premier", "erstes", "forste", "primeira", "primera", "premiere", "1st"], 1
    ),
    **dict.fromkeys(["second", "segundo", "deuxieme", "zweites", "andre", "anden", "segunda", "2nd"], 2),
    **dict.fromkeys(["third", "terceiro", "tercer", "troisieme", "drittes", "tredje", "tercero", "3rd"], 3),
    **dict.fromkeys(["fourth", "quarto", "cuarto", "quatrieme", "viertes", "fjerde", "4th"], 4),
}
_WORD = "|".join(_WORDS)
_QUARTER = r"(?:quarters?|qtr|quart|trimestres?|trimester|trim|tri|quartal|kvartal|kv)\.?"
_HALF = r"(?:half[- ]?years?|halves|half|semestres?|semester|sem|halbjahr|hj|halvar|hy)\.?"
_WEEK = r"(?:weeks?|wks?|wk|w|kw|cw|semanas?|semaines?|uke|uge|wochen?|kalenderwoche)"


@dataclass(frozen=True, slots=True)
class Found:
    """Something of time in a text: where, its grain and number; for months-based parts the first month and length.

    For years `number` is the year, `until` the last of several, `fiscal` where the text calls it so.
    """

    start: int
    end: int
    grain: str
    number: int
    month: int = 0
    length: int = 0
    fiscal: bool = False
    until: int | None = None


def _part(pattern: str, grain: str, length: int) -> tuple[re.Pattern[str], str, int]:
    return re.compile(pattern), grain, length


# In this order; the first that is found counts. Group "n" is the number, "word" an ordinal or month name.
_PARTS = (
    _part(rf"{_L}(?:q|t|k)[\s.-]?(?P<n>[1-4])(?=$|[^\w]|_|(?:fy)?'?\d{{2}}(?:\d\d)?(?!\w))", "quarter", 3),
    _part(rf"(?:{_L}|(?<=\d{{4}})|(?<=年))(?:q|t)(?P<n>[1-4]){_R}", "quarter", 3),
    _part(rf"{_L}{_QUARTER}\s?[-#]?\s?(?P<n>[1-4]){_R}", "quarter", 3),
    _part(rf"{_L}(?:{_QUARTER}|q)\s(?P<roman>iv|i{{1,3}}){_R}", "quarter", 3),
    _part(rf"{_L}(?P<n>[1-4])\s?{_ORD}\s?(?:{_QUARTER}{_R}|[qt](?=\d\d|\W|_|$))", "quarter", 3),
    _part(rf"{_L}(?P<roman>iv|i{{1,3}})\s?{_QUARTER}{_R}", "quarter", 3),
    _part(rf"{_L}(?P<word>{_WORD})\s{_QUARTER}{_R}", "quarter", 3),
    _part(r"第?(?P<zh>[一二三四])季度?", "quarter", 3),
    _part(r"第?(?P<n>[1-4])季度?", "quarter", 3),
    _part(
        rf"(?:{_L}|(?<=\d{{4}})|(?<=年))(?:h|hj|hy|s)(?P<n>[12])(?=$|[^\w]|_|(?:fy)?'?\d{{2}}(?:\d\d)?(?!\w))",
        "half",
        6,
    ),
    _part(rf"{_L}{_HALF}\s?[-#]?\s?(?P<n>[12]){_R}", "half", 6),
    _part(rf"{_L}(?P<n>[12])\s?{_ORD}\s?(?:{_HALF}{_R}|[hs](?=\d\d|\W|_|$))", "half", 6),
    _part(rf"{_L}(?P<word>{_WORD})\s{_HALF}{_R}", "half", 6),
    _part(rf"{_L}(?P<roman>i{{1,2}})\s?{_HALF}{_R}", "half", 6),
    _part(r"(?P<upper>[上下])半年", "half", 6),
    _part(rf"{_L}(?:quadrimestre|cuatrimestre|tertial|tertiale?s?|trimester of 4)\s?(?P<n>[1-3]){_R}", "third", 4),
    _part(rf"{_L}(?P<n>[1-3])\s?{_ORD}\s?(?:quadrimestre|quad|cuatrimestre|tertial|quadri){_R}", "third", 4),
    _part(rf"{_L}(?:bimestre|bim)\.?\s?(?P<n>[1-6]){_R}", "bimester", 2),
    _part(rf"{_L}(?P<n>[1-6])\s?{_ORD}\s?(?:bimestre|bim)\.?{_R}", "bimester", 2),
    _part(
        rf"(?:{_L}|(?<=\d{{4}})|(?<=年))(?:{_WEEK}|s|sem|v)\.?\s?[-#]?\s?(?P<n>\d{{1,2}})(?=$|\D)(?![:.,]\d)", "week", 0
    ),
    _part(r"第(?P<n>\d{1,2})[周週]|(?<!\d)(?P<m>\d{1,2})[周週]", "week", 0),
    _part(rf"{_L}(?P<n>\d{{1,2}})\s?{_ORD}\s?(?:{_WEEK}){_R}", "week", 0),
    _part(rf"{_L}(?P<word>{MONTH_PATTERN})", "month", 1),
    _part(r"(?<!\d)(?P<n>1[0-2]|0?[1-9])月(?:份)?", "month", 1),
    _part(r"(?P<zh>十[一二]?|[一二三四五六七八九])月(?:份)?", "month", 1),
    _part(rf"{_L}(?:month|mes|monat|mois|maned)\s?#?(?P<n>1[0-2]|0?[1-9]){_R}", "month", 1),
    _part(r"(?<![\w.,/-])(?:19|20)\d{2}\s?[-/.]\s?(?P<tail>1[0-2]|0[1-9])(?![\w/.-])", "month", 1),
    _part(r"(?<![\w.,/-])(?P<head>1[0-2]|0?[1-9])\s?[-/.]\s?(?=(?:19|20)\d{2}(?![\w/.-]))", "month", 1),
    _part(r"(?<!\w)(?:19|20)\d{2}(?P<tail>1[0-2]|0[1-9])(?!\w)", "month", 1),
    _part(r"(?:(?<=\d{4})|(?<=\d{4}[-\s]))m(?P<n>1[0-2]|0[1-9]|[1-9])(?!\w)", "month", 1),
    _part(r"(?<!\w)(?:19|20)\d{2}\s?[./]\s?(?P<tail>[12])(?!\w)", "half", 6),
)
# What every part of a year has: a digit, a month's name, or a word for quarter or half.
_HINT = re.compile(rf"\d|[季月年周週]|quart|qtr|trim|kvart|semest|halb|half|halv|{_L}{MONTH_PATTERN}")
_FISCAL = r"(?:fiscal year|financial year|fy|f\.y\.|fiscal|gj|geschaftsjahr|ay|academic year|exercicio|ejercicio|exercice|ej\.?|school year)"
_SPAN = re.compile(
    rf"(?:{_L}(?P<fy>{_FISCAL})\s?'?)?(?<![\d.,/-])(?P<a>(?:19|20)\d{{2}})\s?[-/–_ ]\s?(?:fy\s?)?(?P<b>(?:19|20)\d{{2}}|\d{{2}})(?![\d/.-]|\s?%)"
)
_FISCAL_YEAR = re.compile(
    rf"{_L}(?P<fy>{_FISCAL})[\s'._-]{{0,3}}(?P<a>(?:19|20)\d{{2}}|\d{{2}})(?:\s?[-/–_]\s?'?(?P<b>(?:19|20)\d{{2}}|\d{{2}}))?(?!\d)"
)
_YEAR = re.compile(r"(?:\bcy\s?|(?<![\d.,/\-+])(?<![^\W\d_]))(?P<a>(?:19|20)\d{2})(?!\d|[.,]\d|\s?%)(?:年度?)?")
_GLUED = re.compile(r"(?P<a>(?:19|20)\d{2})(?!\d)")
_SHORT = re.compile(r"(?<!\d)'?(?P<a>\d{2})(?!\d|\s?%|[.,]\d)")
_APOSTROPHE = re.compile(r"(?<!\w)'(?P<a>\d{2})(?!\w)")


# Every word of three letters and more that can stand in the name of a period; any other makes it a sentence.
_PERIOD_WORDS = (
    "quarter quarters qtr quart trimestre trimestres trimester trim tri quartal kvartal half halves year "
    "years semestre semestres semester sem halbjahr halvar week weeks wks semana semanas semaine semaines "
    "uke uge woche wochen kalenderwoche quadrimestre quad cuatrimestre quadri tertial tertiale bimestre "
    "bim month months mes meses monat mois maned fiscal financial academic school calendar geschaftsjahr "
    "kalenderjahr exercicio ejercicio exercice full annual anual period periodo periode cycle ciclo ano "
    "anos jahr annee total ytd planning okr okrs for the des del ending beginning commencing starting "
    "from dia fim vom fra ate bis til thru through until desde von feira terca iii ere eme den uhr gmt "
    "utc cet cest hrs ends los las end final ultimo primeiro zum fin debut "
)
_TIME_WORDS = frozenset({*MONTHS, *WEEKDAYS.split(), *_WORDS, *_PERIOD_WORDS.split()})
_LETTERS = re.compile(r"[a-z]{3,}")


def may_name_time(folded: str) -> bool:
    """Whether a folded text has only words that periods are named with; quick, to leave sentences aside."""
    return all(word in _TIME_WORDS for word in _LETTERS.findall(folded))


def find_part(folded: str) -> Found | None:
    """The first part of a year that a text names; the longest of several readings at one place."""
    if not _HINT.search(folded):
        return None
    best: Found | None = None
    for pattern, grain, length in _PARTS:
        match = pattern.search(folded)
        if match and (found := _number(match, grain, length)) and (best is None or found.start < best.start):
            best = found
    return best


def _number(match: re.Match[str], grain: str, length: int) -> Found | None:
    groups = {name: text for name, text in match.groupdict().items() if text is not None}
    name, text = next(iter(groups.items()))
    start, end = match.span()
    if name in {"n", "m", "tail", "head"}:
        number = int(text)
        start = match.start(name) if name == "tail" else start
    elif name == "roman":
        number = _ROMAN[text]
    elif name == "zh":
        number = CHINESE_NUMBERS[text]
    elif name == "upper":
        number = 1 if text == "上" else 2
    else:
        number = _WORDS.get(text) or MONTHS.get(text.rstrip("."), 0)
    if number == 0 or (grain == "week" and number > 53) or (grain == "half" and number > 2):
        return None
    grain_name = {"third": "range", "bimester": "range"}.get(grain, grain)
    return Found(start, end, grain_name, number, (number - 1) * length + 1 if length else 0, length)


def find_year(folded: str, *, beside: bool) -> Found | None:
    """The year a text names; two digits count only after "FY" or an apostrophe, or `beside` a part of a year."""
    for pattern in (_FISCAL_YEAR, _SPAN):
        if (match := pattern.search(folded)) and (found := _span(match)):
            return found
    plain = _YEAR.search(folded) or (_GLUED.search(folded) if beside else None) or _APOSTROPHE.search(folded)
    if plain is None and beside:
        plain = _SHORT.search(folded)
    return Found(*plain.span(), "year", _full(plain["a"])) if plain else None


def _span(match: re.Match[str]) -> Found | None:
    first = _full(match["a"])
    if not match["b"]:
        return Found(*match.span(), "year", first, fiscal=bool(match["fy"]))
    last = _full(match["b"], first)
    if not 0 < last - first <= 12:
        return None
    return Found(*match.span(), "year", first, fiscal=bool(match["fy"]), until=last)


def _full(digits: str, near: int = 2000) -> int:
    number = int(digits)
    return number if len(digits) == 4 else near // 100 * 100 + number
