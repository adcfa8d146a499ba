"""Finds column widths and a letter size for a table on paper or a slide, from what its cells hold."""

from collections.abc import Sequence

from okr_analytics.charts.textwidth import width
from okr_analytics.packs.cells import Cell

_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)
_LONGEST = 1_500.0  # points beyond which a text asks for no more room
_CALM = 9.0  # what a long table is set in, if it fits


def fit(
    heads: Sequence[str], rows: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]], room: float, pad: float = 4.0
) -> tuple[tuple[float, ...], float]:
    """Widths that add up to `room` and the largest letters in which no word must break, if there are any.

    `texts` are the cells as shown; `pad` is the inner margin on each side of a cell.
    """
    columns = range(len(heads))
    free = room - 2 * pad * len(heads)
    widths, size = [free / max(1, len(heads))] * len(heads), _SIZES[-1]
    for size in _SIZES:
        least = [max((_least(row[i], texts[at][i], size) for at, row in enumerate(rows)), default=0.0) for i in columns]
        least = [max(need, _longest_word(heads[i], size, bold=True)) for i, need in enumerate(least)]
        needs = [[min(width(row[i], size) * 1.03 + 2, _LONGEST) for row in [heads, *texts]] for i in columns]
        widths = _share(least, needs, free)
        if sum(least) <= free and (size <= _CALM or len(rows) <= 12):
            break
    return tuple(wide + 2 * pad for wide in widths), size


def _least(item: Cell, words: str, size: float) -> float:
    """Numbers, dates and status words stay on one line; text may break between words."""
    whole = item.number is not None or item.day is not None or bool(item.tone)
    return min(width(words, size) * 1.03 + 2, 160.0) if whole else _longest_word(words, size)


def _longest_word(words: str, size: float, bold: bool = False) -> float:
    return min(max((width(word, size, bold) * 1.03 for word in words.split(" ")), default=0.0), 110.0) + 1


def _share(least: list[float], needs: list[list[float]], room: float) -> list[float]:
    """Everybody gets the least; what is left goes where it saves most height: to each at most what its longest text needs.

    A text of length n in a column of width w takes n / w lines: the sum of their squares is least where the widths go with
    the cube root of the sum of n².
    """
    if sum(least) >= room:
        return [part * room / sum(least) for part in least]
    most = [max(low, *need) for low, need in zip(least, needs, strict=True)]
    if sum(most) <= room:
        spare = (room - sum(most)) / len(most)
        return [wide + spare for wide in most]
    shares = [sum(n * n for n in need) ** (1 / 3) for need in needs]
    low, high = 0.0, room
    for _ in range(40):
        scale = (low + high) / 2
        widths = [max(a, min(share * scale, b)) for a, share, b in zip(least, shares, most, strict=True)]
        low, high = (scale, high) if sum(widths) < room else (low, scale)
    return [wide * room / sum(widths) for wide in widths]
