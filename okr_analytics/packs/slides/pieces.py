"""Cards with figures, sentences and small headings on a slide: each knows how high it must be before it is drawn."""

from collections.abc import Sequence

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide

from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import LIGHT
from okr_analytics.charts.textwidth import fold
from okr_analytics.document import Note, Tile
from okr_analytics.packs import cells
from okr_analytics.packs.slides.deck import LEADING, MARGIN, WIDTH, Box, color, decorative, text

ROOM = WIDTH - 2 * MARGIN
SENTENCE = 13.0  # points
HEADING = 22.0  # what a small heading takes
_GAP = 12.0
_INK = {"good": "#136c4a", "warning": "#8a5a00", "bad": "#a11b14"}
_EDGE = {"good": "#1a8f63", "warning": "#f0b323", "bad": "#b3261e", "neutral": "#0b5cad", "unknown": "#8b93a1"}
_NOTE_LINES = 7


def heading(slide: Slide, top: float, words: str, left: float = MARGIN, room: float = ROOM) -> None:
    """A small heading over a part of a slide."""
    text(slide, Box(left, top, room, HEADING - 4), words, sizes=(13, 12, 11, 10), bold=True, lines=1)


def said(note: Note) -> str:
    """A note with its advice, on one line."""
    return flat(f"{note.text} {note.advice}".strip())


def height_of_notes(notes: Sequence[Note]) -> float:
    """What sentences need below each other."""
    lines = [min(len(fold(said(note), SENTENCE, (ROOM - 16) * 0.96)), 12) for note in notes]
    return sum(count * SENTENCE * LEADING + 10 for count in lines)


def sentences(slide: Slide, notes: Sequence[Note], top: float) -> None:
    """Sentences, each with a bar in the colour of its weight."""
    for note in notes:
        need = height_of_notes([note])
        block(slide, Box(MARGIN, top, 4, need - 6), _EDGE.get(note.tone, LIGHT.muted))
        box = Box(MARGIN + 12, top, ROOM - 16, need - 6)
        sizes = (SENTENCE, SENTENCE - 1, SENTENCE - 2)
        text(slide, box, said(note), sizes=sizes, ink=_INK.get(note.tone, LIGHT.text))
        top += need


def block(slide: Slide, box: Box, paint: str) -> None:
    """A plain rectangle that need not be read out."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu())
    shape.fill.solid()
    shape.fill.fore_color.rgb = color(paint)
    shape.line.fill.background()
    shape.shadow.inherit = False
    decorative(shape)


def _columns(count: int) -> int:
    return 3 if count in (3, 5, 6, 9) else min(4, count)


def _card_width(count: int) -> float:
    columns = _columns(count)
    return (ROOM - _GAP * (columns - 1)) / columns


def height_of_tiles(tiles: Sequence[Tile]) -> float:
    """What the cards need, all rows together."""
    rows = -(-len(tiles) // _columns(len(tiles)))
    return rows * (_card_height(tiles) + _GAP)


def _card_height(tiles: Sequence[Tile]) -> float:
    room = _card_width(len(tiles)) - 24
    lines = max(len(fold(flat(tile.note), 9, room * 0.97)) if tile.note else 0 for tile in tiles)
    return 86.0 + min(lines, _NOTE_LINES) * 9 * LEADING


def cards(slide: Slide, tiles: Sequence[Tile], top: float, locale: str) -> None:
    """Figures side by side."""
    wide, high, columns = _card_width(len(tiles)), _card_height(tiles), _columns(len(tiles))
    for position, tile in enumerate(tiles):
        row, column = divmod(position, columns)
        box = Box(MARGIN + column * (wide + _GAP), top + row * (high + _GAP), wide, high)
        _card(slide, box, tile, locale)


def _card(slide: Slide, box: Box, tile: Tile, locale: str) -> None:
    block(slide, box, "#f3f5f8")
    block(slide, Box(box.left, box.top, 5, box.height), _EDGE.get(tile.tone, LIGHT.accent))
    left, room = box.left + 14, box.width - 22
    figure, change = cells.of_tile(tile, locale), cells.change(tile, locale)
    text(slide, Box(left, box.top + 8, room, 15), tile.label, sizes=(12, 11, 10, 9), ink=LIGHT.muted, lines=1)
    text(slide, Box(left, box.top + 23, room, 36), figure.text, sizes=(28, 24, 20, 16, 13, 11), bold=True)
    moved = f"{change.text} {flat(tile.delta_label)}".strip() if change else ""
    if moved:
        text(slide, Box(left, box.top + 60, room, 14), moved, sizes=(11, 10, 9), bold=True, lines=1)
    if tile.note:
        text(slide, Box(left, box.top + 76, room, box.height - 80), tile.note, sizes=(9, 8, 7), ink=LIGHT.muted)
