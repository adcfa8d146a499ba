"""Writes a pack as one HTML file for any browser: offline, light and dark, for screen and print, no server, no requests."""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from okr_analytics import numbers
from okr_analytics.charts import marks, plotly, svg
from okr_analytics.charts.letters import flat, printable
from okr_analytics.document import Block, Chart, Table, Tile, Tiles
from okr_analytics.packs import cells, chart_data, sources, words
from okr_analytics.packs.cells import Cell
from okr_analytics.packs.pack import Pack

NAME = "html"
LABEL = "Web page (HTML)"
MEDIA_TYPE = "text/html"
EXTENSION = "html"

_TEMPLATES = Path(__file__).parent / "templates"
_WIDE, _NARROW = 760, 350  # pixels for which a chart is drawn; the style sheet shows the one that fits


def write(pack: Pack) -> bytes:
    """The pack as UTF-8 HTML; the same pack gives the same bytes."""
    style, script = _file("pack.css").replace("__ACCENT__", pack.accent), _file("pack.js")
    page = _environment().get_template("pack.html")
    renderer = _Renderer(pack)
    out = page.render(
        pack=pack,
        words=words,
        date=numbers.date(pack.date, pack.locale),
        language=numbers.locale_of(pack.locale).language,
        logo=_logo(pack),
        style=Markup(style),  # noqa: S704 - our own file, no text of a sheet
        script=Markup(script),  # noqa: S704
        library=Markup(_library()) if pack.interactive else None,  # noqa: S704
        policy=_policy(pack, style, script),
        sources=sources.lines(pack),
        block=renderer.block,
        flat=flat,
    )
    return out.encode("utf-8", errors="replace")


@cache
def _environment() -> Environment:
    """Jinja with every value escaped, every missing name an error."""
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["flat"] = flat
    found.filters["printable"] = printable
    return found


@cache
def _file(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(pack: Pack, style: str, script: str) -> str:
    """What the file may do: its own style and script, pictures inside it, and nothing from anywhere else."""
    if pack.interactive:  # the chart library writes styles of its own
        return "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _drawn(macro: str, *values: object) -> Markup:
    """A block as its macro writes it, with every text escaped."""
    made: Markup = getattr(_environment().get_template("blocks.html").module, macro)(*values)
    return made


def _logo(pack: Pack) -> str | None:
    if pack.logo is None:
        return None
    kind = "jpeg" if pack.logo_kind == "jpg" else "png"
    return f"data:image/{kind};base64,{base64.b64encode(pack.logo).decode()}"


@cache
def _library() -> str:
    """Plotly's own file, as installed with its Python package."""
    from plotly.offline import get_plotlyjs  # noqa: PLC0415 - 40 ms and 5 MB that only interactive packs need

    return str(get_plotlyjs()).replace("</script", "<\\/script")


@dataclass
class _Renderer:
    """Renders blocks one after the other; counts charts, because their pattern ids must differ."""

    pack: Pack
    charts: int = 0

    def block(self, item: Block) -> Markup:
        """One block as safe HTML."""
        if isinstance(item, Tiles):
            return _drawn("tiles", [self._tile(tile) for tile in item.tiles])
        if isinstance(item, Chart):
            return self._chart(item)
        if isinstance(item, Table):
            filled = cells.rows(item, self.pack.locale)
            return _drawn("table", item, filled, self.shown, words)
        return _drawn("note", item)

    def _tile(self, tile: Tile) -> tuple[Tile, Markup, Markup | None]:
        change = cells.change(tile, self.pack.locale)
        return tile, self.shown(cells.of_tile(tile, self.pack.locale)), self.shown(change) if change else None

    def _chart(self, chart: Chart) -> Markup:
        self.charts += 1
        drawings = [
            (f"{size} {theme}", self._draw(chart, width, theme == "dark"))
            for size, width in (("wide", _WIDE), ("narrow", _NARROW))
            for theme in ("light", "dark")
        ]
        found = chart_data.data(chart)
        filled = [
            [cells.cell(value, head.unit, self.pack.locale) for value, head in zip(row, found.heads, strict=True)]
            for row in found.rows
        ]
        live = self._live(chart) if self.pack.interactive and not marks.is_empty(chart) else None
        return _drawn("chart", chart, drawings, found.heads, filled, self.shown, words, live)

    def _draw(self, chart: Chart, width: int, dark: bool) -> Markup:
        ids = f"c{self.charts}{'d' if dark else 'l'}{width}"
        drawn = svg.draw(chart, width=width, dark=dark, locale=self.pack.locale, ids=ids)
        return Markup(drawn)  # noqa: S704 - our own drawing escapes every text

    def _live(self, chart: Chart) -> Markup:
        """The interactive figures, light and dark, as JSON that can't leave its element."""
        both = {
            theme: plotly.figure(chart, dark=theme == "dark", locale=self.pack.locale) for theme in ("light", "dark")
        }
        text = json.dumps(both, default=str, allow_nan=False)
        return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704

    def shown(self, item: Cell) -> Markup:
        """A value with its full precision beside what people read."""
        if item.spans:
            return _marked(item)
        if item.day:
            return Markup('<time datetime="{}">{}</time>').format(item.exact, item.text)
        if item.number is not None:
            return Markup('<data value="{}">{}</data>').format(item.exact, item.text)
        return escape(item.text)


def _marked(item: Cell) -> Markup:
    """The text with its marked parts; overlapping ones are joined."""
    out, place = Markup(""), 0
    for start, end in sorted(item.spans):
        begin, stop = max(start, place), min(end, len(item.text))
        if stop > begin:
            out += escape(item.text[place:begin]) + Markup("<mark>{}</mark>").format(item.text[begin:stop])
            place = stop
    return out + escape(item.text[place:])
