"""The served connection: locked down, one cursor a call, one process, all or nothing."""

import datetime as dt
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import pytest

from okr_analytics.errors import StoreUnavailable, UnknownName
from okr_analytics.store import insert
from okr_analytics.store.database import Database, NotStored, StoreDamaged

DENIED = [
    "SELECT * FROM read_csv('{file}')",
    "SELECT * FROM read_text('{file}')",
    "SELECT * FROM read_blob('{file}')",
    "SELECT * FROM '{file}'",
    "SELECT * FROM read_json('{file}')",
    "SELECT * FROM read_parquet('{file}')",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM read_csv('https://example.org/x.csv')",
    "COPY (SELECT 1) TO '{folder}/out.csv'",
    "COPY meta FROM '{file}'",
    "COPY (SELECT 1) TO '{folder}/out.parquet' (FORMAT parquet)",
    "EXPORT DATABASE '{folder}/export'",
    "IMPORT DATABASE '{folder}/export'",
    "ATTACH '{folder}/other.duckdb' AS other",
    "ATTACH 'postgres:host=example.org' AS pg (TYPE postgres)",
    "INSTALL httpfs",
    "INSTALL spatial FROM community",
    "LOAD httpfs",
    "LOAD '{folder}/x.duckdb_extension'",
    "SET enable_external_access = true",
    "SET lock_configuration = false",
    "SET memory_limit = '100GB'",
    "SET temp_directory = '{folder}'",
    "SET autoinstall_known_extensions = true",
    "SET allow_community_extensions = true",
    "SET python_enable_replacements = true",
    "SET GLOBAL threads = 64",
    "RESET memory_limit",
    "PRAGMA memory_limit = '100GB'",
    "PRAGMA enable_profiling = 'json'",
    "PRAGMA profiling_output = '{folder}/p.json'",
    "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "CREATE PERSISTENT SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "SELECT * FROM a_local_frame",
    "SELECT getenv('HOME')",
]


@pytest.fixture(scope="module")
def memory() -> Database:
    return Database.in_memory()


@pytest.mark.parametrize("sql", DENIED)
def test_what_reaches_out_of_the_store_is_denied(memory: Database, tmp_path: Path, sql: str) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    a_local_frame = memory.frame("SELECT 1 AS x")
    assert len(a_local_frame) == 1
    with pytest.raises(NotStored), memory.transaction() as tx:
        tx.execute(sql.format(file=file, folder=tmp_path))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["secret.csv"]


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM meta", "CALL enable_logging()", "SELECT 1; DROP TABLE meta", "CHECKPOINT", "CREATE TABLE x (a INT)"],
)
def test_a_question_can_only_ask(memory: Database, sql: str) -> None:
    with pytest.raises(ValueError, match="single SELECT"):
        memory.query(sql)
    with pytest.raises(ValueError, match="single SELECT"):
        memory.frame(sql)


def test_the_limits_are_set(memory: Database) -> None:
    settings = dict(
        memory.query(
            "SELECT name, value FROM duckdb_settings() WHERE name IN ('enable_external_access', 'lock_configuration', "
            "'autoload_known_extensions', 'memory_limit', 'max_temp_directory_size')"
        )
    )
    assert settings["enable_external_access"] == "false"
    assert settings["lock_configuration"] == "true"
    assert settings["autoload_known_extensions"] == "false"
    assert settings["memory_limit"] == "1.8 GiB"


def test_a_question_that_takes_too_long_is_stopped(memory: Database) -> None:
    memory.query("SELECT 1")  # whoever watches waits for a minute now
    with pytest.raises(StoreUnavailable, match=r"longer than 0.2 seconds"):
        memory.query(
            "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range % 7 = b.range % 3", seconds=0.2
        )
    assert memory.query("SELECT 1") == [(1,)]


def test_a_new_store_has_the_default_policy_and_the_views(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "okr.duckdb")
    assert database.query("SELECT event, status_rule, hours_per_fte FROM policy") == [(0, "gap", 1720.0)]
    assert database.query("SELECT count(*) FROM key_result_now(DATE '2025-01-01', 0)") == [(0,)]
    database.close()


@pytest.mark.parametrize("few", [10, 0])
def test_columns_that_are_left_out_stay_empty(memory: Database, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insert, "FEW", few)
    row = {"row_number": 1, "key": "p", "name": "Portal", "cells": {"name": "Plan!B2"}}
    with memory.transaction() as tx:
        tx.insert("project", [row], {"load_id": 800 + few}, without={"cells"})
    assert memory.query("SELECT name, cells FROM project WHERE load_id = ?", (800 + few,)) == [("Portal", None)]


