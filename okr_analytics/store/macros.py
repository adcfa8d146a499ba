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
    """The views that the database has."""
    rows = connection.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions() "
        "WHERE NOT internal AND schema_name = 'main' AND function_type IN ('macro', 'table_macro')"
    ).fetchall()
    return {str(name) for (name,) in rows}


def create(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    """Create views whose own needs are there already."""
    cursor = connection.cursor()
    try:
        for name in names:
            cursor.execute(macro_statement(name))
    finally:
        cursor.close()


def drop_all(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove every view, for those of another version to take their place."""
    rows = connection.execute(
        "SELECT DISTINCT function_name, function_type FROM duckdb_functions() "
        "WHERE NOT internal AND schema_name = 'main' AND function_type IN ('macro', 'table_macro')"
    ).fetchall()
    for name, kind in rows:
        connection.execute(f'DROP {"MACRO TABLE" if kind == "table_macro" else "MACRO"} IF EXISTS "{name}"')
