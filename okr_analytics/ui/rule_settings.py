"""Which rules judge the key results: families, rules switched off, preview rules; and what people voted."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from okr_analytics.document import Column, Table
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.quality.registry import all_rules, existing
from okr_analytics.quality.rule import Rule, Status
from okr_analytics.ui import session, tables
from okr_analytics.ui.text import plain
from okr_analytics.views.judged import places, words
from okr_analytics.views.question import Question

FAMILIES: Mapping[str, str] = {
    "KR1": "A result, or a task in disguise",
    "KR2": "Measurable and clear",
    "KR3": "Ambition, from numbers and history",
    "KR4": "Dates, owner, rhythm",
    "OB": "Objectives",
    "OS": "Sets",
}


def panel(workspace: Workspace) -> None:
    """The choice of rules with the profile's meaning, saved as part of the policy, and every rule with its state."""
    policy = workspace.policy
    origin = "Defaults of the product." if policy.is_default("rules_ignore") else "Set by your organisation."
    st.markdown(f"Every rule has a page with its reason and its source. {origin}")
    st.caption(
        f"Profile {plain(policy.profile)} (set under “What we decided”): it changes thresholds, never the rules."
    )
    chosen = [name for name in FAMILIES if not policy.rules_select or name in policy.rules_select]
    families = st.pills(
        "Families that judge",
        list(FAMILIES),
        selection_mode="multi",
        default=chosen,
        format_func=lambda name: f"{name} · {FAMILIES[name]}",
        key="rules_families",
    )
    rules = {rule.code: rule for rule in all_rules()}
    off = st.multiselect(
        "Switched off",
        list(rules),
        default=[code for code in existing(policy.rules_ignore) if code in rules],
        format_func=lambda code: f"{code} {words.rule_name(rules[code].name)}",
        key="rules_off",
    )
    preview = st.toggle(
        "Preview rules as well",
        value=policy.rules_preview,
        key="rules_preview",
        help="Young rules that are off by default.",
    )
    if st.button("Save the choice of rules", key="save_rules", icon=":material/save:"):
        _save(workspace, families, off, preview=preview)
    tables.table(_table(workspace, rules), "rule-settings")


def _save(workspace: Workspace, families: Sequence[str], off: Sequence[str], *, preview: bool) -> None:
    if not families:
        st.warning("Keep at least one family: without rules nothing can be graded. Nothing was saved.")
        return
    select = () if set(families) == set(FAMILIES) else tuple(families)
    changes = {"rules_select": select, "rules_ignore": tuple(off), "rules_preview": preview}
    workspace.set_policy(workspace.policy.with_changes(**changes), session.actor())
    st.toast("Saved. Every grade is made anew with these rules.", icon=":material/check:")
    st.rerun()


def _table(workspace: Workspace, rules: Mapping[str, Rule]) -> Table:
    policy = workspace.policy
    database = workspace.database
    question = Question(database, Filters().resolve(database), policy, workspace.policy_event)
    votes = places.voted(question)
    findings = {str(row.dims["code"]): row.value for row in question.metrics("findings", by=("code",))}
    rows = [
        {
            "code": rule.code,
            "name": words.rule_name(rule.name),
            "severity": str(rule.severity),
            "state": _state(rule, policy.rules_select, policy.rules_ignore, preview=policy.rules_preview),
            "votes": votes.get(rule.code, 0),
            "advice": "Candidate to be switched off"
            if places.candidate(votes.get(rule.code, 0), findings.get(rule.code))
            else "",
            "source": rule.source,
        }
        for rule in rules.values()
    ]
    columns = (
        Column("code", "Rule"),
        Column("name", "What it finds"),
        Column("severity", "Severity", role="status"),
        Column("state", "State"),
        Column("votes", "Called not useful", "count"),
        Column("advice", "By the votes"),
        Column("source", "Source"),
    )
    return Table(columns, pd.DataFrame(rows), title="Every rule")


def _state(rule: Rule, select: Sequence[str], ignore: Sequence[str], *, preview: bool) -> str:
    if rule.code.startswith(tuple(ignore) or ("-",)) or (select and not rule.code.startswith(tuple(select))):
        return "off"
    if rule.status is Status.PREVIEW:
        return "on (preview)" if preview or rule.code in select else "off (preview)"
    return "on"
