"""The axes of native charts: titles, number formats, how far they reach, and how far apart their dates stand."""

from pptx.chart.chart import Chart as PptChart
from pptx.enum.chart import XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat
from okr_analytics.charts.marks import number
from okr_analytics.charts.template import LIGHT
from okr_analytics.document import Unit
from okr_analytics.packs.chart_data import Data
from okr_analytics.packs.slides.deck import color

FORMATS: dict[Unit, str] = {
    "percent": "0%",
    "points": "+0%;-0%;0%",
    "count": "#,##0",
    "days": "#,##0",
    "hours": "#,##0",
    "money": "#,##0",
    "number": "#,##0.##",
}


def dress_axes(
    made: PptChart,
    below: tuple[str, Unit],
    left: tuple[str, Unit],
    lying: bool = False,
    most: float | None = None,
    least: float | None = None,
) -> None:
    """Titles, number formats and quiet grids; `below` is the category's, `left` the values'.

    `most` and `least` are how far the values reach: shares end at 100 %, and bars begin at nought.
    """
    for axis, (label, unit), values in ((made.category_axis, below, False), (made.value_axis, left, True)):
        axis.has_major_gridlines = values
        if values:
            axis.major_gridlines.format.line.color.rgb = color(LIGHT.grid)
        axis.format.line.color.rgb = color(LIGHT.muted)
        axis.tick_labels.font.size = Pt(10)
        title = flat(marks.axis_title(label, unit))[:120]
        axis.has_title = bool(title)
        if title:
            axis.axis_title.text_frame.text = title
            run = axis.axis_title.text_frame.paragraphs[0].runs[0]
            run.font.size, run.font.bold = Pt(10), False
        if unit in FORMATS:
            axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = FORMATS[unit], False
    if left[1] == "percent" and most is not None and most <= 1:
        made.value_axis.maximum_scale = 1.0
    if least is not None and least >= 0:
        made.value_axis.minimum_scale = 0.0
    made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if lying:
        made.category_axis.reverse_order = True
        _at_the_foot(made)


def _at_the_foot(made: PptChart) -> None:
    """With its categories turned round the value axis would stand on top: cross it at the far end."""
    crosses = made.value_axis._element.find(qn("c:crosses"))
    if crosses is not None:
        crosses.set("val", "max")


def reach(data: Data, stack: str = "none") -> float | None:
    """How far the values reach: the largest one, or the highest stack; shares of a whole reach 1."""
    rows = [[number(value) or 0.0 for value in row[1:]] for row in data.rows]
    if stack == "percent" or not rows:
        return 1.0
    return round(max(sum(row) if stack == "stacked" else max(row, default=0.0) for row in rows), 6)


def day_format(locale: str) -> str:
    """How an axis writes its days in the reader's language."""
    return {"en": "d mmm yy", "de": "dd.mm.yy"}.get(numbers.locale_of(locale).language, "dd/mm/yy")


def space_dates(made: PptChart, days: int) -> None:
    """Date labels far enough apart: weeks, fortnights, then months."""
    axis = made.category_axis._element
    step, unit = (7 if days <= 50 else 14, "days") if days <= 120 else (max(1, days // 200), "months")
    for tag in ("c:majorUnit", "c:majorTimeUnit", "c:baseTimeUnit"):
        for old in axis.findall(qn(tag)):
            axis.remove(old)
    place = axis.find(qn("c:lblOffset"))
    for tag, value in (("c:majorTimeUnit", unit), ("c:majorUnit", str(step)), ("c:baseTimeUnit", "days")):
        element = OxmlElement(tag)
        element.set("val", value)
        place.addnext(element)


def bridge(made: PptChart) -> None:
    """Colours with days of their own leave each other's days blank: their lines go on across them."""
    blanks = made._chartSpace.chart.find(qn("c:dispBlanksAs"))
    if blanks is not None:
        blanks.set("val", "span")
