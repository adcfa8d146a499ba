"""Lets a section's blocks flow over slides: what fits stays together, what doesn't goes on on the next slide."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pptx.slide import Slide

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import LIGHT
from okr_analytics.document import Block, Chart, Note, Section, Table, Tile, Tiles, View
from okr_analytics.packs import captions, cells, chart_data, printed, words
from okr_analytics.packs.slides import key, native, pieces, tables
from okr_analytics.packs.slides.deck import BOTTOM, MARGIN, TOP, Box, Deck, tell, text
from okr_analytics.packs.slides.pieces import HEADING, ROOM

_LOWEST_CHART = 240.0  # a chart is not drawn lower, in points
_HIGHEST_SMALL, _HIGHEST_ALONE = 170.0, 260.0
_KEY = 18.0  # the line that says which colour is what in small charts
_MOST_COLUMNS = 11
_FEW_ROWS, _MOST_BESIDE = 6, 150.0  # of a table that shares a slide with a chart or with other sections


@dataclass
class Flow:
    """Writes the sections of a view; `top` is where the next thing may stand on the slide in hand."""

    deck: Deck
    view: View
    section: Section = Section("", "", ())
    slide: Slide | None = None
    top: float = TOP
    count: int = 0  # slides of the view
    fresh: bool = True  # nothing of the section has been written yet
    title: str = ""

    def write(self) -> None:
        """Goes through the sections in their order; a short one shares a slide with what stands before it."""
        for section in self.view.sections:
            self.section, self.fresh = section, True
            need = self._short(section)
            if self.slide is not None and self._goes_under_figures(section):
                self._one_line(section)
            elif self.slide is None or need is None or self.top + need > BOTTOM:
                self.slide = None
            elif section.title or section.lead:
                self._head(section)
            self._blocks(list(section.blocks))

    def _goes_under_figures(self, section: Section) -> bool:
        """Whether a chart that opens a section has room below the figures on the slide in hand."""
        first = section.blocks[0] if section.blocks else None
        if not isinstance(first, Chart) or section.columns > 1 or first.family == "heatmap" or marks.is_empty(first):
            return False
        parts = native.split(first, chart_data.data(first))
        need = max(native.lowest(first, parts[0]), _LOWEST_CHART) + 2 * HEADING
        return len(parts) == 1 and len(section.blocks) == 1 and self.top + need <= BOTTOM

    def _one_line(self, section: Section) -> None:
        """The message of a section over its chart; how to read it stands in the notes."""
        said = section.says or section.lead or section.title
        self.title = flat(section.blocks[0].title) if isinstance(section.blocks[0], Chart) else ""
        if self.slide is not None:
            pieces.heading(self.slide, self.top + 2, said)
            tell(self.slide, [section.title, section.says, section.lead])
        self.top += HEADING
        self.fresh = False

    def _short(self, section: Section) -> float | None:
        """What a section of sentences and figures needs; None where it has charts or tables."""
        need = HEADING + 14 + sum(pieces.height_of_notes([Note(said)]) for said in (section.says, section.lead) if said)
        for block in section.blocks:
            if isinstance(block, Tiles):
                need += pieces.height_of_tiles(self._cards(block))
            elif isinstance(block, Note):
                need += pieces.height_of_notes([block])
            elif isinstance(block, Table) and (small := self._small_table(block)) is not None:
                need += small
            else:
                return None
        return need

    def _small_table(self, block: Table) -> float | None:
        """What a table needs that may share a slide with others; None for a long or wide one."""
        if block.frame.empty:
            return pieces.height_of_notes([self._nothing(block)])
        if len(block.frame) > _FEW_ROWS:
            return None
        made, _ = printed.parts(block, self.deck.pack.locale, _MOST_COLUMNS)
        return (
            None if len(made) > 1 else tables.height(_sheet(made[0])) + HEADING + (18.0 if block.caption else 0.0) + 4
        )

    def _head(self, section: Section) -> None:
        """The heading of a section in the middle of a slide."""
        self.top += 10
        if section.title and self.slide is not None:
            pieces.heading(self.slide, self.top, section.title)
            self.top += HEADING
        self.fresh = False
        self._notes([Note(said) for said in (section.says, section.lead) if said])

    def _blocks(self, blocks: list[Block]) -> None:
        while blocks:
            block = blocks.pop(0)
            if isinstance(block, Chart) and self.section.columns > 1:
                run = [block]
                while blocks and isinstance(following := blocks[0], Chart):
                    run.append(following)
                    blocks.pop(0)
                self._small(run, _notes_of(blocks))
            elif isinstance(block, Chart):
                self._chart(block, _notes_of(blocks), self._beside(blocks))
            else:
                self._other(block, blocks[0] if blocks else None)

    def _other(self, block: Block, following: Block | None) -> None:
        if isinstance(block, Tiles) and block.tiles:
            for at in range(0, len(block.tiles), 12):
                self._tiles(Tiles(block.tiles[at : at + 12]))
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Note):
            together = pieces.height_of_tiles(self._cards(following)[:12]) if isinstance(following, Tiles) else 0.0
            self._notes([block], together)

    # --- slides

    def _fresh(self, name: str = "", takeaway: str = "", part: str = "") -> Slide:
        """A new slide whose title is the sentence that fits best: headline, lead, takeaway, or what it shows."""
        view, section = self.view, self.section
        first = self.count == 0
        own = (section.says, section.lead) if self.fresh else ("", "")
        sentence = (view.headline if first else "") or own[0] or own[1]
        self.title = flat(sentence or takeaway or name or section.title or view.title)
        place = [view.title, section.title, name, part]
        kicker = " · ".join(dict.fromkeys(flat(entry) for entry in place if entry and flat(entry) != self.title))
        below = next((said for said in own if said and flat(said) != self.title), "")
        self.slide = self.deck.slide(self.title, kicker, [view.question if first else "", *own, *self._ground()])
        self.top = TOP
        if below:
            text(self.slide, Box(MARGIN, TOP - 4, ROOM, 16), below, sizes=(11, 10, 9, 8), ink=LIGHT.muted, lines=1)
            self.top += 18
        self.count += 1
        self.fresh = False
        return self.slide

    def _ground(self) -> list[str]:
        source = self.deck.pack.source
        as_of = f"{words.AS_OF} {numbers.date(self.deck.pack.date, self.deck.pack.locale)}."
        return [" ".join([as_of, *(f"{rule}." for rule in source.rules)])] if source else [as_of]

    def _room(self, need: float, name: str = "") -> Slide:
        """The slide in hand where there is room for so many points, else a new one."""
        if self.slide is None or BOTTOM - self.top < need:
            return self._fresh(name)
        return self.slide

    # --- sentences and figures

    def _notes(self, notes: Sequence[Note], together: float = 0.0) -> None:
        """Sentences below each other; `together` is what must stand on the same slide below them."""
        for note in notes:
            need = pieces.height_of_notes([note])
            pieces.sentences(self._room(min(need + together, BOTTOM - TOP)), [note], self.top)
            self.top += need

    def _cards(self, block: Tiles) -> tuple[Tile, ...]:
        """The figures with what is said of them but their definition, which stands in the speaker notes."""
        known = self.deck.pack.definitions
        return tuple(
            replace(tile, note=tile.note.removeprefix(known.get(tile.metric or "", "")).strip()) for tile in block.tiles
        )

    def _tiles(self, block: Tiles) -> None:
        known = self.deck.pack.definitions
        shown = self._cards(block)
        need = pieces.height_of_tiles(shown)
        slide = self._room(need)
        pieces.cards(slide, shown, self.top, self.deck.pack.locale)
        self.top += need
        meant = [f"{tile.label}: {known[tile.metric]}" for tile in block.tiles if tile.metric and tile.metric in known]
        tell(slide, [*meant, *(f"{tile.label}: {tile.note}" for tile in shown if tile.note)])

    # --- charts

    def _beside(self, blocks: list[Block]) -> float:
        """What a small table right after a chart needs, so that both stand on one slide."""
        if not blocks or not isinstance(following := blocks[0], Table) or len(following.frame) > _FEW_ROWS:
            return 0.0
        return min(self._small_table(following) or 0.0, _MOST_BESIDE)

    def _chart(self, block: Chart, said: list[Note], beside: float = 0.0) -> None:
        found = chart_data.data(block)
        if marks.is_empty(block) or not found.rows:
            self._notes([Note(f"{block.title}: {block.note or marks.EMPTY}", "unknown"), *said])
            return
        if block.family == "heatmap":
            self._heatmap(block, found)
            self._notes(said)
            return
        parts = native.split(block, found)
        for position, part in enumerate(parts):
            last = position == len(parts) - 1
            which = f"{position + 1} / {len(parts)}" if len(parts) > 1 else ""
            self._one_chart(block, part, said if last else [], which, beside if last else 0.0)

    def _one_chart(self, block: Chart, part: chart_data.Data, said: list[Note], which: str, beside: float) -> None:
        """One slide's chart; `beside` points at its foot stay free for what comes next."""
        need = pieces.height_of_notes(said)
        if native.lowest(block, part) + HEADING + need + beside > BOTTOM - TOP - 20:
            beside = 0.0
        lowest = min(native.lowest(block, part) + HEADING + need, BOTTOM - TOP)
        if self.slide is None or BOTTOM - self.top < max(lowest, _LOWEST_CHART + HEADING + need) + beside:
            said = self._led(block, said, which)
            need = pieces.height_of_notes(said)
        slide = self.slide or self._fresh(block.title)
        head = HEADING if self.title != flat(block.title) and block.title else 0.0
        if head:
            pieces.heading(slide, self.top, block.title)
        below = self._caption(block)
        foot = 18.0 if below else 0.0
        end = BOTTOM - beside
        box = Box(MARGIN, self.top + head, ROOM, end - self.top - head - foot - need)
        native.add(slide, box, block, part, self.deck.pack.locale)
        if below:
            place = Box(MARGIN, box.top + box.height + 2, ROOM, 16)
            text(slide, place, below, sizes=(10, 9, 8), ink=LIGHT.muted, lines=1)
        pieces.sentences(slide, said, end - need + 4)
        tell(slide, self._values(block, part))
        self.top = end

    def _caption(self, block: Chart) -> str:
        return captions.caption(block, self.deck.pack.locale)

    def _led(self, block: Chart, said: list[Note], which: str) -> list[Note]:
        """A new slide for a chart, led by the first sentence said about it where that is short; the others are left."""
        first = said[0] if said and len(said[0].text) <= 140 and which in ("", "1") else None
        own = self.fresh and (self.section.says or self.section.lead)
        led = not ((self.count == 0 and self.view.headline) or own)
        self._fresh(block.title, first.text if first and led else "", which)
        if not (first and led):
            return said
        return ([Note(first.advice, first.tone)] if first.advice else []) + said[1:]

    def _small(self, charts: list[Chart], said: list[Note]) -> None:
        """Small multiples: charts side by side, two rows on a slide, one key for all of them and notes at the foot."""
        columns = min(self.section.columns, 3)
        plain = [chart.family != "heatmap" and not marks.is_empty(chart) for chart in charts]
        drawn = [chart for chart, can in zip(charts, plain, strict=True) if can]
        wide = (ROOM - 16 * (columns - 1)) / columns
        foot = pieces.height_of_notes(said) + _KEY
        rows = 1 if len(drawn) <= columns else 2
        high = min((BOTTOM - TOP - 18 - foot) / rows - HEADING - 4, _HIGHEST_SMALL if rows > 1 else _HIGHEST_ALONE)
        keyed: Slide | None = None
        for at in range(0, len(drawn), columns):
            slide = self._room(high + HEADING + (0 if keyed is self.slide else _KEY))
            if slide is not keyed:
                key.draw(slide, Box(MARGIN, self.top, ROOM, 14), drawn)
                self.top, keyed = self.top + _KEY, slide
            for column, chart in enumerate(drawn[at : at + columns]):
                left = MARGIN + column * (wide + 16)
                pieces.heading(slide, self.top, chart.title, left, wide)
                data = chart_data.data(chart)
                native.add(
                    slide, Box(left, self.top + HEADING, wide, high), chart, data, self.deck.pack.locale, small=True
                )
                caption = self._caption(chart)
                tell(slide, [chart.alt, f"{chart.title}: {caption}" if caption else "", *self._values(chart, data)[1:]])
            self.top += high + HEADING + 4
        for chart, can in zip(charts, plain, strict=True):
            if not can:
                self._chart(chart, [])
        self._notes(said)

    def _values(self, block: Chart, part: chart_data.Data) -> list[str]:
        """The alternative text, and the values where a native chart can't show them all."""
        told = [block.alt]
        if block.family in ("gantt", "bullet", "scatter"):
            for row in part.rows:
                values = [
                    cells.cell(v, h.unit, self.deck.pack.locale).text for v, h in zip(row, part.heads, strict=True)
                ]
                told.append("; ".join(f"{h.label}: {v}" for h, v in zip(part.heads, values, strict=True)))
        return told

    def _heatmap(self, block: Chart, found: chart_data.Data) -> None:
        """A heatmap as a native table whose cells are coloured."""
        values = [[marks.number(value) for value in row[1:]] for row in found.rows]
        heat = marks.heat(values, LIGHT)
        fills = tuple(
            ("#ffffff", *(LIGHT.empty if value is None else heat.color(value) for value in row)) for row in values
        )
        rows = [
            [cells.cell(value, head.unit, self.deck.pack.locale) for value, head in zip(row, found.heads, strict=True)]
            for row in found.rows
        ]
        sheet = tables.plan(
            [head.label for head in found.heads], [head.unit for head in found.heads], rows, ROOM, fills
        )
        self._pages(sheet, block.title, block.alt or block.title, [block.alt], block.note)

    # --- tables

    def _table(self, block: Table) -> None:
        if block.frame.empty:
            self._notes([self._nothing(block)])
            return
        made, silent = printed.parts(block, self.deck.pack.locale, _MOST_COLUMNS)
        alt = block.title or self.section.title or self.view.title
        for position, part in enumerate(made[:1] if self.deck.pack.brief else made, start=1):
            helps = [f"{column.label}: {column.help}" for column in part.columns if column.help]
            sheet = _sheet(part, printed.most_rows(self.deck.pack, len(part.rows)))
            if self.deck.pack.brief:
                sheet = tables.first_page(sheet, BOTTOM - TOP - HEADING - 24)
            more = printed.left_out(len(block.frame), len(sheet.lines), self.deck.pack.locale)
            more = more or (printed.MORE_COLUMNS if self.deck.pack.brief and len(made) > 1 else "")
            which = f"{words.COLUMNS} {position} / {len(made)}" if len(made) > 1 and not self.deck.pack.brief else ""
            caption = " ".join(filter(None, (more, block.caption)))
            self._pages(sheet, block.title, alt, [*helps, silent], caption, which)

    def _nothing(self, block: Table) -> Note:
        return Note(f"{block.title}: {block.empty}" if block.title else block.empty)

    def _pages(
        self, sheet: tables.Sheet, title: str, alt: str, notes: list[str], caption: str, which: str = ""
    ) -> None:
        """Below what stands on the slide where all rows fit, else over new slides; `which` of the table's columns."""
        head, foot = HEADING if title else 0.0, 18.0 if caption else 0.0
        spans = [] if self.slide is None else tables.begun(sheet, BOTTOM - self.top - head - foot - 6)
        if not spans:
            self.slide = None
            below = 18.0 if self.fresh and self.section.says and self.section.lead else 0.0
            spans = tables.balanced(sheet, 0, BOTTOM - TOP - below - head - foot)
        elif spans[-1][1] < len(sheet.lines):
            spans += tables.balanced(sheet, spans[-1][1], BOTTOM - TOP - foot)
        for position, span in enumerate(spans):
            part = f"{position + 1} / {len(spans)}" if len(spans) > 1 else ""
            part = ", ".join(filter(None, (which, part)))
            slide = self.slide if self.slide is not None and position == 0 else self._fresh(title, "", part)
            self.top += 6 if self.top > TOP else 0
            if title and self.title != flat(title):
                pieces.heading(slide, self.top, title)
                self.top += HEADING
            high = tables.draw(slide, sheet, span, Box(MARGIN, self.top, sum(sheet.widths), 20), alt)
            self.top += high + 4
            if caption:
                text(slide, Box(MARGIN, self.top, ROOM, 14), caption, sizes=(10, 9, 8), ink=LIGHT.muted, lines=1)
                self.top += 18
            tell(
                slide,
                [
                    *notes,
                    caption,
                    *(text for line in sheet.lines[span[0] : span[1]] for text in line.cut),
                ],
            )


def _sheet(part: printed.Part, rows: int | None = None) -> tables.Sheet:
    heads, units = [column.label for column in part.columns], [column.unit for column in part.columns]
    return tables.plan(heads, units, part.rows[:rows], ROOM)


def _notes_of(blocks: list[Block]) -> list[Note]:
    """Takes the notes that stand first, at most three."""
    said: list[Note] = []
    while blocks and isinstance(following := blocks[0], Note) and len(said) < 3:
        said.append(following)
        blocks.pop(0)
    return said
