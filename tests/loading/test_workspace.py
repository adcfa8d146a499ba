"""Preview, confirm, undo, rebuild: the dry run is the real run, and nothing that was confirmed is lost."""

import dataclasses
import datetime as dt
import shutil
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made import DAY, at, hours, key_result, objective, reading
from seen import BASE, LATE, seen, top_views

from okr_analytics.errors import StoreUnavailable, UnknownName
from okr_analytics.ingest.mapping import Mapping, Mend, TableMapping
from okr_analytics.ingest.reading import Reading
from okr_analytics.journal.event import Kind
from okr_analytics.loading import LoadReport, PreviewOutdated, Workspace, place
from okr_analytics.model import CheckIn, Kpi, KpiReading, Milestone, Project, Record, Retrospective, Target
from okr_analytics.policy import CyclePolicy, Policy
from okr_analytics.store.database import Database

MARCH = dt.date(2025, 3, 1)


def okrs(current: float = 20.0) -> tuple[Record, ...]:
    return (
        objective("Grow", code="O1", owner="Ana"),
        key_result("Users", "O1", code="KR1", baseline=10.0, target=50.0, current=current, owner="Ana"),
        key_result("Leads", "O1", code="KR2", row=4, target=9.0),
    )


def everything() -> tuple[Record, ...]:
    """A file with a row of most kinds."""
    return (
        *okrs(),
        CheckIn(key_result="KR1", date=DAY, value=20.0, where=at(20)),
        Target(key_result="KR1", date=MARCH, value=30.0, where=at(21)),
        Kpi(name="Wait", unit="Sales", healthy_high=10.0, where=at(22)),
        KpiReading(kpi="Wait", unit="Sales", date=DAY, value=9.0, where=at(23)),
        Project(name="Office", unit="Sales", contributing_units=("IT",), budget=Decimal("1000.10"), where=at(24)),
        Milestone(project="Office", name="Start", due=MARCH, where=at(25)),
        Retrospective(unit="Sales", cycle="2025-Q1", kind="keep", note="Talk weekly", where=at(26)),
        hours(27, "12.5", "2025-01-01", "2025-01-31", item="KR1"),
    )


def put(workspace: Workspace, *records: Record, **more: Any) -> LoadReport:
    mode = more.pop("mode", None)
    preview = workspace.preview_reading(reading(*records, **more), b"raw", mode=mode)
    return workspace.confirm(preview, "Ana")


@pytest.fixture
def memory() -> Workspace:
    return Workspace.in_memory()


@pytest.fixture
def store(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "okr.duckdb")


# --- preview and confirm


def test_a_preview_stores_nothing(store: Workspace) -> None:
    before = seen(store)
    preview = store.preview_reading(reading(*everything()), b"raw")
    assert preview.diff.count("new") > 10
    assert seen(store) == before
    assert store.history() == []
    assert store.last_event == 0
    assert not list((store.path.parent / "okr.journal" / "blobs").iterdir())


def test_the_dry_run_is_the_real_run(memory: Workspace) -> None:
    put(memory, *everything())
    changed = (
        objective("Grow", code="O1", owner="Rui"),
        key_result("Users", "O1", code="KR1", baseline=10.0, target=60.0, current=30.0),
        key_result("Visits", "O1", code="KR3", row=5),
        hours(27, "10", "2025-01-01", "2025-01-31", item="KR1"),
        Kpi(name="Wait", unit="Sales", healthy_high=8.0, where=at(22)),
    )
    file = reading(*changed, file="march.xlsx", as_of=MARCH)
    for mode in (None, "replace"):
        preview = memory.preview_reading(file, b"raw", mode=mode)
        before = rows_by_key(memory)
        report = memory.confirm(preview, "Ana")
        after = rows_by_key(memory)
        assert report.diff == preview.diff
        assert {(d.kind, d.key) for d in preview.diff.new} == after.keys() - before.keys()
        shown = {(d.kind, d.key): {name: new for name, (_, new) in d.fields.items()} for d in preview.diff.changed}
        real = {
            key: {name: after[key][name] for name in after[key] if after[key][name] != before[key][name]}
            for key in after.keys() & before.keys()
            if after[key] != before[key]
        }
        assert shown == real
        lost = before.keys() - after.keys()
        gone = {(d.kind, d.key) for d in preview.diff.gone}
        assert lost <= gone
        if mode == "replace":
            assert lost == gone
        assert report.load_id is not None
        memory.undo(report.load_id, "Ana")
        assert rows_by_key(memory) == before


