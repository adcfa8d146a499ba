"""Draws a Chart as one SVG of our own, for print and light HTML: no scripts, no links, every text escaped."""

from okr_analytics.charts import marks
from okr_analytics.charts.pictures import PICTURES
from okr_analytics.charts.pictures.canvas import Canvas
from okr_analytics.charts.template import palette
from okr_analytics.document import Chart


def draw(
    chart: Chart,
    *,
    width: float = 720,
    height: float | None = None,
    dark: bool = False,
    locale: str = "en",
    ids: str = "p",
) -> str:
    """The chart as SVG text, `width` pixels wide; without a height it takes what its rows need.

    The same input gives the same bytes. A frame without numbers becomes a sentence. The alternative text is the SVG's
    <desc>; the title is left to the page. `ids` begins the ids of patterns: one page needs another for each drawing.
    """
    canvas = Canvas(chart, palette(dark), locale, width, ids=ids)
    if marks.is_empty(chart):
        canvas.height = height or 90
        words = chart.note or marks.EMPTY
        canvas.text(width / 2, canvas.height / 2, words, anchor="middle", room=width - 20, muted=True)
        return canvas.written()
    canvas.height = height or PICTURES[chart.family].height(chart, width)
    PICTURES[chart.family].draw(canvas)
    return canvas.written()
