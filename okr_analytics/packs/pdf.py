"""Writes a pack as a PDF for print: contents, page numbers, vector charts, tagged for screen readers; no browser needed."""

import datetime as dt
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from okr_analytics import numbers
from okr_analytics.charts import marks, svg
from okr_analytics.charts.letters import flat, printable
from okr_analytics.charts.textwidth import fold, width
from okr_analytics.document import Block, Chart, Note, Section, Table, Tiles, View
from okr_analytics.packs import appendix, cells, columns, printed, sources, words
from okr_analytics.packs.cells import NUMERIC, Cell
from okr_analytics.packs.pack import Pack
from okr_analytics.packs.typeset import typeset

NAME = "pdf"
LABEL = "PDF for print"
MEDIA_TYPE = "application/pdf"
EXTENSION = "pdf"

Json: TypeAlias = dict[str, Any]
_TEMPLATE = Path(__file__).parent / "templates" / "pack.typ"
_UPRIGHT = {"a4": 479.0, "letter": 496.0}  # points between the margins
_LYING = {"a4": 726.0, "letter": 676.0}
_MOST_COLUMNS = 12
_TALLEST = 250.0  # points of a row that is surely printed on one page
_DRAWN = 640  # pixels for which a chart is drawn; it is scaled to the width of the page


def write(pack: Pack) -> bytes:
    """The pack as PDF bytes; the same pack on the same machine gives the same bytes.

    The texts reach typst as JSON, so that none of them can be read as its markup.
    """
    files = {"main.typ": _template(), "pack.json": json.dumps(_content(pack), ensure_ascii=False).encode("utf-8")}
    moment = int(dt.datetime.combine(pack.date, dt.time(), dt.UTC).timestamp())
    return typeset(files, moment)


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _content(pack: Pack) -> Json:
    way = numbers.locale_of(pack.locale)
    return {
        "title": flat(pack.title),
        "organisation": flat(pack.organisation),
        "audience": flat(pack.audience),
        "confidentiality": flat(pack.confidentiality),
        "as_of": f"{words.AS_OF} {numbers.date(pack.date, pack.locale)}",
        "date": [pack.date.year, pack.date.month, pack.date.day],
        "language": way.language,
        "paper": "a4" if pack.paper == "a4" else "us-letter",
        "accent": pack.accent,
        "logo": None if pack.logo is None else {"bytes": list(pack.logo), "format": pack.logo_kind},
        "words": {"contents": words.CONTENTS, "sources": words.SOURCES, "appendix": words.APPENDIX, "page": words.PAGE},
        "views": [_view(view, pack) for view in pack.views],
        "appendix": _appendix(pack),
        "sources": [
            {"name": name, "lines": [_breakable(line) for line in lines]} for name, lines in sources.lines(pack)
        ],
    }


def _view(view: View, pack: Pack) -> Json:
    return {
        "title": flat(view.title),
        "question": flat(view.question),
        "headline": flat(view.headline),
        "sections": [_section(section, pack) for section in view.sections],
    }


def _section(section: Section, pack: Pack) -> Json:
    level = 3 if section.title else 2  # PDF/UA: no level may be left out
    columns_of = min(section.columns, 3)
    made = [each | {"level": level} for block in section.blocks for each in _blocks(block, pack, columns_of)]
    blocks = _side_by_side(made, columns_of) if columns_of > 1 else made
    said = {"says": _breakable(section.says), "lead": _breakable(section.lead)}
    return {"title": flat(section.title), "blocks": blocks} | said


def _blocks(block: Block, pack: Pack, beside: int) -> list[Json]:
    if isinstance(block, Chart):
        return [_chart(block, pack, beside)]
    if isinstance(block, Table) and not block.frame.empty:
        return _tables(block, pack)
    return [_block(block, pack)]


def _side_by_side(blocks: list[Json], columns_of: int) -> list[Json]:
    """Charts that follow each other become rows of small multiples."""
    out: list[Json] = []
    for block in blocks:
        last = out[-1] if out else {}
        if block["kind"] == "chart" and last.get("kind") == "row" and len(last["charts"]) < columns_of:
            last["charts"].append(block)
        elif block["kind"] == "chart":
            out.append({"kind": "row", "columns": columns_of, "charts": [block]})
        else:
            out.append(block)
    return out


def _block(block: Tiles | Table | Note, pack: Pack) -> Json:
    if isinstance(block, Tiles):
        return {"kind": "tiles", "tiles": [_tile(block, position, pack) for position in range(len(block.tiles))]}
    if isinstance(block, Table):
        return _rowless(block)
    return _note(block)


def _note(block: Note) -> Json:
    return {"kind": "note", "tone": block.tone, "text": _breakable(block.text), "advice": _breakable(block.advice)}


