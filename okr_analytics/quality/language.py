"""Which language a text is in: by function words, letters and the lexicons' own words."""

from collections.abc import Iterable

from okr_analytics.quality.lexicon import LANGUAGES, lexicon, word_set

OTHER = "other"
# Enough to notice a language that has no lexicon here; its texts get the language-free rules only.
_FOREIGN = word_set(
    "der die das und den dem des für mit von zu auf ist wird werden bis im ein eine einer nicht unser unsere "
    "le les du une et dans est sont avec nos notre votre aux au chaque plus sur leur "
    "il lo gli della delle dei degli nel nella per con una sono è di da che "
    "het een van voor met naar wij onze niet worden zijn och att för på av till"
)


def detect(words: Iterable[str], letters: str, hint: str = "") -> str:
    """The language code ("en", "pt", "es" or "other") of folded words; `letters` is the text with its accents."""
    found = list(words)
    if _mostly_other_script(letters):
        return OTHER
    scores = {code: _score(found, code) for code in LANGUAGES}
    lower = letters.lower()
    scores["pt"] += 2.0 * sum(c in "ãõçêô" for c in lower) + 0.5 * sum(c in "áéíóúâ" for c in lower)
    scores["es"] += 2.0 * sum(c in "ñ¿¡" for c in lower) + 0.5 * sum(c in "áéíóú" for c in lower)
    foreign = sum(word in _FOREIGN for word in lower.split())
    best = max(LANGUAGES, key=lambda code: (scores[code] + (0.4 if code == hint else 0), code == "en"))
    if foreign > scores[best] + 0.5 and foreign >= 2:
        return OTHER
    return best if scores[best] > 0 else hint or "en"


def _score(words: list[str], code: str) -> float:
    found = lexicon(code)
    return sum(1.0 if w in found.function_words else 0.6 if w in found.words else 0.0 for w in words)


def _mostly_other_script(letters: str) -> bool:
    alphabetic = [c for c in letters if c.isalpha()]
    return bool(alphabetic) and sum(ord(c) > 0x24F for c in alphabetic) > len(alphabetic) / 2
