"""The target inside a key result's own sentence: "Increase NPS from 12 to 30 by June". Conservative: one or none."""

import datetime as dt
import re
from functools import lru_cache

from okr_analytics.ingest.values.codes import split_code
from okr_analytics.ingest.values.dates import read_date
from okr_analytics.ingest.values.digits import DIGITS
from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.values.measures import MULTIPLIERS, as_measure
from okr_analytics.ingest.values.months import MONTH_PATTERN
from okr_analytics.ingest.values.numbers import read_number
from okr_analytics.ingest.values.periods import read_period
from okr_analytics.ingest.values.readings import Number, TextTarget

_LONGEST = 1000
_TIMES = "|".join(sorted((re.escape(w) for w in MULTIPLIERS), key=len, reverse=True))
_MONEY = r"(?:r\$|us\$|a\$|ca\$|[$€£¥]|eur|usd|brl|gbp|chf|nok|dkk|kr)"
_AMOUNT = (
    rf"(?:{_MONEY}\s?)?[-+]?\[?{DIGITS}\]?(?:\s?(?:{_TIMES}|m)(?![^\W\d_]))?(?:\s?/\s?\d{{1,4}}(?!\d))?"
    rf"(?:\s?(?:%|‰|pp\b|p\.p\.|percent\b|per ?cent\b|por ?cento\b|por ?ciento\b|prozent\b|pour ?cent\b|pourcent\b|prosent\b|procent\b|{_MONEY}(?![^\W\d_])))?"
)
_UNIT = r"(?:\s?(?P<unit>[^\W\d_]{1,20})(?![^\W\d_]))?"
_ARROW = r"(?:→|⇒|➔|➜|-+>|=+>)"
_FROM = r"\b(?:from|de|desde|von|fra|depuis|du)\s+(?:(?:r?\$|the|os|as|los|las|les|current|a|an|um|uma|atuais|baseline of|\w{1,12})\s+)?"
_TO = r"(?:to|para|a|auf|til|hasta|bis|zu|ate|vers)"
_FROM_TO = re.compile(
    rf"{_FROM}(?P<a>{_AMOUNT})(?:\s?[^\W\d_]{{1,15}}){{0,3}}?\s*(?:\(.{{0,30}}?\)\s*)?(?:,?\s+{_TO}\s+(?:at least |pelo menos |mindestens |au moins |minst )?|\s*{_ARROW}\s*)(?P<b>{_AMOUNT}){_UNIT}"
)
_PLAIN_ARROW = re.compile(rf"(?P<a>{_AMOUNT})\s*{_ARROW}\s*(?P<b>{_AMOUNT}){_UNIT}")
_CHINESE = re.compile(
    rf"从\s*(?P<a>{_AMOUNT})[^\d]{{0,12}}?(?:提升到|提高到|提升至|提高至|增加到|增长到|降低到|降到|降至|减少到|增至|到|至)\s*(?P<b>{_AMOUNT})(?P<unit>)"
)
_LIMIT_WORDS = (
    r">=|=>|≥|<=|=<|≤|>|<|at least|no less than|not less than|a minimum of|minimum of|more than|greater than|higher than|over|above|exceeding|at most|no more than|up to|less than|fewer than|lower than|below|under|within|max(?:imum)?(?: of)?"
    r"|pelo menos|ao menos|no minimo|mais de|acima de|superior a|no maximo|menos de|abaixo de|inferior a|ate|al menos|por lo menos|como minimo|mas de|por encima de|como maximo|por debajo de|hasta"
    r"|mindestens|mehr als|uber|hochstens|maximal|weniger als|unter|au moins|plus de|au minimum|au plus|au maximum|moins de|minst|mer enn|over|mindre enn|under|maks(?:imalt)?|hoyst"
    r"|至少|不低于|大于|超过|高于|以上|不超过|低于|小于|不高于|达到"
)
_LIMIT = re.compile(
    rf"(?<![^\W\d_])(?P<limit>{_LIMIT_WORDS})\s*(?:the |um |uma |un |une |einen? |en |et )?(?P<b>{_AMOUNT}){_UNIT}"
)
_REACH = re.compile(
    rf"\b(?P<verb>reach|achieve|attain|hit|get|obtain|secure|maintain|keep|hold|sustain|deliver|complete|launch|publish|onboard|hire|sign|close|win|generate|raise|train|acquire|recruit|conduct|run|ship|create|produce|interview|enrol+|"
    r"atingir|alcancar|chegar|obter|manter|conquistar|realizar|entregar|capacitar|treinar|contratar|publicar|lancar|concluir|implantar|gerar|"
    r"lograr|alcanzar|conseguir|obtener|llegar|mantener|capacitar|lanzar|entregar|generar|"
    r"erreichen|erzielen|halten|gewinnen|schulen|einstellen|atteindre|obtenir|maintenir|realiser|livrer|former|recruter|oppna|na|opna|opnaa|beholde|opprettholde|gjennomfore|"
    r"达到|实现|完成|保持|维持)(?P<between>(?:\s+[^\W\d_]+){0,5}?)\s*(?P<b>"
    rf"{_AMOUNT}){_UNIT}"
)
_CHANGE_TO = re.compile(
    rf"\b(?P<verb>increase|grow|raise|improve|boost|lift|reduce|decrease|lower|cut|bring|drop|expand|aumentar|elevar|ampliar|reduzir|diminuir|subir|baixar|incrementar|mejorar|melhorar|reducir|disminuir|bajar|"
    r"steigern|erhohen|senken|reduzieren|verbessern|augmenter|reduire|diminuer|porter|ameliorer|oke|redusere|senke|oge|reducere)\b"
    rf"(?P<between>[^.;\d]{{1,120}}?)\s(?:to|para|a|auf|til|hasta)\s(?:at least |pelo menos )?(?P<b>{_AMOUNT}){_UNIT}"
)
_CHANGE_BY = re.compile(
    rf"\b(?P<verb>increase|grow|raise|improve|boost|lift|reduce|decrease|lower|cut|aumentar|elevar|ampliar|reduzir|diminuir|incrementar|mejorar|melhorar|reducir|disminuir|steigern|erhohen|senken|reduzieren|augmenter|reduire|diminuer|oke|redusere|oge|reducere)\b"
    rf"(?P<between>[^.;\d]{{0,120}}?)\s(?:by|em|en|um|de|med)\s(?P<b>{_AMOUNT}){_UNIT}"
)
_COUNT_FIRST = re.compile(rf"^(?P<b>{_AMOUNT})\s(?P<unit>[^\W\d_]{{2,20}})\b")
_PERCENT = re.compile(rf"\[?(?P<b>{DIGITS})\]?\s?%(?P<unit>)")
_DOWN = re.compile(
    r"\b(?:reduc|reduz|decreas|lower|cut|drop|shorten|minimi|diminu|dismin|baix|baj|senk|reduz|verring|baiss|dimin|redus|senk|less than|below|under|fewer|at most|no more|ate|menos de|moins de|weniger|unter|hochstens|au plus|mindre)|降|减|缩短|低于|不超过|<"
)
_KEEP = re.compile(
    r"\b(?:maintain|keep|sustain|hold|manter|mantener|halten|maintenir|opprettholde|fastholde|beholde)\b|保持|维持"
)
_BY = re.compile(
    rf"\b(?:by(?: the)?(?: end of)?|until|before|no later than|due|ate(?: o)?(?: final| fim)?(?: de| do)?|antes de|hasta(?: el)?(?: fin(?:al)? de)?|para(?: el)?(?: fin(?:al)? de)?|bis(?: zum)?(?: ende)?(?: des)?|d'ici(?: la)?(?: fin)?(?: de)?|avant(?: la fin de)?|innen(?: utgangen av)?|inden(?: udgangen af)?|in|em|en|im)\s+"
    rf"(?P<when>(?:\d{{1,2}}(?:st|nd|rd|th|º|\.)?\s(?:de |of )?{MONTH_PATTERN}(?:,?\s(?:de )?\d{{4}})?|{MONTH_PATTERN}\s?(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?(?:de )?(?:\d{{4}})?|q[1-4](?:[ /-]?(?:fy)?'?\d{{2,4}})?|h[12](?:[ /-]?\d{{2,4}})?|(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|(?:19|20)\d{{2}})(?![\d%]))"
)
_CHANGE_NOUN = re.compile(
    r"\s?%?\s?(?:de |of )?(?:reduction|increase|decrease|growth|drop|rise|improvement|uplift|more|less|fewer|reducao|aumento|queda|crescimento"
    r"|melhoria|a mais|a menos|reduccion|incremento|disminucion|crecimiento|mas|menos|mehr|weniger|steigerung|senkung|zunahme|anstieg"
    r"|d'augmentation|de hausse|de baisse|d'amelioration|de plus|de moins|okning|reduksjon|vekst|mer|mindre)\b"
)
_DIGIT = re.compile(r"\d")
_ENDLESS = re.compile(r"[\d.,' ]{60}")  # no sentence has such a number; searching it would take long
_NUMBERS = re.compile(rf"(?<![^\W_]){_AMOUNT}")


