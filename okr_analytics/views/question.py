"""What a page is asked: the store, the filters with the day and the event resolved, the policy, an item, choices."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self, TypeVar, cast

import pandas as pd

from okr_analytics.metrics.catalogue import METRICS
from okr_analytics.metrics.evaluate import MetricRow, evaluate, rows
from okr_analytics.metrics.filters import Filters
from okr_analytics.policy import Policy
from okr_analytics.store.database import Database

Told = TypeVar("Told")


@dataclass(frozen=True)
class Question:
    """Everything a View depends on; `cache_key` names it without the store."""

    database: Database
    filters: Filters
    policy: Policy
    policy_event: int = 0
    item: str | None = None  # the key of one item, on pages about one
    choices: Mapping[str, str] = field(default_factory=dict)
    _told: dict[object, Any] | None = field(default=None, repr=False, compare=False)

    @property
    def cache_key(self) -> tuple[object, ...]:
        """What a cached View is kept under: another day, event, policy, scope, locale or choice is another View."""
        return (self.filters, self.policy_event, self.item, tuple(sorted(self.choices.items())))

    def remembering(self) -> Self:
        """The same question, which asks the store each thing once: for as long as one View is made of it."""
        return replace(self, _told={})

    def with_filters(self, **changes: object) -> Self:
        """The same question with other filters; raises UnknownName as `Filters.resolve` does."""
        asked = self.filters.with_changes(**changes)
        return replace(self, filters=self._once(("filters", asked), lambda: asked.resolve(self.database)))

    def metrics(self, *names: str, by: tuple[str, ...] = ()) -> tuple[MetricRow, ...]:
        """The metrics under the question's filters, by dimensions."""
        return self.evaluated(self.database, names, by, self.filters)

    def evaluated(
        self, database: Database, names: Sequence[str], by: Sequence[str], filters: Filters
    ) -> tuple[MetricRow, ...]:
        """What `evaluate` says, asked of the store once."""
        asked = ("metrics", tuple(names), tuple(by), filters)
        return self._once(asked, lambda: evaluate(database, names, by, filters))

    def metric(self, name: str) -> MetricRow:
        """One metric over everything that the filters leave."""
        return self.metrics(name)[0]

    def rows(self, view: str, **only: object) -> pd.DataFrame:
        """The rows of an analytic view under the question's filters; `only`: column = the value it must have."""
        asked = ("rows", view, tuple(only.items()), self.filters)
        frame = self._once(asked, lambda: rows(self.database, view, self.filters, only=only))
        return frame.copy(deep=False)  # who changes a column changes it for himself

    def _once(self, asked: object, ask: Callable[[], Told]) -> Told:
        if self._told is None:
            return ask()
        if asked not in self._told:
            self._told[asked] = ask()
        return cast("Told", self._told[asked])

    def has(self, view: str) -> bool:
        """Whether an analytic view has any row under the question's filters."""
        return len(rows(self.database, view, self.filters, columns=("load_id",), limit=1)) > 0

    @property
    def running_cycle(self) -> str | None:
        """The name of the cycle that runs on the day, the one begun last of several; None where none runs."""
        view = self.database.relation("cycle_state", *self.filters.times)
        rows = self.database.query(f'SELECT cycle FROM {view} WHERE is_running ORDER BY "start" DESC, cycle DESC')
        return str(rows[0][0]) if rows else None

    @property
    def cycle_start(self) -> dt.date | None:
        """The first day of the filters' cycle, else of the running one; None where nobody knows it."""
        view = self.database.relation("cycle_state", *self.filters.times)
        rows = self.database.query(
            f'SELECT "start" FROM {view} WHERE cycle_key = ? OR (? IS NULL AND is_running) ORDER BY "start" DESC',
            [self.filters.cycle, self.filters.cycle],
        )
        return rows[0][0] if rows and isinstance(rows[0][0], dt.date) else None

    def name_of(self, what: Literal["unit", "cycle"], key: str) -> str:
        """The name of the unit or cycle that a filter's key stands for."""
        view = self.database.relation(f"{what}_state", *self.filters.times)
        found = self.database.query(f"SELECT {what} FROM {view} WHERE {what}_key = ?", [key])
        return str(found[0][0]) if found else key

    def definition(self, name: str) -> str:
        """What a metric means, in words."""
        return METRICS[name].definition
