"""Writes a pack as a PowerPoint presentation: 16:9, native charts that can be edited, notes with the definitions."""

from collections.abc import Sequence
from typing import Any

from pptx.util import Pt

from okr_analytics import numbers
from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import LIGHT
from okr_analytics.charts.textwidth import fold
from okr_analytics.packs import sources, words
from okr_analytics.packs.cells import Cell
from okr_analytics.packs.pack import Pack
from okr_analytics.packs.slides import pieces, tables
from okr_analytics.packs.slides.deck import BOTTOM, LEADING, MARGIN, TOP, Box, Deck, text
from okr_analytics.packs.slides.flow import Flow
from okr_analytics.packs.slides.pieces import ROOM
from okr_analytics.packs.stable import stable

NAME = "pptx"
LABEL = "PowerPoint presentation"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EXTENSION = "pptx"

_MOST_MESSAGES, _MESSAGE_SIZES = 7, (18.0, 16.0, 14.0, 12.0, 11.0)
_NAMES = 150.0
_SAID = ROOM - _NAMES - 10  # points for the names of pages, and for what is said of each


def write(pack: Pack) -> bytes:
    """The pack as pptx bytes; the same pack gives the same bytes."""
    deck = Deck(pack)
    _cover(deck)
    _messages(deck)
    for view in pack.views:
        Flow(deck, view).write()
    _sources(deck)
    return stable(deck.bytes(), pack.date)


def _cover(deck: Deck) -> None:
    pack = deck.pack
    slide = deck.slide(pack.title, pack.organisation, [f"{words.AS_OF} {numbers.date(pack.date, pack.locale)}"])
    pieces.block(slide, Box(0, 0, 14, 540), pack.accent)
    box = Box(MARGIN + 20, 170, ROOM - 40, 100)
    title: Any = slide.shapes.title
    title.left, title.top, title.width, title.height = box.emu()
    for run in title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(40 if len(fold(run.text, 40, box.width * 0.96, bold=True)) <= 2 else 26)
    text(slide, Box(MARGIN + 20, 285, ROOM - 40, 30), pack.audience, sizes=(18, 16, 14), ink=LIGHT.muted, lines=1)
    written = f"{words.AS_OF} {numbers.date(pack.date, pack.locale)}"
    text(slide, Box(MARGIN + 20, 318, ROOM - 40, 26), written, sizes=(16,), ink=LIGHT.muted, lines=1)
    text(slide, Box(MARGIN + 20, 352, ROOM - 40, 26), pack.confidentiality, sizes=(14,), bold=True, lines=1)


def _messages(deck: Deck) -> None:
    """What a leader can read out: one sentence a view, all in letters of one size."""
    said = [(flat(view.title), flat(view.headline)) for view in deck.pack.views if view.headline]
    pages = [said[at : at + _MOST_MESSAGES] for at in range(0, len(said), _MOST_MESSAGES)]
    for number, page in enumerate(pages):
        slide = deck.slide(
            words.IN_SHORT if number == 0 else f"{words.IN_SHORT} ({words.CONTINUED})", deck.pack.audience
        )
        size = next((size for size in _MESSAGE_SIZES if _needed(page, size) <= BOTTOM - TOP), _MESSAGE_SIZES[-1])
        spare = max(0.0, min((BOTTOM - TOP - _needed(page, size)) / len(page), 18.0))
        top = TOP
        for title, headline in page:
            high = min(_row(headline, size), BOTTOM - top)
            text(slide, Box(MARGIN, top, _NAMES, high), title, sizes=(13, 12, 11, 10), ink=LIGHT.muted)
            text(slide, Box(MARGIN + _NAMES + 10, top, _SAID, high), headline, sizes=(size,), bold=True)
            top += high + spare


def _row(headline: str, size: float) -> float:
    return max(len(fold(headline, size, _SAID * 0.97, bold=True)), 1) * size * LEADING + 12


def _needed(page: Sequence[tuple[str, str]], size: float) -> float:
    return sum(_row(headline, size) for _, headline in page)


def _sources(deck: Deck) -> None:
    """The last slides: where the numbers come from."""
    rows = [
        [Cell(name if position == 0 else ""), Cell(line)]
        for name, entries in sources.lines(deck.pack)
        for position, line in enumerate(entries)
    ]
    sheet = tables.plan([words.WHAT, words.ENTRY], ["text", "text"], rows, ROOM)
    spans = list(tables.pages(sheet, BOTTOM - TOP - 10))
    for position, span in enumerate(spans):
        slide = deck.slide(words.SOURCES, f"{position + 1} / {len(spans)}" if len(spans) > 1 else "")
        tables.draw(slide, sheet, span, Box(MARGIN, TOP, sum(sheet.widths), 20), words.SOURCES)
