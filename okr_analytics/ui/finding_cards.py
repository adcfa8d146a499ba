"""What to mend, one card a key result: the words meant, why, a rewrite beside, and every decision that can be taken."""

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from okr_analytics.errors import OkrError
from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace
from okr_analytics.metrics.elsewhere import Move, moves
from okr_analytics.quality import decisions
from okr_analytics.quality.decisions import About, Decision
from okr_analytics.quality.rule import Destination
from okr_analytics.ui import marked, session
from okr_analytics.ui.text import plain
from okr_analytics.views.judged import decided, words
from okr_analytics.views.judged.items import Found, Judged
from okr_analytics.views.question import Question

_SAID = "quality_said"  # what the last decision did, to be read after the page has run again
_STEP = 8
_MONTHS = 90  # days: how long a suppression holds unless the person says otherwise
_DESTINATIONS = [str(destination) for destination in Destination]


def said() -> None:
    """What the last decision did."""
    text = st.session_state.pop(_SAID, "")
    if text:
        st.success(plain(text), icon=":material/check_circle:")


def decide(workspace: Workspace, decision: Decision, words_after: str) -> None:
    """Records a decision, and runs the page again with what it did."""
    try:
        workspace.decide(Kind(decision.kind), decision.subject, decision.payload, session.actor())
    except OkrError as error:
        st.error(plain(str(error)))
        return
    st.session_state[_SAID] = words_after
    st.rerun()


def panel(workspace: Workspace, question: Question, found: Sequence[Judged]) -> None:
    """Filters of the list, then the cards, a few at a time."""
    chosen = _narrowed(found)
    if not chosen:
        st.info(
            "Nothing to mend here. Other filters, or “Also those without findings”, show more.", icon=":material/info:"
        )
        return
    shown = chosen[: int(st.session_state.get("cards_shown", _STEP))]
    st.caption(f"{len(shown)} of {words.many(len(chosen), 'item')}, the worst first.")
    effects = moves(question.database, _wanted(shown), question.filters)
    for item in shown:
        _card(workspace, question, item, effects)
    if len(shown) < len(chosen) and st.button("Show more", key="cards_more", icon=":material/expand_more:"):
        st.session_state["cards_shown"] = len(shown) + _STEP
        st.rerun()


def _narrowed(found: Sequence[Judged]) -> list[Judged]:
    grid = st.grid(3, min_column_width=180, gap="small")
    with grid:
        text = st.text_input("Words in it", key="cards_text", placeholder="Search").strip().casefold()
    codes = sorted({finding.code for item in found for finding in item.findings})
    names = {code: f"{code} {words.rule_name(rule.name)}" for code, rule in words.rules().items()}
    with grid:
        rule = st.selectbox(
            "Rule", ["", *codes], key="cards_rule", format_func=lambda code: names.get(code, "All rules")
        )
    with grid:
        grades = st.pills("Grade", list(words.GRADE_ORDER), selection_mode="multi", key="cards_grade")
    row = st.container(horizontal=True)
    silent = row.toggle("Also those without findings", key="cards_all")
    hints = row.toggle("Also hints", key="cards_hints")
    fresh = any(item.is_new for item in found) and row.toggle("Only what is new", key="cards_new")
    return [
        item
        for item in found
        if (silent or any(hints or f.severity != "info" for f in item.findings))
        and (not text or text in item.title.casefold())
        and (not rule or any(f.code == rule for f in item.findings))
        and (not grades or item.grade in grades)
        and (not fresh or item.is_new)
    ]


def _wanted(shown: Sequence[Judged]) -> dict[str, str]:
    """Key result → the destination that its card has chosen, or would offer."""
    return {
        item.key: str(st.session_state.get(f"to-{item.key}") or item.destination or _DESTINATIONS[0])
        for item in shown
        if item.kind == "key_result"
    }


def _card(workspace: Workspace, question: Question, item: Judged, effects: Mapping[str, Move]) -> None:
    with st.container(border=True, key=f"card-{item.key}"):
        left, right = st.columns([3, 2], gap="medium")
        with left:
            st.html(f'{_heading(item)}<div class="okr-findings">{"".join(map(_finding, item.findings))}</div>')
        with right:
            if item.suggestion:
                st.markdown("**A way to say it**" if item.rewrites else "**What to do**")
                st.markdown(plain(item.suggestion))
            if item.index is not None and item.findings:
                st.caption(
                    f"Index {plain(item.waterfall)}",
                    help="The chance in 100 that an experienced reader takes it as it stands, and what each rule costs.",
                )
            _actions(workspace, question, item, effects)


