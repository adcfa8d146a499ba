"""Statements that take effect together or not at all."""

from collections.abc import Mapping, Sequence
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

    def execute(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """The rows of a statement, all read."""
        return self._cursor.execute(sql, parameters).fetchall()

    def insert(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Add rows given as column → value; columns left out are NULL; raises UnknownName for other names."""
        insert_rows(self._cursor, self._tables, table, rows)
