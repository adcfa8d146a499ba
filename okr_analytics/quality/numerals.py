"""The numbers of a text: value, unit, and whether each measures anything or is a date, a version, a name, a status note."""

import re
from collections.abc import Iterator

from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.notes import note_start
from okr_analytics.quality.number import Mask, Number, Unit
from okr_analytics.quality.text import Text

_CURRENCIES = word_set(
    "$ € £ ¥ ₹ ₱ ₦ ₩ ₺ ₽ ₫ ฿ zł r$ us$ usd eur gbp brl mxn cop clp chf sek nok dkk pln czk huf aud cad nzd sgd hkd twd myr idr "
    "thb vnd cny rmb krw zar ngn kes ghs egp aed sar qar ils inr jpy uyu pyg rm rp rs reais euros dollars euro dolares soles pesos"
)
_PERCENT = word_set("% percent pct")
_POINTS = word_set("pp ppt ppts p.p pts bps")
_SCALE = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mm": 1e6,
    "mio": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "million": 1e6,
    "millions": 1e6,
    "billion": 1e9,
    "thousand": 1e3,
    "mil": 1e3,
    "milhoes": 1e6,
    "milhao": 1e6,
    "millones": 1e6,
    "millon": 1e6,
    "mi": 1e6,
    "lakh": 1e5,
    "crore": 1e7,
}
_MULTIPLE = word_set("x × times vezes veces fold")
_UNITS = word_set(
    "kg g t ton tons tonnes km m2 m² m3 m³ kwh mwh gwh kw mw gb tb mb kb hz khz ghz ppm mg ml l litres liters hectares ha fte ftes mph rpm psi bar °c db fps qps rps points pts cm mm dpi"
)
_NAMED = word_set(
    "iso soc phase fase tier level nivel version versao line linha linea step etapa passo paso wave stage round type tipo section "
    "article artigo articulo art law lei ley no nº n° office windows python java web gen generation episode chapter capitulo "
    "season day week semana semester sprint release room route page option goal kr rc cluster scope scenario category class ward "
    "building grade league division v p sev severity priority area zona zone block gate ring part parte anexo annex index "
    "windows ios android norma decreto resolucion resolucao portaria q h t fy ap series model group fortune rfc redirect error http"
)
_BELOW = word_set("sub")  # "sub-1 second latency"
_RELEASES = word_set("version release versao versión version")
_BULLETS = word_set("o kr rc objective objetivo key result resultado clave chave meta goal no # obj okr ( [")
_MAKERS = word_set("launch release ship upgrade upgraded migrate migrated deploy publish version install to from of")
_MOST_CALLED = 20  # names are seldom numbered higher
_COUNTED = frozenset(("metric", "stakeholder", "up", "down", "activity", "w.month"))
_CODES = re.compile(r"^[45]\d\d$")  # answers of a web server: "404s"
_DIGIT = re.compile("[0-9]")
_REGISTERED = re.compile(r"^0\d+$")  # 0032 is a number in a register
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_UNTIL = word_set("by until till before on due ate antes hasta del el al em en no")  # what stands before a day
_SEPARATED = re.compile(r"^\d{1,3}(?:[.,]\d{3})+$")


def numbers(text: Text) -> tuple[Number, ...]:
    """Every number in its order; an aside's numbers are among them."""
    if not _DIGIT.search(text.text) and text.vocabulary.isdisjoint(text.lexicon.spelled):
        return ()  # most tasks hold no number at all
    found = list(_read(text))
    if not found:
        return ()
    found = list(_ranges(text, found))
    tail = note_start(text, found)
    return tuple([n._replace(mask=Mask.STATUS) if n.first >= tail and n.counts else n for n in found])


def _read(text: Text) -> Iterator[Number]:
    skip = -1
    words = text.lexicon
    spelled = text.known and not text.vocabulary.isdisjoint(words.spelled)
    for i, word in enumerate(text.words):
        if i < skip:
            continue
        if "0" <= word[0] <= "9":
            number = _digits(text, i)
            skip = number.stop
            yield number
        elif not spelled:
            continue
        elif word in words.numbers:
            yield _spelled(text, i)
        elif word in words.multiples and not _is_adverb(text, i):
            yield Number(words.multiples[word], Unit.MULTIPLE, i, i + 1, spelled=True)


def _ranges(text: Text, found: list[Number]) -> Iterator[Number]:
    """The numbers, the first of a range with the unit of the second: "4–6 weeks"."""
    for n, following in zip(found, [*found[1:], None], strict=True):
        dash = following is not None and following.first == n.stop + 1 and text.word(n.stop) in ("-", "–", "—")
        if following and dash and n.counts and n.unit is Unit.NONE and following.unit is not Unit.NONE:
            yield n._replace(unit=following.unit, unit_word=following.unit_word, mask=following.mask)
        else:
            yield n


