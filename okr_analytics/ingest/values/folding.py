"""Texts made comparable: one kind of space, minus and digit; and, for matching, no case and no accents."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF, 0xAD, *range(0xFE00, 0xFE10)]
)
_SIGNS = str.maketrans({"−": "-", "﹣": "-", "‐": "-", "‑": "-", "‒": "-", "⁄": "/", "’": "'", "´": "'", "`": "'"})
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def clean(text: str) -> str:
    """The text with full-width forms made plain, every run of white space one space, and invisible characters gone."""
    plain = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).translate(_SIGNS)
    return _SPACES.sub(" ", plain).strip()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text for comparing: cleaned, without case, without accents ("Não se Aplica" → "nao se aplica")."""
    if text.isascii():  # most headers; ten times as fast
        return " ".join(text.lower().replace("`", "'").split())
    lowered = clean(text).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).split())
