"""Views kept as tables in memory per day and event: planning one of them costs more than reading it.

kr_state takes 0.4 s to plan whatever its size (views on views, each with its own joins) and a page asks it ten times.
A snapshot is made once per (view, day, event) and forgotten with the next write.
"""

import datetime as dt
import re
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from okr_analytics.store.definitions import called_views, stands_on, view_texts

# What pages ask again and again, at most one row per item; lines and readings are too many to be kept twice.
KEPT = frozenset(
    {
        "unit_tree",
        "unit_state",
        "unit_reach",
        "unit_progress",
        "cycle_state",
        "load_state",
        "check_in_point",
        "kr_basis",
        "kr_latest",
        "kr_plan",
        "kr_point",
        "kr_state",
        "kr_as_colored",
        "kr_rhythm",
        "kr_timing",
        "kr_carried",
        "kr_score",
        "kr_contribution",
        "kr_fit",
        "objective_fit",
        "objective_state",
        "progress_weekly",
        "effort_entry",
        "quality_state",
        "finding_state",
        "kr_attained",
        "kpi_trend",
        "policy_now",
        "unit_now",
        "objective_now",
        "key_result_now",
        "kpi_state",
        "kpi_range_change",
        "project_state",
        "project_curve",
        "objective_support",
        "milestone_state",
        "initiative_state",
        "destination_state",
        "suppression_state",
        "vote_now",
        "attention",
        "item_field",
    }
)
# Views that say the same on every day: made once per event, whatever the day. A test holds them to it.
DAYLESS = frozenset({"check_in_point"})
_ANY_DAY = dt.date(1, 1, 1)
_BODY = re.compile(r"CREATE OR REPLACE MACRO \w+\(as_of, known\) AS TABLE\s(.*?);?\s*$", re.S)
_CALL = re.compile(r"\b(\w+)\(as_of, known\)")
_PARAMETER = re.compile(r"(?<![\w.\"])(as_of|known)(?![\w\"])")
MOST_CELLS = 120_000_000  # kept at a time, about 1.2 GB; the one asked least recently goes first
GRACE = 20.0  # seconds that a snapshot out of use stays, for questions that were just about to read it
SCHEMA = "snapshots"
# Says which computed tables there are, and gets its row together with theirs: new grades leave forecasts as they were.
_INDEX = "derived"
_Key: TypeAlias = tuple[str, dt.date, int]


class Cursor(Protocol):
    """What runs the statements."""

    def execute(self, sql: str, /) -> "Cursor":
        """Run a statement."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows of the last statement."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A snapshot: its name and how many cells it holds."""

    name: str
    cells: int


class Snapshots:
    """The snapshots there are; any thread may ask."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._retired: list[tuple[float, str]] = []  # since when, and its name
        self._making = threading.RLock()  # a snapshot is made from others
        self._book = threading.RLock()  # never held while one is made: whose snapshot is there already need not wait
        self._made = 0
        self._mark = secrets.token_hex(4)  # two stores opened on one file share the schema

    def existing(self, view: str, as_of: dt.date, known: int) -> str | None:
        """The table of a view's rows where it is there already."""
        key = _key(view, as_of, known)
        with self._book:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key].name

    def relation(self, cursor: Cursor, view: str, as_of: dt.date, known: int) -> str:
        """SQL for the rows of a view on a day as known by an event, from a snapshot that is made if there is none."""
        if view not in KEPT:
            if called_views(view_texts()[view]) & KEPT:  # what it stands on is kept, so it isn't planned anew
                return f"(\n{self._composed(cursor, view, as_of, known)}\n)"
            return direct(view, as_of, known)
        with self._making:
            there = self.existing(view, as_of, known)
            if there is not None:
                return there
            made = self._make(cursor, view, self._composed(cursor, view, as_of, known))
            with self._book:
                self._kept[_key(view, as_of, known)] = made
                self._make_room(cursor)
            return made.name

    def forget(self, cursor: Cursor, tables: frozenset[str] | None = None) -> None:
        """Let go of the snapshots that a write to these tables makes untrue; None = it may have been any."""
        with self._making, self._book:
            stale = [key for key in self._kept if tables is None or (tables - {_INDEX}) & stands_on(key[0])]
            for key in stale:
                self._retire(self._kept.pop(key).name)
            self._drop_retired(cursor)

    def _make(self, cursor: Cursor, view: str, rows: str) -> _Kept:
        self._made += 1
        name = f'{SCHEMA}."{view}_{self._mark}_{self._made}"'
        count = cursor.execute(f"CREATE TABLE {name} AS {rows}").fetchall()[0][0]
        columns = len(cursor.execute(f"DESCRIBE {name}").fetchall())
        return _Kept(name, int(count) * columns)

    def _make_room(self, cursor: Cursor) -> None:
        """Lets go of those asked least recently until the others fit; the newest always stays."""
        cells = sum(kept.cells for kept in self._kept.values())
        while cells > MOST_CELLS and len(self._kept) > 1:
            _, kept = self._kept.popitem(last=False)
            cells -= kept.cells
            self._retire(kept.name)
        self._drop_retired(cursor)

    def _retire(self, name: str) -> None:
        self._retired.append((time.monotonic(), name))

    def _drop_retired(self, cursor: Cursor) -> None:
        now = time.monotonic()
        for since, name in self._retired:
            if now - since > GRACE:
                cursor.execute(f"DROP TABLE {name}")
        self._retired = [(since, name) for since, name in self._retired if now - since <= GRACE]

    def _composed(self, cursor: Cursor, view: str, as_of: dt.date, known: int) -> str:
        """The view's own SQL, reading the snapshots of the views it stands on instead of planning them again."""
        found = _BODY.search(view_texts()[view])
        if found is None:
            return f"SELECT * FROM {direct(view, as_of, known)}"
        body = _CALL.sub(lambda call: self.relation(cursor, call[1], as_of, known), found[1])
        literal = {"as_of": f"DATE '{as_of.isoformat()}'", "known": str(int(known))}
        return _PARAMETER.sub(lambda name: literal[name[1]], body)


def _key(view: str, as_of: dt.date, known: int) -> _Key:
    return view, _ANY_DAY if view in DAYLESS else as_of, known


def direct(view: str, as_of: dt.date, known: int) -> str:
    """SQL for the rows of a view without a snapshot; `view` must be a view's name."""
    return f"{view}(DATE '{as_of.isoformat()}', {int(known)})"
