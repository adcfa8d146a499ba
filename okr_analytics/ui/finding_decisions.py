"""Decisions that can be taken back: destinations, suppressions, votes, and the standard for new key results only."""

import datetime as dt
from collections.abc import Callable, Mapping

import streamlit as st

from okr_analytics.document import View
from okr_analytics.loading import Workspace
from okr_analytics.quality import decisions
from okr_analytics.quality.decisions import About, Decision
from okr_analytics.ui import session, show
from okr_analytics.ui.finding_cards import decide
from okr_analytics.views.question import Question


def panel(workspace: Workspace, question: Question, document: View) -> None:
    """Every list of decisions with what can be done about it."""
    whole = question.with_filters(unit=None, cycle=None)
    moved = {str(row["key_result_key"]): str(row["title"]) for _, row in whole.rows("destination_state").iterrows()}
    silenced = {
        str(row["subject"]): f"{row['code']}: {row['title']}" for _, row in whole.rows("suppression_state").iterrows()
    }
    sections = {section.key: section for section in document.sections}
    for key in ("ratchet", "moved", "suppressed", "votes"):
        show.section(sections[key], locale=workspace.policy.locale, place=document.key)
        if key == "ratchet":
            _ratchet(workspace, question)
        elif key == "moved":
            _undo(workspace, "Take back where something belongs", "Take back", key, moved, decisions.take_back)
        elif key == "suppressed":
            _undo(workspace, "Let a suppressed finding speak again", "Lift", key, silenced, decisions.lift)
        else:
            _votes(workspace)


def _undo(
    workspace: Workspace,
    label: str,
    button: str,
    key: str,
    choices: Mapping[str, str],
    undo: Callable[[str], Decision],
) -> None:
    if not choices:
        return
    row = st.container(horizontal=True, vertical_alignment="bottom")
    picked = row.selectbox(label, list(choices), key=f"undo_{key}", format_func=lambda name: choices.get(name, name))
    if row.button(button, key=f"undo_{key}_button", icon=":material/undo:") and picked is not None:
        decide(workspace, undo(picked), f"Taken back: {choices[picked]}.")


def _votes(workspace: Workspace) -> None:
    voter = session.actor()
    kept = workspace.decisions("vote")
    own = {subject: vote for subject, vote in kept.items() if subject.endswith(f"|{voter}")}
    names = {subject: f"{vote['code']}: {vote['title']}" for subject, vote in own.items()}

    def unvote(subject: str) -> Decision:
        vote = own[subject]
        return decisions.unvote(About(vote["item_key"], vote["title"], vote["code"]), voter)

    _undo(workspace, "Take one of your votes back", "Take back", "vote", names, unvote)


def _ratchet(workspace: Workspace, question: Question) -> None:
    known = question.filters.known or workspace.last_event
    kept = decisions.ratchet(workspace.database, known)
    day = question.filters.as_of or dt.date.today()
    row = st.container(horizontal=True)
    if kept is None:
        if row.button("Record today's findings as known", key="ratchet_record", icon=":material/lock_clock:"):
            found = _fingerprints(question)
            decide(
                workspace, decisions.record(found, day), f"{len(found)} findings are known now; new ones stand first."
            )
        return
    left = kept.fingerprints & _fingerprints(question)
    label = "Tighten: what is gone must not come back"
    if left != kept.fingerprints and row.button(label, key="ratchet_tighten", icon=":material/compress:"):
        gone = len(kept.fingerprints) - len(left)
        decide(
            workspace, decisions.tighten(left, kept.recorded, kept.total), f"{gone} findings are no longer tolerated."
        )
    if row.button("Hold all to the standard again", key="ratchet_forget", icon=":material/lock_open:"):
        decide(workspace, decisions.forget(), "Old and new key results are held to the same standard again.")


def _fingerprints(question: Question) -> frozenset[str]:
    whole = question.with_filters(unit=None, cycle=None).rows("finding_state")
    return frozenset(str(name) for name in whole["fingerprint"].dropna())
