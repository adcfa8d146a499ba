"""The page KR quality: the answer first, then what to mend with every action on it, rules, sets and decisions."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from okr_analytics.document import View
from okr_analytics.loading import Workspace
from okr_analytics.ui import cells, filters, finding_cards, finding_decisions, session, show
from okr_analytics.ui.text import plain
from okr_analytics.views import quality
from okr_analytics.views.judged import items, sets
from okr_analytics.views.question import Question

# Which sections of the View each part shows, in the order in which a person asks.
PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "The answer": ("none", "figures", "cycles", "course", "rising", "units"),
        "What to mend": (),
        "Rules": ("costs", "rules"),
        "Objectives and units": ("objective", "objectives", "forms", "history"),
        "Good examples": ("best",),
        "Decisions": (),
    }
)
_FIRST = next(iter(PARTS))


def page() -> None:
    """Filters, the headline, and one part at a time; the address keeps which."""
    workspace = session.workspace()
    question = filters.ask(workspace)
    session.assess(workspace, question)
    head = st.container()
    part = str(
        st.segmented_control(
            "Look at", list(PARTS), default=_FIRST, key="part", bind="query-params", label_visibility="collapsed"
        )
        or _FIRST
    )
    if part == "Objectives and units":
        question = _choose(question)
    document = session.view(quality.build, question)
    with head:
        _head(document)
    _part(workspace, question, document, part)


def _head(document: View) -> None:
    st.title(plain(document.title), anchor=False)
    st.caption(plain(document.question))
    if document.headline:
        st.markdown(f"##### {plain(document.headline)}")
    finding_cards.said()


def _part(workspace: Workspace, question: Question, document: View, part: str) -> None:
    if part == "What to mend":
        finding_cards.panel(workspace, question, items.judged(question))
    if part == "Decisions":
        finding_decisions.panel(workspace, question, document)
    for section in document.sections:
        if section.key in PARTS[part] and not (section.key == "objectives" and question.choices):
            show.section(section, locale=workspace.policy.locale, place=document.key)
    show.provenance(document)
    if part == _FIRST:
        cells.behind(document, question)


def _choose(question: Question) -> Question:
    """The objective to be seen as a whole; those of the filters, the address keeps it."""
    state = question.rows("quality_state")
    titles = sorted({str(title) for title in state["objective"].dropna()})
    picked = st.selectbox(
        "See one objective as a whole",
        ["", *titles],
        key="objective",
        bind="query-params",
        format_func=lambda title: title or "All objectives",
    )
    return replace(question, choices={sets.CHOICE: str(picked)} if picked else {})
