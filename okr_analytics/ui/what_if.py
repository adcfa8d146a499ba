"""The page What if: move effort between conversations and units, see the split, keep scenarios and compare them."""

from typing import Any, cast

import pandas as pd
import streamlit as st

from okr_analytics import numbers, texts
from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace
from okr_analytics.metrics import whatif
from okr_analytics.metrics.whatif import Basis, ImpossibleMove, Move, Scenario
from okr_analytics.ui import filters, session, show
from okr_analytics.ui.text import plain
from okr_analytics.views import scenario as views
from okr_analytics.views import shares
from okr_analytics.views.question import Question

_ALL = "Every unit"
_CONVERSATIONS = {texts.word(texts.CONVERSATIONS, name): name for name in whatif.CONVERSATIONS}


def page() -> None:
    """Moves, their result, and the kept scenarios."""
    workspace = session.workspace()
    st.title("What if", anchor=False)
    st.caption(
        "Move effort between conversations or units and see the split against plan and bands. Nothing is changed."
    )
    question = filters.ask(workspace)
    measure = shares.measure_of(question)
    if measure is None:
        st.info("No effort is loaded under these filters: there is nothing to move yet.", icon=":material/info:")
        return
    asked = question.with_filters(measure=measure)
    scenario = _scenario(asked, measure)
    if scenario is not None:
        _result(workspace, asked, scenario)
    if views.kept_scenarios(question):
        st.subheader("Kept scenarios", anchor=False)
        show.view(session.view(views.build, question), locale=workspace.policy.locale)
        _forget(workspace, question)


def _scenario(question: Question, measure: str) -> Scenario | None:
    basis: Basis = cast(
        Basis,
        st.segmented_control(
            "On top of", list(views.NOW), default="actual", format_func=views.NOW.__getitem__, key="what_if_basis"
        )
        or "actual",
    )
    there = whatif.amounts(question.database, question.filters, basis)
    if there.empty:
        st.info(f"{views.NOW[basis]} isn't known under these filters.", icon=":material/info:")
        return None
    total = float(there["amount"].sum())
    said = numbers.text(total, "hours") if measure == "hours" else f"{numbers.text(total, 'number')} {measure}"
    st.markdown(f"All of it: **{plain(said)}**.")
    edited = _moves(question, there, total)
    filters_ = question.filters
    return Scenario(
        tuple(_move(row) for row in edited.to_dict("records") if row.get("Amount")),
        basis,
        measure,
        question.name_of("unit", filters_.unit) if filters_.unit else None,
        question.name_of("cycle", filters_.cycle) if filters_.cycle else None,
    )


def _moves(question: Question, there: pd.DataFrame, total: float) -> pd.DataFrame:
    """The editable list; it begins with a twentieth of all effort going from business as usual to growth."""
    names = list(_CONVERSATIONS)
    units = [_ALL, *sorted(set(there["unit"]) - {texts.NO_UNIT})]
    bau = float(there.loc[there["conversation"] == "bau", "amount"].sum())
    first = [round(min(total / 20, bau)), names[1], _ALL, names[0], _ALL]
    columns = ["Amount", "From", "Of", "To", "Of unit"]
    return st.data_editor(
        pd.DataFrame([first], columns=columns),
        num_rows="dynamic",
        hide_index=True,
        key=f"moves-{question.filters.unit}-{question.filters.cycle}",
        column_config={
            "Amount": st.column_config.NumberColumn(min_value=0.0, required=True),
            "From": st.column_config.SelectboxColumn(options=names, required=True),
            "Of": st.column_config.SelectboxColumn("of", options=units, default=_ALL, required=True),
            "To": st.column_config.SelectboxColumn(options=names, required=True),
            "Of unit": st.column_config.SelectboxColumn("of", options=units, default=_ALL, required=True),
        },
    )


def _move(row: dict[Any, Any]) -> Move:
    units = ["" if row[name] in (None, _ALL) else str(row[name]) for name in ("Of", "Of unit")]
    source, target = _CONVERSATIONS.get(row["From"], "bau"), _CONVERSATIONS.get(row["To"], "growth")
    return Move(float(row["Amount"]), source, target, *units)


def _result(workspace: Workspace, question: Question, scenario: Scenario) -> None:
    try:
        sections = views.sections(question, scenario)
    except ImpossibleMove as error:
        st.error(plain(str(error)), icon=":material/block:")
        return
    for section in sections:
        show.section(section, locale=workspace.policy.locale)
    with st.popover("Keep this scenario", icon=":material/bookmark:"):
        name = st.text_input("Name", max_chars=80, key="what_if_name", placeholder="Five points back to growth")
        if st.button("Keep", type="primary", disabled=not name.strip(), key="what_if_keep"):
            workspace.decide(Kind.SCENARIO, name.strip(), scenario.as_dict(), session.actor())
            st.rerun()


def _forget(workspace: Workspace, question: Question) -> None:
    row = st.container(horizontal=True)
    for place, name in enumerate(views.kept_scenarios(question)):
        if row.button(f"Forget “{plain(name)}”", key=f"forget-{place}", type="tertiary", icon=":material/delete:"):
            workspace.decide(Kind.SCENARIO, name, None, session.actor())
            st.rerun()
