"""Offers clean sheets to start from, for those who have none of their own yet."""

from functools import partial

import streamlit as st

from okr_analytics.forms.form import ALL, GROUPS, LANGUAGES
from okr_analytics.packs.template import MEDIA_TYPE, file_name, template

_WORDS = {
    ALL: "Everything in one workbook",
    "okrs": "Objectives and key results",
    "check-ins": "Check-ins",
    "initiatives": "Initiatives",
    "kpis": "KPIs and their readings",
    "targets": "Phased targets",
    "projects": "Projects and milestones",
    "effort": "Effort",
    "units": "Units",
    "cycles": "Cycles",
    "retrospectives": "Retrospectives",
    "champions": "Champions",
}


def offer() -> None:
    """Choose what and in which language, and take it."""
    with st.expander("Start from a clean sheet", icon=":material/note_add:"):
        st.caption(
            "You don't need a template: your own workbook will do, as it is. If you have none yet, take this one; it has "
            "lists to choose from and a sheet that explains every column, and it is read without any question."
        )
        left, right = st.columns([2, 1])
        group = left.selectbox("For", [ALL, *GROUPS], format_func=_WORDS.__getitem__, key="template_group")
        language = right.selectbox(
            "Language", list(LANGUAGES), format_func=LANGUAGES.__getitem__, key="template_language"
        )
        st.download_button(
            "Download the template",
            data=partial(template, group, language),
            file_name=file_name(group, language),
            mime=MEDIA_TYPE,
            key="template_download",
            on_click="ignore",
            icon=":material/download:",
        )
