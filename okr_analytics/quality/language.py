"""Which language a text is in: by function words, letters and the lexicons' own words."""

from collections.abc import Iterable, Mapping
from functools import cache

from okr_analytics.quality.lexicon import LANGUAGES, fold, lexicon, word_set

OTHER = "other"
# Enough to notice a language that has no lexicon here; its texts get the language-free rules only.
_FOREIGN = word_set(
    "der die das und den dem des für mit von zu auf ist wird werden bis im ein eine einer nicht unser unsere "
    "le les du une et dans est sont avec nos notre votre aux au chaque plus sur leur pour par des nous ses cette "
    "il lo gli della delle dei degli nel nella per con una sono è di da che "
    "het een van voor met naar wij onze niet worden zijn och att för på av till"
)


def detect(words: Iterable[str], letters: str, hint: str = "") -> str:
    """The language code ("en", "pt", "es" or "other") of folded words; `letters` is the text with its accents."""
    ascii_only = letters.isascii()
    if not ascii_only and _mostly_other_script(letters):
        return OTHER
    weigh = _weights().get
    en = pt = es = foreign = 0.0
    opening = True
    for known in map(weigh, words):
        if known is None:
            continue
        a, b, c, d = known
        if opening and a + b + c:  # the first word known is mostly a verb, and verbs are seldom borrowed
            opening, a, b, c = False, 2 * a, 2 * b, 2 * c
        en, pt, es, foreign = en + a, pt + b, es + c, foreign + d
    if not ascii_only:
        lower = letters.lower()
        accents = min(1.0, 0.5 * sum(map(lower.count, "áéíóú")))  # French has them too
        pt += 2.0 * sum(map(lower.count, "ãõ")) + 0.5 * sum(map(lower.count, "çâêô")) + accents
        es += 2.0 * sum(map(lower.count, "ñ¿¡")) + accents
        foreign += sum(map(lower.count, "èùœäöüßåøłżœ"))
    scores = {"en": en, "pt": pt, "es": es}
    near = scores | {hint: scores[hint] + 0.4} if hint in scores else scores
    best = max(near, key=near.__getitem__)  # of two equal ones the first: English
    if foreign > scores[best] + 0.5 and foreign >= 2:
        return OTHER
    return best if scores[best] > 0 else hint or "en"


@cache
def _weights() -> Mapping[str, tuple[float, float, float, float]]:
    """Word → how much it speaks for en, pt, es, and for a language without a lexicon."""
    found = [lexicon(code) for code in LANGUAGES]
    strangers = frozenset(map(fold, _FOREIGN))
    every = set(strangers).union(*(x.words for x in found), *(x.function_words for x in found))
    out = {}
    for word in every:
        own = [1.0 if word in x.function_words else 0.6 if word in x.words else 0.0 for x in found]
        out[word] = (own[0], own[1], own[2], 1.0 if word in strangers else 0.0)
    return out


def _mostly_other_script(letters: str) -> bool:
    alphabetic = [c for c in letters if c.isalpha()]
    return bool(alphabetic) and sum(ord(c) > 0x24F for c in alphabetic) > len(alphabetic) / 2
