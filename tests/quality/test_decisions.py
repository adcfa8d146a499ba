"""The life of a finding: suppressed until a day, called not useful, accepted elsewhere, known and tolerated; all of it can be undone."""

import datetime as dt

import pytest

from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace
from okr_analytics.metrics.elsewhere import moves, shares
from okr_analytics.metrics.evaluate import evaluate
from okr_analytics.metrics.filters import Filters
from okr_analytics.quality import decisions
from okr_analytics.quality.assess import assess, judge
from okr_analytics.quality.decisions import About, Decision
from okr_analytics.quality.rule import Destination
from okr_analytics.quality.suppressions import fingerprint

DAY = dt.date(2026, 2, 6)
OKRS = """Unit,Cycle,Objective,Key result,Baseline,Target,Current,Owner
Sales,2026 Q1,Delight our customers,NPS from 40 to 60,40,60,45,Ana
Sales,2026 Q1,Delight our customers,Launch the portal,,,,Ana
Sales,2026 Q1,Delight our customers,Keep uptime at 99%,,,,Ana
"""
HOURS = """Unit,Month,Item,Conversation,Actual hours
Sales,2026-01,NPS from 40 to 60,Growth,100
Sales,2026-01,Keep uptime at 99%,Growth,60
Sales,2026-01,Support,BAU,240
"""
LAUNCH = "Launch the portal"
UPTIME = "Keep uptime at 99%"


@pytest.fixture
def stored() -> Workspace:
    return Workspace.in_memory([("okrs.csv", OKRS.encode()), ("hours.csv", HOURS.encode())], as_of=DAY, actor="test")


def _do(workspace: Workspace, decision: Decision, actor: str = "Ana") -> None:
    workspace.decide(Kind(decision.kind), decision.subject, decision.payload, actor)


def _about(workspace: Workspace, title: str, code: str = "") -> About:
    rows = workspace.database.query(
        "SELECT key FROM key_result_now(?, ?) WHERE title = ?", (DAY, workspace.last_event, title)
    )
    return About(str(rows[0][0]), title, code, "name")


def _codes(workspace: Workspace, title: str, day: dt.date = DAY, known: int | None = None) -> set[str]:
    event = workspace.last_event if known is None else known
    assess(workspace.database, day, event, workspace.policy)
    findings = workspace.database.relation("finding_state", day, event)
    rows = workspace.database.query(f"SELECT code FROM {findings} WHERE title = ?", (title,))
    return {str(code) for (code,) in rows}


def _metric(workspace: Workspace, name: str, day: dt.date = DAY) -> float | int | None:
    filters = Filters(as_of=day, known=workspace.last_event)
    assess(workspace.database, day, workspace.last_event, workspace.policy)
    return evaluate(workspace.database, [name], (), filters)[0].value


def _state(workspace: Workspace, day: dt.date = DAY) -> list[str]:
    assess(workspace.database, day, workspace.last_event, workspace.policy)
    rows = workspace.database.query("SELECT state FROM suppression_state(?, ?)", (day, workspace.last_event))
    return [str(state) for (state,) in rows]


def test_a_suppressed_finding_is_gone_until_its_day_is_over(stored: Workspace) -> None:
    before = _codes(stored, LAUNCH)
    _do(stored, decisions.suppress(_about(stored, LAUNCH, "KR101"), "agreed with the board", DAY + dt.timedelta(7)))
    assert before - _codes(stored, LAUNCH) == {"KR101"}
    assert "KR101" not in _codes(stored, LAUNCH, DAY + dt.timedelta(7))
    assert "KR101" in _codes(stored, LAUNCH, DAY + dt.timedelta(8))
    assert _state(stored) == ["in force"]
    assert _state(stored, DAY + dt.timedelta(8)) == ["expired"]


def test_a_suppression_of_nothing_is_said_to_be_unused_and_what_was_known_before_stays(stored: Workspace) -> None:
    known = stored.last_event
    _do(stored, decisions.suppress(_about(stored, LAUNCH, "KR101"), "x", None))
    _do(stored, decisions.suppress(_about(stored, LAUNCH, "KR304"), "x", None))
    assert sorted(_state(stored)) == ["in force", "unused"]
    assert "KR101" in _codes(stored, LAUNCH, known=known)


def test_a_lifted_suppression_lets_the_finding_speak_again(stored: Workspace) -> None:
    decision = decisions.suppress(_about(stored, LAUNCH, "KR101"), "x", None)
    _do(stored, decision)
    _do(stored, decisions.lift(decision.subject))
    assert "KR101" in _codes(stored, LAUNCH)
    assert _state(stored) == []


def test_a_suppression_needs_a_reason(stored: Workspace) -> None:
    with pytest.raises(ValueError, match="Say why"):
        decisions.suppress(_about(stored, LAUNCH, "KR101"), "  ", None)


def test_a_person_has_one_vote_per_rule_and_item(stored: Workspace) -> None:
    about = _about(stored, LAUNCH, "KR101")
    for voter in ("Ana", "Ana", "Rui"):
        _do(stored, decisions.vote(about, voter), voter)
    votes = "SELECT code, votes, voters FROM vote_now(?, ?)"
    assert stored.database.query(votes, (DAY, stored.last_event)) == [("KR101", 2, "Ana, Rui")]
    assert "KR101" in _codes(stored, LAUNCH)  # a vote silences nothing
    _do(stored, decisions.unvote(about, "Rui"), "Rui")
    assert stored.database.query(votes, (DAY, stored.last_event)) == [("KR101", 1, "Ana")]


