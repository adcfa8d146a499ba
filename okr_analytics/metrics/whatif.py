"""What if effort were moved: the split after moving amounts between conversations and units."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

import pandas as pd

from okr_analytics import texts
from okr_analytics.metrics.evaluate import effort_measure, evaluate, exact_shares
from okr_analytics.metrics.filters import Filters
from okr_analytics.store.database import Database

WHOLE = ""  # every unit, by what it has
CONVERSATIONS = ("growth", "bau", "improvement", "unknown")
Basis = Literal["actual", "planned"]


class ImpossibleMove(ValueError):
    """More effort would be taken than there is, or the move names what isn't there; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Move:
    """An amount of effort, in the measure of the split, taken from a conversation of a unit and given to another.

    Units by name; WHOLE takes from, or gives to, every unit in proportion to what it has (of the conversation it is
    taken from; to those from which it was taken, where both ends are WHOLE).
    """

    amount: float
    from_conversation: str
    to_conversation: str
    from_unit: str = WHOLE
    to_unit: str = WHOLE


@dataclass(frozen=True)
class Scenario:
    """Moves on top of what is planned or what happened, under a unit and cycle (names; None = all)."""

    moves: tuple[Move, ...] = ()
    basis: Basis = "actual"
    measure: str | None = None
    unit: str | None = None
    cycle: str | None = None
    note: str = field(default="", compare=False)

    def as_dict(self) -> dict[str, Any]:
        """The scenario in JSON terms."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The scenario that `as_dict` wrote."""
        moves = tuple(Move(**move) for move in data.get("moves", ()))
        known = {name: data.get(name) for name in ("measure", "unit", "cycle")}
        return cls(moves, data.get("basis", "actual"), note=data.get("note") or "", **known)


def amounts(database: Database, filters: Filters, basis: Basis) -> pd.DataFrame:
    """One row per unit and conversation: `unit` (name), `conversation`, `amount` in the filters' measure, as float."""
    measure = filters.measure or effort_measure(database, filters)
    name = "effort" if basis == "actual" else "effort_planned"
    rows = (
        evaluate(database, [name], ("unit", "conversation"), filters.with_changes(measure=measure)) if measure else ()
    )
    found = [
        (str(row.dims["unit"] or texts.NO_UNIT), str(row.dims["conversation"]), float(row.value or 0)) for row in rows
    ]
    frame = pd.DataFrame(found, columns=["unit", "conversation", "amount"])
    return frame.groupby(["unit", "conversation"])["amount"].sum().reset_index()


def moved(frame: pd.DataFrame, moves: Iterable[Move]) -> pd.DataFrame:
    """The amounts after the moves, in their order; the sum stays. Raises ImpossibleMove."""
    table = frame.pivot(index="unit", columns="conversation", values="amount").fillna(0.0)
    table = table.reindex(columns=list(CONVERSATIONS), fill_value=0.0)
    for number, move in enumerate(moves, 1):
        table = _one(table, move, number)
    return table.reset_index().melt("unit", var_name="conversation", value_name="amount")


def shares(frame: pd.DataFrame) -> dict[str, float | None]:
    """Conversation → share of all amounts, unknown included; they add up to exactly 1, or are None without effort."""
    sums = frame.groupby("conversation")["amount"].sum()
    return exact_shares({name: float(sums.get(name, 0.0)) for name in CONVERSATIONS})


def _one(table: pd.DataFrame, move: Move, number: int) -> pd.DataFrame:
    if move.amount < 0:
        raise ImpossibleMove(f"Move {number}: the amount is negative. Turn its two ends around instead.")
    for name in (move.from_unit, move.to_unit):
        if name != WHOLE and name not in table.index:
            raise ImpossibleMove(f'Move {number}: "{name}" has no effort here.')
    source = table[move.from_conversation]
    source = source if move.from_unit == WHOLE else source[[move.from_unit]]
    there = float(source.sum())
    if move.amount > there + 1e-9:
        raise ImpossibleMove(
            f"Move {number}: {move.amount:g} would be taken from {there:g}. Take at most what is there."
        )
    taken = source * (move.amount / there if there else 0.0)
    given = _given(table, taken, move)
    out = table.copy()
    out.loc[taken.index, move.from_conversation] -= taken
    out.loc[given.index, move.to_conversation] += given
    return out


def _given(table: pd.DataFrame, taken: pd.Series, move: Move) -> pd.Series:
    """Who gets how much of what was taken."""
    if move.to_unit != WHOLE:
        return pd.Series({move.to_unit: float(taken.sum())})
    if move.from_unit == WHOLE:
        return taken
    size = table.sum(axis="columns")
    return size * (float(taken.sum()) / float(size.sum()))