def _heading(item: Judged) -> str:
    grade = f'<span class="okr-grade okr-grade-{escape(item.grade)}">{escape(item.grade)}</span> ' if item.grade else ""
    kind = "Objective · " if item.kind == "objective" else ""
    fresh = '<span class="okr-new">new</span> ' if item.is_new else ""
    about = " · ".join(part for part in (item.unit, item.cycle, item.where) if part)
    return (
        f'<div class="okr-marked okr-card">{grade}{fresh}<strong>{marked.highlighted(item.title, item.spans)}</strong>'
        f"<br><small>{escape(kind + about)}</small></div>"
    )


def _finding(finding: Found) -> str:
    """A line of the card: the message, and small below it the rule, its source, where it belongs, the votes."""
    votes = f"called not useful by {words.many(finding.votes, 'person', 'people')}" if finding.votes else ""
    belongs = f"belongs to: {finding.destination}" if finding.destination else ""
    rule = f"{finding.code} {words.rule_name(finding.name)}"
    about = " · ".join(part for part in (rule, belongs, votes) if part)
    return (
        f'<div class="okr-{escape(finding.severity)}">{escape(finding.message)}<br>'
        f'<small title="Source: {escape(finding.source)}">{escape(about)}</small></div>'
    )


def _actions(workspace: Workspace, question: Question, item: Judged, effects: Mapping[str, Move]) -> None:
    row = st.container(horizontal=True)
    if item.kind == "key_result":
        label = f"It belongs to: {item.destination} …" if item.destination else "No key result? …"
        with row.popover(label, icon=":material/move_item:", key=f"move-{item.key}"):
            _accept(workspace, question, item, effects.get(item.key))
    if item.findings:
        with row.popover("Let it be …", icon=":material/notifications_off:", key=f"let-{item.key}"):
            _let_be(workspace, question, item)


def _accept(workspace: Workspace, question: Question, item: Judged, move: Move | None) -> None:
    start = _DESTINATIONS.index(item.destination) if item.destination else 0
    picked = st.selectbox("It belongs to", _DESTINATIONS, start, key=f"to-{item.key}")
    effect = decided.effect(move)
    st.markdown(plain(effect))
    st.caption("It keeps its history and has no grade any more. You can take it back under Decisions.")
    if st.button("Accept", key=f"accept-{item.key}", type="primary"):
        about = About(item.key, item.title, next((f.code for f in item.findings if f.destination == picked), ""))
        day = question.filters.as_of or dt.date.today()
        after = f"“{item.title}” belongs to: {picked}. {effect}"
        decide(workspace, decisions.accept(about, Destination(picked), day), after)


def _let_be(workspace: Workspace, question: Question, item: Judged) -> None:
    by_code = {finding.code: finding for finding in item.findings}
    code = st.selectbox(
        "Finding",
        list(by_code),
        key=f"finding-{item.key}",
        format_func=lambda name: f"{name} {words.rule_name(by_code[name].name)}" if name in by_code else name,
    )
    finding = by_code[code]
    about = About(item.key, item.title, finding.code, finding.name)
    day = question.filters.as_of or dt.date.today()
    st.markdown("**Suppress it** until a day, with a reason that others can read.")
    reason = st.text_input(
        "Why", key=f"why-{item.key}", max_chars=300, placeholder="Agreed with the board for this cycle"
    )
    until = st.date_input(
        "Until", day + dt.timedelta(_MONTHS), min_value=day, key=f"until-{item.key}", format="YYYY-MM-DD"
    )
    if st.button("Suppress", key=f"suppress-{item.key}"):
        last = until if isinstance(until, dt.date) else None
        if not reason.strip():
            st.warning("Say why: whoever reads the list of suppressions wants to know.")
        else:
            decide(
                workspace,
                decisions.suppress(about, reason, last),
                f"{code} is silent about “{item.title}” until {last}.",
            )
    st.divider()
    st.markdown(
        "**Or say that the finding is not useful.** It stays; a rule with many votes is shown as one to switch off."
    )
    if st.button("Not useful", key=f"vote-{item.key}", icon=":material/thumb_down:"):
        decide(
            workspace,
            decisions.vote(about, session.actor()),
            f"Thank you: {code} was called not useful for “{item.title}”.",
        )
