"""Views kept as tables in memory per day and event: planning one of them costs more than reading it.

kr_state takes 0.4 s to plan whatever its size (views on views, each with its own joins) and a page asks it ten times.
A snapshot is made once per (view, day, event) and forgotten with the next write.
"""

import datetime as dt
import re
import secrets
import threading
from collections import OrderedDict
from typing import Protocol

from okr_analytics.store.definitions import called_views, view_texts

# What pages ask again and again, at most one row per item; lines and readings are too many to be kept twice.
KEPT = frozenset(
    {
        "unit_tree",
        "unit_state",
        "unit_reach",
        "unit_progress",
        "cycle_state",
        "kr_basis",
        "kr_latest",
        "kr_plan",
        "kr_point",
        "kr_state",
        "kr_as_colored",
        "kr_rhythm",
        "kr_period",
        "objective_state",
        "progress_weekly",
        "effort_entry",
        "quality_state",
        "finding_state",
        "kpi_trend",
        "policy_now",
        "unit_now",
        "objective_now",
        "key_result_now",
        "kpi_state",
        "project_state",
        "milestone_state",
        "initiative_state",
        "attention",
        "item_field",
    }
)
_BODY = re.compile(r"CREATE OR REPLACE MACRO \w+\(as_of, known\) AS TABLE\s(.*?);?\s*$", re.S)
_CALL = re.compile(r"\b(\w+)\(as_of, known\)")
_PARAMETER = re.compile(r"(?<![\w.\"])(as_of|known)(?![\w\"])")
MOST = 300  # snapshots kept at a time; the one asked least recently goes first
SCHEMA = "snapshots"


class Cursor(Protocol):
    """What runs the statements."""

    def execute(self, sql: str, /) -> object:
        """Run a statement."""


class Snapshots:
    """The snapshots there are; any thread may ask."""

    def __init__(self) -> None:
        self._names: OrderedDict[tuple[str, dt.date, int], str] = OrderedDict()
        self._retired: list[str] = []  # one more write long, for questions that were just about to read them
        self._lock = threading.RLock()  # a snapshot is made from others
        self._made = 0
        self._mark = secrets.token_hex(4)  # two stores opened on one file share the schema

    def relation(self, cursor: Cursor, view: str, as_of: dt.date, known: int) -> str:
        """SQL for the rows of a view on a day as known by an event, from a snapshot that is made if there is none."""
        if view not in KEPT:
            if called_views(view_texts()[view]) & KEPT:  # what it stands on is kept, so it isn't planned anew
                return f"(\n{self._composed(cursor, view, as_of, known)}\n)"
            return direct(view, as_of, known)
        key = (view, as_of, known)
        with self._lock:
            if key not in self._names:
                rows = self._composed(cursor, view, as_of, known)
                self._made += 1
                name = f'{SCHEMA}."{view}_{self._mark}_{self._made}"'
                cursor.execute(f"CREATE TABLE {name} AS {rows}")
                self._names[key] = name
                self._forget_oldest(cursor)
            self._names.move_to_end(key)
            return self._names[key]

    def forget(self, cursor: Cursor) -> None:
        """Let go of every snapshot: something was written."""
        with self._lock:
            for name in self._retired:
                cursor.execute(f"DROP TABLE {name}")
            self._retired = list(self._names.values())
            self._names.clear()

    def _composed(self, cursor: Cursor, view: str, as_of: dt.date, known: int) -> str:
        """The view's own SQL, reading the snapshots of the views it stands on instead of planning them again."""
        found = _BODY.search(view_texts()[view])
        if found is None:
            return f"SELECT * FROM {direct(view, as_of, known)}"
        body = _CALL.sub(lambda call: self.relation(cursor, call[1], as_of, known), found[1])
        literal = {"as_of": f"DATE '{as_of.isoformat()}'", "known": str(int(known))}
        return _PARAMETER.sub(lambda name: literal[name[1]], body)

    def _forget_oldest(self, cursor: Cursor) -> None:
        if len(self._names) > MOST:
            cursor.execute(f"DROP TABLE {self._names.popitem(last=False)[1]}")


def direct(view: str, as_of: dt.date, known: int) -> str:
    """SQL for the rows of a view without a snapshot; `view` must be a view's name."""
    return f"{view}(DATE '{as_of.isoformat()}', {int(known)})"