def rows_by_key(workspace: Workspace) -> dict[tuple[str, str], dict[str, object]]:
    from okr_analytics.model import RECORDS, field_types

    out: dict[tuple[str, str], dict[str, object]] = {}
    for kind in RECORDS:
        own = " WHERE source = 'check_in'" if kind == "check_in" else ""
        names = list(field_types(kind))
        columns = ", ".join(f'"{name}"' for name in names)
        for key, *values in workspace.database.query(
            f"SELECT key, {columns} FROM {kind}_now(?, ?){own}", (MARCH, 10**6)
        ):
            out[kind, key] = dict(zip(names, values, strict=True))
    return out


def test_a_change_shows_old_and_new(memory: Workspace) -> None:
    put(memory, *okrs(20.0))
    report = put(memory, *okrs(30.0), as_of=MARCH)
    (change,) = report.diff.changed
    assert (change.kind, change.label, dict(change.fields)) == ("key_result", "KR1 Users", {"current": (20.0, 30.0)})
    assert change.where == "OKRs!B3"
    assert report.words == "Load 2: 0 new, 1 changed, 0 not in the file any more."


def test_what_is_not_in_the_file_any_more_is_shown_and_goes_only_if_replaced(memory: Workspace) -> None:
    put(memory, *okrs())
    for mode, left in (("merge", 2), ("replace", 1)):
        report = put(memory, *okrs()[:2], as_of=MARCH, mode=mode)
        assert [d.label for d in report.diff.gone] == ["KR2 Leads"]
        assert len(memory.database.query("SELECT key FROM key_result_now(?, 99)", (LATE,))) == left
        memory.undo(report.load_id, "Ana")


def test_a_likely_rename_is_offered_and_holds_once_decided(memory: Workspace) -> None:
    put(memory, objective("Grow"), key_result("Increase the number of active users", target=5.0))
    renamed = (objective("Grow"), key_result("Increase number of the active users", target=5.0))
    preview = memory.preview_reading(reading(*renamed, as_of=MARCH))
    (offer,) = preview.diff.renamed
    assert (offer.kind, offer.old) == ("key_result", "Increase the number of active users")
    memory.rename(offer.kind, offer.new_key, offer.old_key, "Ana")
    again = memory.preview_reading(reading(*renamed, as_of=MARCH))
    assert again.diff.count("new") == again.diff.count("gone") == 0
    assert [set(d.fields) for d in again.diff.changed] == [{"title"}]


def test_the_same_bytes_again_change_nothing(memory: Workspace) -> None:
    put(memory, *okrs())
    before, last = seen(memory), memory.last_event
    report = put(memory, *okrs())
    assert report.load_id is None
    assert report.words == "The same file is loaded already as load 1. Nothing was changed."
    assert (seen(memory), memory.last_event) == (before, last)


def test_the_same_bytes_for_another_day_are_a_load_if_a_person_says_so(memory: Workspace) -> None:
    put(memory, *okrs())
    assert put(memory, *okrs(), as_of=MARCH, source="today").load_id is None
    assert put(memory, *okrs(), as_of=MARCH, source="person").load_id == 2


def test_the_same_bytes_after_an_undo_are_a_load(memory: Workspace) -> None:
    put(memory, *okrs())
    memory.undo(1, "Ana")
    assert put(memory, *okrs()).load_id == 3