@lru_cache(maxsize=4096)
def text_targets(text: str, *, year: int | None = None) -> TextTarget | None:
    """Baseline, target, measure, kind and due date that a sentence says; None where it says no target, or several.

    "Increase X from 12 to 30 % by June" → .12, .3, "%", increase. A change by an amount ("reduce costs by 10 %") says
    no target value: percentages come back as `change`, anything else as None. Percentages are
    fractions. `year` completes a due date that names none; spans are positions in `text`.
    """
    if len(text) > _LONGEST:
        return None
    body = split_code(text).title
    folded = fold(body)
    if not _DIGIT.search(folded) or _ENDLESS.search(folded):
        return None
    due, due_span = _due(folded, year)
    bare = (
        folded
        if due_span is None
        else folded[: due_span[0]] + " " * (due_span[1] - due_span[0]) + folded[due_span[1] :]
    )
    found = _target(bare)
    if found is None:
        return TextTarget(due=due, due_span=_place(text, folded, due_span), how="a date only") if due else None
    number, span, how = found
    changes = number.comparator == "change"
    return TextTarget(
        baseline=number.baseline,
        target=None if changes else number.value,
        change=number.value if changes else None,
        measure=number.measure,
        kind=_kind(bare, number),
        comparator=None if changes else number.comparator,
        due=due,
        span=_place(text, folded, span),
        due_span=_place(text, folded, due_span),
        how=how,
    )


