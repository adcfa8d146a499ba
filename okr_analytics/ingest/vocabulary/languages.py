"""Which languages a sheet's headers are in."""

from collections.abc import Iterable

from okr_analytics.ingest.vocabulary.headers import split_header
from okr_analytics.ingest.vocabulary.words import LANGUAGES, index

_SHARE = 0.4  # of the best language's weight
_OWN = 2  # headers that only this language has, for one beside the best


def header_languages(headers: Iterable[str]) -> tuple[str, ...]:
    """The languages ("pt", "en" …) whose words the headers are, likeliest first; () where no word is known.

    A word that several languages have ("status", "KPI") counts for each of them in parts. A language stays in beside
    the best one where it has at least two fifths of its weight and two words of its own, so a sheet in two languages
    keeps both; where a word less or more decides, both stay in.
    """
    weights = dict.fromkeys(LANGUAGES, 0.0)
    own = dict.fromkeys(LANGUAGES, 0)
    for header in headers:
        found = {source.language for source in index().phrases.get(split_header(header).words, ())}
        for language in found:
            weights[language] += 1 / len(found)
            own[language] += len(found) == 1
    top = max(weights.values())
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])  # stable: English first where two are equal
    return tuple(
        language
        for language, weight in ranked
        if top and weight >= _SHARE * top and (weight == top or own[language] >= _OWN or weight > top - 0.5)
    )
