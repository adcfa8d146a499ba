"""Calibration: of what was forecast, and of what owners were confident of, how much came true in this organisation."""

import datetime as dt
import hashlib
import json
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from okr_analytics.metrics.backtest import SHARES, Case, look_back
from okr_analytics.metrics.forecasts import calibration as finished_ways
from okr_analytics.metrics.prior import CYCLE_WEEKS, ORIGINS, Trajectory
from okr_analytics.store.database import Database

ENOUGH = 20  # finished key results below which nothing is said
ENOUGH_IN_GROUP = 5  # key results below which a group shows its count alone
MOST = 1500  # finished key results looked back at, the latest ones: more take seconds and change nothing
GROUPS = ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.0))
WHEN = {"all": ORIGINS, "early": (1, 2, 3), "middle": (4, 6), "late": (8, 10, 12)}  # weeks of a cycle of 13
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Group:
    """What was said with chances from `low` to `high`: how often (cases), of how many key results, and what came true.

    when: one of WHEN. said: the mean chance; came: the share of them that was reached.
    """

    when: str
    low: float
    high: float
    cases: int
    key_results: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a cycle: Brier score of the forecasts and of the base rate; lower is better."""

    week: int
    cases: int
    brier: float
    base_brier: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What looking back says; `finished` counts key results with a known end, `cycles` theirs.

    forecast, owners: groups; forecast_of, owners_of: how many finished key results each stands on. covered: (share said,
    share of the ends inside the interval). weeks: of the forecasts.
    """

    finished: int
    cycles: int
    forecast: tuple[Group, ...] = ()
    owners: tuple[Group, ...] = ()
    forecast_of: int = 0
    owners_of: int = 0
    covered: tuple[tuple[float, float | None], ...] = ()
    weeks: tuple[Week, ...] = ()

    def of(self, groups: Sequence[Group], when: str = "all") -> tuple[Group, ...]:
        """The groups of one part of a cycle."""
        return tuple(group for group in groups if group.when == when)


def calibrated(finished: Iterable[Trajectory]) -> Calibration:
    """Looks back at finished key results; forecasts from the second cycle on, confidence in every cycle."""
    known = [one for one in finished if one.final is not None][-MOST:]
    cases = look_back(known)
    said = [
        (case.key, case.week, chance, case.hit) for case in cases if (chance := case.chances["forecast"]) is not None
    ]
    hoped = [told for one in known for told in _hopes(one)]
    return Calibration(
        finished=len(known),
        cycles=len({one.period for one in known}),
        forecast=_groups(said),
        owners=_groups(hoped),
        forecast_of=len({key for key, *_ in said}),
        owners_of=len({key for key, *_ in hoped}),
        covered=tuple((share, _mean([c.covered[n] for c in cases if c.covered])) for n, share in enumerate(SHARES)),
        weeks=tuple(week for number in ORIGINS for week in _week(number, [c for c in cases if c.week == number])),
    )


def kept_calibration(database: Database, as_of: dt.date, known: int) -> Calibration:
    """The calibration of a day and event; computed once, then kept."""
    name = hashlib.sha256(f"calibration|{_VERSION}|{known}|{as_of.isoformat()}".encode()).hexdigest()[:32]
    rows = database.query("SELECT document FROM learnt WHERE derived_id = ?", (name,))
    if rows:
        return _from(json.loads(str(rows[0][0])))
    found = calibrated(finished_ways(database, as_of, known))
    with database.transaction() as tx:
        if not tx.execute("SELECT 1 FROM derived WHERE derived_id = ?", (name,)):
            tx.insert("learnt", [{"derived_id": name, "document": json.dumps(asdict(found))}])
            tx.insert("derived", [{"derived_id": name, "name": "calibration", "event": known, "as_of": as_of}])
    return found


_Said = tuple[str, int, float, bool]  # key result, week, chance said, whether it was reached


def _hopes(one: Trajectory) -> Iterable[_Said]:
    """What the owner had last said by each week of the cycle."""
    for week in ORIGINS:
        told = [
            confidence
            for tau, confidence in zip(one.taus, one.confidences, strict=False)
            if tau <= week / CYCLE_WEEKS + 1e-9 and confidence is not None
        ]
        if told:
            yield one.key, week, told[-1], one.hit


def _groups(said: Sequence[_Said]) -> tuple[Group, ...]:
    found = []
    for when, weeks in WHEN.items():
        inside: dict[tuple[float, float], list[_Said]] = defaultdict(list)
        for one in said:
            if one[1] in weeks:
                inside[_group(one[2])].append(one)
        for (low, high), own in sorted(inside.items()):
            keys = len({key for key, *_ in own})
            chances, hits = [chance for _, _, chance, _ in own], [hit for *_, hit in own]
            found.append(Group(when, low, high, len(own), keys, statistics.fmean(chances), _mean(hits) or 0.0))
    return tuple(found)


def _group(chance: float) -> tuple[float, float]:
    return next((group for group in GROUPS if chance < group[1]), GROUPS[-1])


def _week(number: int, cases: Sequence[Case]) -> Iterable[Week]:
    pairs = [(c.chances["forecast"], c.chances["base rate"], c.hit) for c in cases]
    known = [(chance, base, hit) for chance, base, hit in pairs if chance is not None and base is not None]
    if known:
        own = statistics.fmean((chance - hit) ** 2 for chance, _, hit in known)
        yield Week(number, len(known), own, statistics.fmean((base - hit) ** 2 for _, base, hit in known))


def _mean(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def _from(said: dict[str, Any]) -> Calibration:
    groups = {name: tuple(Group(**one) for one in said[name]) for name in ("forecast", "owners")}
    return Calibration(
        **{
            **said,
            **groups,
            "covered": tuple(tuple(pair) for pair in said["covered"]),
            "weeks": tuple(Week(**one) for one in said["weeks"]),
        }
    )
