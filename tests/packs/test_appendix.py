"""The numbers of charts on paper: short where little changes, none lost, and room for long tables."""

import dataclasses
import datetime as dt
from typing import Literal

import pandas as pd
import pytest
from opened import pdf_text

from okr_analytics.document import Chart, Column, Section, Table, View
from okr_analytics.packs import appendix, pdf, printed
from okr_analytics.packs.pack import Pack

DAY = dt.date(2026, 1, 5)
ROOM = 479.0


def weekly(**columns: object) -> pd.DataFrame:
    days = [DAY + dt.timedelta(weeks=week) for week in range(24)]
    return pd.DataFrame({"day": days, "line": "Readings", "value": [week / 24 for week in range(24)]} | columns)


def band(frame: pd.DataFrame) -> Chart:
    return Chart(
        "band", frame, "t", "a", x="day", y="value", low="low", high="high", color="line", x_unit="date", unit="number"
    )


def test_a_range_that_changed_once_is_said_with_its_day() -> None:
    ranges = pd.DataFrame({"day": [DAY, DAY + dt.timedelta(weeks=12), DAY + dt.timedelta(weeks=23)], "line": "Healthy"})
    ranges = ranges.assign(low=[50.0, 60.0, 60.0], high=[80.0, 80.0, 80.0])
    made = appendix.numbers_of(band(pd.concat([weekly(), ranges])), "en", ROOM)
    assert set(made.heads) == {"Day", "Readings"}
    assert "Healthy: low: 50, 60 from 30 Mar 2026" in made.same
    assert "Healthy: high: 80" in made.same


def test_a_column_that_repeats_another_is_said_in_words() -> None:
    marked = weekly().assign(line="Outside")[lambda frame: frame["value"] > 0.5]
    made = appendix.numbers_of(
        Chart("line", pd.concat([weekly(), marked]), "t", "a", x="day", y="value", color="line", x_unit="date"),
        "en",
        ROOM,
    )
    assert made.same == "Outside: as Readings in 11 of 24 rows"


def test_rows_side_by_side_are_all_there_in_their_order() -> None:
    made = appendix.numbers_of(Chart("line", weekly(), "t", "a", x="day", y="value", x_unit="date"), "en", ROOM)
    assert made.beside > 1
    wide = len(made.heads) // made.beside
    down = [row[at : at + wide] for at in range(0, len(made.heads), wide) for row in made.rows]
    assert [cells[0].day for cells in down if cells[0].text] == list(weekly()["day"])


@pytest.mark.parametrize(("rows", "every_column"), [(40, True), (200, False)])
def test_tables_share_the_room_on_paper(pack: Pack, rows: int, every_column: bool) -> None:
    names = [f"column {i}" for i in range(24)]
    table = Table(tuple(Column(name, name) for name in names), pd.DataFrame(1.5, index=range(rows), columns=names))
    many = dataclasses.replace(pack, views=(View("v", "V", "?", (Section("s", "S", (table,) * 8),)),))
    allowed = printed.allowance(many, 12)
    assert allowed.every_column is every_column
    shown = min(rows, allowed.rows) * (30 if every_column else 10) * 8
    assert shown <= 12_000
    assert (allowed.rows >= rows) is every_column


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_row_of_figures_stands_on_one_line(pack: Pack, paper: Literal["a4", "letter"]) -> None:
    frame = pd.concat([weekly(), weekly(value=[week / 31 for week in range(24)]).assign(line="Planned")])
    drawn = Chart("line", frame, "Trend", "a", x="day", y="value", color="line", x_unit="date", unit="percent")
    made = dataclasses.replace(pack, paper=paper, views=(View("v", "V", "?", (Section("s", "S", (drawn,)),)),))
    text = pdf_text(pdf.write(made))
    row = next(line for line in text.splitlines() if line.lstrip().startswith("5 Jan 2026"))
    assert row.count("%") >= 4  # two groups beside each other, two numbers in each