def _place(text: str, folded: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span in the original text of what was found in the folded body, where it can be found again."""
    if span is None:
        return None
    words = folded[span[0] : span[1]]
    start = "".join(_flat(c) for c in text).find(words)
    return (start, start + len(words)) if start >= 0 else None


def _flat(character: str) -> str:
    """One folded character for one character, so that positions stay."""
    folded = fold(character)
    return folded if len(folded) == 1 else " " if character.isspace() else character


def _target(folded: str) -> tuple[Number, tuple[int, int], str] | None:
    for pattern, how in ((_FROM_TO, "from … to …"), (_CHINESE, "from … to …"), (_PLAIN_ARROW, "an arrow")):
        if m := pattern.search(folded):
            number = _read(f"from {_bare(m['a'])} to {_bare(m['b'])}")
            if number and number.baseline is not None:
                return _measured(number, m), m.span(), how
    if (m := _CHANGE_TO.search(folded)) and (number := _read(_bare(m["b"]))):
        return _measured(number, m), m.span("b"), "changed to …"
    if m := _CHANGE_BY.search(folded):
        number = _read(_bare(m["b"]))
        if number and number.was_percent and not _several(folded, m):
            return (
                Number(number.value, "%", "change", True),
                m.span("b"),
                "changed by a percentage: no end value is said",
            )
        if number:
            return None
    return _limited(folded) or _reached(folded) or _only_percent(folded)


def _limited(folded: str) -> tuple[Number, tuple[int, int], str] | None:
    found = list(_LIMIT.finditer(folded))
    if len(found) != 1:
        return None
    m = found[0]
    number = _read(f"{m['limit']} {_bare(m['b'])}")
    if number is None:
        return None
    measured = _measured(number, m)
    end = m.end() if measured is not number else m.end("b")
    return measured, (m.start(), end), f"“{m['limit']}”"


def _reached(folded: str) -> tuple[Number, tuple[int, int], str] | None:
    m = _REACH.search(folded)
    if m and (number := _read(_bare(m["b"]))) and not _several(folded, m):
        return _measured(number, m), m.span("b"), f"“{m['verb']}”"
    m = _COUNT_FIRST.match(folded)
    if m and (number := _read(_bare(m["b"]))) and not _several(folded, m):
        return _changing(number, folded, m) or (_measured(number, m), m.span("b"), "begins with the number")
    return None


def _only_percent(folded: str) -> tuple[Number, tuple[int, int], str] | None:
    found = list(_PERCENT.finditer(folded))
    if len(found) != 1 or _several(folded, found[0]):
        return None
    number = _read(f"{found[0]['b']}%")
    if number is None:
        return None
    return _changing(number, folded, found[0]) or (number, found[0].span(), "the only percentage")


def _changing(number: Number, folded: str, match: re.Match[str]) -> tuple[Number, tuple[int, int], str] | None:
    """ "A 50 % reduction" says by how much, not where to."""
    if number.was_percent and _CHANGE_NOUN.match(folded[match.end("b") :]):
        return (
            Number(number.value, "%", "change", True),
            match.span("b"),
            "changed by a percentage: no end value is said",
        )
    return None


def _several(folded: str, match: re.Match[str]) -> bool:
    """Whether the sentence has other numbers that could as well be the target."""
    start, end = match.span("b")
    others = [m for m in _NUMBERS.finditer(folded) if m.end() <= start or m.start() >= end]
    small = re.fullmatch(
        r"\d", match["b"]
    )  # beside "12 clients", "top 3" is no rival; beside "5 articles", "3 podcasts" is
    harmless = r"(?:19|20)\d\d|24|365|360" + ("" if small else r"|\d")
    return any(not re.fullmatch(harmless, m[0].strip(" .,")) for m in others)


def _bare(amount: str) -> str:
    return amount.replace("[", "").replace("]", "").strip(" .,")


def _read(text: str) -> Number | None:
    number = read_number(text)
    return number if number.value is not None and not number.problem else None


def _measured(number: Number, match: re.Match[str]) -> Number:
    """The number with the unit of measure that stands behind it, where it has none and the word is one."""
    unit = match.groupdict().get("unit")
    short = as_measure(unit) if unit and number.measure is None else None
    if short is None or short == "%":
        return number
    return Number(number.value, short, number.comparator, False, number.baseline, number.upper, number.out_of)


def _kind(folded: str, number: Number) -> str | None:
    if number.baseline is not None and number.value is not None and number.baseline != number.value:
        return "increase" if number.value > number.baseline else "decrease"
    if _KEEP.search(folded):
        return "maintain"
    return "decrease" if number.comparator in {"<", "<="} or _DOWN.search(folded) else "increase"


def _due(folded: str, year: int | None) -> tuple[dt.date | None, tuple[int, int] | None]:
    for m in _BY.finditer(folded):
        when = m["when"].strip(" ,.")
        day = read_date(when, year=year).day or read_period(when, year=year).end
        if day:
            return day, m.span()
    return None, None
