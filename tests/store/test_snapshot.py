"""A snapshot holds exactly the rows of its view, and never outlives a write."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from okr_analytics.loading import Workspace
from okr_analytics.store import snapshot
from okr_analytics.store.database import Database
from okr_analytics.store.snapshot import DAYLESS, KEPT, direct

DATA = Path(__file__).parent.parent.parent / "data"
DAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def database() -> Database:
    names = (
        "01_organisation.xlsx",
        "02_okrs_2026-Q3.xlsx",
        "03_okrs_2026-Q4.xlsx",
        "06_kpis.xlsx",
        "07_projects.xlsx",
        "08_effort_plan_actual.xlsx",
    )
    return Workspace.in_memory([(name, (DATA / name).read_bytes()) for name in names]).database


@pytest.mark.parametrize("view", sorted(KEPT))
def test_a_snapshot_equals_its_view(database: Database, view: str) -> None:
    known = int(database.query("SELECT max(number) FROM event")[0][0])
    snapshot = database.relation(view, DAY, known)
    assert snapshot.startswith("snapshots.")
    kept, made = (_sorted(database.frame(f"SELECT * FROM {rows}")) for rows in (snapshot, direct(view, DAY, known)))
    pd.testing.assert_frame_equal(kept, made, check_exact=False, rtol=1e-9)  # sums of doubles differ in the last digit
    assert len(kept) or view in ("kr_plan", "finding_state", "destination_state", "suppression_state", "vote_now")


def _sorted(frame: pd.DataFrame) -> pd.DataFrame:
    texts = [repr([round(v, 6) if isinstance(v, float) else v for v in row]) for row in frame.itertuples(index=False)]
    return frame.iloc[sorted(range(len(texts)), key=texts.__getitem__)].reset_index(drop=True)


def test_a_snapshot_is_made_once_and_forgotten_with_the_next_write() -> None:
    workspace = Workspace.in_memory([("01_organisation.xlsx", (DATA / "01_organisation.xlsx").read_bytes())])
    known = workspace.last_event
    first = workspace.database.relation("cycle_state", DAY, known)
    assert workspace.database.relation("cycle_state", DAY, known) == first
    workspace.set_policy(workspace.policy.with_changes(cadence="monthly"), "test")
    assert workspace.database.relation("cycle_state", DAY, known) != first
    assert workspace.database.query(f"SELECT count(*) FROM {first}")[0][0] > 0  # a question under way can still read it


@pytest.mark.parametrize("view", sorted(DAYLESS))
def test_what_says_the_same_on_every_day_is_made_once_for_all_days(database: Database, view: str) -> None:
    known = int(database.query("SELECT max(number) FROM event")[0][0])
    days = (DAY, DAY - dt.timedelta(days=400))
    assert database.relation(view, days[0], known) == database.relation(view, days[1], known)
    first, second = (_sorted(database.frame(f"SELECT * FROM {direct(view, day, known)}")) for day in days)
    pd.testing.assert_frame_equal(first, second)
    assert len(first)


def test_grades_leave_alone_what_does_not_stand_on_them() -> None:
    database = Workspace.in_memory([("06_kpis.xlsx", (DATA / "06_kpis.xlsx").read_bytes())]).database
    health, progress, grades = (database.relation(view, DAY, 1) for view in ("kpi_state", "kr_state", "quality_state"))
    with database.transaction() as tx:
        tx.insert("derived", [{"derived_id": "d", "name": "quality", "event": 1, "as_of": DAY}])
        tx.insert(
            "quality_grade", [{"derived_id": "d", "key_result_key": "k", "grade": "A", "errors": 0, "warnings": 0}]
        )
    assert database.relation("kpi_state", DAY, 1) == health
    assert database.relation("kr_state", DAY, 1) == progress  # which stands on forecasts
    assert database.relation("quality_state", DAY, 1) != grades


def test_a_statement_of_unknown_reach_forgets_everything() -> None:
    database = Workspace.in_memory([("06_kpis.xlsx", (DATA / "06_kpis.xlsx").read_bytes())]).database
    health = database.relation("kpi_state", DAY, 1)
    with database.transaction() as tx:
        tx.execute("DELETE FROM kpi_reading")
    assert database.relation("kpi_state", DAY, 1) != health


def test_what_was_asked_least_recently_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    database = Workspace.in_memory([("06_kpis.xlsx", (DATA / "06_kpis.xlsx").read_bytes())]).database
    monkeypatch.setattr(snapshot, "MOST_CELLS", 1)
    first = database.relation("kpi_trend", DAY, 1)
    database.relation("cycle_state", DAY, 1)
    assert database.query(f"SELECT count(*) FROM {first}")[0][0] > 0  # still there for a while
    assert database.relation("kpi_trend", DAY, 1) != first
