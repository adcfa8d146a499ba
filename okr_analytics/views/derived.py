"""Makes sure that grades and forecasts are there for a day and event, so that views can join them like any column."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.forecasts import keep_forecasts
from okr_analytics.policy import Policy
from okr_analytics.quality.assess import assess
from okr_analytics.store.database import Database

Need: TypeAlias = Literal["grades", "forecasts"]
EVERYTHING: tuple[Need, ...] = ("grades", "forecasts")


def prepare(database: Database, filters: Filters, policy: Policy, needs: Iterable[Need] = EVERYTHING) -> None:
    """What a view needs for the filters' day and event; computed once, whoever asks: page, pack or command line.

    Forecasts are made in any case where they give the colours.
    """
    as_of, known = filters.times
    wanted = set(needs)
    if "grades" in wanted:
        assess(database, as_of, known, policy)
    if "forecasts" in wanted or policy.rule.measure == "probability":
        keep_forecasts(database, as_of, known)
