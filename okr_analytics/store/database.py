"""The served connection: one DuckDB file or memory, locked down, one cursor a call, one write at a time."""

import datetime as dt
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import duckdb
import pandas as pd

from okr_analytics.errors import StoreUnavailable
from okr_analytics.policy import Policy
from okr_analytics.store.definitions import schema_scripts, version_of, view_texts
from okr_analytics.store.load import write_policy
from okr_analytics.store.macros import BASE, Macros, create, existing, forget_all
from okr_analytics.store.snapshot import SCHEMA, Cursor, Snapshots
from okr_analytics.store.transaction import Parameters, Row, Transaction
from okr_analytics.store.watch import Watch

# Raise it when what the loader writes changes its meaning: stores of another version are rebuilt from the journal.
PROJECTION = 1
QUERY_SECONDS = 60.0
LOCKED_DOWN: Mapping[str, str] = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "2GB",
    "allocator_bulk_deallocation_flush_threshold": "1MB",  # what a question needed goes back, instead of 512 MB staying
    "max_temp_directory_size": "4GB",
}


class StoreDamaged(StoreUnavailable):
    """The database file doesn't open, or was made by another version: it can be rebuilt from the journal."""


class NotStored(StoreUnavailable):
    """A transaction failed and left nothing behind."""


class Database:
    """A store of records that any thread may ask and one writes at a time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        self.path = path
        self._connection = connection
        self._writing = threading.RLock()
        self._deriving = threading.RLock()
        self._tables = _columns(connection)
        self._macros = Macros(connection)
        self._snapshots = Snapshots()
        self._described: dict[str, Mapping[str, str]] = {}
        self._watch = Watch()

    @classmethod
    def in_memory(cls) -> Self:
        """A fresh store that ends with the process, with the default policy in it."""
        connection = duckdb.connect(":memory:", config=_settings(None))
        _create(connection)
        return cls(_lock(connection), None)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """The store in a file, made if there is none; raises StoreUnavailable, StoreDamaged where a rebuild helps."""
        file = Path(path)
        new = not file.exists()
        connection = _connect(file)
        try:
            if new:
                _create(connection)
            _refresh(connection, file)
        except duckdb.Error as error:
            connection.close()
            raise StoreDamaged(f"The database {file.name} can't be read: {_first_line(error)}") from error
        except StoreDamaged:
            connection.close()
            raise
        return cls(_lock(connection), file)

    def query(self, sql: str, parameters: Parameters = (), *, seconds: float = QUERY_SECONDS) -> list[Row]:
        """The rows of a question (one SELECT); raises StoreUnavailable when it takes longer than `seconds`."""
        with self._cursor(seconds) as cursor:
            return self._ask(cursor, sql, parameters).fetchall()

    def frame(self, sql: str, parameters: Parameters = (), *, seconds: float = QUERY_SECONDS) -> pd.DataFrame:
        """The rows of a question as a frame; raises StoreUnavailable when it takes longer than `seconds`."""
        with self._cursor(seconds) as cursor:
            return self._ask(cursor, sql, parameters).df()

    def relation(self, view: str, as_of: dt.date, known: int) -> str:
        """SQL for the rows of a view on a day as known by an event; asked again, it is a table that is there already."""
        there = self._snapshots.existing(view, as_of, known)
        if there is not None:
            return there
        with self._cursor(QUERY_SECONDS) as cursor:
            return self._snapshots.relation(_Ensuring(cursor, self._macros), view, as_of, known)

    def columns(self, view: str, as_of: dt.date, known: int) -> Mapping[str, str]:
        """Column → type of a view, which are the same on every day; asked of the database once."""
        if view not in self._described:
            rows = self.query(f"DESCRIBE SELECT * FROM {self.relation(view, as_of, known)}")
            self._described[view] = {str(name): str(kind) for name, kind, *_ in rows}
        return self._described[view]

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Statements that are committed together when the block ends, and leave nothing when it fails.

        Raises NotStored where the database refuses a statement.
        """
        with self._writing:
            cursor = self._connection.cursor()
            try:
                cursor.execute("BEGIN")
                transaction = Transaction(cursor, self._tables)
                yield transaction
                cursor.execute("COMMIT")
                self._snapshots.forget(cursor, transaction.touched)
            except duckdb.Error as error:
                _roll_back(cursor)
                raise NotStored(f"The database refused a change: {_first_line(error)}") from error
            except BaseException:
                _roll_back(cursor)
                raise
            finally:
                cursor.close()

    def checkpoint(self) -> None:
        """Bring everything committed into the file itself, so that it opens fast and can be copied."""
        with self._writing, self._cursor(QUERY_SECONDS) as cursor:
            cursor.execute("FORCE CHECKPOINT")

    def has_derived(self, name: str) -> bool:
        """Whether what was computed under this name is kept."""
        return bool(self.query("SELECT 1 FROM derived WHERE derived_id = ?", [name]))

    @contextmanager
    def deriving(self) -> Iterator[None]:
        """One at a time computes what is kept beside the records: who comes second finds it made."""
        with self._deriving:
            yield

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nobody writes inside this block, and the file holds everything: the moment to copy it."""
        with self._writing:
            self.checkpoint()
            yield

    def close(self) -> None:
        """Let go of the file; the store can't be used any more."""
        self._connection.close()

    def _ask(self, cursor: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters) -> duckdb.DuckDBPyConnection:
        self._macros.ensure(sql)
        return cursor.execute(_question(cursor, sql), parameters)

    @contextmanager
    def _cursor(self, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
        # A connection object shared by threads gives wrong results silently; a cursor of its own costs 3 µs.
        cursor = self._connection.cursor()
        try:
            with self._watch.limit(cursor, seconds):
                yield cursor
        except duckdb.InterruptException as error:
            raise StoreUnavailable(f"The question took longer than {seconds:g} seconds and was stopped.") from error
        except duckdb.OutOfMemoryException as error:
            raise StoreUnavailable("The question needs more memory than the database may take.") from error
        except (duckdb.FatalException, duckdb.IOException) as error:
            raise StoreDamaged(
                f"The database can't be read any more ({_first_line(error)}). Make it anew from the journal: rebuild."
            ) from error
        finally:
            cursor.close()


class _Ensuring:
    """A cursor that has the views it is asked for."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, macros: Macros) -> None:
        self._cursor = cursor
        self._macros = macros

    def execute(self, sql: str, /) -> Cursor:
        """Run a statement."""
        self._macros.ensure(sql)
        return self._cursor.execute(sql)

    def fetchall(self) -> list[Row]:
        """The rows of the last statement."""
        return self._cursor.fetchall()


def _question(cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The one SELECT that the text is; raises ValueError for anything that could change something (75 µs)."""
    statements = cursor.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise ValueError("Questions are single SELECT statements; changes go through a transaction.")
    return statements[0]


def _settings(file: Path | None) -> dict[str, str | bool | int | float | list[str]]:
    settings: dict[str, str | bool | int | float | list[str]] = dict(LOCKED_DOWN)
    settings["temp_directory"] = f"{file}.tmp" if file else ""
    return settings


def _connect(file: Path) -> duckdb.DuckDBPyConnection:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(str(file), config=_settings(file))
    except duckdb.IOException as error:
        if "lock" in str(error).casefold():
            raise StoreUnavailable(
                f"The database {file.name} is in use by another program, most likely the running app. "
                "Stop it, or use the app itself."
            ) from error
        raise StoreDamaged(f"The database {file.name} can't be opened: {_first_line(error)}") from error
    except duckdb.Error as error:
        raise StoreDamaged(f"The database {file.name} can't be opened: {_first_line(error)}") from error
    except OSError as error:
        raise StoreUnavailable(f"The folder {file.parent.name} can't be written: {error.strerror}.") from error


def _lock(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    connection.execute(f"ATTACH IF NOT EXISTS ':memory:' AS {SCHEMA}")
    locked = connection.execute("SELECT current_setting('lock_configuration')").fetchone()
    if locked != (True,):  # opened a second time in one process, the settings are in force already
        connection.execute("SET lock_configuration = true")
    return connection


def _schema_version() -> str:
    return version_of([str(PROJECTION), *schema_scripts()])


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("BEGIN")
    for script in schema_scripts():
        connection.execute(script)
    connection.execute("INSERT INTO meta VALUES ('schema', ?)", [_schema_version()])
    write_policy(Transaction(connection, _columns(connection)), 0, Policy(), lambda cycle: cycle.name)
    connection.execute("INSERT INTO meta VALUES ('views', ?)", [_views_version()])
    connection.execute("COMMIT")
    create(connection, BASE)


def _views_version() -> str:
    return version_of(view_texts().values())


def _refresh(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    if meta.get("schema") != _schema_version():
        raise StoreDamaged(f"The database {file.name} was made by another version of this program.")
    if meta.get("views") != _views_version():
        connection.execute("BEGIN")
        forget_all(connection)
        connection.execute("UPDATE meta SET value = ? WHERE name = 'views'", [_views_version()])
        connection.execute("COMMIT")
    there = existing(connection)
    create(connection, [name for name in BASE if name not in there])


def _columns(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Mapping[str, str]]:
    rows = connection.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = 'main' ORDER BY table_name, ordinal_position"
    ).fetchall()
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        tables.setdefault(table, {})[column] = kind
    return tables


def _roll_back(cursor: duckdb.DuckDBPyConnection) -> None:
    try:
        cursor.execute("ROLLBACK")
    except duckdb.Error:
        return  # the failure itself has ended the transaction already


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
