"""A figure for a room has larger letters and nothing else is changed."""

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
