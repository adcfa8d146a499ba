"""The numbers of a chart as a table on paper: what hardly changes is said once, narrow rows stand side by side."""

from dataclasses import dataclass

from okr_analytics.charts.textwidth import width
from okr_analytics.document import Chart, Unit
from okr_analytics.numbers import UNKNOWN
from okr_analytics.packs import cells, chart_data
from okr_analytics.packs.cells import Cell

_FEW = 12  # rows that stay below each other
_MOST_BESIDE = 4
_MOST_CHANGES = 2
_SIZE, _PAD = 9.0, 20.0  # points: of letters, and between columns


@dataclass(frozen=True)
class Numbers:
    """Heads, their units, rows, and in words what hardly changes from row to row; no heads where nothing is drawn."""

    heads: tuple[str, ...]
    units: tuple[Unit, ...]
    rows: tuple[tuple[Cell, ...], ...]
    same: str = ""
    beside: int = 1  # how many groups of the same heads stand side by side


def numbers_of(chart: Chart, locale: str, room: float) -> Numbers:
    """Every number that the chart draws, in `room` points of width if it has that many."""
    found = chart_data.data(chart)
    rows = tuple(
        tuple(cells.cell(value, head.unit, locale) for value, head in zip(row, found.heads, strict=True))
        for row in found.rows
    )
    whole = Numbers(tuple(head.label for head in found.heads), tuple(head.unit for head in found.heads), rows)
    bands = frozenset(i for i, head in enumerate(found.heads) if head.part)
    return _beside(_said_once(whole, bands), room)


def _said_once(whole: Numbers, bands: frozenset[int]) -> Numbers:
    """What hardly ever changes, as the ends of a range, and what only repeats another column need none of their own."""
    if len(whole.rows) <= _FEW:
        return whole
    columns = [tuple(cell.text for cell in column) for column in zip(*whole.rows, strict=True)]
    said: dict[int, str] = {}
    for i in range(1, len(columns)):
        others = (j for j in range(1, i) if j not in said)
        twin = next((j for j in others if _repeats(columns[i], columns[j])), None)
        told = _changes(columns, i, whole.units[0] == "date", bands) if twin is None else _as(whole, columns, i, twin)
        if told:
            said[i] = f"{whole.heads[i]}: {told}"
    kept = [i for i in range(len(columns)) if i not in said]
    if len(kept) < 2:
        return whole
    return Numbers(
        tuple(whole.heads[i] for i in kept),
        tuple(whole.units[i] for i in kept),
        tuple(tuple(row[i] for i in kept) for row in whole.rows),
        "; ".join(said.values()),
    )


def _repeats(column: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(text in ("", UNKNOWN, beside) for text, beside in zip(column, other, strict=True))


def _as(whole: Numbers, columns: list[tuple[str, ...]], i: int, twin: int) -> str:
    known = sum(text not in ("", UNKNOWN) for text in columns[i])
    rows = "" if columns[i] == columns[twin] else f" in {known} of {len(columns[i])} rows"
    return f"as {whole.heads[twin]}{rows}"


def _changes(columns: list[tuple[str, ...]], i: int, dated: bool, bands: frozenset[int]) -> str:
    """The column's values with the day of each change; empty where they change too often to be said.

    A band is drawn from corner to corner: what isn't known between two of them is as before.
    """
    values = [(at, text) for at, text in enumerate(columns[i]) if i not in bands or text not in ("", UNKNOWN)]
    steps = [(at, text) for place, (at, text) in enumerate(values) if not place or text != values[place - 1][1]]
    if not steps or len(steps) > (_MOST_CHANGES if dated else 0) + 1 or any(text == UNKNOWN for _, text in steps):
        return ""
    return ", ".join(f"{text} from {columns[0][at]}" if place else text for place, (at, text) in enumerate(steps))


def _beside(whole: Numbers, room: float) -> Numbers:
    """Long and narrow: the next rows go on to the right."""
    columns = zip(whole.heads, zip(*whole.rows, strict=True), strict=True) if whole.rows else ()
    need = sum(max(width(text, _SIZE) for text in (head, *(c.text for c in column))) + _PAD for head, column in columns)
    beside = min(_MOST_BESIDE, int(room // need) if need else 1, -(-len(whole.rows) // _FEW))
    if beside < 2:
        return whole
    tall = -(-len(whole.rows) // beside)
    blank = (Cell(""),) * len(whole.heads)
    rows = (*whole.rows, *(blank for _ in range(tall * beside - len(whole.rows))))
    folded = tuple(sum((rows[at + i * tall] for i in range(beside)), ()) for at in range(tall))
    return Numbers(whole.heads * beside, whole.units * beside, folded, whole.same, beside)
