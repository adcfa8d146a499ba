"""What is kept of a real store: findings and grades per event, policy and day; history, silence and past attainment."""

import datetime as dt

import pytest

from okr_analytics.loading import Workspace
from okr_analytics.policy import Policy
from okr_analytics.quality.assess import assess, derived_id, gather
from okr_analytics.quality.items import Kind
from okr_analytics.quality.suppressions import Suppression

HEADER = "Unit,Cycle,Objective,Key Result,Baseline,Target,Current,Owner\n"
Q1 = HEADER + (
    "Sales,2026 Q1,Delight our customers,NPS from 40 to 60,40,60,45,Ana\n"
    "Sales,2026 Q1,Delight our customers,Launch the portal,,,,\n"
    "Sales,2026 Q1,Delight our customers,Reduce churn from 8% to 5%,8,5,7,Rui\n"
)
DAY = dt.date(2026, 1, 31)


def _workspace(text: str = Q1, as_of: dt.date = DAY) -> Workspace:
    return Workspace.in_memory([("okrs.csv", text.encode())], as_of=as_of)


@pytest.fixture(scope="module")
def stored() -> Workspace:
    return _workspace()


def _grades(workspace: Workspace, day: dt.date) -> dict[str, str]:
    rows = workspace.database.query(
        "SELECT title, grade FROM quality_state($day, $known)", {"day": day, "known": workspace.last_event}
    )
    return dict(rows)


def test_findings_and_grades_reach_the_views(stored: Workspace) -> None:
    assess(stored.database, DAY, stored.last_event, stored.policy)
    grades = _grades(stored, DAY)
    assert grades["NPS from 40 to 60"] == "A"
    assert grades["Launch the portal"] == "E"
    found = stored.database.query(
        "SELECT code, destination, title FROM finding_state($day, $known) WHERE code = 'KR101'",
        {"day": DAY, "known": stored.last_event},
    )
    assert found == [("KR101", "initiative", "Launch the portal")]


def test_it_is_computed_once_per_event_policy_and_day(stored: Workspace) -> None:
    args = (stored.database, DAY, stored.last_event)
    first = assess(*args, stored.policy)
    assert assess(*args, stored.policy) == first == derived_id(stored.last_event, stored.policy, DAY)
    assert stored.database.query("SELECT count(*) FROM derived WHERE derived_id = ?", (first,)) == [(1,)]
    other = assess(stored.database, DAY, stored.last_event, Policy(profile="startup"))
    assert other != first
    assert assess(stored.database, DAY + dt.timedelta(1), stored.last_event, stored.policy) not in (first, other)


def test_items_carry_what_the_store_knows(stored: Workspace) -> None:
    items, context = gather(stored.database, DAY, stored.last_event, stored.policy)
    results = {item.title: item for item in items if item.kind is Kind.KEY_RESULT}
    nps = results["NPS from 40 to 60"]
    assert (nps.baseline, nps.target, nps.current, nps.owner) == (40, 60, 45, "Ana")
    assert (nps.cycle_start, nps.cycle_end) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert nps.last_check_in == DAY
    assert nps.where is not None
    assert nps.where.row == 2
    assert context.as_of == DAY
    assert context.cadence_days == 7
    assert [item.title for item in items if item.kind is Kind.OBJECTIVE] == ["Delight our customers"]


def _codes(workspace: Workspace, day: dt.date, title: str) -> set[str]:
    assess(workspace.database, day, workspace.last_event, workspace.policy)
    rows = workspace.database.query(
        "SELECT code FROM finding_state($day, $known) WHERE title = $title",
        {"day": day, "known": workspace.last_event, "title": title},
    )
    return {code for (code,) in rows}


def test_missing_owner_and_silence_are_found(stored: Workspace) -> None:
    assert "KR403" in _codes(stored, DAY, "Launch the portal")
    assert "KR405" not in _codes(stored, DAY, "NPS from 40 to 60")
    assert "KR405" in _codes(stored, DAY + dt.timedelta(20), "NPS from 40 to 60")
    assert "KR405" not in _codes(stored, dt.date(2026, 5, 1), "NPS from 40 to 60")  # the cycle is over


