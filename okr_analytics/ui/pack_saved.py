"""Packs kept under a name: choose one, keep the one on the page, forget one; each is an event of the journal."""

import shlex

import streamlit as st

from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.definition import Definition
from okr_analytics.ui import pack_options, session
from okr_analytics.ui.text import plain
from okr_analytics.views.question import Question


def choose(workspace: Workspace) -> None:
    """Offers the kept packs; nothing where there is none."""
    kept = workspace.decisions(Kind.PACK)
    if not kept:
        return
    st.selectbox(
        "Start from",
        list(kept),
        index=None,
        placeholder="A pack you kept",
        key="pack_kept",
        on_change=_take,
        args=(workspace, kept),
    )


def keep(workspace: Workspace, question: Question, definition: Definition) -> None:
    """Keeps what is on the page under a name, or forgets the chosen one."""
    with st.popover("Keep this pack", icon=":material/bookmark:", width="stretch"):
        chosen = st.session_state.get("pack_kept")
        name = st.text_input("Name", value=chosen or "", max_chars=80, placeholder="Quarterly board review")
        st.caption("Next month it is two clicks; on a schedule, this makes it (`--each-unit`: one for every unit):")
        st.code(command(name.strip() or "Quarterly board review"), language="sh", wrap_lines=True)
        if st.button("Keep", type="primary", disabled=not name.strip(), key="pack_keep"):
            data = pack_options.to_keep(question, definition)
            workspace.decide(Kind.PACK, name.strip(), data, session.actor())
            st.toast(f"Kept as “{plain(name.strip())}”.", icon=":material/bookmark_added:")
            st.rerun()
        if chosen and st.button(f"Forget “{plain(chosen)}”", key="pack_forget"):
            workspace.decide(Kind.PACK, chosen, None, session.actor())
            st.rerun()


def command(name: str) -> str:
    """The command line that makes a kept pack."""
    return f"python -m okr_analytics pack --out packs --saved {shlex.quote(name)}"


def _take(workspace: Workspace, kept: dict[str, dict[str, object]]) -> None:
    chosen = st.session_state.get("pack_kept")
    if chosen not in kept:
        return
    database = workspace.database
    question = Question(database, Filters().resolve(database), workspace.policy, workspace.policy_event)
    pack_options.take(Definition.from_dict(kept[chosen]), question.running_cycle)