def test_a_refused_or_empty_file_changes_nothing(memory: Workspace) -> None:
    refused = Reading("x.pdf", "0" * 64, refused="This is not a spreadsheet.")
    report = memory.confirm(memory.preview_reading(refused, b"pdf"), "Ana")
    assert (report.load_id, report.words) == (None, "This is not a spreadsheet.")
    assert put(memory).load_id is None
    assert memory.last_event == 0


def test_a_preview_is_confirmed_as_long_as_it_would_do_the_same(memory: Workspace) -> None:
    preview = memory.preview_reading(reading(*okrs(30.0), as_of=MARCH, file="b.xlsx"))
    memory.set_policy(Policy().with_changes(cadence="monthly"), "Rui")
    assert memory.confirm(preview, "Ana").load_id == 2


def test_a_preview_that_the_store_has_overtaken_is_made_again(memory: Workspace) -> None:
    preview = memory.preview_reading(reading(*okrs(30.0), as_of=MARCH, file="b.xlsx"))
    put(memory, *okrs(20.0))
    with pytest.raises(PreviewOutdated) as caught:
        memory.confirm(preview, "Ana")
    fresh = caught.value.preview
    assert fresh.diff.count("new") == 0
    assert fresh.diff.count("changed") == 1
    assert memory.confirm(fresh, "Ana").load_id == 2


def test_diagnostics_of_ingest_and_linking_are_kept_with_the_load(memory: Workspace) -> None:
    report = put(memory, *okrs(), CheckIn(key_result="Nothing like it", date=DAY, value=1.0, where=at(9)))
    assert [d.code for d in report.diagnostics] == ["unknown-reference"]
    rows = memory.database.query('SELECT code, severity, "where" FROM load_diagnostic')
    assert rows == [("unknown-reference", "warning", "OKRs!B9")]


def test_effort_replaces_and_warns_where_days_overlap_in_part(memory: Workspace) -> None:
    put(memory, hours(2, "10", "2025-01-01", "2025-01-31"), hours(3, "7", "2025-01-27", "2025-02-02"))
    report = put(memory, hours(2, "12", "2025-01-01", "2025-01-31", person="Ana"), as_of=MARCH)
    total = memory.database.query("SELECT sum(actual) FROM effort_now(?, 99)", (LATE,))
    assert total == [(Decimal("22.0000"),)] or total == [(Decimal("29.0000"),)]
    assert memory.history()[0].mode == "replace"
    assert report.load_id == 2


def test_a_newer_timesheet_takes_the_place_of_an_older(memory: Workspace) -> None:
    week = [
        hours(n, "8", f"2025-01-{day:02}", f"2025-01-{day:02}", person="Ana")
        for n, day in enumerate((6, 7, 8, 9, 10), 2)
    ]
    put(memory, *week)
    fixed = [dataclasses.replace(line, actual=Decimal("7.5")) for line in week[:4]]
    last = dataclasses.replace(week[4], item="Holiday", actual=Decimal("0.5"))
    put(memory, *fixed, last, as_of=MARCH)
    assert memory.database.query("SELECT sum(actual), count(*) FROM effort_now(?, 99)", (LATE,)) == [
        (Decimal("30.5"), 5)
    ]


def test_lines_that_overlap_only_in_part_are_said(memory: Workspace) -> None:
    put(memory, hours(2, "40", "2025-01-27", "2025-02-02"), file="weeks.csv")
    report = put(memory, hours(2, "12", "2025-01-01", "2025-01-31"), as_of=MARCH)
    (said,) = report.diagnostics
    assert said.code == "effort-overlaps"
    assert "1 lines of effort of Sales from weeks.csv (2025-01-27 to 2025-02-02)" in said.message


# --- undo, history


