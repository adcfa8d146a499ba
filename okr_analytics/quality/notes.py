"""Finds where a progress note begins at the end of a text: "…: 6/10", "… (60 % complete)"."""

from collections.abc import Sequence

from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.number import Number, Unit
from okr_analytics.quality.text import Text

_DONE = word_set(
    "done complete completed achieved finished delivered merged closed hired sourced attained reached average avg"
)
_ARROWS = word_set("-> → => ➔ ⇒")
_OPENERS = frozenset("(=-–—.:")


def note_start(text: Text, found: Sequence[Number]) -> int:
    """The token from which on a progress note follows ("…: 6/10, 60 %"), or one past the end."""
    end = len(text.tokens)
    for n in found:
        start = _tail_start(text, n, found)
        if start is not None:
            return start
    return end


def _tail_start(text: Text, n: Number, found: Sequence[Number]) -> int | None:
    i = n.first
    if i < 3:
        return None
    words, opener = text.words, i - 1
    while opener >= 0 and words[opener] in ("~", "*", "$", "="):
        opener -= 1
    ratio = text.word(i + 1) == "/" and i + 2 < len(words) and text.tokens[i + 2].is_number
    sign = text.word(opener)
    if not ratio and sign not in _OPENERS:  # most numbers end here
        return None
    if (ratio and words[i] == "24") or text.word(n.stop) in _ARROWS:  # "Share of orders online: 0% → 8%"
        return None
    if ratio:
        rating = text.tag(i - 1) & {"w.preposition", "metric", "w.threshold"} or sign in (
            ">",
            ">=",
            "≥",
            "at",
            "to",
            "of",
        )
        slash = text.word(i + 3) == "/"
        return (
            None
            if rating or slash or (sign not in (":", ".", "(", "=", ",", "-", "–", "—") and i + 3 < len(text.tokens))
            else i
        )
    note = _DONE & {text.word(k) for k in range(n.stop, min(n.stop + 3, len(text.tokens)))}
    if (
        sign in ("(", "=", "-", "–", "—", ".")
        and n.unit is Unit.PERCENT
        and note & {"done", "complete", "completed", "achieved", "finished"}
    ):
        return i
    dash = sign in ("-", "–", "—") and text.tokens[opener].spaced and text.tokens[opener + 1].spaced  # no minus sign
    if dash and n.unit is Unit.PERCENT and n.stop == len(text.tokens):
        return None if _is_level(text, opener, found) else i  # "Launch the portal - 50%"
    if sign == ":" and (note or n.unit is Unit.PERCENT or n.stop == len(text.tokens)):
        head = text.tag(text.main[0]) if text.main else frozenset()
        earlier = any(m.counts and m.first < i for m in found)
        if earlier or ("activity" in head and "form.base" in head):
            return None if text.word(n.stop) in ("of", "dos", "das", "de") else i
    return None


def _is_level(text: Text, opener: int, found: Sequence[Number]) -> bool:
    """Whether a percentage behind a dash is what a metric is to be: "Response rate - 80%"."""
    if any(m.counts and m.first < opener for m in found):
        return False
    head = text.tag(text.main[0])
    return "metric" in text.tag(opener - 1) and not ("activity" in head and "form.base" in head)
