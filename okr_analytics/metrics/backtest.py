"""How good the forecasts would have been: rolling origins, trained on earlier cycles only, beside what people use now."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from random import Random

from okr_analytics.metrics.forecast import Forecast, Prior, crps, forecast, forecast_count, forecast_milestone
from okr_analytics.metrics.prior import CYCLE_WEEKS, ORIGINS, Trajectory, learn
from okr_analytics.metrics.status import status_by
from okr_analytics.policy import STATUS_RULES

METHODS = ("forecast", "base rate", "linear yes/no", "colour with hit rate", "owner's confidence")
SHARES = (0.5, 0.8, 0.95)
_RESAMPLES = 200
_SMOOTH = 4.0  # as many key results as the base rate counts for in a rate that is learnt


@dataclass(frozen=True, slots=True)
class Case:
    """One forecast looked back at: chances by method (None = that method says nothing), and what came.

    now: progress when the forecast was made; final: in the end; location: where the forecast put it.
    """

    key: str
    week: int
    hit: bool
    chances: dict[str, float | None]
    crps: float | None
    covered: tuple[bool, ...]
    model: str
    now: float
    final: float
    location: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How a method did over cases: Brier, with the 90 % interval over resampled key results; lower is better."""

    method: str
    week: int | None
    cases: int
    brier: float
    low: float
    high: float

    def as_dict(self) -> dict[str, object]:
        """The score in the form of the command line's JSON."""
        return {
            "method": self.method,
            "week": self.week,
            "cases": self.cases,
            "brier": round(self.brier, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
        }


@dataclass(frozen=True, slots=True)
class Bin:
    """Of forecasts near a chance: how many there were and how often it came true."""

    low: float
    high: float
    cases: int
    mean_chance: float
    hit_rate: float


@dataclass(frozen=True, slots=True)
class Stones:
    """Milestones: the model against carrying today's progress on, by Brier and by mean distance from the final."""

    cases: int
    brier: float
    carried_brier: float
    miss: float
    carried_miss: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """The whole answer; coverage: share of finals inside the 50, 80 and 95 % intervals."""

    scores: tuple[Score, ...]
    by_week: tuple[Score, ...]
    crps: float | None
    coverage: tuple[float | None, ...]
    reliability: tuple[Bin, ...]
    confidence_reliability: tuple[Bin, ...]
    milestones: Stones | None
    cases: int
    finished: int

    def score(self, method: str) -> Score | None:
        """The score of a method over all weeks."""
        return next((score for score in self.scores if score.method == method), None)

    def as_dict(self) -> dict[str, object]:
        """The answer in the form of the command line's JSON."""
        return {
            "cases": self.cases,
            "finished_key_results": self.finished,
            "scores": [score.as_dict() for score in self.scores],
            "by_week": [score.as_dict() for score in self.by_week],
            "crps": None if self.crps is None else round(self.crps, 4),
            "coverage": {
                f"{share:.0%}": None if covered is None else round(covered, 4)
                for share, covered in zip(SHARES, self.coverage, strict=True)
            },
            "milestones": None if self.milestones is None else asdict(self.milestones),
            "reliability": [_bin(found) for found in self.reliability],
            "confidence_reliability": [_bin(found) for found in self.confidence_reliability],
        }


def _bin(found: Bin) -> dict[str, object]:
    return {
        "low": found.low,
        "high": found.high,
        "cases": found.cases,
        "mean_chance": round(found.mean_chance, 4),
        "hit_rate": round(found.hit_rate, 4),
    }


def backtest(*organisations: Iterable[Trajectory], seed: int = 1) -> Backtest:
    """Looks back at finished key results at weeks 1 to 12, each time knowing only the cycles before.

    Of several organisations each learns from itself alone; the scores are over all of them.
    """
    cases: list[Case] = []
    count = 0
    for trajectories in organisations:
        finished = [t for t in trajectories if t.final is not None]
        count += len(finished)
        cases += look_back(finished)
    return Backtest(
        scores=tuple(_scored(cases, None, seed)),
        by_week=tuple(score for week in ORIGINS for score in _scored([c for c in cases if c.week == week], week, seed)),
        crps=_mean(c.crps for c in cases),
        coverage=tuple(_mean(float(c.covered[n]) for c in cases if c.covered) for n in range(len(SHARES))),
        reliability=_bins(cases, "forecast"),
        confidence_reliability=_bins(cases, "owner's confidence"),
        milestones=_stones([c for c in cases if c.model == "milestone"]),
        cases=len(cases),
        finished=count,
    )


def look_back(trajectories: Iterable[Trajectory]) -> list[Case]:
    """Every forecast that would have been made of one organisation's finished key results, cycle by cycle."""
    finished = sorted((t for t in trajectories if t.final is not None), key=lambda t: (t.period, t.key))
    cases: list[Case] = []
    for period in sorted({t.period for t in finished})[1:]:
        earlier = [t for t in finished if t.period < period]
        cases += _cases([t for t in finished if t.period == period], earlier)
    return cases


def _cases(present: Sequence[Trajectory], earlier: Sequence[Trajectory]) -> list[Case]:
    prior = learn(earlier)
    base = (sum(t.hit for t in earlier) + 1) / (len(earlier) + 2)
    colours = _rates(earlier, base, _colour)
    hopes = _rates(earlier, base, _hope)
    stones = [t for t in earlier if t.model == "milestone"]
    found = []
    for one in present:
        for week in ORIGINS:
            taus, progress = one.until(week / CYCLE_WEEKS)
            if not taus or one.final is None:
                continue
            made = _forecast(one, week, prior, stones)
            chances: dict[str, float | None] = {
                "forecast": made.p_hit,
                "base rate": base,
                "linear yes/no": 1.0 if progress[-1] >= taus[-1] else 0.0,
                "colour with hit rate": colours(_colour(one, week)),
                "owner's confidence": None if _hope(one, week) is None else hopes(_hope(one, week)),
            }
            score, covered = _against(made, one.final, prior.widening(taus[-1]))
            found.append(
                Case(one.key, week, one.hit, chances, score, covered, one.model, progress[-1], one.final, made.location)
            )
    return found


def _forecast(one: Trajectory, week: int, prior: Prior, stones: Sequence[Trajectory]) -> Forecast:
    return look_ahead(replace(one, taus=one.until(week / CYCLE_WEEKS)[0]), week / CYCLE_WEEKS, prior, stones)


def look_ahead(one: Trajectory, tau: float, prior: Prior, stones: Sequence[Trajectory]) -> Forecast:
    """The forecast by the model of its kind, from the check-ins that are there; stones: finished milestones."""
    count = len(one.taus)
    now = one.progress[count - 1] if count else 0.0
    if one.model == "milestone":
        hits, n, rate = milestone_record(stones, tau, hope(one, tau))
        return forecast_milestone(hits, n, rate, now=now, tau=tau, check_ins=count)
    if one.model == "count" and one.target and one.target > 0 and count:
        return forecast_count(one.target, max(now, 0.0) * one.target, min(tau, 1.0), check_ins=count)
    return forecast(one.taus, one.progress[:count], ambition=one.ambition, prior=prior)


def milestone_record(stones: Sequence[Trajectory], tau: float, said: str | None) -> tuple[int, int, float]:
    """(hits, n, rate): finished milestones that weren't done at this time under like confidence, and all of them."""
    week = max(1, min(round(tau * CYCLE_WEEKS), CYCLE_WEEKS - 1)) / CYCLE_WEEKS
    open_then = [t for t in stones if (p := t.until(week)[1]) and p[-1] < 1]
    alike = [t for t in open_then if hope(t, week) == said]
    rate = (sum(t.hit for t in open_then) + 1) / (len(open_then) + 2)
    return sum(t.hit for t in alike), len(alike), rate


def _against(made: Forecast, final: float, widen: float) -> tuple[float | None, tuple[bool, ...]]:
    if made.location is None or made.scale is None or made.df is None:
        return None, ()
    covered = []
    for share in SHARES:
        low, high = made.interval(share, widen) or (final, final)
        covered.append(low <= final <= high)
    return crps(made.location, made.scale, made.df, final), tuple(covered)


def _colour(one: Trajectory, week: int) -> str | None:
    taus, progress = one.until(week / CYCLE_WEEKS)
    return status_by(STATUS_RULES["gap"], progress[-1], taus[-1]) if taus else None


def hope(one: Trajectory, tau: float) -> str | None:
    """The owner's latest confidence by then as low, middle or high; None where none was said."""
    said = [c for c in one.confidences[: len(one.until(tau)[0])] if c is not None]
    return None if not said else "low" if said[-1] < 0.4 else "middle" if said[-1] < 0.7 else "high"


def _hope(one: Trajectory, week: int) -> str | None:
    return hope(one, week / CYCLE_WEEKS)


def _rates(
    earlier: Sequence[Trajectory], base: float, told: Callable[[Trajectory, int], str | None]
) -> Callable[[str | None], float]:
    hits: dict[str | None, list[bool]] = defaultdict(list)
    for one in earlier:
        for week in ORIGINS:
            if (word := told(one, week)) is not None:
                hits[word].append(one.hit)
    return lambda word: (sum(hits[word]) + _SMOOTH * base) / (len(hits[word]) + _SMOOTH)


def _scored(cases: Sequence[Case], week: int | None, seed: int) -> list[Score]:
    found = []
    for method in METHODS:
        errors: dict[str, list[float]] = defaultdict(list)
        for case in cases:
            chance = case.chances[method]
            if chance is not None:
                errors[case.key].append((chance - case.hit) ** 2)
        if errors:
            low, high = _resampled(list(errors.values()), seed)
            every = [e for own in errors.values() for e in own]
            found.append(Score(method, week, len(every), statistics.fmean(every), low, high))
    return found


def _resampled(errors: Sequence[Sequence[float]], seed: int) -> tuple[float, float]:
    """The middle 90 % of the mean when whole key results are drawn again: check-ins of one aren't independent."""
    random = Random(seed)  # noqa: S311 (resampling, not secrecy)
    sums = [(sum(own), len(own)) for own in errors]
    means = []
    for _ in range(_RESAMPLES):
        drawn = random.choices(sums, k=len(sums))
        means.append(sum(total for total, _ in drawn) / sum(count for _, count in drawn))
    means.sort()
    return means[int(0.05 * _RESAMPLES)], means[int(0.95 * _RESAMPLES)]


def _bins(cases: Sequence[Case], method: str) -> tuple[Bin, ...]:
    found = []
    for n in range(10):
        low, high = n / 10, (n + 1) / 10
        inside = [
            (chance, case.hit)
            for case in cases
            if (chance := case.chances[method]) is not None and (low <= chance < high or (n == 9 and chance >= 1))
        ]
        if inside:
            chances, hits = zip(*inside, strict=True)
            found.append(Bin(low, high, len(inside), statistics.fmean(chances), statistics.fmean(map(float, hits))))
    return tuple(found)


def _stones(cases: Sequence[Case]) -> Stones | None:
    if not cases:
        return None
    return Stones(
        cases=len(cases),
        brier=statistics.fmean(((c.chances["forecast"] or 0.0) - c.hit) ** 2 for c in cases),
        carried_brier=statistics.fmean(((c.now >= 1) - c.hit) ** 2 for c in cases),
        miss=statistics.fmean(abs((c.now if c.location is None else c.location) - c.final) for c in cases),
        carried_miss=statistics.fmean(abs(c.now - c.final) for c in cases),
    )


def _mean(numbers: Iterable[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return statistics.fmean(known) if known else None
