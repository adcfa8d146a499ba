"""The page Progress: what it compares with is chosen below the filters and kept in the address."""

import datetime as dt

import streamlit as st

from okr_analytics.ui import page as pages
from okr_analytics.views import progress
from okr_analytics.views.question import Question
from okr_analytics.views.since import CHOICE

_LAST, _DAY = "", "day"
_MOST_LOADS = 12


def page() -> None:
    """Filters, what to compare with, the View."""
    pages.render(progress, choose=_choose)


def _choose(question: Question) -> dict[str, str]:
    """Since when changes are told: the last load, an earlier one, the last review, or a day."""
    labels = {_LAST: "the last load", _DAY: "a day …"}
    reviews = question.database.query(
        "SELECT max(number) FROM event WHERE kind = 'pack' AND number <= ?", [question.filters.known]
    )
    if reviews and reviews[0][0] is not None:
        labels[f"review:{reviews[0][0]}"] = "the last review (the last time a pack was kept)"
    loads = question.rows("load_state").sort_values("load_id", ascending=False)
    for _, load in loads.head(_MOST_LOADS).iterrows():
        labels[f"load:{int(load['load_id'])}"] = f"before load {int(load['load_id'])}: {load['file']}"
    row = st.container(horizontal=True, vertical_alignment="bottom")
    picked = str(
        row.selectbox(
            "Show what changed since",
            list(labels),
            key="since",
            bind="query-params",
            format_func=lambda name: labels.get(name, name),
            width=420,
        )
        or _LAST
    )
    if picked == _DAY:
        start = question.cycle_start or (question.filters.as_of or dt.date.today()) - dt.timedelta(days=28)
        day = row.date_input("Day", value=start, key="since_day", format="YYYY-MM-DD", bind="query-params", width=160)
        picked = day.isoformat() if isinstance(day, dt.date) else _LAST
    return {CHOICE: picked} if picked else {}
