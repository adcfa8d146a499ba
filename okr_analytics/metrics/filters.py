"""What a question is narrowed to: unit, cycle, the two times, conversation, measure, and what the asker may see."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from okr_analytics.diagnostics import did_you_mean
from okr_analytics.errors import UnknownName
from okr_analytics.store.database import Database

CONVERSATIONS = ("growth", "bau", "improvement", "unknown")
MEASURES = ("hours", "days", "fte", "percent", "cost", "count")


@dataclass(frozen=True, slots=True)
class Filters:
    """How a question is narrowed; hashable, so that it can be part of a cache's key.

    unit: name or key, meaning the unit and everything below it. cycle: name or key. as_of: the day whose values hold.
    known: the event number up to which we know; known_at: the same as a moment (UTC), used where `known` is None.
    measure: one of MEASURES, for effort. scope: unit keys the asker may see with everything below them; None = all.
    `resolve` turns names into keys and fills the two times.
    """

    unit: str | None = None
    cycle: str | None = None
    as_of: dt.date | None = None
    known: int | None = None
    known_at: dt.datetime | None = None
    conversation: str | None = None
    measure: str | None = None
    scope: frozenset[str] | None = None
    locale: str = "en"
    _found: tuple[object, ...] = field(default=(), repr=False, compare=False)  # what resolve() has looked up already

    def resolve(self, database: Database) -> "Filters":
        """The filters with keys for names, and both times set; raises UnknownName for what isn't there or not to be seen.

        The day is today as long as some cycle or key result isn't over; after that, and before it, the day of the data.
        """
        if self._found == self._looked_up:  # a page asks fifty metrics under the same filters
            return self
        known = self.known if self.known is not None else _known(database, self.known_at)
        as_of = self.as_of if self.as_of is not None else data_day(database, known)
        _one_of("conversation", self.conversation, CONVERSATIONS)
        _one_of("measure", self.measure, MEASURES)
        unit, cycle = self.unit, self.cycle
        there = self._found[1:] if self._found[:1] == ((as_of, known, None, self.scope),) else (None, None)
        if cycle not in (None, there[1]):
            cycle = _key("cycle", cycle, _cycles(database, as_of, known))
        if unit not in (None, there[0]):
            unit = _key("unit", unit, _units(database, as_of, known, self.scope))
        found = replace(self, unit=unit, cycle=cycle, as_of=as_of, known=known, known_at=None)
        return replace(found, _found=found._looked_up)

    def with_changes(self, **changes: Any) -> "Filters":
        """The filters with some of them changed."""
        return replace(self, **changes)

    @property
    def _looked_up(self) -> tuple[object, ...]:
        times = (self.as_of, self.known, self.known_at, self.scope)
        return times, self.unit, self.cycle, self.conversation, self.measure

    @property
    def times(self) -> tuple[dt.date, int]:
        """The two parameters of every view; raises ValueError before `resolve`."""
        if self.as_of is None or self.known is None:
            raise ValueError("resolve the filters first")
        return self.as_of, self.known


def data_day(database: Database, known: int, today: dt.date | None = None) -> dt.date:
    """The day that a question without a day means: today while something runs, else the day of the latest data."""
    today = today or dt.date.today()
    rows = database.query("SELECT max(load_as_of) FROM loads_known(?, ?)", [today, known])
    latest = rows[0][0]
    if not isinstance(latest, dt.date) or latest >= today:
        return latest if isinstance(latest, dt.date) else today
    ends = database.query(
        f"SELECT max(last_day) FROM (SELECT max(due) AS last_day FROM {database.relation('kr_basis', today, known)} "
        f'UNION ALL SELECT max("end") FROM {database.relation("cycle_state", today, known)})'
    )
    over = ends[0][0]
    return latest if isinstance(over, dt.date) and over < today else today


def _known(database: Database, known_at: dt.datetime | None) -> int:
    condition = "" if known_at is None else ' WHERE "time" <= ?'
    rows = database.query(
        f"SELECT coalesce(max(number), 0) FROM event{condition}", [] if known_at is None else [_utc(known_at)]
    )
    return int(str(rows[0][0]))


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _units(database: Database, as_of: dt.date, known: int, scope: frozenset[str] | None) -> list[tuple[str, str]]:
    rows = database.query(
        f"SELECT unit_key, unit, level FROM {database.relation('unit_state', as_of, known)} ORDER BY level, unit"
    )
    units = [(str(key), str(name)) for key, name, _ in rows]
    if scope is None:
        return units
    below = database.query(f"SELECT unit_key, ancestor_key FROM {database.relation('unit_tree', as_of, known)}")
    seen = {str(key) for key, ancestor in below if ancestor in scope}
    return [(key, name) for key, name in units if key in seen]


def _cycles(database: Database, as_of: dt.date, known: int) -> list[tuple[str, str]]:
    rows = database.query(f"SELECT cycle_key, cycle FROM {database.relation('cycle_state', as_of, known)}")
    return [(str(key), str(name)) for key, name in rows]


def _key(what: str, word: str, known: list[tuple[str, str]]) -> str:
    folded = _fold(word)
    for key, _ in known:
        if key == word:
            return key
    for key, name in known:
        if _fold(name) == folded:
            return key
    raise UnknownName(f"There is no {what} {word!r}.{did_you_mean(word, [name for _, name in known])}")


def _fold(word: str) -> str:
    return " ".join(word.casefold().split())


def _one_of(what: str, word: str | None, known: Iterable[str]) -> None:
    if word is not None and word not in known:
        raise UnknownName(f"There is no {what} {word!r}.{did_you_mean(word, known)} Known: {', '.join(known)}.")
