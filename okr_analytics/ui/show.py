"""Renders a View on the screen: tiles, charts, tables and notes, every text escaped, every choice handed back."""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from okr_analytics import numbers
from okr_analytics.charts import enlarged as larger
from okr_analytics.charts import plotly
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tile, Tiles, View
from okr_analytics.ui import marked, timeline
from okr_analytics.ui.session import csv
from okr_analytics.ui.text import plain

_TONE_ICONS = {"good": "check_circle", "warning": "warning", "bad": "error", "unknown": "help"}
_STATUS_SIGNS = {
    "on_track": "🟢 On track",
    "at_risk": "🟡 At risk",
    "off_track": "🔴 Off track",
    "done": "🔵 Done",
    "not_started": "⚪ Not started",
    "cancelled": "✖️ Cancelled",
    "outdated": "⏳ Outdated",
    "unknown": "❔ Unknown",
    "healthy": "🟢 Healthy",
    "warning": "🟡 Warning",
    "unhealthy": "🔴 Unhealthy",
    "error": "🔴 Error",
    "info": "🔵 Hint",
}
_CHART_CONFIG = {
    "displaylogo": False,
    "responsive": True,
    "modeBarButtonsToRemove": ["sendChartToCloud", "sendDataToCloud", "lasso2d", "select2d", "autoScale2d"],
}
_SMALL = 210
MOST_ROWS = 500  # a browser takes 8,000 rows of 18 columns, but not in the time between a click and a chart
OnPick = Callable[[str, str], None]  # (table's key column, picked value)


def view(document: View, *, locale: str = "en", on_pick: OnPick | None = None, only: tuple[str, ...] = ()) -> None:
    """The whole page; `on_pick` is called with the row a person picks in a table that has a key."""
    st.title(plain(document.title), anchor=False)
    st.caption(plain(document.question))
    if document.headline:
        st.markdown(f"##### {plain(document.headline)}")
    for part in document.sections:
        if not only or part.key in only:
            section(part, locale=locale, on_pick=on_pick, place=document.key)
    provenance(document)


def section(part: Section, *, locale: str = "en", on_pick: OnPick | None = None, place: str = "") -> None:
    """One section with its heading, its lead sentence and its blocks."""
    if part.title:
        st.subheader(plain(part.title), anchor=part.key)
    lead(part)
    grid = st.grid(part.columns, min_column_width=290, gap="medium") if part.columns > 1 else None
    for number, block in enumerate(part.blocks):
        key = f"{place}-{part.key}-{number}"
        if grid is not None and isinstance(block, Chart):
            with grid, st.container(key=f"cell-{key}"):
                chart(block, key, locale, height=_SMALL)
        else:
            _block(block, key, locale, on_pick)


def lead(part: Section) -> None:
    """What a section says, and how to read it."""
    if part.says:
        st.markdown(f"**{plain(part.says)}**")
    if part.lead:
        (st.caption if part.says else st.markdown)(plain(part.lead))


def enlarged(block: Block, key: str, locale: str, by: float) -> None:
    """One block for a room: letters of charts grow by that factor, tables are drawn as text that wraps and grows too."""
    if isinstance(block, Chart):
        chart(block, key, locale, letters=by)
    elif isinstance(block, Table) and len(block.frame):
        if block.title:
            st.markdown(f"**{plain(block.title)}**")
        st.html(marked.table(block, locale))
    elif isinstance(block, Note) and block.tone == "neutral":
        st.html(f'<p style="font-size:1.3rem;margin:0 0 .6rem">{escape(f"{block.text} {block.advice}".strip())}</p>')
    else:
        _block(block, key, locale, None)


def _block(block: Block, key: str, locale: str, on_pick: OnPick | None) -> None:
    if isinstance(block, Tiles):
        tiles(block, locale)
    elif isinstance(block, Chart):
        chart(block, key, locale)
    elif isinstance(block, Table):
        table(block, key, locale, on_pick)
    else:
        note(block)


# A label that is cut off ("Key results with …") says nothing: it takes a second line.
_WRAP = (
    '<style>[data-testid="stMetricLabel"],[data-testid="stMetricLabel"] :is(div,p)'
    "{white-space:normal!important;overflow:visible;height:auto;overflow-wrap:break-word}</style>"
)


def tiles(block: Tiles, locale: str) -> None:
    """Figures side by side; they wrap on a narrow screen."""
    st.html(_WRAP)
    grid = st.grid(min(len(block.tiles), 6), min_column_width=150, gap="small")
    for item in block.tiles:
        with grid:
            _tile(item, locale)


