"""Statements that take effect together or not at all."""

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from typing import Any, TypeAlias

import duckdb

from okr_analytics.store.insert import insert_rows

Parameters: TypeAlias = Sequence[object] | Mapping[str, object]
Row: TypeAlias = tuple[Any, ...]


class Transaction:
    """Statements that take effect together or not at all."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._cursor = cursor
        self._tables = tables
        self._touched: set[str] | None = set()

    @property
    def touched(self) -> frozenset[str] | None:
        """The tables that got rows; None where a statement may have changed any."""
        return None if self._touched is None else frozenset(self._touched)

    def execute(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """The rows of a statement, all read."""
        if not sql.lstrip().upper().startswith("SELECT"):
            self._touched = None
        return self._cursor.execute(sql, parameters).fetchall()

    def insert(
        self,
        table: str,
        rows: Sequence[Mapping[str, object]],
        same: Mapping[str, int] | None = None,
        without: Container[str] = (),
    ) -> None:
        """Add rows given as column → value, `same` in all of them; columns left out, and those in `without`, are NULL.

        Raises UnknownName for a table or column that isn't there.
        """
        if self._touched is not None:
            self._touched.add(table)
        insert_rows(self._cursor, self._tables, table, rows, same, without)

    def derive(self, derived_id: str, name: str, event: int, as_of: dt.date) -> None:
        """Say what was computed for a day and event; what other rules or models computed for them holds no more."""
        of = [name, event, as_of]
        if self.execute("SELECT 1 FROM derived WHERE name = ? AND event = ? AND as_of = ?", of):
            self.execute("DELETE FROM derived WHERE name = ? AND event = ? AND as_of = ?", of)
        self.insert("derived", [{"derived_id": derived_id, "name": name, "event": event, "as_of": as_of}])
