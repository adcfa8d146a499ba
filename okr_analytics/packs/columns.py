"""Finds column widths and a letter size for a table on paper or a slide, from what its cells hold."""

from collections.abc import Sequence

from okr_analytics.charts.textwidth import width
from okr_analytics.packs.cells import Cell

_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)
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
        wish = [max((_wish(row[i], size) for row in [heads, *texts]), default=0.0) for i in columns]
        widths = _share(least, wish, free)
        if sum(least) <= free and (size <= _CALM or len(rows) <= 12):
            break
    return tuple(wide + 2 * pad for wide in widths), size


def _least(item: Cell, words: str, size: float) -> float:
    """Numbers, dates and status words stay on one line; text may break between words."""
    whole = item.number is not None or item.day is not None or bool(item.tone)
    return min(width(words, size) * 1.03 + 2, 160.0) if whole else _longest_word(words, size)


def _wish(words: str, size: float) -> float:
    """Short texts are content with two lines, long ones take what they get."""
    need = width(words, size, bold=True)
    return min(need, 520.0) if len(words) > 70 else need * 0.6 if len(words) > 24 else need


def _longest_word(words: str, size: float, bold: bool = False) -> float:
    return min(max((width(word, size, bold) * 1.03 for word in words.split(" ")), default=0.0), 110.0) + 1


def _share(least: list[float], wish: list[float], room: float) -> list[float]:
    """Everybody gets the least, what is left goes to those who wish more, in the measure of what they miss."""
    if sum(least) >= room:
        return [part * room / sum(least) for part in least]
    missing = [max(w - low, 0.0) for w, low in zip(wish, least, strict=True)]
    left = room - sum(least)
    share = left / sum(missing) if sum(missing) else 0.0
    if share <= 1:
        return [low + m * share for low, m in zip(least, missing, strict=True)]
    spare = (left - sum(missing)) / len(least)
    return [low + m + spare for low, m in zip(least, missing, strict=True)]