def _is_adverb(text: Text, i: int) -> bool:
    """Whether "twice" only says how often, "half" which part: "interview them twice", "half of it", but "by half"."""
    if text.word(i) == "half":
        return text.word(i - 1) not in ("by", "in")
    return text.word(i) == "twice" and text.word(i + 1) not in ("as", "the", "more")


def _spelled(text: Text, i: int) -> Number:
    value = text.lexicon.numbers[text.word(i)]
    following = text.word(i + 1)
    frame = "w.time" in text.tag(i + 1) and not following.endswith("s")
    if "-" in text.word(i):
        return Number(value, Unit.NONE, i, i + 1, Mask.NAME, spelled=True)
    unit = Unit.TIME if "w.time" in text.tag(i + 1) else Unit.PERCENT if following in _PERCENT else Unit.NONE
    mask = Mask.FRAME if unit is Unit.TIME and (frame or _is_frame(text, i, i + 1)) else Mask.NO
    if frame and "attain" in text.tag(i - 1):  # "achieve ten day close"
        mask = Mask.NO
    return Number(value, unit, i, i + (2 if unit else 1), mask, spelled=True, unit_word=following if unit else "")


def _value(word: str, language: str) -> float:
    if word.count(".") + word.count(",") == 0:
        return float(word)
    if "." in word and "," in word:
        decimal = max(word.rfind("."), word.rfind(","))
        return float(re.sub(r"[.,]", "", word[:decimal]) + "." + word[decimal + 1 :])
    if _SEPARATED.match(word) and ("," in word or language in ("pt", "es") or word.count(".") > 1):
        return float(re.sub(r"[.,]", "", word))
    return float(word.replace(",", ".")) if word.count(",") + word.count(".") == 1 else float(re.sub(r"[.,]", "", word))


def _digits(text: Text, i: int) -> Number:
    token = text.tokens[i]
    value = _value(token.word, text.language)
    stop, unit, unit_word = i + 1, Unit.NONE, ""
    before, follows = text.word(i - 1), text.word(i + 1)
    glued = stop < len(text.tokens) and not text.tokens[stop].spaced
    if follows in ("+", "±") and glued:
        stop, follows = stop + 1, text.word(stop + 1)
        glued = stop < len(text.tokens) and not text.tokens[stop].spaced
    if before in _CURRENCIES:
        unit = Unit.MONEY
    if follows in _SCALE and (glued or unit is Unit.MONEY or len(follows) > 2):
        value, stop = value * _SCALE[follows], stop + 1
        follows = text.word(stop)
        glued = False
    if follows == "+":
        stop, follows = stop + 1, text.word(stop + 1)
    if unit is Unit.NONE:
        unit, stop, unit_word = _unit(text, stop, follows, glued)
    if text.word(stop) == "+":
        stop += 1
    signed = before if before in ("+", "-", "−") and (i < 2 or text.tokens[i - 1].spaced) else ""
    number = Number(value, unit, i, stop, Mask.NO, False, unit_word, signed)
    mask = _mask(text, number, glued)
    return number if mask is Mask.NO else number._replace(mask=mask)


def _unit(text: Text, stop: int, follows: str, glued: bool) -> tuple[Unit, int, str]:
    if follows in _PERCENT:
        if text.word(stop + 1) in ("points", "point"):
            return Unit.POINTS, stop + 2, "points"
        return Unit.PERCENT, stop + 1, "%"
    if follows in ("por", "per") and text.word(stop + 1) in ("cento", "ciento", "cent"):
        return Unit.PERCENT, stop + 2, "%"
    if follows in ("percentage", "pontos", "puntos") and text.word(stop + 1)[:5] in ("point", "perce", "porce"):
        return Unit.POINTS, stop + 2, "points"
    if follows in _POINTS:
        return Unit.POINTS, stop + 1, "points"
    if follows in _CURRENCIES:
        return Unit.MONEY, stop + 1, follows
    if follows == "de" and text.word(stop + 1) in _CURRENCIES:  # "1 millón de dólares"
        return Unit.MONEY, stop + 2, text.word(stop + 1)
    if follows in _MULTIPLE:
        return Unit.MULTIPLE, stop + 1, "x"
    if follows[:2] == "x/":  # "3x/week"
        return Unit.OTHER, stop + 1, follows
    if follows == "-" and glued and _glued_time(text, stop + 1):
        return Unit.TIME, stop + 2, text.word(stop + 1)
    if "w.time" in text.tag(stop) or (
        "w.time" in text.tag(stop + 1) and follows in ("business", "working", "calendar")
    ):
        return Unit.TIME, stop + 1, follows
    if follows in _UNITS and (glued or (len(follows) > 1 and not _shouted(text, stop))):
        return Unit.OTHER, stop + 1, follows
    return Unit.NONE, stop, ""


