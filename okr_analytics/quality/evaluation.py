"""Measures the rules on a labelled file: precision, recall, F1 with Wilson intervals, beside two simple baselines."""

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from okr_analytics.errors import RefusedFile
from okr_analytics.quality.items import Context, Item
from okr_analytics.quality.judging import check_item, read
from okr_analytics.quality.phrases import head_verb
from okr_analytics.quality.registry import chosen
from okr_analytics.quality.rule import Subject

_Z = 1.959964  # two-sided 95 %
TASK_RULES = frozenset(("KR101", "KR102", "KR103", "KR104", "KR105"))
NOT_OUTCOME_RULES = TASK_RULES | {"KR201"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One judged key result: the form on which both readers agree (else ""), and the flags each of them set."""

    id: str
    org: str
    title: str
    objective: str
    form: str
    flags: tuple[frozenset[str], frozenset[str]]
    accepted: float  # 0 … 1, the readers' mean judgement whether a coach would accept it

    def flag(self, name: str) -> bool | None:
        """Whether a flag is set, None where the readers differ."""
        a, b = (name in flags for flags in self.flags)
        return a if a == b else None


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled key result with the codes that fired, and what the two baselines say of it."""

    item: Labelled
    codes: frozenset[str]
    no_digit: bool
    activity_first: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one comparison; intervals are Wilson's at 95 %."""

    name: str
    predictor: str
    tp: int
    fp: int
    fn: int

    @property
    def precision(self) -> float | None:
        """tp / (tp + fp), None where nothing fired."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """tp / (tp + fn), None where nothing was labelled."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        """2tp / (2tp + fp + fn), None where there is nothing to compare."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else None

    def intervals(self) -> dict[str, tuple[float, float] | None]:
        """The Wilson intervals of precision, recall and F1 (as a share of tp + (fp + fn) / 2)."""
        return {
            "precision": wilson(self.tp, self.tp + self.fp),
            "recall": wilson(self.tp, self.tp + self.fn),
            "f1": wilson(self.tp, self.tp + (self.fp + self.fn) / 2),
        }

    def as_dict(self) -> dict[str, object]:
        """The score in the form of the command line's JSON."""
        out: dict[str, object] = {
            "name": self.name,
            "predictor": self.predictor,
            "tp": self.tp,
            "fp": self.fp,
            "fn": self.fn,
        }
        values = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        for key, bounds in self.intervals().items():
            out[key] = values[key]
            out[f"{key}_95"] = list(bounds) if bounds else None
        return out


@dataclass(frozen=True)
class Evaluation:
    """All scores of a labelled file, and what was judged."""

    scores: tuple[Score, ...]
    judged: tuple[Judged, ...]

    def score(self, name: str, predictor: str = "rules") -> Score:
        """The score of that name; raises KeyError."""
        for found in self.scores:
            if (found.name, found.predictor) == (name, predictor):
                return found
        raise KeyError(name)


def wilson(successes: float, trials: float) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share, None without trials."""
    if trials <= 0:
        return None
    p, z2 = successes / trials, _Z * _Z
    centre = (p + z2 / (2 * trials)) / (1 + z2 / trials)
    half = _Z * math.sqrt(p * (1 - p) / trials + z2 / (4 * trials * trials)) / (1 + z2 / trials)
    return max(0.0, centre - half), min(1.0, centre + half)


def load(file: str | Path) -> tuple[Labelled, ...]:
    """The labelled key results of a JSON-lines file; raises RefusedFile for anything else."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
        return tuple(_labelled(json.loads(line)) for line in lines if line.strip())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedFile(
            f"{Path(file).name} is not a file of labelled key results (one JSON a line): {error}."
        ) from error


def _labelled(data: dict[str, Any]) -> Labelled:
    readers = data["annotators"]
    found = list(readers.values()) if isinstance(readers, dict) else list(readers)
    first, second = found[0], found[-1]
    agreed = first["form"] if first["form"] == second["form"] else ""
    return Labelled(
        str(data.get("id", "")),
        str(data.get("org", "")),
        str(data["kr"]),
        str(data.get("objective") or ""),
        agreed,
        (frozenset(first["flags"]), frozenset(second["flags"])),
        (float(first.get("accept", 0)) + float(second.get("accept", 0))) / 4,
    )


def evaluate(items: Iterable[Labelled]) -> Evaluation:
    """The rules' answers compared with the labels."""
    rules = chosen()
    judged = []
    for item in items:
        subject = read(Item(title=item.title, objective=item.objective or None), Context())
        codes = frozenset(finding.code for finding in check_item(subject, rules))
        judged.append(Judged(item, codes, _no_digit(item.title), _activity_first(subject)))
    return Evaluation(tuple(_scores(judged)), tuple(judged))


def _no_digit(title: str) -> bool:
    return not any(c.isdigit() for c in title)


def _activity_first(subject: Subject) -> bool:
    text = subject.reading.text
    head = head_verb(text, text.main)
    return head is not None and head.any("activity")


Truth = Callable[[Labelled], bool | None]
Guess = Callable[[Judged], bool]


def _form(*forms: str) -> Truth:
    return lambda item: None if item.form in ("", "N") else item.form in forms


def _flag(name: str) -> Truth:
    return lambda item: item.flag(name)


def _codes(*codes: str) -> Guess:
    return lambda found: not found.codes.isdisjoint(codes)


# name → what is true of an item, the rules that should say so
COMPARISONS: tuple[tuple[str, Truth, tuple[str, ...]], ...] = (
    ("task-like (T, C, P)", _form("T", "C", "P"), tuple(sorted(TASK_RULES))),
    ("not a measured outcome (T, C, P, U)", _form("T", "C", "P", "U"), tuple(sorted(NOT_OUTCOME_RULES))),
    ("vague", _flag("vague"), ("KR204",)),
    ("composite", _flag("composite"), ("KR207", "KR208")),
    ("missing baseline", _flag("missing_baseline"), ("KR202",)),
    ("task (T)", _form("T"), ("KR101", "KR102", "KR105")),
    ("KR101 task-as-key-result: T", _form("T"), ("KR101",)),
    ("KR102 binary-milestone: T", _form("T"), ("KR102",)),
    ("KR103 counted-output: C", _form("C"), ("KR103",)),
    ("KR104 percent-complete: P", _form("P"), ("KR104",)),
    ("KR105 project-in-disguise: T", _form("T"), ("KR105",)),
    ("KR106 kpi-in-disguise: B", _form("B"), ("KR106",)),
    ("KR107 compliance-in-disguise", _flag("compliance"), ("KR107",)),
    ("KR201 no-measure", _flag("no_measure"), ("KR201",)),
    ("KR205 unit-missing", _flag("unit_missing"), ("KR205",)),
    ("KR206 ratio-without-denominator", _flag("ratio_no_denominator"), ("KR206",)),
    ("KR207 composite-indicator: composite", _flag("composite"), ("KR207",)),
    ("KR208 intricate-indicator: composite", _flag("composite"), ("KR208",)),
)
_BASELINES: tuple[tuple[str, Guess], ...] = (
    ("no digit in the text", lambda found: found.no_digit),
    ("first word is an activity verb", lambda found: found.activity_first),
)


def _scores(judged: Sequence[Judged]) -> Iterable[Score]:
    for place, (name, truth, codes) in enumerate(COMPARISONS):
        yield _score(name, "rules", judged, truth, _codes(*codes))
        if place < 2:
            for label, guess in _BASELINES:
                yield _score(name, label, judged, truth, guess)


def _score(name: str, predictor: str, judged: Sequence[Judged], truth: Truth, guess: Guess) -> Score:
    pairs = [(truth(found.item), guess(found)) for found in judged]
    known = [(t, g) for t, g in pairs if t is not None]
    tp = sum(t and g for t, g in known)
    return Score(name, predictor, tp, sum(g and not t for t, g in known), sum(t and not g for t, g in known))


def errors(evaluation: Evaluation) -> Iterable[tuple[str, str, Judged]]:
    """(comparison, "missed" or "false alarm", item) for everything the first five comparisons get wrong."""
    for name, truth, codes in COMPARISONS[:5]:
        guess = _codes(*codes)
        for found in evaluation.judged:
            said = truth(found.item)
            if said is not None and said != guess(found):
                yield name, "missed" if said else "false alarm", found