def test_an_accepted_destination_moves_the_effort_as_it_was_said_before(stored: Workspace) -> None:
    about = _about(stored, UPTIME, "KR106")
    filters = Filters(as_of=DAY)
    said = moves(stored.database, {about.item_key: "KPI board"}, filters)[about.item_key]
    assert (said.amount, said.to, said.measure) == (60, "bau", "hours")
    assert (said.before["growth"], said.before["bau"]) == (0.4, 0.6)
    assert said.changed == ("growth", "bau")
    _do(stored, decisions.accept(about, Destination.KPI_BOARD, DAY))
    assert shares(stored.database, filters) == said.after
    assert (said.after["growth"], said.after["bau"]) == (0.25, 0.75)
    lines = stored.database.relation("effort_entry", DAY, stored.last_event)
    sources = stored.database.query(f"SELECT conversation, conversation_source FROM {lines} WHERE item = ?", (UPTIME,))
    assert sources == [("bau", "destination")]


def test_an_initiative_stays_with_growth(stored: Workspace) -> None:
    about = _about(stored, UPTIME)
    said = moves(stored.database, {about.item_key: "initiative"}, Filters(as_of=DAY))[about.item_key]
    assert (said.amount, said.changed) == (0, ())


def test_what_belongs_elsewhere_has_no_grade_but_keeps_its_history(stored: Workspace) -> None:
    graded = _metric(stored, "key_results_graded")
    assert graded == 3
    _do(stored, decisions.accept(_about(stored, UPTIME), Destination.KPI_BOARD, DAY))
    assert _metric(stored, "key_results_graded") == 2
    assert _metric(stored, "key_results_moved") == 1
    assert _codes(stored, UPTIME) == set()
    kept = stored.database.relation("kr_state", DAY, stored.last_event)
    assert stored.database.query(f"SELECT count(*) FROM {kept} WHERE title = ?", (UPTIME,)) == [(1,)]


def test_both_times_are_respected_and_it_can_be_taken_back(stored: Workspace) -> None:
    known, about = stored.last_event, _about(stored, UPTIME)
    _do(stored, decisions.accept(about, Destination.KPI_BOARD, DAY + dt.timedelta(3)))
    assert shares(stored.database, Filters(as_of=DAY))["growth"] == 0.4  # it belongs there from a later day on
    later = Filters(as_of=DAY + dt.timedelta(3))
    assert shares(stored.database, later)["growth"] == 0.25
    assert shares(stored.database, later.with_changes(known=known))["growth"] == 0.4  # nobody knew yet
    _do(stored, decisions.take_back(about.item_key))
    assert shares(stored.database, later)["growth"] == 0.4
    assert _metric(stored, "key_results_moved", DAY + dt.timedelta(3)) == 0


def test_effort_on_its_initiatives_moves_along() -> None:
    okrs = OKRS.replace("Owner", "Owner,Initiative", 1).replace(
        "Keep uptime at 99%,,,,Ana", "Keep uptime at 99%,,,,Ana,Renew the servers"
    )
    hours = HOURS.replace("Keep uptime at 99%,Growth", "Renew the servers,Growth")
    workspace = Workspace.in_memory([("o.csv", okrs.encode()), ("h.csv", hours.encode())], as_of=DAY, actor="test")
    _do(workspace, decisions.accept(_about(workspace, UPTIME), Destination.PROJECTS, DAY))
    assert shares(workspace.database, Filters(as_of=DAY))["improvement"] == 0.15


def test_the_ratchet_holds_only_new_key_results_to_the_standard(stored: Workspace) -> None:
    known = judge(stored.database, DAY, stored.last_event, stored.policy).findings
    assert _metric(stored, "findings_new") is None
    _do(stored, decisions.record([fingerprint(f) for f in known], DAY))
    assert (_metric(stored, "findings_new"), _metric(stored, "findings_known")) == (0, len(known))
    stored.load("more.csv", OKRS.replace(LAUNCH, "Publish the charter").encode(), as_of=DAY, actor="test")
    assert _metric(stored, "findings_new") == len(_codes(stored, "Publish the charter"))
    _do(stored, decisions.forget())
    assert _metric(stored, "findings_new") is None


def test_the_audit_log_says_what_was_decided(stored: Workspace) -> None:
    decision = decisions.suppress(_about(stored, LAUNCH, "KR101"), "x", DAY)
    _do(stored, decision)
    _do(stored, decisions.lift(decision.subject))
    lifted, suppressed = stored.events()[:2]
    assert suppressed.summary == "KR101 suppressed for “Launch the portal” until 2026-02-06"
    assert lifted.summary == "suppression taken back"


def test_decisions_survive_a_rebuild(tmp_path: object) -> None:
    workspace = Workspace.open(f"{tmp_path}/okr.duckdb")
    workspace.load("okrs.csv", OKRS.encode(), as_of=DAY, actor="test")
    workspace.load("hours.csv", HOURS.encode(), as_of=DAY, actor="test")
    _do(workspace, decisions.accept(_about(workspace, UPTIME), Destination.KPI_BOARD, DAY))
    workspace.rebuild()
    assert shares(workspace.database, Filters(as_of=DAY))["growth"] == 0.25
    workspace.close()