def _tile(item: Tile, locale: str) -> None:
    sign = _TONE_ICONS.get(item.tone)
    delta = None if item.delta is None else _signed(item, locale)
    st.metric(
        plain(item.label),
        plain(item.value) if isinstance(item.value, str) else numbers.text(item.value, item.unit, locale),
        delta,
        delta_color="off",
        icon=f":material/{sign}:" if sign else None,
        help=plain(_note(item)) or None,
        border=True,
        height="stretch",
        chart_data=list(item.trend) or None,
    )


def _note(item: Tile) -> str:
    difference = (
        f"The small figure: difference {item.delta_label}." if item.delta is not None and item.delta_label else ""
    )
    return " ".join(part for part in (item.note, difference) if part)


def _signed(item: Tile, locale: str) -> str:
    unit = "points" if item.unit == "percent" else item.unit
    written = numbers.text(item.delta, unit, locale)
    return written if (item.delta or 0) < 0 or written.startswith("+") else f"+{written}"


def chart(
    block: Chart, key: str, locale: str = "en", *, height: int | None = None, letters: float | None = None
) -> None:
    """One chart with its title above, drawn in the theme the person looks at.

    `height` in pixels for small ones, `letters` the factor by which letters grow for a projector.
    """
    if block.title:
        st.markdown(f"**{plain(block.title)}**")
    if block.frame.empty:
        st.caption(plain(block.note or "Nothing to draw yet."))
        return
    dark = st.context.theme.type == "dark"
    figure = plotly.figure(block, dark=dark, locale=locale)
    if letters is not None:
        figure = larger.enlarged(figure, letters)
    if height is not None:
        figure["layout"] |= {"height": height, "showlegend": False}
    st.plotly_chart(plotly.taken_as_made(figure), theme=None, key=key, config=_CHART_CONFIG, alt=block.alt)
    if block.note:
        st.caption(plain(block.note))


def note(block: Note) -> None:
    """A sentence with the weight of its tone."""
    text = plain(f"{block.text} {block.advice}".strip())
    match block.tone:
        case "bad":
            st.error(text, icon=":material/error:")
        case "warning":
            st.warning(text, icon=":material/warning:")
        case "good":
            st.success(text, icon=":material/check_circle:")
        case _:
            st.markdown(text)


def table(block: Table, key: str, locale: str = "en", on_pick: OnPick | None = None) -> None:
    """Rows for people; a table with highlighted text is drawn as safe HTML, every other as a data grid."""
    if block.title:
        st.markdown(f"**{plain(block.title)}**")
    if block.frame.empty:
        st.caption(plain(block.empty))
        return
    if block.layout == "timeline":
        st.html(timeline.table(block, locale))
    elif any(column.role == "spans" for column in block.columns):
        st.html(marked.table(block, locale))
    else:
        _grid(block, key, locale, on_pick)
    if block.caption:
        st.caption(plain(block.caption))


def _grid(block: Table, key: str, locale: str, on_pick: OnPick | None) -> None:
    first = block.frame.head(MOST_ROWS)
    shown = pd.DataFrame({column.name: _cells(first, column) for column in block.columns})
    config: Mapping[str, Any] = {column.name: _column_config(column) for column in block.columns}
    height = min(38 + 35 * len(shown), 600)
    if block.key is None or on_pick is None:
        st.dataframe(shown, hide_index=True, column_config=config, height=height, key=key, placeholder="—")
        _rest(block, key)
        return
    state = st.dataframe(
        shown,
        hide_index=True,
        column_config=config,
        height=height,
        key=key,
        placeholder="—",
        on_select="rerun",
        selection_mode="single-row",
    )
    st.caption("Pick a row to open its own page.")
    _rest(block, key)
    picked = state["selection"]["rows"]
    if picked:
        on_pick(block.key, str(block.frame[block.key].iloc[picked[0]]))


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
        return values.map(lambda word: _STATUS_SIGNS.get(str(word), str(word)) if pd.notna(word) else "❔ Unknown")
    if column.unit == "points":  # 0.05 = 5 points
        return pd.to_numeric(values, errors="coerce") * 100
    if column.unit in ("percent", "number", "hours", "money", "count", "days"):
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


def provenance(document: View) -> None:
    """Where the page's numbers come from, at its foot."""
    source = document.provenance
    if source is None:
        return
    rules = "; ".join(source.rules)
    st.divider()
    st.caption(
        plain(
            f"As of {source.as_of}, as known after event {source.known_at}. {source.filters} "
            f"{numbers.counted(len(source.loads), 'load')}; {numbers.counted(source.unused_cells, 'cell')} not used; "
            f"{numbers.counted(source.diagnostics, 'open diagnostic')}. "
            f"{rules}"
        )
    )
