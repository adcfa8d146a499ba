"""Measures text without a font file: the widths of Arial (and of every font made to its measure), in em."""

import unicodedata

# Widths of the letters from space to tilde in thousandths of an em (the metrics that Arial shares with Helvetica).
_ASCII = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_BOLD = 1.075  # bold letters are 6 % wider on average, 7.5 % leaves room


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text in the unit of `size` (pixels or points); never too small by more than a letter."""
    thousandths = sum(_letter(letter) for letter in text)
    return thousandths / 1000 * size * (_BOLD if bold else 1.0)


def _letter(letter: str) -> int:
    code = ord(letter)
    if 32 <= code < 127:
        return _ASCII[code - 32]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1000
    base = unicodedata.normalize("NFD", letter)[0]
    return _ASCII[ord(base) - 32] if 32 <= ord(base) < 127 else 722


def fold(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The text as lines no wider than `room`; words that are wider are broken. Empty text is one empty line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            for part in _parts(word, size, room, bold):
                tried = f"{line} {part}" if line else part
                if line and width(tried, size, bold) > room:
                    lines.append(line)
                    line = part
                else:
                    line = tried
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
    kept = text
    while kept and width(kept + "…", size, bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def fold_to(text: str, size: float, room: float, lines: int, bold: bool = False) -> list[str]:
    """At most so many lines; the last one ends in "…" where text is left over."""
    folded = fold(text, size, room, bold)
    if len(folded) <= lines:
        return folded
    return [*folded[: lines - 1], _cut(" ".join(folded[lines - 1 :]), size, room, bold)]


def _cut(text: str, size: float, room: float, bold: bool) -> str:
    shown = shorten(text, size, room, bold)
    return shown if shown.endswith("…") else shown + "…"
