"""Renders tables on the screen: wrapping text where sentences would be cut off, a data grid everywhere else."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from okr_analytics import numbers
from okr_analytics.charts.textwidth import width
from okr_analytics.document import Column, Table
from okr_analytics.ui import marked, timeline
from okr_analytics.ui.session import csv
from okr_analytics.ui.text import plain

MOST_ROWS = 200  # a browser takes 8,000 rows of 18 columns, but not in the time between a click and a chart
_MOST_TEXT_ROWS = 200  # more are looked through in a grid, which sorts and searches
_MOST_TEXT_COLUMNS = 7  # more leave none of them the room to be read
_ROOM = 985.0  # pixels of the main column on a screen of 1,440
_LETTERS, _PADDING, _SHORT = 14.0, 18.0, 90.0  # pixels of a cell in the grid
OnPick = Callable[[str, str], None]  # (table's key column, picked value)


def table(block: Table, key: str, locale: str = "en", on_pick: OnPick | None = None) -> None:
    """Rows for people. `on_pick` is called with the row a person picks, where the table has a key to drill into."""
    if block.title:
        st.markdown(f"**{plain(block.title)}**")
    if block.frame.empty:
        st.caption(plain(block.empty))
        return
    if block.layout == "timeline":
        st.html(timeline.table(block, locale))
    elif _is_for_reading(block, on_pick):
        st.html(marked.table(block, locale))
    else:
        _grid(block, key, on_pick)
    if block.caption:
        st.caption(plain(block.caption))


def _is_for_reading(block: Table, on_pick: OnPick | None) -> bool:
    """Whether words are marked in it, or a grid would cut what there is room for in a table whose lines wrap."""
    if any(column.role == "spans" for column in block.columns):
        return True
    if len(block.frame) > _MOST_TEXT_ROWS or len(block.columns) > _MOST_TEXT_COLUMNS:
        return False
    if (block.key is not None and on_pick is not None) or any(column.role == "bar" for column in block.columns):
        return False
    return sum(_widest(block.frame, column) for column in block.columns) > _ROOM


def _widest(frame: pd.DataFrame, column: Column) -> float:
    """Pixels a column needs where nothing wraps, by its longest text; numbers, days and states are short."""
    told = _SHORT
    if column.unit == "text" and column.role not in ("status", "measured"):
        told = width(max(frame[column.name].dropna().map(str), key=len, default=""), _LETTERS)
    return max(told, width(column.label, _LETTERS)) + _PADDING


def _grid(block: Table, key: str, on_pick: OnPick | None) -> None:
    first = block.frame.head(MOST_ROWS)
    shown = pd.DataFrame({column.name: _cells(first, column) for column in block.columns})
    look: dict[str, Any] = {
        "hide_index": True,
        "column_config": {column.name: _column_config(column) for column in block.columns},
        "height": min(38 + 35 * len(shown), 600),
        "key": key,
        "placeholder": "—",
        "alt": block.title or None,
    }
    if block.key is None or on_pick is None:
        st.dataframe(shown, **look)
    else:
        picked = st.dataframe(shown, on_select="rerun", selection_mode="single-row", **look)
        st.caption("Pick a row to open its own page.")
        for row in picked["selection"]["rows"]:
            on_pick(block.key, str(block.frame[block.key].iloc[row]))
    _rest(block, key)


def _rest(block: Table, key: str) -> None:
    """Says that there are more rows than shown, and hands out all of them."""
    if len(block.frame) <= MOST_ROWS:
        return
    st.caption(f"The first {MOST_ROWS} of {len(block.frame):,} rows; filter by unit or cycle to see the others here.")
    columns = {column.name: column.label for column in block.columns}
    st.download_button(
        "Download all rows (CSV)",
        data=partial(csv, block.frame[list(columns)].rename(columns=columns)),
        file_name=f"{key}.csv",
        mime="text/csv",
        key=f"csv-{key}",
        on_click="ignore",
        icon=":material/download:",
    )


def _cells(frame: pd.DataFrame, column: Column) -> "pd.Series[Any]":
    values = frame[column.name]
    if column.role == "measured":
        return pd.Series(
            [numbers.measured(v, m) for v, m in zip(values, frame["measure"], strict=True)], index=frame.index
        )
    if column.role == "status":
        return values.map(marked.status)
    if column.unit == "points":  # 0.05 = 5 points
        return pd.to_numeric(values, errors="coerce") * 100
    if column.unit == "percent":  # the grid would show two places, tiles and sentences don't
        return pd.Series([numbers.percent_as_written(v) for v in values], index=frame.index, dtype="float64")
    if column.unit in ("number", "hours", "money", "count", "days"):
        return pd.to_numeric(values, errors="coerce")
    if column.unit == "date":
        return pd.to_datetime(values, errors="coerce").dt.date
    return values.astype(object).where(values.notna(), "").map(str)


def _column_config(column: Column) -> Any:
    label, hint = column.label, plain(column.help) if column.help else None
    kinds = st.column_config
    if column.role == "measured":
        return kinds.TextColumn(label, help=hint)
    if column.role == "bar":
        return kinds.ProgressColumn(label, help=hint, format="percent", min_value=0.0, max_value=1.0)
    match column.unit:
        case "percent":
            return kinds.NumberColumn(label, help=hint, format="percent")
        case "points":
            return kinds.NumberColumn(f"{label}, points", help=hint, format="%+.1f")
        case "count" | "days":
            return kinds.NumberColumn(label, help=hint, format="%d")
        case "number" | "hours" | "money":
            return kinds.NumberColumn(label, help=hint, format="localized")
        case "date":
            return kinds.DateColumn(label, help=hint, format="YYYY-MM-DD")
        case _:
            return kinds.TextColumn(label, help=hint)