def _tile(block: Tiles, position: int, pack: Pack) -> Json:
    tile = block.tiles[position]
    change = cells.change(tile, pack.locale)
    return {
        "label": _breakable(tile.label, 110),
        "value": _breakable(cells.of_tile(tile, pack.locale).text, 110, 17),
        "change": " ".join(part for part in (change.text, flat(tile.delta_label)) if part) if change else "",
        "note": _breakable(tile.note, 110),
        "tone": tile.tone,
    }


def _chart(block: Chart, pack: Pack, beside: int) -> Json:
    empty = marks.is_empty(block)
    return {
        "kind": "chart",
        "title": flat(block.title),
        "alt": flat(block.alt or block.title),
        "svg": "" if empty else svg.draw(block, width=_DRAWN / beside, locale=pack.locale),
        "note": _breakable(block.note or (marks.EMPTY if empty else "")),
    }


def _appendix(pack: Pack) -> list[Json]:
    charts = [block for view in pack.views for section in view.sections for block in section.blocks]
    drawn = [block for block in charts if isinstance(block, Chart) and not marks.is_empty(block)]
    made = [(block, appendix.numbers_of(block, pack.locale, _UPRIGHT[pack.paper])) for block in drawn]
    return [_chart_table(block, found, pack) for block, found in made if found.rows]


def _chart_table(block: Chart, found: appendix.Numbers, pack: Pack) -> Json:
    about: Json = {"kind": "table", "level": 2, "title": flat(block.title), "caption": _breakable(found.same)}
    about["group"] = len(found.heads) // found.beside
    return about | _grid(found.heads, found.units, found.rows, pack)


def _rowless(block: Table) -> Json:
    about = {"kind": "table", "title": flat(block.title), "caption": _breakable(block.caption)}
    return about | {"heads": [], "rows": [], "empty": _breakable(block.empty)}


def _tables(block: Table, pack: Pack) -> list[Json]:
    """A table in as many parts as its columns need."""
    made, silent = printed.parts(block, pack.locale, _MOST_COLUMNS)
    allowed = printed.allowance(pack, _MOST_COLUMNS)
    wide = len(made) > 1 and not allowed.every_column
    made = made[:1] if wide else made
    most = min(allowed.rows, printed.most_rows(pack, len(block.frame)))
    out = []
    for position, part in enumerate(made):
        heads, units = [column.label for column in part.columns], [column.unit for column in part.columns]
        which = f" ({position + 1} / {len(made)})" if len(made) > 1 else ""
        about = {"kind": "table", "title": flat(block.title) + (which if block.title else ""), "caption": ""}
        out.append(about | _grid(heads, units, part.rows[:most], pack))
    more = printed.left_out(len(block.frame), min(len(block.frame), most), pack.locale)
    below = (more, printed.MORE_COLUMNS if wide else "", block.caption, silent)
    out[-1]["caption"] = _breakable(" ".join(words for words in below if words))
    return out


def _grid(heads: Sequence[str], units: Sequence[str], rows: Sequence[Sequence[Cell]], pack: Pack) -> Json:
    """A table as JSON: on lying pages where an upright one has too little room for its words."""
    names, texts = [flat(head) for head in heads], [[flat(item.text) for item in row] for row in rows]
    signed = [
        [f"◆ {item.text}" if item.tone else text for item, text in zip(row, line, strict=True)]
        for row, line in zip(rows, texts, strict=True)
    ]
    widths, size = columns.fit(names, rows, signed, _UPRIGHT[pack.paper])
    wordy = len(heads) > 5 and any(len(text) > 100 for line in texts for text in line)
    lying = wordy or size < 8
    if lying:
        widths, size = columns.fit(names, rows, signed, _LYING[pack.paper])
    size = min(size, 9.0)
    broken = [
        [_breakable(text, wide - 8, size) for text, wide in zip(line, widths, strict=True)] for line in [names, *texts]
    ]
    return {
        "heads": broken[0],
        "rows": broken[1:],
        "tones": [[item.tone for item in row] for row in rows],
        "right": [unit in NUMERIC for unit in units],
        "widths": [round(wide, 2) for wide in widths],
        "size": size,
        "breakable": _taller_than_a_page(texts, widths, size),
        "lying": lying,
        "empty": "",
    }


def _taller_than_a_page(texts: list[list[str]], widths: Sequence[float], size: float) -> bool:
    """Whether some row needs more than a page lying down holds; all other rows stay whole."""
    return any(
        width(text, size) / (wide - 8) * size * 1.4 > _TALLEST
        for line in texts
        for text, wide in zip(line, widths, strict=True)
    )


def _breakable(text: str, room: float = 300.0, size: float = 10.0) -> str:
    """The text with places to break inside words that are wider than their room; they take no room themselves."""
    shown = flat(printable(text))
    words_of = shown.split(" ")
    if all(width(word, size) <= room for word in words_of):
        return shown
    return " ".join(
        "\u200b".join(fold(word, size, room * 0.95)) if width(word, size) > room else word for word in words_of
    )
