"""A database in memory that tests fill row by row, as a load would, and ask for views."""

import datetime as dt
import weakref
from typing import Any

from okr_analytics.store.database import Database

_SPARE: list[Database] = []  # databases of worlds that are gone: emptying one is faster than creating its views again


def _database() -> Database:
    if not _SPARE:
        return Database.in_memory()
    database = _SPARE.pop()
    tables = database.query(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND table_name <> 'meta'"
    )
    with database.transaction() as transaction:
        for (table,) in tables:
            keep = " WHERE event <> 0" if str(table).startswith("policy") else ""
            transaction.execute(f'DELETE FROM "{table}"{keep}')
    return database


def day(text: str) -> dt.date:
    """2026-02-03 or, short, 02-03 of 2026."""
    return dt.date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


class World:
    """Loads are numbered in the order in which they are made; rows belong to the last one unless said."""

    def __init__(self, as_of: str = "01-01", file: str = "") -> None:
        self.database = _database()
        weakref.finalize(self, _SPARE.append, self.database)
        self.load_id = 0
        self.rows = 0
        self.load(as_of, file)

    def load(self, as_of: str, file: str = "") -> int:
        """A new load that holds on a day; its event carries the same number."""
        self.load_id += 1
        event = {
            "number": self.load_id,
            "time": dt.datetime(2026, 1, 1) + dt.timedelta(hours=self.load_id),
            "actor": "test",
            "kind": "load",
            "summary": "",
        }
        load = {
            "load_id": self.load_id,
            "file": file or f"file{self.load_id}.xlsx",
            "sha256": str(self.load_id),
            "as_of": day(as_of),
            "as_of_source": "person",
            "loaded_at": event["time"],
            "actor": "test",
            "mode": "merge",
            "nonblank": 100,
            "unused": 10,
            "diagnostics": 0,
        }
        self.insert("event", [event])
        self.insert("load", [load])
        return self.load_id

    def insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Rows as they are, in a transaction of their own."""
        with self.database.transaction() as transaction:
            transaction.insert(table, rows)

    def add(self, table: str, key: str, /, **fields: Any) -> str:
        """One record; texts in date fields are days; `where` is Sheet!A<n> unless given. Returns the key."""
        self.rows += 1
        dates = {"start", "end", "due", "date", "finished", "valid_from", "since"}
        row = {k: day(v) if k in dates and isinstance(v, str) else v for k, v in fields.items()}
        row = {"load_id": self.load_id, "row_number": self.rows, "key": key, "where": f"Sheet!A{self.rows}", **row}
        row.setdefault("cells", {})
        self.insert(table, [row])
        return key

    def check_in(self, key_result: str, date: str, value: float | None = None, **fields: Any) -> None:
        """A check-in of a key result."""
        self.add("check_in", f"{key_result}@{date}", key_result_key=key_result, date=date, value=value, **fields)

    def policy(self, event: int, **fields: Any) -> None:
        """A policy in force from an event on."""
        default = {
            "status_rule": "gap",
            "measure": "gap",
            "on_track": 0.10,
            "at_risk": 0.25,
            "cadence_days": 7,
            "hours_per_fte": 1720.0,
            "hours_per_day": 8.0,
        }
        self.insert("policy", [{"event": event, **default, **fields}])

    def ask(self, view: str, as_of: str, known: int | None = None, order: str = "1") -> list[dict[str, Any]]:
        """All rows of a view as dictionaries."""
        relation = self.database.relation(view, day(as_of), 10**6 if known is None else known)
        names = [str(column[0]) for column in self.database.query(f"DESCRIBE SELECT * FROM {relation}")]
        rows = self.database.query(f"SELECT * FROM {relation} ORDER BY {order}")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def one(self, view: str, as_of: str, known: int | None = None) -> dict[str, Any]:
        """The only row of a view."""
        (row,) = self.ask(view, as_of, known)
        return row
