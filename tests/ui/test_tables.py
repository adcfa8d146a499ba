"""Tables on the screen: sentences wrap instead of being cut, rows that can be picked stay a grid, text stays text."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from okr_analytics.document import Column, Table
from okr_analytics.ui import marked, tables

WORDS = "Other units must contribute, and none of their objectives hangs on this one: talk before the cycle is over."
COLUMNS = (Column("item", "Item"), Column("why", "What stands in the way"), Column("share", "Share", "percent"))


def _table(why: str, rows: int = 2, key: str | None = None, more: tuple[Column, ...] = ()) -> Table:
    frame = pd.DataFrame({"item": ["Vivir en casa más tiempo y con dignidad"] * rows, "why": why, "share": 0.5})
    return Table(COLUMNS + more, frame, "Barriers", key=key)


BLOCKS = {
    "long": _table(WORDS),
    "short": _table("No work behind it."),
    "many rows": _table(WORDS, rows=201),
    "many columns": _table(WORDS, more=(Column("share", "Share"),) * 5),
    "bars": _table(WORDS, more=(Column("share", "Share", role="bar"),)),
    "rows to pick": _table(WORDS, key="item"),
}
SCRIPT = """
from okr_analytics.ui import tables
from tests.ui.test_tables import BLOCKS

tables.table(BLOCKS[{name!r}], "t", on_pick=lambda key, value: None)
"""


@pytest.mark.parametrize("name", BLOCKS)
def test_what_a_grid_would_cut_is_drawn_as_text_that_wraps(name: str) -> None:
    app = AppTest.from_string(SCRIPT.format(name=name)).run()
    assert not app.exception
    text = "".join(str(part.proto.body) for part in app.get("html"))
    assert (WORDS in text) is (name == "long")
    assert len(app.dataframe) == (name != "long")


def test_a_table_for_reading_escapes_its_text_aligns_numbers_and_says_what_is_unknown() -> None:
    frame = pd.DataFrame({"item": ["<img src=x onerror=alert(1)>"], "state": [None], "share": [None]})
    columns = (Column("item", "<b>Item</b>", help='"><i>'), Column("state", "State", role="status"), COLUMNS[2])
    html = marked.table(Table(columns, frame, "T"))
    assert "<img" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "❔ Unknown" in html
    assert '<td class="okr-number" data-label="Share">—</td>' in html
    assert '<td data-label="State">' in html


def test_a_status_has_the_same_sign_in_a_grid_and_in_text() -> None:
    column = Column("state", "State", role="status")
    frame = pd.DataFrame({"state": ["on_track", "error", "of_our_own", None]})
    assert list(tables._cells(frame, column)) == ["🟢 On track", "🔴 Error", "Of our own", "❔ Unknown"]


def test_percentages_in_a_grid_are_written_as_in_tiles() -> None:
    column = Column("share", "Share", "percent")
    assert list(tables._cells(pd.DataFrame({"share": [0.27843, 0.06666, 1.0]}), column)) == [0.28, 0.067, 1.0]
