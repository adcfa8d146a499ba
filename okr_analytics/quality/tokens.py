"""Text → tokens with their places; clean-up keeps every character's place, so that spans point into the original."""

import re
from typing import NamedTuple

from okr_analytics.quality.lexicon import fold

# "prospects/month" is a rate, not a word
_EACH = r"(?:day|week|month|quarter|year|dia|semana|mes|trimestre|ano)(?![^\W\d_])"
_TOKEN = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*"  # numbers with their separators
    r"|[^\W\d_]+(?:['\-.&][^\W\d_]+|/(?!" + _EACH + r")[^\W\d_]+)*"  # words, with inner hyphens, slashes, dots
    r"|->|=>|>=|<=|[^\w\s]"
)
_ENTITIES = {"&gt;": ">", "&lt;": "<", "&amp;": "&", "&nbsp;": " ", "&quot;": '"', "&#39;": "'"}
_ENTITY = re.compile("|".join(_ENTITIES), re.IGNORECASE)
_NOISE = re.compile(
    r"(?<=\])\([^)\s]*\)|https?://\S+|www\.\S+|`[^`]*`|<[a-z/][^>]*>|\*+|_{2,}|[\[\]{}\"“”«»]", re.IGNORECASE
)
_MARKS = frozenset('[]`<*{}"“”«»_:.')  # every alternative above holds one of them


class Token(NamedTuple):  # a tuple is made four times faster than a frozen dataclass, and there are many
    """One word, number or sign: folded form, place in the text, and whether white space stands before it."""

    word: str
    start: int
    end: int
    spaced: bool
    upper: bool  # begins with a capital

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return "0" <= self.word[0] <= "9"  # not isdigit: "²" is no number


def clean(text: str) -> str:
    """The text with mark-up, links and brackets blanked, of the same length."""
    if "&" in text:
        text = _ENTITY.sub(lambda m: _ENTITIES[m[0].lower()].ljust(len(m[0])), text)
    if _MARKS.isdisjoint(text):
        return text  # most texts are plain
    return _NOISE.sub(lambda m: " " * len(m[0]), text)


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a text in their order."""
    folded = fold(clean(text))
    out: list[Token] = []
    make, last = tuple.__new__, -1  # made directly, without the call in between: there are twenty to a text
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        out.append(make(Token, (match[0], start, end, start != last, text[start].isupper())))
        last = end
    return tuple(out)
