"""Opens the figures of a page down to the cells they came from."""

from dataclasses import asdict

import pandas as pd
import streamlit as st

from okr_analytics.document import Tile, Tiles, View
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
    with st.expander(
        "Which cells are behind these figures?", icon=":material/table_view:", key=f"cells-{document.key}"
    ):
        names = list(figures)
        picked = st.selectbox(
            "Figure", names, key=f"figure-{document.key}", format_func=lambda name: figures[name].label
        )
        metric = METRICS[picked]
        st.caption(plain(metric.definition))
        found = cells_behind(question.database, picked, {}, question.filters)
        if not found:
            st.caption("No cell of the loaded files says anything about it.")
            return
        frame = pd.DataFrame([asdict(cell) for cell in found[:MOST]])
        st.dataframe(frame, hide_index=True, key=f"cells-table-{document.key}", column_config=_COLUMNS)
        if len(found) > MOST:
            st.caption(f"The first {MOST:,} of {len(found):,} cells.")


def _figures(document: View) -> dict[str, Tile]:
    found: dict[str, Tile] = {}
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Tiles):
                for tile in block.tiles:
                    if tile.metric and METRICS[tile.metric].has_cells:
                        found.setdefault(tile.metric, tile)
    return found
