"""The timeline of a table: every word of a sheet is escaped, and what is unknown takes no line."""

import datetime as dt

import pandas as pd

from okr_analytics.document import Column, Table
from okr_analytics.ui.timeline import table


def test_words_stay_words_and_the_unknown_takes_no_line() -> None:
    frame = pd.DataFrame(
        [
            (dt.date(2026, 11, 20), "at_risk", "<img src=x onerror=alert(1)>", None, "Check-ins!A<7>"),
            (dt.date(2026, 11, 13), None, "fine", "</li><script>x</script>", None),
        ],
        columns=["date", "status", "progress", "problems", "where"],
    )
    columns = (
        Column("date", "Day", "date"),
        Column("status", "Colour", role="status"),
        Column("progress", "Progress"),
        Column("problems", "Problems"),
        Column("where", "Cell", role="cell"),
    )
    html = table(Table(columns, frame, layout="timeline"))
    assert "<img" not in html
    assert "<script" not in html
    assert "Check-ins!A&lt;7&gt;" in html
    assert html.count("Problems:") == 1
    assert "<b>20 Nov 2026</b> · At risk" in html
    assert html.count("<li>") == 2
