"""Views are created when a statement first calls them: creating all takes a second, most processes need a few."""

import threading
from collections.abc import Iterable

import duckdb

from okr_analytics.model import RECORDS
from okr_analytics.store.definitions import called_views, macro_statement, needed, view_texts

# What every load asks inside its transaction, where views can't be added any more.
BASE = needed([f"{kind}_now" for kind in RECORDS])


class Macros:
    """Which views the database lacks, and how it gets them; any thread may ask."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._missing = set(view_texts()) - existing(connection)

    def ensure(self, sql: str) -> None:
        """Create the views that a statement calls, and those that they call, where they are missing."""
        if not self._missing:
            return
        called = called_views(sql) & self._missing
        if called:
            with self._lock:
                self._create(needed(called))

    def _create(self, names: Iterable[str]) -> None:
        for name in names:
            if name in self._missing:
                create(self._connection, [name])
                self._missing.discard(name)


def existing(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The views that the database has, by its own list: DuckDB's list of functions takes 50 ms to ask."""
    rows = connection.execute("SELECT value FROM meta WHERE name = 'view'").fetchall()
    return {str(name) for (name,) in rows}


def create(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Create views whose own needs are there already."""
    cursor = connection.cursor()
    try:
        cursor.execute("BEGIN")
        for name in names:
            cursor.execute(macro_statement(name))
            cursor.execute("INSERT INTO meta VALUES ('view', ?)", [name])
        cursor.execute("COMMIT")
    finally:
        cursor.close()


def forget_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget every view, for those of another version to take their place when they are called."""
    connection.execute("DELETE FROM meta WHERE name = 'view'")
