"""Charts for a room have larger letters; on a narrow screen words are as long as they fit."""

import pandas as pd

from okr_analytics.charts.enlarged import enlarged
from okr_analytics.charts.plotly import figure
from okr_analytics.document import Chart

CHART = Chart("bar", pd.DataFrame({"x": ["a", "b"], "y": [1, 2]}), "t", "a", x="x", y="y", lines=(("now", "a"),))


def test_letters_grow_and_numbers_stay() -> None:
    small = figure(CHART)
    large = enlarged(small, 1.5)
    assert large["layout"]["font"]["size"] == 18
    assert large["layout"]["xaxis"]["tickfont"]["size"] == round(1.5 * small["layout"]["xaxis"]["tickfont"]["size"])
    assert large["layout"]["annotations"][0]["font"]["size"] > small["layout"]["annotations"][0]["font"]["size"]
    assert large["layout"]["height"] > small["layout"]["height"]
    assert [trace["y"] for trace in large["data"]] == [trace["y"] for trace in small["data"]]
    assert figure(CHART) == small  # the small one isn't touched


def heat(columns: int, value: float) -> list[str]:
    frame = pd.DataFrame([(f"c{n}", "row", value) for n in range(columns)], columns=["x", "y", "v"])
    drawn = figure(Chart("heatmap", frame, "t", "a", x="x", y="y", value="v", unit="percent"))
    return [note["text"].replace("\u00a0", " ") for note in drawn["layout"]["annotations"]]


def test_words_in_a_maps_cells_are_as_long_as_they_fit_on_a_narrow_screen() -> None:
    assert heat(3, 1.0) == ["100 %"] * 3
    assert heat(8, 1.0) == ["100"] * 8
    assert heat(13, 1.0) == []
