"""The page Estimate first: a leader says where the effort goes before seeing where it went."""

import streamlit as st

from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace
from okr_analytics.ui import filters, session, show
from okr_analytics.views import stated
from okr_analytics.views.question import Question

_SEEN = "estimate_seen"  # session: the (unit, cycle) pairs whose answer this visitor may see
_FIELDS = {"growth": "Growth (OKRs)", "bau": "Business as usual (KPIs)", "improvement": "Improvement (projects)"}


def page() -> None:
    """The estimate, then the answer."""
    workspace = session.workspace()
    st.title("Estimate first", anchor=False)
    st.caption("An exercise for the workshop: everyone says where the effort goes, then all look at where it went.")
    question = filters.ask(workspace)
    about = (question.filters.unit, question.filters.cycle)
    seen: set[tuple[str | None, str | None]] = st.session_state.setdefault(_SEEN, set())
    _form(workspace, question)
    count = len(stated.estimates(question))
    said = f"{count} {'estimate' if count == 1 else 'estimates'} for this unit and cycle so far."
    if about not in seen:
        st.caption(said)
        if st.button("Show what happened", icon=":material/visibility:", key="estimate_show", disabled=not count):
            seen.add(about)
            st.rerun()
        return
    show.view(session.view(stated.build, question), locale=workspace.policy.locale)


def _form(workspace: Workspace, question: Question) -> None:
    with st.form("estimate", clear_on_submit=True):
        who = st.text_input("Your name", max_chars=80, key="estimate_who")
        row = st.columns(3)
        told = {
            name: row[place].number_input(f"{label}, %", 0, 100, None, 5, key=f"estimate_{name}", placeholder="0–100")
            for place, (name, label) in enumerate(_FIELDS.items())
        }
        if not st.form_submit_button("Keep my estimate", type="primary", icon=":material/how_to_vote:"):
            return
    values = {name: int(value or 0) for name, value in told.items()}
    if not who.strip():
        st.error("Say who estimates: a name or a role, so that a second estimate replaces the first.")
    elif sum(values.values()) != 100:
        st.error(f"The three parts add up to {sum(values.values())} %. Change them so that they make 100 %.")
    else:
        _keep(workspace, question, who.strip(), values)


def _keep(workspace: Workspace, question: Question, who: str, values: dict[str, int]) -> None:
    unit = question.name_of("unit", question.filters.unit) if question.filters.unit else None
    cycle = question.name_of("cycle", question.filters.cycle) if question.filters.cycle else None
    payload = {"who": who, "unit": unit, "cycle": cycle, **{name: value / 100 for name, value in values.items()}}
    workspace.decide(Kind.STATED, f"{who}|{unit or ''}|{cycle or ''}", payload, session.actor())
    st.toast("Kept.", icon=":material/check:")
    st.rerun()
