"""The choices of the page Review pack: for whom, which pages, compared with what, and in which house style."""

import datetime as dt
from typing import Any

import streamlit as st

from okr_analytics import numbers
from okr_analytics.packs.definition import AUDIENCES, CYCLE_START, IN_BRIEF, LAST_LOAD, RUNNING, TITLE, Definition
from okr_analytics.packs.pack import UnusablePack
from okr_analytics.packs.registry import formats
from okr_analytics.views import contents
from okr_analytics.views.question import Question

A_DAY = "a day"
_SINCE = {LAST_LOAD: "The last load", CYCLE_START: "Start of the cycle", A_DAY: "A day"}
_PAPER = {"a4": "A4", "letter": "Letter"}
_OWN = "The organisation's"


def definition(question: Question) -> Definition | None:
    """What the widgets ask for, under the question's unit and cycle; None where it can't be made, and the page says why."""
    _prepare()
    st.pills("For whom", list(AUDIENCES), key="pack_for", on_change=_take_audience, help="Sets what goes in.")
    names = st.pills(
        "What goes in",
        list(contents.PAGES),
        selection_mode="multi",
        format_func=lambda name: contents.PAGES[name].title,
        key="pack_pages",
    )
    brief = st.toggle(
        "In brief", key="pack_brief", help="Only what a board decides on, long tables cut to their first rows."
    )
    left, right = st.columns(2)
    title = left.text_input("Title", key="pack_title", max_chars=120, placeholder=TITLE)
    audience = right.text_input("Line below it", key="pack_audience", max_chars=120, placeholder="Board · 3 December")
    with left:
        since = _since(question)
    line = right.text_input("Confidentiality line", key="pack_line", max_chars=120, placeholder="Internal")
    house = _house_style()
    if not names:
        st.info("Choose at least one page.", icon=":material/info:")
        return None
    ordered = tuple(name for name in contents.PAGES if name in names)
    try:
        return Definition(
            title=title or TITLE,
            pages=ordered,
            formats=tuple(formats()),
            unit=question.filters.unit,
            cycle=question.filters.cycle,
            since=since,
            audience=audience,
            confidentiality=line,
            brief=brief,
            **house,
        )
    except UnusablePack as error:
        st.error(str(error))
        return None


def to_keep(question: Question, asked: Definition) -> dict[str, object]:
    """The definition in JSON terms as it is kept: names for keys, and the running cycle as "running"."""
    filters = question.filters
    cycle = question.name_of("cycle", filters.cycle) if filters.cycle else None
    unit = question.name_of("unit", filters.unit) if filters.unit else None
    return {**asked.as_dict(), "unit": unit, "cycle": RUNNING if cycle == question.running_cycle else cycle}


def take(kept: Definition, running: str | None) -> None:
    """Sets every widget to a kept definition; to be called before they are drawn."""
    state = st.session_state
    state["unit"] = kept.unit or ""
    state["cycle"] = (running if kept.cycle == RUNNING else kept.cycle) or ""
    state["pack_for"] = None
    state["pack_pages"] = list(kept.pages)
    state["pack_title"], state["pack_audience"], state["pack_line"] = kept.title, kept.audience, kept.confidentiality
    state["pack_since"] = kept.since if kept.since in _SINCE else A_DAY
    if kept.since not in _SINCE:
        state["pack_day"] = dt.date.fromisoformat(kept.since)
    state["pack_accent"], state["pack_paper"] = kept.accent, kept.paper
    state["pack_locale"], state["pack_zoom"] = kept.locale or _OWN, kept.interactive
    state["pack_brief"] = kept.brief
    state["pack_kept_logo"] = kept.logo


def _prepare() -> None:
    """First values, set here and not by the widgets, because a kept pack sets them too."""
    first = {
        "pack_pages": list(contents.USUAL),
        "pack_title": TITLE,
        "pack_since": LAST_LOAD,
        "pack_accent": Definition().accent,
        "pack_paper": "a4",
        "pack_locale": _OWN,
        "pack_zoom": False,
        "pack_brief": False,
    }
    for key, value in first.items():
        st.session_state.setdefault(key, value)


def _take_audience() -> None:
    chosen = st.session_state.get("pack_for")
    if chosen:
        st.session_state["pack_pages"] = list(AUDIENCES[chosen])
        st.session_state["pack_brief"] = chosen in IN_BRIEF


def _since(question: Question) -> str:
    chosen = st.segmented_control("Compare with", list(_SINCE), format_func=_SINCE.__getitem__, key="pack_since")
    if chosen != A_DAY:
        return chosen or LAST_LOAD
    today = question.filters.as_of or dt.date.today()
    st.session_state.setdefault("pack_day", today - dt.timedelta(days=30))
    day = st.date_input("Day to compare with", key="pack_day", max_value=today, format="YYYY-MM-DD")
    return day.isoformat() if isinstance(day, dt.date) else LAST_LOAD


def _house_style() -> dict[str, Any]:
    with st.expander("House style: logo, colour, paper, language", icon=":material/palette:"):
        row = st.container(horizontal=True, gap="large")
        accent = row.color_picker("Colour", key="pack_accent")
        paper = row.segmented_control(
            "Paper of the PDF", list(_PAPER), format_func=_PAPER.__getitem__, key="pack_paper"
        )
        locale = row.selectbox(
            "Numbers and dates", [_OWN, *numbers.LOCALES], key="pack_locale", help="1,234.5 or 1.234,5", width=220
        )
        upload = st.file_uploader("Logo", type=["png", "jpg", "jpeg"], key="pack_logo")
        kept = st.session_state.get("pack_kept_logo")
        if kept and not upload:
            st.caption("The logo of the kept pack is used.")
        zoom = st.toggle("Zooming charts in the web page", key="pack_zoom", help="Makes the file 5 MB larger.")
    return {
        "accent": accent,
        "paper": paper or "a4",
        "locale": None if locale == _OWN else locale,
        "logo": upload.getvalue() if upload else kept,
        "interactive": zoom,
    }
