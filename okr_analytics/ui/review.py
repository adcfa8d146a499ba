"""The page Cycle review: one screen at a time in large type, as a meeting reads it from a projector."""

import streamlit as st

from okr_analytics.document import Section, View
from okr_analytics.ui import filters, session, show
from okr_analytics.ui.text import plain
from okr_analytics.views import review

_LARGE = 1.45
# Everything on a page is measured in rem, so that one number makes it large; this style leaves with the page.
_STYLE = "<style>:root{font-size:21px}@media(max-width:640px){:root{font-size:17px}}</style>"


def page() -> None:
    """Filters, then the screens."""
    workspace = session.workspace()
    question = filters.ask(workspace)
    session.assess(workspace, question, review.NEEDS)
    document = session.view(review.build, question)
    large = st.toggle("Large, one screen at a time", value=True, key="screens", bind="query-params")
    if large:
        _screens(document, workspace.policy.locale)
    else:
        show.view(document, locale=workspace.policy.locale)


def _screens(document: View, locale: str) -> None:
    sections = [section for section in document.sections if not section.detail]
    st.html(_STYLE)
    place = min(int(st.session_state.get("screen", 0)), len(sections) - 1)
    st.caption(plain(f"{document.title} · {place + 1} of {len(sections)}"))
    with st.container(key="screen_body"):
        _screen(document, sections[place], place, locale)
    row = st.container(horizontal=True, horizontal_alignment="distribute")
    row.button(
        "Back", key="screen_back", icon=":material/arrow_back:", disabled=place == 0, on_click=_go, args=(place - 1,)
    )
    row.button(
        "Next",
        key="screen_next",
        icon=":material/arrow_forward:",
        type="primary",
        disabled=place == len(sections) - 1,
        on_click=_go,
        args=(place + 1,),
    )
    if place == len(sections) - 1:
        show.provenance(document)


def _screen(document: View, section: Section, place: int, locale: str) -> None:
    st.title(plain(document.headline if place == 0 else section.title), anchor=False)
    show.lead(section)
    for number, block in enumerate(section.blocks):
        show.enlarged(block, f"review-{section.key}-{number}", locale, _LARGE)


def _go(place: int) -> None:
    st.session_state["screen"] = place
