"""The page Explore: choose a metric and what to tell it apart by, see chart and table, take the numbers along."""

from functools import partial

import streamlit as st

from okr_analytics.document import Table, View
from okr_analytics.metrics.catalogue import METRICS
from okr_analytics.metrics.dimensions import DIMENSIONS
from okr_analytics.ui import page as pages
from okr_analytics.ui import session
from okr_analytics.views import explore

NONE = ""


def page() -> None:
    """Chooser, answer, download."""
    grid = st.grid(3, min_column_width=150, gap="small")
    with grid:
        name = str(_choose("Metric", list(METRICS), {n: m.label for n, m in METRICS.items()}, "metric", "progress"))
    dimensions = [NONE, *METRICS[name].dimensions]
    labels = {NONE: "—", **{n: DIMENSIONS[n].label for n in dimensions if n}}
    with grid:
        by = _choose("By", dimensions, labels, "by", dimensions[1])
    with grid:
        split = _choose("And by", [d for d in dimensions if d in (NONE,) or d != by], labels, "split", NONE)
    chosen = {key: value for key, value in (("metric", name), ("by", by), ("split", split)) if value}
    document = pages.render(explore, choices=chosen)
    _download(document, name)


def _choose(label: str, options: list[str], labels: dict[str, str], key: str, default: str) -> str:
    index = options.index(default) if default in options else 0
    found = st.selectbox(
        label, options, index, key=key, bind="query-params", format_func=lambda name: labels.get(name, name)
    )
    return str(found or NONE)


def _download(document: View, name: str) -> None:
    for block in document.sections[0].blocks:
        if isinstance(block, Table) and len(block.frame):
            st.download_button(
                "Download these rows (CSV)",
                data=partial(session.csv, block.frame),
                file_name=f"{name}.csv",
                mime="text/csv",
                on_click="ignore",
                icon=":material/download:",
            )
