"""The words of the story: key results, KPIs, projects, and noise that never changes from run to run."""

import datetime as dt
import hashlib
from dataclasses import dataclass

AS_OF = dt.date(2026, 11, 20)
Q3, Q4 = "2026-Q3", "2026-Q4"
CYCLES = {
    Q3: (dt.date(2026, 7, 1), dt.date(2026, 9, 30), "fortnightly"),
    Q4: (dt.date(2026, 10, 1), dt.date(2026, 12, 31), "weekly"),
}
CHECK_IN_DAYS = {
    Q3: tuple(dt.date(2026, *md) for md in ((7, 10), (7, 24), (8, 7), (8, 21), (9, 4), (9, 18), (9, 30))),
    Q4: tuple(dt.date(2026, *md) for md in ((10, 9), (10, 16), (10, 23), (10, 30), (11, 6), (11, 13), (11, 20))),
}
INCIDENT = dt.date(2026, 8, 18)


def noise(*key: object) -> float:
    """A number between -1 and 1 that depends on nothing but its key."""
    digest = hashlib.sha256("|".join(map(str, key)).encode()).digest()
    return int.from_bytes(digest[:6], "big") / float(1 << 47) - 1.0


@dataclass(frozen=True)
class Objective:
    """An objective of a unit in a cycle; `supports` is the code of the objective it serves."""

    code: str
    unit: str
    cycle: str
    title: str
    supports: str | None = None


@dataclass(frozen=True)
class KeyResult:
    """A key result and where it stands at the end of its check-ins.

    `reached` is the progress at the last check-in (1 = target); for a level that is only kept, the level itself;
    for work without a number, the share done. `form` says what a coach would call it; `path` how it got there;
    `silence` is "" for regular check-ins, "never" or "stopped".
    """

    code: str
    objective: Objective
    title: str
    metric: str
    measure: str
    kind: str
    baseline: float | None
    target: float | None
    reached: float
    owner: str
    form: str = "good"
    path: str = "steady"
    silence: str = ""

    @property
    def decimals(self) -> int:
        """How many decimals its values carry; percentages are fractions."""
        if self.measure == "%":
            return 3
        return 1 if any(v is not None and v % 1 for v in (self.baseline, self.target)) else 0

    @property
    def moves(self) -> bool:
        """Whether it goes from a baseline to a target."""
        return self.baseline is not None and self.target is not None and self.baseline != self.target

    @property
    def is_level(self) -> bool:
        """Whether it names a level but no way from a baseline to it."""
        return self.target is not None and not self.moves


@dataclass(frozen=True)
class CheckIn:
    """What was reported on a day: a value, or the share done where the key result has no number."""

    key_result: KeyResult
    date: dt.date
    value: float | None
    share_done: float | None
    confidence: float
    status: str


def _shape(path: str, share: float) -> float:
    if path == "late":
        return share**2
    if path == "early":
        return 1 - (1 - share) ** 2
    return share


def _outage(reached: float, share: float) -> float:
    """A good start, a fall with the outage of 18 August (by the fourth check-in of seven), then back up."""
    fourth = 4 / 7
    return 0.4 * share if share < fourth else reached - 0.75 * (1 - share) / (1 - fourth)


def _value(kr: KeyResult, share: float, day: dt.date, last: bool) -> float | None:
    wobble = 0.0 if last else noise(kr.code, day)
    if kr.moves:
        assert kr.baseline is not None
        assert kr.target is not None
        way = _outage(kr.reached, share) if kr.path == "incident" else kr.reached * _shape(kr.path, share)
        done = way + 0.035 * wobble
        return round(kr.baseline + done * (kr.target - kr.baseline), kr.decimals) + 0.0
    if kr.target is not None:
        return round(kr.reached * (1 + 0.02 * wobble), kr.decimals)
    return None


def _status(kr: KeyResult, done: float, expected: float) -> str:
    """The colour its owner gives it: a little kinder than the numbers."""
    gap = expected - done
    if kr.is_level:
        assert kr.target is not None
        gap = abs(kr.target - kr.reached) * 5
    return "on_track" if gap <= 0.16 else "at_risk" if gap <= 0.38 else "off_track"


def check_ins(kr: KeyResult) -> list[CheckIn]:
    """The check-ins of a key result in the order of their days; some days are missed, some owners fall silent."""
    days = CHECK_IN_DAYS[kr.objective.cycle]
    start, end, _ = CYCLES[kr.objective.cycle]
    if kr.silence == "never":
        return []
    kept = days[:3] if kr.silence == "stopped" else days
    out = []
    for number, day in enumerate(kept, start=1):
        missed = noise("missed", kr.code, day) > 0.86 and number < len(kept)
        if missed:
            continue
        share = number / len(days)
        expected = ((day - start).days + 1) / ((end - start).days + 1)
        value = _value(kr, share, day, last=number == len(days))
        done = progress(kr, value)
        no_number = value is None
        work_done = round(kr.reached * share, 1) if no_number else None
        shown = done if done is not None else expected if kr.is_level else kr.reached * share
        sureness = min(0.9, max(0.1, round(0.75 - 0.9 * (expected - shown) + 0.05 * noise("sure", kr.code, day), 1)))
        out.append(CheckIn(kr, day, value, work_done, sureness, _status(kr, shown, expected)))
    return out


def last_check_in(kr: KeyResult) -> CheckIn | None:
    """The last check-in of a key result, None where its owner never reported."""
    reported = check_ins(kr)
    return reported[-1] if reported else None


def progress(kr: KeyResult, value: float | None) -> float | None:
    """(value - baseline) / (target - baseline), None where the key result has no way from one to the other."""
    if value is None or not kr.moves:
        return None
    assert kr.baseline is not None
    assert kr.target is not None
    return (value - kr.baseline) / (kr.target - kr.baseline)


@dataclass(frozen=True)
class KpiRange:
    """The range that counts as healthy from a day on, with the band of warning around it; None = open end."""

    valid_from: dt.date
    low: float | None
    high: float | None
    warn_low: float | None
    warn_high: float | None


@dataclass(frozen=True)
class Kpi:
    """A KPI with its dated ranges and its monthly readings (None = not reported)."""

    code: str
    name: str
    unit: str
    owner: str
    perspective: str
    measure: str
    direction: str
    target: float
    ranges: tuple[KpiRange, ...]
    readings: tuple[float | None, ...]


@dataclass(frozen=True)
class Milestone:
    """A step of a project: the day first promised, the day promised now, the day it was finished."""

    code: str
    name: str
    promised: dt.date
    due: dt.date
    finished: dt.date | None
    share_done: float


@dataclass(frozen=True)
class Project:
    """A strategic project that several units carry."""

    code: str
    name: str
    unit: str
    contributing: tuple[str, ...]
    sponsor: str
    owner: str
    priority: str
    start: dt.date
    due: dt.date
    status: str
    share_done: float
    budget: int
    spent: int
    key_result: str | None
    milestones: tuple[Milestone, ...]
