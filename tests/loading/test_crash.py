"""Other processes and sudden ends: what was acknowledged is there, what was not is not, and nobody waits for nobody."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made import DAY, key_result, objective, reading
from seen import LATE, seen

from okr_analytics.errors import StoreUnavailable
from okr_analytics.journal.journal import FolderJournal
from okr_analytics.loading import PreviewOutdated, Workspace
from okr_analytics.store.database import Database

HERE = Path(__file__).parent
LOADER = """
import sys
sys.path.insert(0, sys.argv[2])
from made import key_result, objective, reading
from okr_analytics.loading import Workspace
store = Workspace.open(sys.argv[1])
for turn in range(store.last_event, store.last_event + 50):
    rows = [key_result(f"Result {turn} {n}", f"Aim {turn}", row=n + 3) for n in range(300)]
    report = store.load_reading(reading(objective(f"Aim {turn}"), *rows, file=f"{turn}.xlsx"), "loader")
    print(report.load_id, flush=True)
"""
HOLDER = """
import sys
from okr_analytics.loading import Workspace
store = Workspace.open(sys.argv[1])
print("open", flush=True)
for line in sys.stdin:
    store.catch_up()
    print(store.last_event, store.shared, flush=True)
"""


def start(script: str, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(path), str(HERE)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_kill_in_the_middle_of_loads(tmp_path: Path) -> None:
    path = tmp_path / "okr.duckdb"
    acknowledged: set[int] = set()
    for delay in (0.2, 0.5):
        process = start(LOADER, path)
        assert process.stdout is not None
        acknowledged.add(int(process.stdout.readline()))
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        acknowledged |= {int(line) for line in process.stdout if line.endswith("\n")}
        process.wait()
    store = Workspace.open(path)
    loads = {entry.load_id: dict(entry.records) for entry in store.history()}
    assert acknowledged <= loads.keys()
    assert all(records == {"objective": 1, "key_result": 300} for records in loads.values())
    shown = seen(store, ("objective_now", "key_result_now"))
    store.rebuild()
    assert seen(store, ("objective_now", "key_result_now")) == shown
    store.close()


def test_while_the_app_holds_the_store_others_read_and_append(tmp_path: Path) -> None:
    path = tmp_path / "okr.duckdb"
    app = start(HOLDER, path)
    assert app.stdin is not None
    assert app.stdout is not None
    assert app.stdout.readline() == "open\n"
    other = Workspace.open(path)
    assert other.shared
    report = other.load_reading(reading(objective("Grow"), key_result("Users")), "Ana")
    assert report.load_id == 1
    assert other.database.query("SELECT count(*) FROM key_result_now(?, 1)", (LATE,)) == [(1,)]
    with pytest.raises(StoreUnavailable, match="in use"):
        other.rebuild()
    with pytest.raises(StoreUnavailable, match="in use"):
        Workspace.restore(tmp_path / "none.zip", path)
    app.stdin.write("\n")
    app.stdin.flush()
    assert app.stdout.readline() == "1 False\n"
    third = Workspace.open(path, read_only=True)
    assert [entry.load_id for entry in third.history()] == [1]
    app.stdin.close()
    app.wait(timeout=20)


def test_two_that_append_to_one_journal_stay_in_step(tmp_path: Path) -> None:
    path = tmp_path / "okr.duckdb"
    app = Workspace.open(path)
    other = Workspace(Database.in_memory(), FolderJournal(tmp_path / "okr.journal"), path)
    preview = app.preview_reading(reading(objective("Grow"), file="a.xlsx"))
    other.load_reading(reading(objective("Safe"), file="b.xlsx", as_of=DAY), "Rui")
    with pytest.raises(PreviewOutdated) as outdated:  # the unit is there already now
        app.confirm(preview, "Ana")
    assert app.confirm(outdated.value.preview, "Ana").load_id == 2
    assert other.catch_up() == 1
    other.undo(2, "Rui")
    assert app.catch_up() == 1
    for view in ("objective_now", "unit_now"):
        assert seen(app, (view,)) == seen(other, (view,))
    app.close()
