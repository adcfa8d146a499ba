"""The forecast of one key result as a fan: where it may stand on each day until its due day, in its own unit."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from okr_analytics.metrics.forecast import COLD, Forecast, Prior, forecast, forecast_count
from okr_analytics.metrics.forecasts import kept_prior
from okr_analytics.metrics.prior import Trajectory
from okr_analytics.metrics.trajectories import trajectories
from okr_analytics.store.database import Database

_STEPS = 8  # days at which the fan is drawn: it opens like a root, which so many straight pieces show


@dataclass(frozen=True, slots=True)
class FanPoint:
    """One day of a fan: the middle and the ends of the intervals that hold the value with 50 and 80 %."""

    date: dt.date
    middle: float
    low50: float
    high50: float
    low80: float
    high80: float


@dataclass(frozen=True, slots=True)
class Past:
    """What would have been forecast at a check-in: its day and the chance of reaching the target."""

    date: dt.date
    chance: float


@dataclass(frozen=True, slots=True)
class Fan:
    """What a key result's page draws and tells of its forecast; without points where its model has no interval.

    points: progress (1 = target reached) as the model counts it: in factors where `logs`, see `in_values`.
    forecast: of the final progress, None where nothing can be told. own: the share of time used (bent by the usual
    course) and the progress reached by the last check-in. past: the chance at each check-in, by what is learnt now.
    """

    points: tuple[FanPoint, ...] = ()
    forecast: Forecast | None = None
    past: tuple[Past, ...] = ()
    prior: Prior = COLD
    own: tuple[float, float] = (0.0, 0.0)
    logs: bool = False


def fan_of(database: Database, as_of: dt.date, known: int, key: str, span: tuple[dt.date, dt.date]) -> Fan:
    """The fan of the key result with that key; `span` is its first and its due day.

    Reads only this key result and the prior that is kept with the day's forecasts. For kinds without an interval
    (ranges, milestones without steps), and for what is over, there are no points.
    """
    ways = trajectories(database, as_of, known, key=key)
    prior = kept_prior(database, as_of, known)
    if not ways or span[0] >= span[1]:
        return Fan(prior=prior)
    one = ways[0]
    elapsed = min(max((as_of - span[0]).days / (span[1] - span[0]).days, 0.0), 1.0)
    if one.model not in ("drift", "count"):
        return Fan(prior=prior)
    past = tuple(_past(one, count, prior, span) for count in range(1, len(one.taus) + 1))
    if one.final is not None or elapsed >= 1 or as_of > span[1]:
        return Fan(past=past, prior=prior, logs=one.logs)
    made = _at(one, len(one.taus), elapsed, 1.0, prior)
    own = (prior.usual(one.taus[-1]), one.progress[-1]) if one.taus else (0.0, 0.0)
    return Fan(_points(one, elapsed, prior, span), made, past, prior, own, one.logs)


def _at(one: Trajectory, count: int, now: float, until: float, prior: Prior) -> Forecast:
    """The forecast after the first `count` check-ins, made at `now`, of the progress at `until` (shares of the time)."""
    taus, progress = one.taus[:count], one.progress[:count]
    if one.model == "count" and one.target and one.target > 0 and count:
        return forecast_count(one.target, max(progress[-1], 0.0) * one.target, now, check_ins=count, until=until)
    return forecast(taus, progress, ambition=one.ambition, prior=prior, until=until)


def _past(one: Trajectory, count: int, prior: Prior, span: tuple[dt.date, dt.date]) -> Past:
    tau = one.taus[count - 1]
    return Past(_day(span, tau), _at(one, count, tau, 1.0, prior).p_hit)


def _day(span: tuple[dt.date, dt.date], tau: float) -> dt.date:
    return span[0] + dt.timedelta(days=round(tau * (span[1] - span[0]).days))


def _points(one: Trajectory, elapsed: float, prior: Prior, span: tuple[dt.date, dt.date]) -> tuple[FanPoint, ...]:
    """From the last check-in (for a count: from today) to the due day."""
    count = len(one.taus)
    start = elapsed if one.model == "count" else (one.taus[-1] if count else 0.0)
    now = one.progress[-1] if count else 0.0
    found = {_day(span, start): FanPoint(_day(span, start), now, now, now, now, now)}
    for step in range(1, _STEPS + 1):
        tau = start + (1 - start) * (step / _STEPS) ** 2  # close together where the fan opens fastest
        made = _at(one, count, elapsed if one.model == "count" else start, tau, prior)
        ends = (made.location, made.low50, made.high50, made.low80, made.high80)
        known = [end for end in ends if end is not None]
        if len(known) == len(ends):
            found[_day(span, tau)] = FanPoint(_day(span, tau), *known)
    return tuple(found[day] for day in sorted(found)) if len(found) > 1 else ()


def in_values(points: Sequence[FanPoint], baseline: float, target: float, *, logs: bool) -> tuple[FanPoint, ...]:
    """The fan in the key result's own unit of measure; low is below high also where less is better."""

    def value(progress: float) -> float:
        if logs:
            return float(baseline * (target / baseline) ** progress)
        return baseline + progress * (target - baseline)

    return tuple(
        FanPoint(
            p.date,
            value(p.middle),
            *sorted((value(p.low50), value(p.high50))),
            *sorted((value(p.low80), value(p.high80))),
        )
        for p in points
    )