def _glued_time(text: Text, i: int) -> bool:
    """Whether a unit of time follows a hyphen, and what it describes is no duration: "12-month roadmap"."""
    if "w.time" not in text.tag(i) or text.tokens[i].spaced:
        return False
    return not any("t.lower" in term.tags and i < term.first <= i + 3 for term in text.terms)


def _shouted(text: Text, i: int) -> bool:
    """Whether a unit's letters stand apart in capitals and before a noun, so that they are an abbreviation: "8 ML posts"."""
    token = text.tokens[i]
    return text.text[token.start : token.end] in ("ML", "MG", "KM", "CM") and text.word(i + 1)[:1].isalpha()


def _mask(text: Text, number: Number, glued: bool) -> Mask:
    i = number.first
    word = text.word(i)
    if _is_name(text, number, glued):
        return Mask.NAME
    if _is_date(text, number):
        return Mask.DATE
    if number.unit is Unit.TIME and _is_frame(text, i, number.stop - 1):
        return Mask.FRAME
    if word.count(".") > 1 and not _SEPARATED.match(word):
        return Mask.DATE if len(word.split(".")[-1]) in (2, 4) else Mask.NAME
    return Mask.NO


def _is_name(text: Text, number: Number, glued: bool) -> bool:
    i, plain = number.first, number.unit is Unit.NONE
    token, before = text.tokens[i], text.word(i - 1)
    word = token.word
    if i and not token.spaced and _grown_on(text, i, before):
        return True
    if plain and word[0] == "0" and _REGISTERED.match(word):
        return True
    follows = text.word(number.stop)
    if glued and plain and (follows[:1].isalpha() or follows in ("º", "ª", "°")):
        return True  # 3rd, 3D, 5S, 4T25
    if glued and number.unit is Unit.TIME and _is_short(text, number):
        return True
    if word in ("1", "7", "24"):
        if before in ("7", "24") and word != "1":
            return False
        if _is_saying(text, i, word, before):
            return True
    if plain and (_is_bullet(text, i) or _is_called(text, number)):
        return True
    if plain and before in _NAMED and _opens(text, i):
        return not (before in ("index", "level", "nivel", "grade") and "." not in word and number.value > 12)
    return "." in word and (_is_version(text, i) or (plain and follows in _RELEASES))


def _grown_on(text: Text, i: int, before: str) -> bool:
    """Whether a number is written onto a word: Web3, Q3, P95, FY21, v2, top-3, COVID-19, #7."""
    if before[-1:].isalpha():
        return before not in _CURRENCIES
    if before not in ("-", "#", "&", "_", "@"):
        return False
    joined = i > 1 and not text.tokens[i - 1].spaced and text.word(i - 2)[-1:].isalpha()
    return before in ("#", "@") or (joined and text.word(i - 2) not in _BELOW)


def _is_saying(text: Text, i: int, word: str, before: str) -> bool:
    """Whether a number is part of "24/7" or "1:1"."""
    if word == "1":
        return (before == ":" and text.word(i - 2) == "1") or (text.word(i + 1) == ":" and text.word(i + 2) == "1")
    if word == "24":
        return text.word(i + 1) == "/" and text.word(i + 2) == "7"
    return before == "/" and text.word(i - 2) == "24"


def _opens(text: Text, i: int) -> bool:
    """Whether what a number belongs to may be a name: not the first word, unless in capitals ("ISO 27001 …")."""
    return i > 1 or (i == 1 and text.text[text.tokens[0].start : text.tokens[0].end].isupper())


def _is_short(text: Text, number: Number) -> bool:
    """Whether a letter behind a number is no unit of time: "2H" is half a year, "404s" are answers of a web server."""
    half = number.value in (1, 2) and text.tokens[number.first + 1].upper and text.word(number.first + 1) == "h"
    return half or (number.unit_word == "s" and bool(_CODES.match(text.word(number.first))))


def _is_standard(text: Text, i: int) -> bool:
    """Whether a decimal is the version of a standard: "WCAG 2.2", "TLS 1.3", but "NPS 8.5"."""
    before = text.tokens[i - 1]
    initials = text.text[before.start : before.end]
    return initials.isupper() and len(initials) > 2 and initials.isalpha() and "metric" not in text.tag(i - 1)


def _is_called(text: Text, number: Number) -> bool:
    """Whether a number is the last part of a name in the middle of a sentence: "the Slice 0 decisions"."""
    i = number.first
    if i < 2 or not text.tokens[i - 1].upper or number.value > _MOST_CALLED or "." in text.word(i):
        return False
    plain = not text.tokens[i - 2].upper or "w.determiner" in text.tag(i - 2)  # no title in capitals
    noun = text.word(i - 1)[0].isalpha() and not text.word(i - 1).endswith("s") and not text.tag(i - 1) & _COUNTED
    return plain and noun and bool(text.tag(i - 2) & {"w.determiner", "w.preposition"})


