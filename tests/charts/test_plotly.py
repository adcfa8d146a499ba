"""Plotly figures: valid, in our template, every axis named, the sheet's text never rendered."""

import dataclasses
import json
import re
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest
from plotly.tools import return_figure_from_figure_or_data

from okr_analytics.charts.plotly import figure, taken_as_made
from okr_analytics.charts.plotly_text import safe
from okr_analytics.document import Chart

OURS = re.compile(r"</?b>|<br>")


def texts(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in texts(value)]
    if isinstance(node, list | tuple):
        return [text for value in node for text in texts(value)]
    return [node] if isinstance(node, str) else []


@pytest.mark.parametrize("dark", [False, True])
def test_every_family_is_a_valid_figure_with_our_colours(chart: Chart, dark: bool) -> None:
    made = figure(chart, dark=dark)
    go.Figure(made)  # raises where Plotly doesn't know a property
    assert not re.search(r"#0000(0|1)[0-9a-f]\b", json.dumps(made, default=str)), "placeholder colours of a front end"
    assert made["layout"]["template"] == {"layout": {}, "data": {}}


def test_a_figure_is_taken_as_it_was_made(chart: Chart) -> None:
    made = figure(chart)
    assert return_figure_from_figure_or_data(taken_as_made(made), validate_figure=True) is made  # what a page calls


def test_every_axis_says_what_it_is(chart: Chart) -> None:
    layout = figure(chart)["layout"]
    if chart.family == "treemap":
        return
    if chart.family == "ternary":
        named = [layout["ternary"][f"{side}axis"]["title"]["text"] for side in "abc"]
        assert named == ["Growth", "Business as<br>usual", "Improvement"]
        return
    number = layout["yaxis" if layout["yaxis"].get("type") != "category" else "xaxis"]
    assert number["title"]["text"]
    if chart.unit == "percent":
        assert "%" in number["tickformat"]


def test_hostile_text_is_never_rendered(hostile_chart: Chart) -> None:
    for text in texts(figure(hostile_chart)):
        assert not re.search(r"<(?!/?b>|br>)", OURS.sub("", text)), text
        assert "$" not in text
        assert not re.search("[\x00-\x1f\ud800-\udfff\u202e\u2066]", text)


def test_no_text_of_a_sheet_gets_into_a_template(hostile_chart: Chart) -> None:
    """Plotly fills %{y} in templates; texts belong into hovertext, where it doesn't."""
    for trace in figure(hostile_chart)["data"]:
        assert "hovertemplate" not in trace
        assert "texttemplate" not in trace


def test_long_names_are_short_on_the_axis_and_whole_in_the_hover(chart: Chart) -> None:
    made = figure(chart)
    name = "Education and Early Childhood Development"
    for axis in ("xaxis", "yaxis"):
        for text in made["layout"].get(axis, {}).get("ticktext", []):
            assert all(len(line) <= 24 for line in text.split("<br>"))
    told = " ".join(t.replace("<br>", " ") for trace in made["data"] for t in texts(trace.get("hovertext", [])))
    assert name in told or chart.family in ("line", "band")


def test_an_empty_frame_becomes_a_sentence() -> None:
    made = figure(Chart("line", pd.DataFrame({"d": [], "v": []}), "T", "a", x="d", y="v", note="No check-ins yet."))
    assert made["data"] == []
    assert made["layout"]["annotations"][0]["text"] == "No check-ins yet."


def test_what_is_not_known_is_a_gap(chart: Chart) -> None:
    column = {"heatmap": chart.value, "treemap": chart.value, "ternary": chart.x, "bullet": chart.x}.get(
        chart.family, chart.y
    )
    if chart.family == "gantt":
        return
    holed = chart.frame.assign(**{column: [None, *chart.frame[column].iloc[1:]]})
    made = figure(dataclasses.replace(chart, frame=holed))
    json.dumps(made, default=str, allow_nan=False)  # NaN would be no JSON
    assert all(trace.get("connectgaps", False) is False for trace in made["data"])


def test_bands_stand_behind_and_today_is_drawn(chart: Chart) -> None:
    shapes = figure(chart)["layout"].get("shapes", [])
    assert sum(shape["type"] == "rect" and shape["layer"] == "below" for shape in shapes) == len(chart.bands)
    assert sum(shape["type"] == "line" for shape in shapes) == len(chart.lines)


def test_shares_of_a_stack_add_up() -> None:
    frame = pd.DataFrame({"u": ["A", "A", "B"], "c": ["growth", "bau", "bau"], "h": [1.0, 3.0, 5.0]})
    made = figure(Chart("bar", frame, "T", "a", x="u", y="h", color="c", stack="percent", unit="hours"))
    shares = {
        (trace["name"], name): y for trace in made["data"] for name, y in zip(trace["x"], trace["y"], strict=True)
    }
    assert shares == {("Growth", "A"): 0.25, ("Business as usual", "A"): 0.75, ("Business as usual", "B"): 1.0}


def test_numbers_follow_the_readers_language(chart: Chart) -> None:
    assert figure(chart, locale="de")["layout"]["separators"] == ",."


def test_safe_leaves_ordinary_text_alone() -> None:
    assert safe("Grow 20 % · Ärzte & <5 days") == "Grow 20 % · Ärzte &amp; &lt;5 days"


def test_an_axis_of_shares_has_its_ticks_however_few_are_counted() -> None:
    frame = pd.DataFrame({"unit": ["North", "North"], "grade": ["A", "B"], "items": [1, 2]})
    made = figure(Chart("bar", frame, "T", "a", x="unit", y="items", color="grade", stack="percent", unit="count"))
    assert "dtick" not in made["layout"]["yaxis"]
