"""Writes a pack as a PowerPoint presentation: 16:9, native charts that can be edited, notes with the definitions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.slide import Slide
from pptx.util import Pt

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import LIGHT
from okr_analytics.charts.textwidth import fold
from okr_analytics.document import Block, Chart, Note, Section, Table, Tile, Tiles, View
from okr_analytics.packs import captions, cells, chart_data, sources, words
from okr_analytics.packs.cells import Cell
from okr_analytics.packs.pack import Pack
from okr_analytics.packs.slides import native, tables
from okr_analytics.packs.slides.deck import BOTTOM, LEADING, MARGIN, TOP, WIDTH, Box, Deck, color, decorative, text
from okr_analytics.packs.stable import stable

NAME = "pptx"
LABEL = "PowerPoint presentation"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EXTENSION = "pptx"

_ROOM = WIDTH - 2 * MARGIN
_INK = {"good": "#136c4a", "warning": "#8a5a00", "bad": "#a11b14"}
_EDGE = {"good": "#1a8f63", "warning": "#f0b323", "bad": "#b3261e", "neutral": "#0b5cad", "unknown": "#8b93a1"}
_PER_SLIDE = 12  # tiles


def write(pack: Pack) -> bytes:
    """The pack as pptx bytes; the same pack gives the same bytes."""
    deck = Deck(pack)
    _cover(deck)
    _messages(deck)
    for view in pack.views:
        for position, section in enumerate(view.sections):
            _Slides(deck, view, section, first=position == 0).write()
    _sources(deck)
    return stable(deck.bytes(), pack.date)


def _cover(deck: Deck) -> None:
    pack = deck.pack
    slide = deck.slide(pack.title, pack.organisation, f"{words.AS_OF} {numbers.date(pack.date, pack.locale)}")
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(0, 0, 14, 540).emu())
    bar.fill.solid()
    bar.fill.fore_color.rgb = color(pack.accent)
    bar.line.fill.background()
    decorative(bar)
    box = Box(MARGIN + 20, 170, _ROOM - 40, 100)
    title: Any = slide.shapes.title
    title.left, title.top, title.width, title.height = box.emu()
    for run in title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(40 if len(fold(run.text, 40, box.width * 0.96, bold=True)) <= 2 else 26)
    text(slide, Box(MARGIN + 20, 285, _ROOM - 40, 30), pack.audience, sizes=(18, 16, 14), color=LIGHT.muted, lines=1)
    written = f"{words.AS_OF} {numbers.date(pack.date, pack.locale)}"
    text(slide, Box(MARGIN + 20, 318, _ROOM - 40, 26), written, sizes=(16,), color=LIGHT.muted, lines=1)
    text(slide, Box(MARGIN + 20, 352, _ROOM - 40, 26), pack.confidentiality, sizes=(14,), bold=True, lines=1)


def _messages(deck: Deck) -> None:
    """What a leader can read out: one sentence a view."""
    said = [(view.title, view.headline) for view in deck.pack.views if view.headline]
    for at in range(0, len(said), 6):
        slide = deck.slide(words.IN_SHORT if at == 0 else f"{words.IN_SHORT} ({words.CONTINUED})", deck.pack.audience)
        for row, (title, headline) in enumerate(said[at : at + 6]):
            top = TOP + 8 + row * 64
            text(slide, Box(MARGIN, top, 190, 54), title, sizes=(13, 12, 11, 10), color=LIGHT.muted)
            text(slide, Box(MARGIN + 200, top, _ROOM - 200, 54), headline, sizes=(18, 16, 14, 12, 11), bold=True)


@dataclass
class _Slides:
    """Writes the slides of a section; `first` is the view's first, which carries its headline and question."""

    deck: Deck
    view: View
    section: Section
    first: bool
    count: int = 0

    def write(self) -> None:
        """Goes through the blocks; sentences that follow a chart or figures stand on the same slide."""
        blocks = list(self.section.blocks)
        while blocks:
            block = blocks.pop(0)
            said: list[Note] = []
            if isinstance(block, Chart | Tiles):
                while blocks and isinstance(blocks[0], Note) and len(said) < 3:
                    said.append(blocks.pop(0))  # type: ignore[arg-type]
            if isinstance(block, Note):
                said = [block]
                while blocks and isinstance(blocks[0], Note):
                    said.append(blocks.pop(0))  # type: ignore[arg-type]
                self._notes(said)
            else:
                self._block(block, said)

    def _block(self, block: Block, said: list[Note]) -> None:
        if isinstance(block, Tiles):
            self._tiles(block, said)
        elif isinstance(block, Chart):
            self._chart(block, said)
        elif isinstance(block, Table):
            self._table(block)

    def _takeaway(self, said: list[Note]) -> str:
        """The first sentence about a chart becomes its slide's title, where it is short enough and no better one is due."""
        view, section = self.view, self.section
        if self.count == 0 and (section.lead or (self.first and view.headline)):
            return ""
        if not said or len(said[0].text) > 140:
            return ""
        first = said[0]
        said[:1] = [Note(first.advice, first.tone)] if first.advice else []
        return first.text

    def _slide(self, name: str, notes: Sequence[str], part: str = "", takeaway: str = "") -> Slide:
        """A slide whose title is the sentence that fits best: headline, lead, or what it shows."""
        view, section = self.view, self.section
        sentence = view.headline if self.first and self.count == 0 else section.lead if self.count == 0 else ""
        title = sentence or takeaway or name or section.title or view.title
        place = [view.title, section.title if section.title != title else "", name if name != title else "", part]
        asked = [view.question] if self.first and self.count == 0 else []
        lead = [section.lead] if section.lead and self.count == 0 and section.lead != title else []
        self.count += 1
        kicker = " · ".join(dict.fromkeys(flat(entry) for entry in place if entry))
        return self.deck.slide(title, kicker, "\n".join([*asked, *lead, *notes, *self._ground()]))

    def _ground(self) -> list[str]:
        source = self.deck.pack.source
        as_of = f"{words.AS_OF} {numbers.date(self.deck.pack.date, self.deck.pack.locale)}."
        return [" ".join([as_of, *(f"{rule}." for rule in source.rules)])] if source else [as_of]

    def _tiles(self, block: Tiles, said: list[Note]) -> None:
        locale = self.deck.pack.locale
        for at in range(0, len(block.tiles), _PER_SLIDE):
            part = block.tiles[at : at + _PER_SLIDE]
            known = self.deck.pack.definitions
            meant = [f"{tile.label}: {known[tile.metric]}" for tile in part if tile.metric and tile.metric in known]
            slide = self._slide(self.section.title, [*meant, *(f"{t.label}: {t.note}" for t in part if t.note)])
            columns = min(4, len(part)) if len(part) != 6 else 3
            wide = (_ROOM - 14 * (columns - 1)) / columns
            for position, tile in enumerate(part):
                row, column = divmod(position, columns)
                _tile(slide, Box(MARGIN + column * (wide + 14), TOP + 8 + row * 122, wide, 108), tile, locale)
            rows = -(-len(part) // columns)
            _sentences(slide, said if at + _PER_SLIDE >= len(block.tiles) else [], TOP + 16 + rows * 122)

    def _chart(self, block: Chart, said: list[Note]) -> None:
        locale = self.deck.pack.locale
        found = chart_data.data(block)
        if marks.is_empty(block) or not found.rows:
            slide = self._slide(block.title, [block.alt])
            text(slide, Box(MARGIN, TOP + 20, _ROOM, 80), block.note or marks.EMPTY, sizes=(16, 14, 12))
            _sentences(slide, said, TOP + 120)
            return
        if block.family == "heatmap":
            self._grid(block, found, said)
            return
        parts = native.split(block, found)
        for position, part in enumerate(parts):
            last = position == len(parts) - 1
            told = self._notes_of(block, part)
            sentence = self._takeaway(said) if position == 0 else ""
            slide = self._slide(block.title, told, f"{position + 1} / {len(parts)}" if len(parts) > 1 else "", sentence)
            below = captions.caption(block, locale)
            need = _height_of(said) if last else 0.0
            high = BOTTOM - TOP - need - (18 if below else 0)
            native.add(slide, Box(MARGIN, TOP, _ROOM, high), block, part, locale)
            if below:
                text(slide, Box(MARGIN, TOP + high + 2, _ROOM, 16), below, sizes=(10,), color=LIGHT.muted, lines=1)
            if last:
                _sentences(slide, said, BOTTOM - need + 4)

    def _notes_of(self, block: Chart, part: chart_data.Data) -> list[str]:
        """The alternative text, and the values where a native chart can't show them all."""
        told = [block.alt] if block.alt else []
        if block.family in ("gantt", "bullet", "scatter"):
            locale = self.deck.pack.locale
            for row in part.rows:
                values = [cells.cell(v, h.unit, locale).text for v, h in zip(row, part.heads, strict=True)]
                told.append("; ".join(f"{h.label}: {v}" for h, v in zip(part.heads, values, strict=True)))
        return told

    def _grid(self, block: Chart, found: chart_data.Data, said: list[Note]) -> None:
        """A heatmap as a native table whose cells are coloured."""
        locale = self.deck.pack.locale
        values = [[marks.number(value) for value in row[1:]] for row in found.rows]
        heat = marks.heat(values, LIGHT)
        fills = tuple(
            ("#ffffff", *(LIGHT.empty if value is None else heat.color(value) for value in row)) for row in values
        )
        rows = [
            [cells.cell(value, head.unit, locale) for value, head in zip(row, found.heads, strict=True)]
            for row in found.rows
        ]
        heads, units = [head.label for head in found.heads], [head.unit for head in found.heads]
        self._pages(tables.plan(heads, units, rows, _ROOM, fills), block.title, block.alt, [block.alt], block.note)
        if said:
            self._notes(said)

    def _table(self, block: Table) -> None:
        rows = cells.rows(block, self.deck.pack.locale)
        if not rows:
            slide = self._slide(block.title, [])
            text(slide, Box(MARGIN, TOP + 20, _ROOM, 80), block.empty, sizes=(16, 14, 12))
            return
        heads, units = [column.label for column in block.columns], [column.unit for column in block.columns]
        helps = [f"{column.label}: {column.help}" for column in block.columns if column.help]
        alt = block.title or self.section.title or self.view.title
        self._pages(tables.plan(heads, units, rows, _ROOM), block.title, alt, helps, block.caption)

    def _pages(self, sheet: tables.Sheet, title: str, alt: str, notes: list[str], caption: str) -> None:
        spans = list(tables.pages(sheet, BOTTOM - TOP - 22))
        for position, span in enumerate(spans):
            long = [words for row in sheet.rows[span[0] : span[1]] for words in tables.too_long(sheet, row)]
            part = f"{position + 1} / {len(spans)}" if len(spans) > 1 else ""
            slide = self._slide(title, [*notes, *long], part)
            tables.draw(slide, sheet, span, Box(MARGIN, TOP, sum(sheet.widths), 20), alt)
            if caption:
                text(slide, Box(MARGIN, BOTTOM - 14, _ROOM, 14), caption, sizes=(10, 9), color=LIGHT.muted, lines=1)

    def _notes(self, said: list[Note]) -> None:
        """Sentences alone, as many on a slide as fit."""
        rest = list(said)
        while rest:
            slide = self._slide(self.section.title, [])
            taken = 1
            while taken < len(rest) and _height_of(rest[: taken + 1], 16) < BOTTOM - TOP - 10:
                taken += 1
            _sentences(slide, rest[:taken], TOP + 8, 16)
            rest = rest[taken:]


def _tile(slide: Slide, box: Box, tile: Tile, locale: str) -> None:
    card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu())
    card.fill.solid()
    card.fill.fore_color.rgb = color("#f3f5f8")
    card.line.fill.background()
    decorative(card)
    edge = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(box.left, box.top, 5, box.height).emu())
    edge.fill.solid()
    edge.fill.fore_color.rgb = color(_EDGE.get(tile.tone, LIGHT.accent))
    edge.line.fill.background()
    decorative(edge)
    left, room = box.left + 14, box.width - 22
    figure, change = cells.of_tile(tile, locale), cells.change(tile, locale)
    text(slide, Box(left, box.top + 8, room, 15), tile.label, sizes=(12, 11, 10, 9), color=LIGHT.muted, lines=1)
    text(slide, Box(left, box.top + 24, room, 38), figure.text, sizes=(28, 24, 20, 16, 13, 11), bold=True)
    moved = " ".join(part for part in (change.text if change else "", tile.delta_label if change else "") if part)
    text(slide, Box(left, box.top + 64, room, 14), moved, sizes=(11, 10, 9), bold=True, lines=1)
    text(slide, Box(left, box.top + 79, room, 26), tile.note, sizes=(10, 9, 8), color=LIGHT.muted)


