"""Makes sure that grades and forecasts are there for a day and event, so that views can join them like any column."""

from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.forecasts import keep_forecasts
from okr_analytics.policy import Policy
from okr_analytics.quality.assess import assess
from okr_analytics.store.database import Database


def prepare(database: Database, filters: Filters, policy: Policy) -> None:
    """Grades and forecasts for the filters' day and event; computed once, whoever asks: page, pack or command line."""
    as_of, known = filters.times
    assess(database, as_of, known, policy)
    keep_forecasts(database, as_of, known)
