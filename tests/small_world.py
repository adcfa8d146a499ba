"""A database in memory that tests fill row by row, as a load would, and ask for views."""

import datetime as dt
from typing import Any

from okr_analytics.store.database import Database


def day(text: str) -> dt.date:
    """2026-02-03 or, short, 02-03 of 2026."""
    return dt.date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


class World:
    """Loads are numbered in the order in which they are made; rows belong to the last one unless said."""

    def __init__(self, as_of: str = "01-01") -> None:
        self.database = Database.in_memory()
        self.load_id = 0
        self.rows = 0
        self.load(as_of)

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

    def add(self, kind: str, key: str, **fields: Any) -> str:
        """One record; texts in date fields are days; `where` is Sheet!A<n> unless given. Returns the key."""
        self.rows += 1
        dates = {"start", "end", "due", "date", "finished", "valid_from", "since"}
        row = {k: day(v) if k in dates and isinstance(v, str) else v for k, v in fields.items()}
        row = {"load_id": self.load_id, "row_number": self.rows, "key": key, "where": f"Sheet!A{self.rows}", **row}
        row.setdefault("cells", {})
        self.insert(kind, [row])
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
        frame = self.database.frame(
            f"SELECT * FROM {view}(?, ?) ORDER BY {order}", [day(as_of), 10**6 if known is None else known]
        )
        return [
            {k: None if _missing(v) else v for k, v in row.items()} for row in frame.astype(object).to_dict("records")
        ]

    def one(self, view: str, as_of: str, known: int | None = None) -> dict[str, Any]:
        """The only row of a view."""
        (row,) = self.ask(view, as_of, known)
        return row


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value) or str(value) == "NaT" or str(value) == "<NA>"
