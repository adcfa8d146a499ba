"""What every analytics page does: filters, the cached View, rows that open."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol, TypeAlias

import streamlit as st

from okr_analytics.document import View
from okr_analytics.ui import cells, filters, registry, session, show
from okr_analytics.views.derived import EVERYTHING
from okr_analytics.views.question import Question

Choose: TypeAlias = Callable[[Question], Mapping[str, str]]  # draws a page's own choices below the filters


class Builder(Protocol):
    """A module of views/: `build(question)` makes its View; NEEDS names what it waits for, everything where it is silent."""

    def build(self, question: Question) -> View:
        """The view under the question's filters."""


def render(
    builder: Builder,
    *,
    item: str | None = None,
    choices: Mapping[str, str] | None = None,
    choose: Choose | None = None,
) -> View:
    """Filters, the View of a module, and the cells behind its figures; `item` is the query parameter with an item's key."""
    workspace = session.workspace()
    key = st.query_params.get(item) if item else None
    question = filters.ask(workspace, item=key, choices=dict(choices or {}))
    if choose:
        question = replace(question, choices={**question.choices, **choose(question)})
    session.assess(workspace, question, getattr(builder, "NEEDS", EVERYTHING))
    document = session.view(builder.build, question)
    show.view(document, locale=workspace.policy.locale, on_pick=_open)
    cells.behind(document, question)
    return document


def _open(key: str, value: str) -> None:
    if key == "key_result_key":
        st.switch_page(registry.page("Key result"), query_params={"kr": value})