@pytest.mark.parametrize("views", [BASE, pytest.param(top_views(), marks=pytest.mark.slow)], ids=["base", "all"])
def test_undo_restores_exactly_what_was(memory: Workspace, views: tuple[str, ...]) -> None:
    put(memory, *everything())
    before = seen(memory, views)
    report = put(memory, *okrs(45.0), hours(2, "3", "2025-01-01", "2025-01-31"), as_of=MARCH, mode="replace")
    assert report.diff.count("changed") + report.diff.count("gone") > 1
    memory.undo(report.load_id, "Rui")
    now = seen(memory, views)
    assert {view: rows for view, rows in now.items() if rows != before[view]} == {}


def test_what_was_known_before_the_undo_stays_askable(memory: Workspace) -> None:
    put(memory, *okrs())
    shown = seen(memory, known=1)
    memory.undo(1, "Rui")
    assert seen(memory, known=1) == shown
    assert memory.database.query("SELECT count(*) FROM key_result_now(?, 2)", (LATE,)) == [(0,)]


def test_the_history_names_who_when_and_what(memory: Workspace) -> None:
    put(memory, *okrs())
    put(memory, *okrs(30.0), as_of=MARCH, file="march.xlsx")
    memory.undo(1, "Rui")
    newest, oldest = memory.history()
    assert (newest.load_id, newest.file, newest.as_of, newest.by, newest.undone) == (
        2,
        "march.xlsx",
        MARCH,
        "Ana",
        None,
    )
    assert dict(oldest.records) == {"objective": 1, "key_result": 2}
    assert oldest.undone == 3
    assert [e.summary for e in memory.events()] == ["undo of load 1", "load of march.xlsx", "load of okrs.xlsx"]
    assert memory.blob(1) == b"raw" or memory.blob(1) is None


@pytest.mark.parametrize("load_id", [0, 2, 99])
def test_only_a_load_in_force_can_be_undone(memory: Workspace, load_id: int) -> None:
    put(memory, *okrs())
    memory.set_policy(Policy(), "Ana")
    with pytest.raises(UnknownName, match=f"There is no load {load_id}"):
        memory.undo(load_id, "Ana")
    memory.undo(1, "Ana")
    with pytest.raises(UnknownName, match="undone already"):
        memory.undo(1, "Ana")


# --- decisions


def test_the_policy_is_kept_and_dated_by_its_event(memory: Workspace) -> None:
    assert memory.policy == Policy()
    cycle = CyclePolicy("2025-Q1", dt.date(2025, 1, 15), dt.date(2025, 4, 15))
    policy = Policy().with_changes(cadence="monthly", cycles=(cycle,), category_words={"Vertrieb": "growth"})
    memory.set_policy(policy, "Ana")
    assert memory.policy.as_dict() == policy.as_dict()
    assert memory.policy_event == 1
    assert memory.database.query("SELECT cadence_days FROM policy ORDER BY event") == [(7,), (31,)]
    assert memory.database.query("SELECT conversation FROM policy_word WHERE event = 1 AND word = 'vertrieb'") == [
        ("growth",)
    ]
    put(memory, *okrs())
    days = memory.database.query('SELECT name, "start", "end" FROM cycle_now(?, 9)', (LATE,))
    assert days == [("2025-Q1", cycle.start, cycle.end)]


def test_a_decision_can_be_changed_and_withdrawn(memory: Workspace) -> None:
    memory.decide(Kind.SUPPRESSION, "kr1", {"until": "2025-12-31"}, "Ana")
    memory.decide(Kind.SUPPRESSION, "kr2", {}, "Ana")
    memory.decide(Kind.SUPPRESSION, "kr1", None, "Ana")
    assert memory.decisions(Kind.SUPPRESSION) == {"kr2": {}}


CSV = "Goal,Key Result,Baseline,Target,Current\nGrow,More users,10,50,20\nGrow,More leads,1,9,twenty\n"


def test_mended_cells_are_applied_to_the_same_bytes_again(memory: Workspace) -> None:
    data = CSV.encode()
    mend = Mend("okrs", "E3", "twenty", 20.0)
    preview = memory.preview("okrs.csv", data, as_of=DAY, mends=(mend,))
    memory.confirm(preview, "Ana")
    again = memory.preview("okrs.csv", data, as_of=DAY)
    assert again.mends == (mend,)
    assert again.duplicate_of == 1
    assert memory.preview("okrs.csv", data + b"Grow,Third,1,2,3\n", as_of=DAY).offered_mends == (mend,)


