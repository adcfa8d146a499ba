"""The writing desk: type a key result and its objective, read what the rules say before it reaches any sheet."""

import streamlit as st

from okr_analytics.loading import Workspace
from okr_analytics.quality.grade import grade
from okr_analytics.quality.lint import lint_text
from okr_analytics.quality.registry import existing
from okr_analytics.quality.rule import Finding
from okr_analytics.ui import marked, session
from okr_analytics.ui.text import plain
from okr_analytics.views.judged import words

_SIGNS = {"error": ":material/error:", "warning": ":material/warning:", "info": ":material/info:"}
_WORDS = {"A": "nothing to say", "B": "one warning", "C": "several warnings", "D": "one error", "E": "several errors"}


def page() -> None:
    """Two fields, the grade, and each finding with its reason, its source and another way to say it."""
    workspace = session.workspace()
    st.title("Writing desk", anchor=False)
    st.caption("Try a key result before it reaches any sheet. Nothing typed here is stored.")
    objective = st.text_input(
        "Objective (optional)", key="desk_objective", max_chars=400, placeholder="Patients are seen in time"
    )
    text = st.text_area(
        "Key result",
        key="desk_text",
        max_chars=600,
        height=90,
        placeholder="Reduce the median wait from 49 to 40 minutes",
    )
    if not text.strip():
        st.info(
            "A good key result names what changes, from where, to where, by when: "
            "“Reduce the median wait from 49 to 40 minutes by December”.",
            icon=":material/edit:",
        )
        return
    _answer(workspace, text.strip(), objective.strip())


def _answer(workspace: Workspace, text: str, objective: str) -> None:
    policy = workspace.policy
    report = lint_text(
        text,
        objective or None,
        profile=policy.profile,
        select=existing(policy.rules_select),
        ignore=existing(policy.rules_ignore),
        preview=policy.rules_preview,
    )
    own = [finding for finding in report.findings if str(finding.item.kind) == "key_result"]
    letter = str(grade(own))
    st.subheader(f"Grade {letter}: {_WORDS.get(letter, '')}", anchor=False)
    spans = tuple(span for finding in own for span in finding.spans)
    st.html(f'<p class="okr-marked">{marked.highlighted(text, spans)}</p>')
    if not report.findings:
        st.success("No rule has anything to say about it.", icon=":material/check_circle:")
    for finding in report.findings:
        _finding(finding)


def _finding(finding: Finding) -> None:
    with st.container(border=True):
        sign = _SIGNS.get(str(finding.severity), _SIGNS["info"])
        st.markdown(f"{sign} **{plain(finding.code)} {plain(words.rule_name(finding.name))}**")
        st.markdown(plain(finding.message))
        if finding.suggestion:
            st.markdown(f"→ {plain(finding.suggestion)}")
        belongs = f"It belongs to: {finding.destination}. " if finding.destination else ""
        st.caption(plain(f"{belongs}Source: {finding.source}"))