def _is_bullet(text: Text, i: int) -> bool:
    """Whether a number only numbers the item: "1. …", "Objective 2: …", "KR 3 - …"."""
    if i > 2 or text.word(i + 1) not in (".", ":", ")", "-", "–", "—"):
        return False
    return all(text.word(k) in _BULLETS for k in range(i))


def _is_version(text: Text, i: int) -> bool:
    """A decimal is a version only after launch, release, ship … and a proper noun."""
    if i == 0 or text.tokens[i].word.count(".") != 1:
        return False
    if text.word(i + 1) not in _PERCENT and _is_standard(text, i):
        return True
    k, names = i - 1, 0
    while (
        k >= 0 and names < 3 and text.tokens[k].upper and not text.tokens[k].is_number and text.word(k) not in _MAKERS
    ):
        k, names = k - 1, names + 1
    verb = text.word(k) if k >= 0 else ""
    if verb in ("to", "of"):
        verb = text.word(k - 1)
        return (names > 0 or verb[:7] == "upgrade") and verb in (
            "upgrade",
            "upgraded",
            "migrate",
            "migrated",
            "version",
            "move",
            "release",
        )
    return names > 0 and verb in _MAKERS - {"to", "from", "of"}


def _is_date(text: Text, number: Number) -> bool:
    i = number.first
    word, before, after = text.word(i), text.word(i - 1), text.word(number.stop)
    if number.unit is not Unit.NONE:
        return False
    months = ("w.month" in text.tag(number.stop), "w.month" in text.tag(i - 1))
    if any(months) and (number.value <= 31 or _YEAR.match(word)):
        return not (months[0] and after in ("may", "mar", "set", "out") and not text.tokens[number.stop].upper)
    if (after in ("de", "of") or (after == "-" and number.value <= 31)) and "w.month" in text.tag(number.stop + 1):
        return True
    if "/" in (after, before) and (_is_day(text, i) or _is_day(text, i - 2)):
        return True
    if before in ("de", ".", ",") and "w.month" in text.tag(i - 2) and number.value <= 2100:
        return True
    if before in ("-", "–", "/") and _YEAR.match(text.word(i - 2)) and number.value <= 2100:
        return True
    if _YEAR.match(word):
        nouns = text.tag(number.stop) & {"stakeholder", "metric", "deliverable", "demand", "capacity"}
        return not (nouns and text.word(number.stop).endswith("s"))
    if before == "/" and text.tokens[i - 2].is_number and not text.tokens[i].spaced:
        return text.word(number.stop) == "/" or text.word(i - 3) == "/"
    if before == "-" and not text.tokens[i].spaced and (_YEAR.match(text.word(i - 2)) or _YEAR.match(text.word(i - 4))):
        return True
    return after in ("/", "-") and text.word(number.stop + 2) in ("/", "-") and text.word(number.stop + 1).isdigit()


def _is_day(text: Text, i: int) -> bool:
    """Whether a day and its month start at a token, written in figures: "until 29/07", "by 3/9", no "8/9 done"."""
    if (
        text.word(i + 1) != "/"
        or text.tokens[i + 1].spaced
        or not (text.word(i).isdigit() and text.word(i + 2).isdigit())
    ):
        return False
    day, month = sorted((int(text.word(i)), int(text.word(i + 2))), reverse=True)
    padded = "0" in (text.word(i)[0], text.word(i + 2)[0])
    return 0 < month <= 12 and day <= 31 and (padded or text.word(i - 1) in _UNTIL)


def _is_frame(text: Text, i: int, unit_at: int) -> bool:
    """Whether a stretch of time says when or how often, not how long something takes."""
    unit = text.word(unit_at)
    if text.word(i - 1) in ("<", "<=", "≤", ">", ">=", "≥", "than", "under", "below") or text.word(i - 2) in _BELOW:
        return False
    attributive = not unit.endswith("s") and len(unit) > 2 and text.word(unit_at + 1)[:1].isalpha()
    hyphen = text.word(i + 1) == "-"
    if attributive and not (text.tag(unit_at + 1) & {"w.preposition", "w.conjunction"}):
        return True  # 12 month roadmap, 14-day trial
    if hyphen:
        return True
    framing = any("w.framing" in text.tag(k) for k in range(max(0, i - 2), i))
    return framing and (
        "w.frame" in text.tag(unit_at)
        or text.word(i - 1)[:6]
        in ("first", "next", "last", "past", "every", "cada", "primei", "primer", "proxim", "ultimo")
    )
