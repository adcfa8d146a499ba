"""Texts made comparable: one kind of space, minus and digit; and, for matching, no case and no accents."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
# Characters nobody sees: zero-width spaces, marks of direction, byte order mark, soft hyphen.
_UNSEEN = dict.fromkeys([0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD])
_JOINERS = dict.fromkeys([0x200C, 0x200D, *range(0xFE00, 0xFE10)])  # they choose how an emoji is drawn
_SIGNS = str.maketrans({"−": "-", "﹣": "-", "‐": "-", "‑": "-", "‒": "-", "⁄": "/", "’": "'", "´": "'", "`": "'"})
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def clean(text: str) -> str:
    """The text as a person sees it: every run of white space one space, invisible characters gone, nothing else."""
    if text.isascii() and text.isprintable():  # most cells; ten times as fast
        return " ".join(text.split())
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_UNSEEN)).strip()


def plain(text: str) -> str:
    """The text for reading values: cleaned, full-width digits and signs, dashes and apostrophes in their usual form."""
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    usual = unicodedata.normalize("NFKC", text).translate(_UNSEEN).translate(_JOINERS).translate(_SIGNS)
    return _SPACES.sub(" ", usual).strip()


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The text for comparing: plain, without case, without accents ("Não se Aplica" → "nao se aplica")."""
    if text.isascii():  # most headers; ten times as fast
        return " ".join(text.lower().replace("`", "'").split())
    lowered = plain(text).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).split())
