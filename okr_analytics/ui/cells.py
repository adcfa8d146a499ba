"""Opens the figures of a page down to the cells they came from."""

from dataclasses import asdict

import pandas as pd
import streamlit as st

from okr_analytics.document import Opening, Tiles, View
from okr_analytics.metrics.catalogue import METRICS
from okr_analytics.metrics.lineage import cells_behind
from okr_analytics.ui.text import plain
from okr_analytics.views.question import Question

MOST = 5000
_COLUMNS = {"item": "Item", "field": "Field", "cell": "Cell", "file": "File", "load_id": "Load"}


@st.fragment
def behind(document: View, question: Question) -> None:
    """An expander in which a person picks a figure of the page and sees the cells behind it."""
    figures = _figures(document)
    if not figures:
        return
    opened = st.expander(
        "Which cells are behind these figures?",
        icon=":material/table_view:",
        key=f"cells-{document.key}",
        on_change="rerun",
    )
    if not opened.open:  # asked for where somebody looks, not at each click
        return
    with opened:
        names = list(figures)
        picked = st.selectbox("Figure", names, key=f"figure-{document.key}", format_func=plain)
        figure = figures[picked]
        st.caption(plain(METRICS[figure.metric].definition))
        filters = question.filters.with_changes(**figure.filters)
        found = cells_behind(question.database, figure.metric, figure.dims, filters)
        if not found:
            st.caption("No cell of the loaded files says anything about it.")
            return
        frame = pd.DataFrame([asdict(cell) for cell in found[:MOST]])
        st.dataframe(frame, hide_index=True, key=f"cells-table-{document.key}", column_config=_COLUMNS)
        if len(found) > MOST:
            st.caption(f"The first {MOST:,} of {len(found):,} cells.")


def _figures(document: View) -> dict[str, Opening]:
    """Label → figure: those in tiles, and those that the view says in words."""
    found: dict[str, Opening] = {}
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Tiles):
                for tile in block.tiles:
                    if tile.metric:
                        found.setdefault(METRICS[tile.metric].label, Opening(tile.label, tile.metric))
    for opening in document.openings:
        found.setdefault(opening.label, opening)
    return {label: opening for label, opening in found.items() if METRICS[opening.metric].has_cells}
