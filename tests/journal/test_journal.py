"""The journal: numbered without gaps, whole or not there, the same for every process."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from okr_analytics.errors import StoreUnavailable
from okr_analytics.journal.event import Actor, Kind
from okr_analytics.journal.journal import FolderJournal, Journal, Moved
from okr_analytics.journal.memory import MemoryJournal

ANA = Actor("Ana", scope="north", locale="pt")


@pytest.fixture(params=["folder", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Journal:
    return FolderJournal(tmp_path / "okr.journal") if request.param == "folder" else MemoryJournal()


def test_events_come_back_as_they_were_written(journal: Journal) -> None:
    rows = [["effort", {"key": "ä", "actual": "1.25"}], ["unit", {"key": "x"}]]
    first = journal.append(Kind.LOAD, ANA, {"file": "á.xlsx", "list": [1, None]}, iter(rows))
    second = journal.append(Kind.UNDO, Actor("Rui"), {"load_id": 1})
    assert (first.number, second.number, journal.last) == (1, 2, 2)
    assert list(journal.events()) == [first, second]
    assert list(journal.events(1)) == [second]
    assert first.actor == ANA
    assert list(journal.rows(1)) == rows
    assert list(journal.rows(2)) == []


def test_the_folder_holds_everything(tmp_path: Path) -> None:
    event = FolderJournal(tmp_path).append(Kind.VOTE, ANA, {"subject": "s", "payload": 1})
    again = FolderJournal(tmp_path)
    assert list(again.events()) == [event]


def test_a_raw_file_is_found_by_its_hash(journal: Journal) -> None:
    sha256 = journal.put_blob(b"bytes")
    assert journal.put_blob(b"bytes") == sha256
    assert journal.blob(sha256) == b"bytes"
    assert journal.blob("0" * 64) is None
    assert journal.blob("../lock") is None


def test_who_looked_before_another_appended_is_told(journal: Journal) -> None:
    journal.append(Kind.VOTE, ANA, {}, after=0)
    with pytest.raises(Moved):
        journal.append(Kind.VOTE, ANA, {}, after=0)
    assert journal.last == 1


def test_two_journals_on_one_folder_see_each_other(tmp_path: Path) -> None:
    one, other = FolderJournal(tmp_path), FolderJournal(tmp_path)
    one.append(Kind.VOTE, ANA, {})
    assert other.last == 1
    assert other.append(Kind.VOTE, ANA, {}).number == 2
    assert one.append(Kind.VOTE, ANA, {}).number == 3


def test_an_erased_event_is_a_tombstone(journal: Journal) -> None:
    sha256 = journal.put_blob(b"secret file")
    event = journal.append(Kind.LOAD, ANA, {"file": "secret name"}, [["unit", {"name": "secret"}]])
    for _ in range(2):
        journal.erase(1, sha256)
        (bare,) = journal.events()
        assert (bare.number, bare.time, bare.actor, bare.kind) == (1, event.time, ANA, Kind.LOAD)
        assert bare.payload == {"purged": True}
        assert list(journal.rows(1)) == []
        assert journal.blob(sha256) is None


def test_nothing_of_an_erased_event_stays_in_the_folder(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    sha256 = journal.put_blob(b"secret file")
    journal.append(Kind.LOAD, ANA, {"file": "secret name"}, [["unit", {"name": "secret"}]])
    journal.erase(1, sha256)
    sizes = {p.name: p.stat().st_size for p in tmp_path.rglob("*") if p.is_file()}
    assert set(sizes) == {"lock", "00000001.event"}


def test_a_missing_number_is_said(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    for _ in range(3):
        journal.append(Kind.VOTE, ANA, {})
    (tmp_path / "events" / "00000002.event").unlink()
    with pytest.raises(StoreUnavailable, match="lacks event 2"):
        FolderJournal(tmp_path)


@pytest.mark.parametrize("damage", ["cut", "garbage", "renumbered"])
def test_a_damaged_event_is_said(tmp_path: Path, damage: str) -> None:
    journal = FolderJournal(tmp_path)
    journal.append(Kind.LOAD, ANA, {"file": "x"}, [["unit", {"key": str(n)}] for n in range(500)])
    journal.append(Kind.VOTE, ANA, {})
    first = tmp_path / "events" / "00000001.event"
    if damage == "cut":
        first.write_bytes(first.read_bytes()[:-20])
    elif damage == "garbage":
        first.write_bytes(b"\x00" * 400)
    else:
        first.write_bytes((tmp_path / "events" / "00000002.event").read_bytes())

    def replay() -> None:
        again = FolderJournal(tmp_path)
        for event in again.events():
            list(again.rows(event.number))

    with pytest.raises(StoreUnavailable, match=r"damaged|calls itself 2"):
        replay()


def test_what_was_being_written_when_the_power_went_is_not_there(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    journal.append(Kind.VOTE, ANA, {})
    (tmp_path / "events" / ".0a1b.tmp").write_bytes(b"half an event")
    again = FolderJournal(tmp_path)
    assert again.last == 1
    assert [p.name for p in again.files()] == ["00000001.event"]


def test_a_failure_while_writing_leaves_nothing(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)

    def rows() -> Any:
        yield ["unit", {"key": "a"}]
        raise RuntimeError("the source of the rows broke")

    with pytest.raises(RuntimeError):
        journal.append(Kind.LOAD, ANA, {}, rows())
    assert list((tmp_path / "events").iterdir()) == []
    assert journal.append(Kind.VOTE, ANA, {}).number == 1


def test_a_journal_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="can't be made"):
        FolderJournal(tmp_path / "file" / "okr.journal")


def _append_many(folder: str, name: str, count: int) -> None:
    journal = FolderJournal(Path(folder))
    for turn in range(count):
        journal.append(Kind.VOTE, Actor(name), {"turn": turn})


def test_processes_that_append_at_once_share_the_numbers(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    people = [context.Process(target=_append_many, args=(str(tmp_path), name, 15)) for name in "abc"]
    for person in people:
        person.start()
    for person in people:
        person.join()
    events = list(FolderJournal(tmp_path).events())
    assert [e.number for e in events] == list(range(1, 46))
    for name in "abc":
        assert [e.payload["turn"] for e in events if e.actor.name == name] == list(range(15))


def test_kill_in_the_middle_of_appends_loses_nothing_acknowledged(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom okr_analytics.journal.event import Actor, Kind\n"
        "from okr_analytics.journal.journal import FolderJournal\njournal = FolderJournal(Path(sys.argv[1]))\n"
        "while True:\n    event = journal.append(Kind.LOAD, Actor('a'), {}, (['unit', {'key': n}] for n in range(3000)))\n"
        "    print(event.number, flush=True)\n"
    )
    acknowledged = 0
    for delay in (0.15, 0.22, 0.31):
        process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        acknowledged = max(acknowledged, int(process.stdout.readline()))
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        acknowledged = max([acknowledged, *(int(line) for line in process.stdout if line.endswith("\n"))])
        process.wait()
        journal = FolderJournal(tmp_path)
        assert journal.last >= acknowledged
        for event in journal.events():
            assert len(list(journal.rows(event.number))) == 3000


def test_a_large_load_stays_small(tmp_path: Path) -> None:
    journal = FolderJournal(tmp_path)
    rows = (["effort", {"key": f"{n:020x}", "actual": str(n % 9), "where": f"Time!A{n}"}] for n in range(20000))
    journal.append(Kind.LOAD, ANA, {}, rows)
    size = (tmp_path / "events" / "00000001.event").stat().st_size
    assert size < 30 * 20000
    assert json.dumps(next(iter(journal.rows(1))))