def _said(note: Note) -> str:
    return flat(f"{note.text} {note.advice}".strip())


def _height_of(said: Sequence[Note], size: float = 13) -> float:
    lines = [min(len(fold(_said(note), size, (_ROOM - 16) * 0.96)), 12) for note in said]
    return sum(count * size * LEADING + 10 for count in lines)


def _sentences(slide: Slide, said: Sequence[Note], top: float, size: float = 13) -> None:
    for note in said:
        need = _height_of([note], size)
        bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(MARGIN, top, 4, need - 6).emu())
        bar.fill.solid()
        bar.fill.fore_color.rgb = color(_EDGE.get(note.tone, LIGHT.muted))
        bar.line.fill.background()
        decorative(bar)
        box = Box(MARGIN + 12, top, _ROOM - 16, need - 6)
        text(slide, box, _said(note), sizes=(size, size - 1, size - 2), color=_INK.get(note.tone, LIGHT.text))
        top += need


def _sources(deck: Deck) -> None:
    """The last slides: where the numbers come from."""
    rows = [
        [Cell(name if position == 0 else ""), Cell(line)]
        for name, entries in sources.lines(deck.pack)
        for position, line in enumerate(entries)
    ]
    sheet = tables.plan([words.WHAT, words.ENTRY], ["text", "text"], rows, _ROOM)
    spans = list(tables.pages(sheet, BOTTOM - TOP - 10))
    for position, span in enumerate(spans):
        slide = deck.slide(words.SOURCES, f"{position + 1} / {len(spans)}" if len(spans) > 1 else "")
        tables.draw(slide, sheet, span, Box(MARGIN, TOP, sum(sheet.widths), 20), words.SOURCES)
