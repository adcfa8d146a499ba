"""The page Settings: what the organisation decides, every default marked as one, and the glossary of every metric."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.policy import CADENCE_DAYS, STATUS_RULES, Band, CyclePolicy, Policy
from okr_analytics.ui import rule_settings, session, tables
from okr_analytics.ui.text import plain
from okr_analytics.views import effort_known, glossary
from okr_analytics.views.question import Question

_MOST_WORDS = 50  # unknown words offered at a time
_BANDS = {"growth": "Growth", "bau": "Business as usual", "improvement": "Improvement"}
_LOCALES = {"en": "English", "de": "Deutsch", "pt": "Português", "es": "Español"}


def page() -> None:
    """Tabs: the policy, our words, the rules for key results, the glossary."""
    workspace = session.workspace()
    st.title("Settings", anchor=False)
    policy_tab, words_tab, rules_tab, glossary_tab = st.tabs(
        ["What we decided", "Our words for effort", "Rules for key results", "Glossary"]
    )
    with policy_tab:
        _policy(workspace)
    with words_tab:
        _words(workspace)
    with rules_tab:
        rule_settings.panel(workspace)
    with glossary_tab:
        tables.table(glossary.table(), "glossary")


def _origin(policy: Policy, name: str) -> str:
    return "The product's default; not set by you yet." if policy.is_default(name) else "Set by your organisation."


def _policy(workspace: Workspace) -> None:
    policy = workspace.policy
    with st.form("policy", border=False):
        changes: dict[str, Any] = {}
        left, right = st.columns(2, gap="large")
        with left:
            changes["organisation"] = st.text_input("Organisation", policy.organisation, max_chars=120)
            changes["status_rule"] = st.selectbox(
                "Status rule",
                list(STATUS_RULES),
                list(STATUS_RULES).index(policy.status_rule),
                format_func=lambda name: STATUS_RULES[name].label,
                help=_origin(policy, "status_rule"),
            )
            changes["cadence"] = st.selectbox(
                "Check-in rhythm",
                list(CADENCE_DAYS),
                list(CADENCE_DAYS).index(policy.cadence),
                help=f"{_origin(policy, 'cadence')} After two rhythms without a check-in a key result is outdated.",
            )
            changes["profile"] = st.selectbox(
                "Profile",
                ["startup", "corporate", "public"],
                ["startup", "corporate", "public"].index(policy.profile),
                help=f"{_origin(policy, 'profile')} Changes thresholds of the quality rules, never the rules.",
            )
            changes["locale"] = st.selectbox(
                "Numbers and dates as in",
                list(_LOCALES),
                list(_LOCALES).index(policy.locale),
                format_func=lambda name: _LOCALES[name],
            )
        with right:
            changes["bands"] = _bands(policy)
            changes["hours_per_fte"] = st.number_input(
                "Hours a year per FTE", 1.0, 8784.0, policy.hours_per_fte, help=_origin(policy, "hours_per_fte")
            )
            changes["hours_per_day"] = st.number_input(
                "Hours a day", 1.0, 24.0, policy.hours_per_day, help=_origin(policy, "hours_per_day")
            )
        st.markdown("**Cycles** (only where the sheets don't say when a cycle begins and ends)")
        changes["cycles"] = _cycles(policy)
        if st.form_submit_button("Save", type="primary", icon=":material/save:"):
            _save(workspace, policy, changes)


def _bands(policy: Policy) -> dict[str, Band]:
    st.markdown("**Bands of the effort split**", help=_origin(policy, "bands"))
    found: dict[str, Band] = {}
    for name, label in _BANDS.items():
        band = policy.bands.get(name, Band(None, None))
        low, high = st.slider(
            label,
            0,
            100,
            (round(100 * (band.low or 0.0)), round(100 * (1.0 if band.high is None else band.high))),
            format="%d %%",
            key=f"band-{name}",
        )
        found[name] = Band(low / 100 if low else None, high / 100 if high < 100 else None)
    return found


def _cycles(policy: Policy) -> tuple[CyclePolicy, ...]:
    frame = pd.DataFrame(
        [{"name": c.name, "start": c.start, "end": c.end, "status_rule": c.status_rule} for c in policy.cycles],
        columns=["name", "start", "end", "status_rule"],
    )
    frame = frame.astype({"name": "object", "status_rule": "object"})
    frame["start"], frame["end"] = pd.to_datetime(frame["start"]), pd.to_datetime(frame["end"])
    kinds = st.column_config
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        key="cycles",
        column_config={
            "name": kinds.TextColumn("Cycle"),
            "start": kinds.DateColumn("First day"),
            "end": kinds.DateColumn("Last day"),
            "status_rule": kinds.SelectboxColumn("Rule it keeps", options=list(STATUS_RULES)),
        },
    )
    rows = edited.dropna(subset=["name", "start", "end"]).to_dict("records")
    return tuple(
        CyclePolicy(str(row["name"]), _day(row["start"]), _day(row["end"]), row["status_rule"] or None) for row in rows
    )


def _day(value: Any) -> dt.date:
    return pd.Timestamp(value).date()


def _save(workspace: Workspace, policy: Policy, changes: dict[str, Any]) -> None:
    different = {name: value for name, value in changes.items() if value != getattr(policy, name)}
    wrong = [c.name for c in changes["cycles"] if c.start > c.end]
    if wrong:
        st.error(plain(f"The cycle {wrong[0]} ends before it begins. Nothing was saved."))
    elif not different:
        st.info("Nothing is different from what is saved.")
    else:
        workspace.set_policy(policy.with_changes(**different), session.actor())
        st.toast("Saved. Every page uses it from now on.", icon=":material/check:")
        st.rerun()


def _unknown_words(workspace: Workspace) -> list[str]:
    """The words of the effort lines that no rule knows, those with the most effort first."""
    filters = Filters().resolve(workspace.database)
    question = Question(workspace.database, filters, workspace.policy, workspace.policy_event)
    return [str(word) for word in effort_known.unknown_words(question.rows("effort_entry"))["word"].head(_MOST_WORDS)]


def _words(workspace: Workspace) -> None:
    st.markdown(
        "How your sheets name the three conversations: “run the business”, “KTLO”, a department's own code. "
        "Common words are known already; add yours here."
    )
    policy = workspace.policy
    unknown = _unknown_words(workspace)
    if unknown:
        st.info(
            f"{len(unknown)} words of your sheets have no conversation yet; they stand at the end of the list.",
            icon=":material/help:",
        )
    told: list[tuple[str, str | None]] = [*policy.category_words.items(), *((word, None) for word in unknown)]
    frame = pd.DataFrame(told, columns=["word", "conversation"]).astype("object")
    kinds = st.column_config
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        key="words",
        column_config={
            "word": kinds.TextColumn("Word in the sheet"),
            "conversation": kinds.SelectboxColumn(
                "Conversation", options=list(_BANDS), format_func=lambda name: _BANDS[str(name)]
            ),
        },
    )
    if st.button("Save the words", key="save_words", icon=":material/save:"):
        rows = edited.dropna().to_dict("records")
        words = {str(row["word"]).strip(): str(row["conversation"]) for row in rows if str(row["word"]).strip()}
        workspace.set_policy(policy.with_changes(category_words=words), session.actor())
        st.rerun()