def test_past_cycles_of_the_same_metric_judge_the_next_target() -> None:
    quarters = [("2025 Q1", 40, 45), ("2025 Q2", 45, 51), ("2025 Q3", 51, 54), ("2025 Q4", 54, 59)]
    past = "".join(
        f"Sales,{c},Delight our customers,NPS from {b} to {b + 8},{b},{b + 8},{v},Ana\n" for c, b, v in quarters
    )
    easy = "Sales,2026 Q1,Delight our customers,NPS from 59 to 60,59,60,59,Ana\n"
    hard = "Sales,2026 Q1,Delight our customers,NPS from 59 to 90,59,90,59,Ana\n"
    for row, code in ((easy, "KR303"), (hard, "KR304")):
        workspace = _workspace(HEADER + past + row, dt.date(2026, 1, 5))
        items, _ = gather(workspace.database, dt.date(2026, 1, 5), workspace.last_event, workspace.policy)
        latest = next(item for item in items if item.cycle == "2026 Q1" and item.kind is Kind.KEY_RESULT)
        assert sorted(latest.history) == [3, 5, 5, 6]
        assert code in _codes(workspace, dt.date(2026, 1, 5), latest.title)


def test_a_unit_that_always_hit_is_told_at_its_objective() -> None:
    rows = "".join(
        f"Sales,2025 Q{q},Objective {q},Complaints {name} from 10 to 5,10,5,5,Ana\n" for q in (1, 2) for name in "ABCD"
    )
    now = "Sales,2026 Q1,Delight our customers,NPS from 40 to 60,40,60,42,Ana\n"
    workspace = _workspace(HEADER + rows + now, dt.date(2026, 1, 5))
    _, context = gather(workspace.database, dt.date(2026, 1, 5), workspace.last_event, workspace.policy)
    assert context.attainments["Sales"] == (1.0,) * 8
    assert context.finished_cycles["Sales"] == 2
    assert "OS106" in _codes(workspace, dt.date(2026, 1, 5), "Delight our customers")


def test_suppressed_findings_are_not_kept() -> None:
    workspace = _workspace()
    silenced = [Suppression("Launch the portal", code, "agreed", "Ana") for code in ("KR101", "KR201", "KR403")]
    assess(workspace.database, DAY, workspace.last_event, workspace.policy, silenced)
    assert _grades(workspace, DAY)["Launch the portal"] in ("A", "B")


def test_a_target_eased_by_a_later_file_is_seen() -> None:
    workspace = _workspace()
    workspace.load("okrs.csv", Q1.replace("40,60,45", "40,50,46").encode(), as_of=dt.date(2026, 2, 20), actor="test")
    items, _ = gather(workspace.database, dt.date(2026, 2, 20), workspace.last_event, workspace.policy)
    nps = next(item for item in items if item.title == "NPS from 40 to 60")
    assert [(c.date, c.target) for c in nps.changes] == [(DAY, 60), (dt.date(2026, 2, 20), 50)]


def test_an_owner_is_missed_only_where_the_sheet_has_owners() -> None:
    """Another sheet without a column for owners says nothing of who owns its key results."""
    plain = "Unit,Cycle,Objective,Key Result\nCare,2026 Q1,Shorter waits,Median wait from 60 to 40 minutes\n"
    files = [("okrs.csv", Q1.encode()), ("plain.csv", plain.encode())]
    workspace = Workspace.in_memory(files, as_of=DAY)
    objectives_and_results, _ = gather(workspace.database, DAY, workspace.last_event, workspace.policy)
    known = {item.title: item.owner_known for item in objectives_and_results if item.kind is Kind.KEY_RESULT}
    assert known["Launch the portal"]
    assert not known["Median wait from 60 to 40 minutes"]


def test_what_other_rules_judged_is_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = derived_id(3, Policy(), DAY)
    monkeypatch.setattr("okr_analytics.quality.assess.edition", lambda: "other rules")
    assert derived_id(3, Policy(), DAY) != before


def test_what_other_rules_found_is_not_counted_beside_the_new(monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace.in_memory([("okrs.csv", Q1.encode())], as_of=DAY)
    said = []
    for rules in ("rules of old", "rules of today"):
        monkeypatch.setattr("okr_analytics.quality.assess.edition", lambda rules=rules: rules)
        assess(workspace.database, DAY, workspace.last_event, workspace.policy)
        view = f"finding_state(DATE '{DAY}', {workspace.last_event})"
        said.append(workspace.database.query(f"SELECT count(*) FROM {view}")[0][0])
    assert said[0] == said[1] > 0
