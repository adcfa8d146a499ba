"""Whether more effort on growth went with more progress in this organisation's own history, and how surely.

Source: Theil–Sen slope with its 90 % interval (Sen 1968, scipy.stats.theilslopes) over pairs of a unit and a month: the
share of growth in the unit's actual effort, and the mean step of its key results' progress in that month.
"""

from dataclasses import dataclass, replace

import pandas as pd

from okr_analytics import numbers
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.signals.facts import Facts
from okr_analytics.policy import Policy
from okr_analytics.store.database import Database

LEAST_PAIRS, LEAST_UNITS = 24, 5
SURENESS = 0.90

_STEPS = """
WITH monthly AS (
    SELECT p.key_result_key, b.unit_key, date_trunc('month', p."date") AS month, arg_max(p.progress, p."date") AS progress
    FROM {points} p JOIN {basis} b ON b.key_result_key = p.key_result_key
    WHERE p.progress IS NOT NULL AND b.unit_key IS NOT NULL
    GROUP BY ALL
), stepped AS (
    SELECT unit_key, month, progress - lag(progress) OVER along AS step, lag(month) OVER along AS before
    FROM monthly WINDOW along AS (PARTITION BY key_result_key ORDER BY month)
)
SELECT unit_key AS key, strftime(month, '%Y-%m') AS month, avg(step) AS step
FROM stepped WHERE before = month - INTERVAL 1 MONTH GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class GrowthEffect:
    """`slope`: progress per month (1 = a whole key result) for each unit of growth share; None where nothing is known.

    `low`, `high`: its 90 % interval. `pairs`, `units`: how much history it stands on.
    """

    slope: float | None
    low: float | None
    high: float | None
    pairs: int
    units: int

    @property
    def is_known(self) -> bool:
        """Whether there is enough history, and it says in which direction."""
        if self.low is None or self.high is None or self.pairs < LEAST_PAIRS or self.units < LEAST_UNITS:
            return False
        return self.low > 0 or self.high < 0

    def words(self, more: float) -> str:
        """What history says about a change of the growth share by `more` (a fraction), honest about not knowing."""
        stood = f"{self.pairs} pairs of a unit and a month from {self.units} units"
        if self.slope is None or self.pairs < LEAST_PAIRS or self.units < LEAST_UNITS:
            return (
                f"What this does to the key results can't be told: that needs at least {LEAST_PAIRS} months of units "
                f"with both effort and check-ins, from {LEAST_UNITS} units; there are {stood}."
            )
        if not self.is_known:
            return f"History doesn't say what this does to the key results: in {stood}, growth's share and progress show no clear relation."
        told = [numbers.text(value * more, "points") for value in (self.slope, self.low or 0.0, self.high or 0.0)]
        low, high = sorted(told[1:], key=len) if more == 0 else (told[1], told[2]) if more > 0 else (told[2], told[1])
        return (
            f"In {stood}, such a difference in growth's share went with {told[0]} of progress a month "
            f"({low} to {high}, with 90 % confidence). That they went together doesn't prove that one made the other."
        )


def growth_effect(database: Database, filters: Filters, policy: Policy) -> GrowthEffect:
    """The relation over all cycles up to the filters' day, under their unit."""
    facts = Facts(database, replace(filters, cycle=None).resolve(database), policy)
    growth = facts.monthly
    growth = growth[(growth["conversation"] == "growth") & (growth["key"] != "")]
    views = {
        name: database.relation(view, *facts.filters.times)
        for name, view in (("points", "kr_point"), ("basis", "kr_basis"))
    }
    return relation(growth.merge(database.frame(_STEPS.format(**views)), on=["key", "month"]))


def relation(pairs: pd.DataFrame) -> GrowthEffect:
    """The slope of `step` on `share` over pairs with `key` and `month`; nothing is known where all shares are alike."""
    known = pairs.dropna(subset=["share", "step"])
    units = int(known["key"].nunique())
    if len(known) < 2 or known["share"].nunique() < 2:
        return GrowthEffect(None, None, None, len(known), units)
    from scipy import stats  # noqa: PLC0415 - 24 MB and half a second that only this question needs

    found = stats.theilslopes(known["step"].astype(float), known["share"].astype(float), alpha=SURENESS)
    return GrowthEffect(float(found.slope), float(found.low_slope), float(found.high_slope), len(known), units)
