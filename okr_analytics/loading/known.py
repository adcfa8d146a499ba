"""What the store knows already, as far as linking needs it: items by kind, days of cycles, renames, the policy."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from okr_analytics.loading.catalogue import Item, Place
from okr_analytics.loading.identity import Days, comparable, comparable_code
from okr_analytics.policy import Policy
from okr_analytics.store.database import Database

EVER = dt.date(9999, 12, 31)
# kind → code, title, unit, cycle and parent columns of its view
_COLUMNS: Mapping[str, str] = {
    "objective": "code, title, unit_key, cycle_key, NULL",
    "key_result": "code, title, unit_key, cycle_key, objective_key",
    "initiative": "code, title, unit_key, NULL, coalesce(key_result_key, objective_key)",
    "kpi": "code, name, unit_key, NULL, NULL",
    "project": "code, name, unit_key, NULL, NULL",
}


@dataclass(frozen=True)
class Known:
    """Everything stored that a new file may mean."""

    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    cycles: Mapping[str, Days] = field(default_factory=dict)
    renames: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)


def known(database: Database, event: int, policy: Policy) -> Known:
    """What is known up to an event, whatever day it holds for."""
    items = {kind: tuple(_items(database, kind, columns, event)) for kind, columns in _COLUMNS.items()}
    cycles = database.query(
        'SELECT key, "start", "end" FROM cycle_now(?, ?) WHERE "start" IS NOT NULL AND "end" IS NOT NULL', (EVER, event)
    )
    renames: dict[str, dict[str, str]] = {}
    for kind, alias, key in database.query(
        "SELECT kind, alias, key FROM renamed WHERE event <= ? ORDER BY event", (event,)
    ):
        renames.setdefault(str(kind), {})[str(alias)] = str(key)
    days = {str(key): Days(start, end) for key, start, end in cycles}
    return Known(items, days, renames, policy)


def _items(database: Database, kind: str, columns: str, event: int) -> list[Item]:
    rows = database.query(f"SELECT key, {columns} FROM {kind}_now(?, ?)", (EVER, event))
    return [
        Item(key, comparable_code(code), comparable(title), Place(unit, cycle, parent), title or code or "")
        for key, code, title, unit, cycle, parent in rows
    ]
