"""Renders a View on the screen: tiles, charts, tables and notes, every text escaped, every choice handed back."""

from html import escape

import streamlit as st

from okr_analytics import numbers
from okr_analytics.charts import enlarged as larger
from okr_analytics.charts import plotly
from okr_analytics.document import Block, Chart, Note, Section, Table, Tile, Tiles, View
from okr_analytics.ui import marked
from okr_analytics.ui.tables import OnPick, table
from okr_analytics.ui.text import plain

_TONE_ICONS = {"good": "check_circle", "warning": "warning", "bad": "error", "unknown": "help"}
_CHART_CONFIG = {
    "displaylogo": False,
    "responsive": True,
    "modeBarButtonsToRemove": ["sendChartToCloud", "sendDataToCloud", "lasso2d", "select2d", "autoScale2d"],
}
_SMALL = 210


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


def tiles(block: Tiles, locale: str) -> None:
    """Figures side by side; they wrap on a narrow screen."""
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
