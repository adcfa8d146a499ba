"""Our own SVG: well-formed, inert, the same for the same input, nothing written outside of it."""

import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from okr_analytics.charts import svg
from okr_analytics.charts.pictures.areas import squarify
from okr_analytics.charts.pictures.axes import ticks
from okr_analytics.charts.textwidth import width
from okr_analytics.document import Chart

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "title", "desc", "defs", "pattern", "rect", "line", "path", "circle", "text"}


@pytest.mark.parametrize("wide", [350, 760])
def test_every_family_is_well_formed_inert_and_inside(hostile_chart: Chart, wide: int) -> None:
    root = ET.fromstring(svg.draw(hostile_chart, width=wide))
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in KNOWN
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name or name == "style"]
    high = float(root.get("height", "0"))
    for text in root.iter(f"{SVG}text"):
        words, x, size = text.text or "", float(text.get("x", "0")), float(text.get("font-size", "11"))
        room = width(words, size)
        left = {"start": x, "middle": x - room / 2, "end": x - room}[text.get("text-anchor", "start")]
        assert left >= -3, words
        assert left + room <= wide + 3, words
        assert 0 < float(text.get("y", "0")) <= high, words


def test_the_same_chart_gives_the_same_bytes(chart: Chart) -> None:
    assert svg.draw(chart) == svg.draw(chart)


def test_it_says_what_it_shows(chart: Chart) -> None:
    root = ET.fromstring(svg.draw(chart, dark=True))
    assert root.findtext(f"{SVG}desc") == chart.alt
    assert root.get("role") == "img"


def test_words_do_not_lie_on_each_other(chart: Chart) -> None:
    if chart.family in ("treemap", "ternary", "scatter"):
        return
    boxes = []
    for text in ET.fromstring(svg.draw(chart, width=350)).iter(f"{SVG}text"):
        x, y, size = (float(text.get(name, "0")) for name in ("x", "y", "font-size"))
        room = width(text.text or "", size)
        left = {"start": x, "middle": x - room / 2, "end": x - room}[text.get("text-anchor", "start")]
        boxes.append((left + 1, y - size * 0.7, left + room - 1, y, text.text))
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, f"{a[4]!r} lies on {b[4]!r}"


def test_bars_are_as_long_as_their_values() -> None:
    frame = pd.DataFrame({"unit": ["A", "B"], "v": [1.0, 3.0]})
    chart = Chart("bar", frame, "T", "a", x="unit", y="v", horizontal=True, y_label="Value")
    bars = [r for r in ET.fromstring(svg.draw(chart)).iter(f"{SVG}rect") if r.find(f"{SVG}title") is not None]
    one, three = (float(bar.get("width", "0")) for bar in bars)
    assert three == pytest.approx(3 * one, rel=0.01)


def test_an_empty_frame_becomes_a_sentence() -> None:
    drawn = svg.draw(Chart("bar", pd.DataFrame(), "T", "a", x="u", y="v", note="Nothing was loaded for this."))
    assert "Nothing was loaded for this." in drawn


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 0.07), (-0.4, 0.5), (0, 123456), (3, 3.0001)])
def test_ticks_are_round_and_cover_the_values(low: float, high: float) -> None:
    found = ticks(low, high)
    assert found[0] <= low + 1e-9
    assert found[-1] >= high - 1e-9
    assert 2 <= len(found) <= 9


def test_boxes_of_a_treemap_have_the_areas_of_their_values() -> None:
    values = [6.0, 6, 4, 3, 2, 2, 1]
    boxes = squarify(values, (0, 0, 600, 400))
    assert [w * h for _, _, w, h in boxes] == pytest.approx([v * 10_000 for v in values])
    assert max(max(w / h, h / w) for _, _, w, h in boxes) < 4
