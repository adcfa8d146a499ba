"""What it does to the effort split when a key result is sent elsewhere: said before it is decided, from the same lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from okr_analytics.metrics.evaluate import effort_measure, evaluate
from okr_analytics.metrics.filters import CONVERSATIONS, Filters
from okr_analytics.metrics.question import source
from okr_analytics.store.database import Database


@dataclass(frozen=True, slots=True)
class Move:
    """The effort booked on a key result, itself and through its initiatives, and the split before and after it moves.

    amount: actual effort in `measure`, only what changes its conversation. shares: conversation → fraction of all effort,
    empty where there is none.
    """

    destination: str
    to: str
    measure: str
    amount: Decimal
    before: Mapping[str, float]
    after: Mapping[str, float]

    @property
    def changed(self) -> tuple[str, ...]:
        """The conversations whose share changes, the one that loses most first."""
        names = [name for name in self.before if self.before[name] != self.after[name]]
        return tuple(sorted(names, key=lambda name: self.after[name] - self.before[name]))


def moves(database: Database, wanted: Mapping[str, str], filters: Filters) -> dict[str, Move]:
    """Key result → what sending it to its destination does to the split that the filters leave."""
    resolved = filters.resolve(database)
    measure = resolved.measure or effort_measure(database, resolved)
    if not wanted or measure is None:
        return {}
    asked = resolved.with_changes(measure=measure, conversation=None)
    booked = _booked(database, asked, tuple(wanted))
    sums = _sums(database, asked)
    before = shares(database, asked)
    targets = _conversations(database, sorted(set(wanted.values())))
    found = {}
    for key, destination in wanted.items():
        own = {name: amount for name, amount in booked.get(key, {}).items() if name != targets[destination]}
        after = _after(sums, before, own, targets[destination])
        found[key] = Move(destination, targets[destination], measure, sum(own.values(), Decimal(0)), before, after)
    return found


def shares(database: Database, filters: Filters) -> dict[str, float]:
    """Conversation → share of the actual effort, as every page says it; empty where there is no effort."""
    rows = evaluate(database, ["effort_share"], ("conversation",), filters)
    return {str(row.dims["conversation"]): float(row.value) for row in rows if row.value is not None}


def _booked(database: Database, filters: Filters, keys: Sequence[str]) -> dict[str, dict[str, Decimal]]:
    part = source(database, "effort_entry", (), filters)
    rows = database.query(
        f"SELECT v.key_result_key, v.conversation, sum(v.actual_amount) {part.sql} "
        "AND list_contains(?::VARCHAR[], v.key_result_key) GROUP BY ALL",
        [*part.values, list(keys)],
    )
    found: dict[str, dict[str, Decimal]] = {}
    for key, conversation, amount in rows:
        if amount:
            found.setdefault(str(key), {})[str(conversation)] = Decimal(amount)
    return found


def _sums(database: Database, filters: Filters) -> dict[str, Decimal]:
    part = source(database, "effort_entry", (), filters)
    rows = database.query(f"SELECT v.conversation, sum(v.actual_amount) {part.sql} GROUP BY 1", part.values)
    return {str(name): Decimal(amount or 0) for name, amount in rows}


def _conversations(database: Database, destinations: Sequence[str]) -> dict[str, str]:
    rows = database.query(
        "SELECT d, conversation_of_destination(d) FROM (SELECT unnest(?::VARCHAR[]) AS d)", [list(destinations)]
    )
    return {str(destination): str(conversation) for destination, conversation in rows}


def _after(
    sums: Mapping[str, Decimal], before: Mapping[str, float], own: Mapping[str, Decimal], to: str
) -> dict[str, float]:
    total = sum(sums.values(), Decimal(0))
    if not total or not before:
        return {}
    moved = dict.fromkeys(CONVERSATIONS, Decimal(0)) | dict(sums)
    for name, amount in own.items():
        moved[name] -= amount
        moved[to] += amount
    unchanged = {name for name in before if moved[name] == sums.get(name, Decimal(0))}
    return {name: before[name] if name in unchanged else float(moved[name] / total) for name in before}
