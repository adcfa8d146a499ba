"""A snapshot holds exactly the rows of its view, and never outlives a write."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from okr_analytics.loading import Workspace
from okr_analytics.store.database import Database
from okr_analytics.store.snapshot import KEPT, direct

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
    assert len(kept) or view in ("kr_plan", "finding_state")


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