def test_a_remembered_layout_serves_the_next_file(memory: Workspace) -> None:
    data = CSV.encode()
    (table,) = memory.preview("okrs.csv", data, as_of=DAY).reading.tables
    memory.decide(Kind.LAYOUT, table.fingerprint, TableMapping(kind="other").as_dict(), "Ana")
    assert memory.preview("okrs.csv", data, as_of=DAY).reading.counts() == {}
    asked = Mapping({table.fingerprint: TableMapping()})
    assert memory.preview("okrs.csv", data, as_of=DAY, mapping=asked).reading.counts() != {}


def test_files_can_be_loaded_into_memory_alone() -> None:
    workspace = Workspace.in_memory([("okrs.csv", CSV.encode()), ("x.pdf", b"%PDF-1.7")], Policy(), as_of=DAY)
    assert [report.load_id for report in workspace.reports] == [2, None]
    assert workspace.reports[1].preview.reading.refused


# --- the journal is the record


def test_a_reopened_store_shows_the_same(store: Workspace) -> None:
    put(store, *everything())
    put(store, *okrs(30.0), as_of=MARCH)
    before, path = seen(store), store.path
    store.close()
    again = Workspace.open(path)
    assert seen(again) == before
    assert not path.with_name("okr.duckdb.wal").exists()


def fill(store: Workspace) -> None:
    """Some of everything that can happen."""
    put(store, *everything())
    put(store, *okrs(30.0), as_of=MARCH)
    store.set_policy(Policy().with_changes(cadence="monthly"), "Rui")
    put(store, *okrs(35.0)[:2], as_of=dt.date(2025, 3, 9), mode="replace")
    store.undo(2, "Ana")
    store.rename("objective", "a", "b", "Ana")
    store.decide(Kind.STATED, "Sales", {"growth": 0.5}, "Ana")


WHO = {"actor": "a", "time": "2025-01-01", "payload": "{}"}


def tables(store: Workspace) -> dict[str, str]:
    """Every table as it is stored."""
    names = store.database.query(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND database_name <> 'snapshots'"
    )
    return {
        name: repr(sorted(map(repr, store.database.query(f'SELECT * FROM "{name}"'))))
        for (name,) in names
        if name != "meta"
    }


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], dict[str, str]]:
    """A store with some of everything, closed; its tables; what its views show."""
    path = tmp_path_factory.mktemp("full") / "okr.duckdb"
    store = Workspace.open(path)
    fill(store)
    before, shown = tables(store), seen(store)
    with store.database.transaction() as tx:  # not brought into the file before the copy: it stays in the log
        tx.insert("decision", [{"event": n, "kind": "x", "subject": "y" * 500, **WHO} for n in range(90, 200)])
    log = path.with_name("okr.duckdb.wal")
    path.with_name("kept.wal").write_bytes(log.read_bytes()[:-2000] + bytes(2000))
    shutil.copy(path, path.with_name("kept.duckdb"))
    store.close()
    return path, before, shown


@pytest.mark.parametrize("loss", ["deleted", "garbage", "cut", "other version", "wal tail", "rebuild"])
def test_whatever_happens_to_the_database_the_journal_brings_it_back(
    full: tuple[Path, dict[str, str], dict[str, str]], tmp_path: Path, loss: str
) -> None:
    source, before, shown = full
    path = tmp_path / "okr.duckdb"
    shutil.copytree(source.with_name("okr.journal"), tmp_path / "okr.journal")
    whole = source.with_name("kept.duckdb").read_bytes()
    if loss == "garbage":
        path.write_bytes(b"\x07" * 50_000)
    elif loss == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif loss == "wal tail":
        path.write_bytes(whole)
        shutil.copy(source.with_name("kept.wal"), path.with_name("okr.duckdb.wal"))
    elif loss != "deleted":
        path.write_bytes(whole)
    if loss == "other version":
        database = Database.open(path)
        with database.transaction() as tx:
            tx.execute("UPDATE meta SET value = 'older' WHERE name = 'schema'")
        database.close()
    again = Workspace.open(path)
    if loss == "rebuild":
        assert again.rebuild() == 7
    assert (tables(again), seen(again)) == (before, shown)
    kept = [p.name for p in tmp_path.iterdir() if "damaged" in p.name]
    assert bool(kept) is (loss not in ("deleted", "rebuild"))
    again.close()


