"""What a native chart can't draw is said below it: bands, upright lines such as today, the chart's note."""

from okr_analytics import numbers
from okr_analytics.charts import marks
from okr_analytics.charts.letters import flat
from okr_analytics.document import Chart


def caption(chart: Chart, locale: str) -> str:
    """One line for below a native chart; empty where there is nothing to add."""
    parts = [
        f"{label}: {numbers.text(low, chart.unit, locale)} – {numbers.text(high, chart.unit, locale)}"
        for label, low, high in chart.bands
    ]
    for label, place in chart.lines:
        written = numbers.date(place, locale) if marks.is_dates(chart) else numbers.text(place, "number", locale)
        parts.append(f"{label}: {written}")
    return flat(" · ".join([*parts, chart.note] if chart.note else parts))
