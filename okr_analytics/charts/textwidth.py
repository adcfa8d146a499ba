"""Measures text without a font file: the widths of Arial (and of every font made to its measure), in em."""

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

# Widths of the letters from space to tilde in thousandths of an em (the metrics that Arial shares with Helvetica).
_ASCII = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_WORD = re.compile(r"[\S\u00a0\u202f]+")  # a number and its unit stand on one line
_BOLD = 1.075  # bold letters are 6 % wider on average, 7.5 % leaves room


class _Letters(dict[str, int]):
    """Letter → thousandths of an em, found once for each letter."""

    def __missing__(self, letter: str) -> int:
        self[letter] = found = _letter(letter)
        return found


_LETTERS = _Letters({chr(32 + i): wide for i, wide in enumerate(_ASCII)})


def _letter(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1000
    base = unicodedata.normalize("NFKD" if letter.isspace() else "NFD", letter)[0]
    return _ASCII[ord(base) - 32] if 32 <= ord(base) < 127 else 722


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text in the unit of `size` (pixels or points); never too small by more than a letter."""
    return sum(map(_LETTERS.__getitem__, text)) / 1000 * size * (_BOLD if bold else 1.0)


def fold(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The text as lines no wider than `room`; words that are wider are broken. Empty text is one empty line."""
    lines: list[str] = []
    space = width(" ", size, bold)
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in _WORD.findall(paragraph):
            for position, part in enumerate(_parts(word, size, room, bold)):
                need = width(part, size, bold)
                if line and (position or used + space + need > room):
                    lines.append(line)
                    line, used = part, need
                else:
                    line, used = (f"{line} {part}", used + space + need) if line else (part, need)
        lines.append(line)
    return lines


def _parts(word: str, size: float, room: float, bold: bool) -> list[str]:
    if width(word, size, bold) <= room:
        return [word]
    parts, part = [], ""
    for letter in word:
        if part and width(part + letter, size, bold) > room:
            parts.append(part)
            part = ""
        part += letter
    return [*parts, part]


def shorten(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text on one line no wider than `room`, its end replaced by "…" where it must be."""
    if width(text, size, bold) <= room:
        return text
    # A cell holds up to 32,767 letters: measuring anew after each letter taken off would take minutes.
    ends = range(len(text) + 1)
    before = list(accumulate(map(_LETTERS.__getitem__, text), initial=_LETTERS["…"]))
    scale = size * (_BOLD if bold else 1.0)
    fitting = bisect_right(ends, room, key=lambda end: before[end] / 1000 * scale) - 1
    return text[: max(fitting, 0)].rstrip() + "…"


def fold_to(text: str, size: float, room: float, lines: int, bold: bool = False) -> list[str]:
    """At most so many lines; the last one ends in "…" where text is left over."""
    folded = fold(text, size, room, bold)
    if len(folded) <= lines:
        return folded
    return [*folded[: lines - 1], _cut(" ".join(folded[lines - 1 :]), size, room, bold)]


def _cut(text: str, size: float, room: float, bold: bool) -> str:
    shown = shorten(text, size, room, bold)
    return shown if shown.endswith("…") else shown + "…"
