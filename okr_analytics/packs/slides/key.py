"""One key for several small charts: which line or band is what, by colour and, for print in grey, by its stroke and mark."""

from collections.abc import Sequence
from typing import Any

from pptx.slide import Slide
from pptx.util import Pt

from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import LIGHT, Look
from okr_analytics.document import Chart
from okr_analytics.packs.slides.deck import FONT, Box, color

_STROKES = {"solid": "──", "dot": "····", "dash": "– –", "dashdot": "–·–", "longdash": "— —", "longdashdot": "—·—"}
_MARKS = {"square": "■", "diamond": "◆", "triangle-up": "▲", "x-thin": "×", "star": "*", "cross": "+"}


def entries(charts: Sequence[Chart]) -> list[tuple[str, str, str]]:
    """Sign, colour and label of every series of the charts, each once."""
    found: dict[str, tuple[str, str, str]] = {}
    for chart in charts:
        for group in marks.series(chart, LIGHT) if chart.color else ():
            band = chart.family == "band" and group.rows[chart.y].isna().all()
            sign = "┈" if band else _sign(group.look, plain=group.name in chart.plain)
            found.setdefault(group.label, (sign, group.look.color, flat(group.label)))
    return list(found.values())


def _sign(look: Look, *, plain: bool) -> str:
    stroke = _STROKES.get(look.dash, "──")
    return stroke if plain else f"{stroke[0]}{_MARKS.get(look.marker.removesuffix('-open'), '●')}{stroke[-1]}"


def draw(slide: Slide, box: Box, charts: Sequence[Chart]) -> None:
    """The key as one line of text; nothing where no chart has colours."""
    told = entries(charts)
    if not told:
        return
    frame: Any = slide.shapes.add_textbox(*box.emu()).text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    for sign, paint, label in told:
        for words, ink, bold in ((f"{sign} ", paint, True), (f"{label}     ", LIGHT.text, False)):
            run = frame.paragraphs[0].add_run()
            run.text = words
            run.font.size, run.font.bold, run.font.name = Pt(9), bold, FONT
            run.font.color.rgb = color(ink)
