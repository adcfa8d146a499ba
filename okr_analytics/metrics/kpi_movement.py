"""Whether a KPI moved in a cycle: its readings in the cycle against those of the year before, trend and season in mind."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeAlias

from okr_analytics.metrics.shift import Shift, is_trend, shift, slope

Reading: TypeAlias = tuple[dt.date, float]
Verdict: TypeAlias = Literal["too_few", "still", "as_before", "up", "down"]
YEAR = 365  # days before the cycle that it is compared with: one of each season
NEAR = 20  # days that a reading may lie off the same day a year before


@dataclass(frozen=True, slots=True)
class Movement:
    """A KPI beside a cycle, in its own measure.

    verdict: up or down where the shift's interval leaves out zero; as_before where readings already rose or fell that way
    in the year before and the cycle adds nothing clear to that; still where the interval holds zero; too_few where there
    is none. usual: the usual change per day in the year before, 0 where there is no steady one. against_last_year: median
    difference to readings of the same days a year before, None without any.
    """

    verdict: Verdict
    before: int
    during: int
    shift: Shift | None
    usual: float
    beyond: Shift | None
    against_last_year: float | None

    @property
    def relative(self) -> tuple[float, float, float] | None:
        """Shift, low and high as shares of the year before's median, to show KPIs of different measures side by side."""
        found = self.shift
        if found is None or found.low is None or found.high is None or not found.median_before:
            return None
        whole = abs(found.median_before)
        return found.shift / whole, found.low / whole, found.high / whole


def movement(readings: Sequence[Reading], start: dt.date, end: dt.date) -> Movement:
    """How readings (by day, each with its value) from `start` to `end` lie against those of the year before `start`.

    A steady change is taken out by the median slope of the year before (Theil and Sen) and the shift asked again; the
    uncertainty of that slope is left aside, so "as_before" is a caution, not a proof.
    """
    before = [r for r in readings if start - dt.timedelta(days=YEAR) <= r[0] < start]
    during = [r for r in readings if start <= r[0] <= end]
    found = shift(_values(before), _values(during))
    usual = _steady(before)
    beyond = shift(_without(before, usual, start), _without(during, usual, start)) if usual else None
    return Movement(
        verdict=_verdict(found, usual, beyond),
        before=len(before),
        during=len(during),
        shift=found,
        usual=usual,
        beyond=beyond,
        against_last_year=_against_last_year(readings, during),
    )


def _verdict(found: Shift | None, usual: float, beyond: Shift | None) -> Verdict:
    if found is None or found.low is None:
        return "too_few"
    if not found.is_clear:
        return "still"
    if usual * found.shift > 0 and beyond is not None and not (beyond.is_clear and beyond.shift * found.shift > 0):
        return "as_before"
    return "up" if found.shift > 0 else "down"


def _values(readings: Sequence[Reading]) -> list[float]:
    return [value for _, value in readings]


def _steady(readings: Sequence[Reading]) -> float:
    """The usual change per day where readings rise or fall more steadily than chance, else 0."""
    if not is_trend(_values(readings)):
        return 0.0
    return slope([float(day.toordinal()) for day, _ in readings], _values(readings))


def _without(readings: Sequence[Reading], usual: float, origin: dt.date) -> list[float]:
    return [value - usual * (day - origin).days for day, value in readings]


def _against_last_year(readings: Sequence[Reading], during: Sequence[Reading]) -> float | None:
    ordered = sorted(readings)
    days = [day for day, _ in ordered]
    differences = []
    for day, value in during:
        middle, near = day - dt.timedelta(days=YEAR), dt.timedelta(days=NEAR)
        close = ordered[bisect_left(days, middle - near) : bisect_right(days, middle + near)]
        then = [(abs((other - middle).days), old) for other, old in close]
        if then:
            differences.append(value - min(then)[1])
    return median(differences) if differences else None