def test_a_database_that_knows_more_than_the_journal_is_refused(store: Workspace) -> None:
    put(store, *okrs())
    store.close()
    (store.path.parent / "okr.journal" / "events" / "00000001.event").unlink()
    with pytest.raises(StoreUnavailable, match="journal is the record"):
        Workspace.open(store.path)


def test_reading_where_there_is_no_store_leaves_no_files(tmp_path: Path) -> None:
    assert Workspace.open(tmp_path / "okr.duckdb", read_only=True).history() == []
    assert list(tmp_path.iterdir()) == []


def test_a_load_that_fails_midway_leaves_nothing_and_is_said(store: Workspace) -> None:
    put(store, *okrs())
    before = seen(store)
    preview = store.preview_reading(reading(*okrs(30.0), as_of=MARCH))
    with store.database.transaction() as tx:
        tx.execute("ALTER TABLE key_result RENAME TO hidden")  # a defect that only the real run meets
    with pytest.raises(StoreUnavailable, match="taken back"):
        store.confirm(preview, "Ana")
    with store.database.transaction() as tx:
        tx.execute("ALTER TABLE hidden RENAME TO key_result")
    assert seen(store) == before
    assert [e.summary for e in store.events()][:2] == ["event 2 could not be applied", "load of okrs.xlsx (abandoned)"]
    again = put(store, *okrs(30.0), as_of=MARCH)
    assert again.load_id == 4
    shown = seen(store)
    assert store.rebuild() == 4
    assert seen(store) == shown


def test_too_little_space_is_said_before_anything_is_written(store: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "FREE_BYTES", 2**62)
    with pytest.raises(StoreUnavailable, match=r"Only \d+ MB are free"):
        put(store, *okrs())
    assert store.last_event == 0


def test_a_purge_leaves_nothing_but_a_tombstone(store: Workspace) -> None:
    put(store, objective("A secret aim", owner="Mallory Secret"), file="secret.xlsx")
    put(store, *okrs(), as_of=MARCH)
    store.undo(2, "Ana")
    store.purge(1, "Ana")
    folder = store.path.parent
    entry = store.history()[1]
    assert (entry.load_id, entry.file, entry.purged, entry.by, dict(entry.records)) == (1, "(purged)", 4, "Ana", {})
    assert store.blob(1) is None
    before = tables(store)
    store.rebuild()
    assert tables(store) == before
    store.close()
    for file in folder.rglob("*"):
        assert b"ecret" not in (file.read_bytes() if file.is_file() else b""), file
    with pytest.raises(UnknownName, match="purged already"):
        Workspace.open(store.path).purge(1, "Ana")


def test_loads_from_several_threads_all_arrive(store: Workspace) -> None:
    failed: list[BaseException] = []

    def load(number: int) -> None:
        file = reading(
            objective(f"Aim {number}"), key_result(f"Result {number}", f"Aim {number}"), file=f"{number}.xlsx"
        )
        preview = store.preview_reading(file)
        while True:
            try:
                store.confirm(preview, f"person {number}")
                return
            except PreviewOutdated as outdated:
                preview = outdated.preview
            except BaseException as error:
                failed.append(error)
                raise

    threads = [threading.Thread(target=load, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert store.database.query("SELECT count(*) FROM key_result_now(?, 99)", (LATE,)) == [(3,)]
    assert len(store.history()) == 3