@pytest.mark.parametrize("few", [10, 0])
def test_values_come_back_as_they_went_in(memory: Database, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(insert, "FEW", few)
    row = {
        "load_id": 900 + few,
        "row_number": 1,
        "key": "p",
        "name": 'Ünïcode "quoted"; DROP TABLE project',
        "contributing_units": ["A", 'B "x"'],
        "start": dt.date(2025, 1, 31),
        "due": "0999-12-31",
        "budget": Decimal("12345678901234.5678"),
        "spent": "0.1",
        "percent_complete": 0.1 + 0.2,
        "cells": {"name": "It's, a {sheet}!B2"},
    }
    with memory.transaction() as tx:
        tx.insert("project", [row, {"load_id": 0, "row_number": 2, "key": "q", "implied": True}])
    found = memory.query(
        'SELECT name, contributing_units, "start", due, budget, spent, percent_complete, cells, implied, owner '
        "FROM project WHERE load_id = ?",
        (900 + few,),
    )
    assert found == [
        (
            row["name"],
            row["contributing_units"],
            dt.date(2025, 1, 31),
            dt.date(999, 12, 31),
            Decimal("12345678901234.5678"),
            Decimal("0.1000"),
            0.1 + 0.2,
            row["cells"],
            False,
            None,
        )
    ]


def test_a_transaction_that_fails_leaves_nothing(memory: Database) -> None:
    class Oops(Exception):
        pass

    def fail() -> None:
        with memory.transaction() as tx:
            tx.insert("meta", [{"name": "half", "value": "done"}])
            raise Oops

    with pytest.raises(Oops):
        fail()
    assert memory.query("SELECT * FROM meta WHERE name = 'half'") == []


@pytest.mark.parametrize(
    ("table", "column"), [("nope", "a"), ("meta", "nome"), ('meta" ; DROP TABLE meta; --', "name")]
)
def test_only_names_of_the_schema_are_taken(memory: Database, table: str, column: str) -> None:
    with pytest.raises(UnknownName, match="store has no"), memory.transaction() as tx:
        tx.insert(table, [{column: "x"}])


def test_threads_get_their_own_answers(memory: Database) -> None:
    wrong: list[object] = []

    def ask(number: int) -> None:
        for turn in range(20):
            expected = number * 1000 + turn
            found = memory.query("SELECT ? + count(*) - 500 FROM range(500)", (expected,))
            if found != [(expected,)]:
                wrong.append(found)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_second_process_gets_a_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "okr.duckdb"
    database = Database.open(path)
    script = (
        "import sys\nfrom okr_analytics.store.database import Database\nfrom okr_analytics.errors import StoreUnavailable\n"
        "try:\n    Database.open(sys.argv[1])\nexcept StoreUnavailable as error:\n    print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("StoreUnavailable The database okr.duckdb is in use by another program")
    database.close()


def test_after_a_checkpoint_the_file_holds_everything(tmp_path: Path) -> None:
    path = tmp_path / "okr.duckdb"
    database = Database.open(path)
    with database.transaction() as tx:
        tx.insert("meta", [{"name": "a", "value": "b"}])
    with database.still():
        (tmp_path / "copy.duckdb").write_bytes(path.read_bytes())
    database.close()
    copy = Database.open(tmp_path / "copy.duckdb")
    assert copy.query("SELECT value FROM meta WHERE name = 'a'") == [("b",)]
    copy.close()


@pytest.mark.parametrize("damage", ["not a database", "cut short", "other schema"])
def test_a_file_that_a_rebuild_can_replace_says_so(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "okr.duckdb"
    database = Database.open(path)
    if damage == "other schema":
        with database.transaction() as tx:
            tx.execute("UPDATE meta SET value = 'older' WHERE name = 'schema'")
    database.close()
    if damage == "not a database":
        path.write_bytes(b"nothing of the kind" * 1000)
    if damage == "cut short":
        path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreDamaged):
        Database.open(path)


def test_views_of_another_version_are_replaced_in_place(tmp_path: Path) -> None:
    path = tmp_path / "okr.duckdb"
    database = Database.open(path)
    with database.transaction() as tx:
        tx.execute("UPDATE meta SET value = 'older' WHERE name = 'views'")
        tx.execute("CREATE OR REPLACE MACRO loads_known(as_of, known) AS TABLE SELECT 1 AS stale")
    database.close()
    database = Database.open(path)
    assert "place" in database.frame("SELECT * FROM loads_known(DATE '2025-01-01', 1)").columns
    database.close()
