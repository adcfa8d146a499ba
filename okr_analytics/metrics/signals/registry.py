"""Finds the signals: every module of this package that has KIND, TITLE, RULE, SILENT, `find` and `missing`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from okr_analytics.metrics import signals as package
from okr_analytics.metrics.evaluate import evaluate
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.signals.facts import Ask, Facts
from okr_analytics.metrics.signals.signal import Signal
from okr_analytics.policy import Policy
from okr_analytics.store.database import Database


@dataclass(frozen=True, slots=True)
class SignalKind:
    """One rule: `rule` says when it fires, `silent` what it means that it didn't, `missing` why it can't be judged ("")."""

    kind: str
    title: str
    rule: str
    silent: str
    find: Callable[[Facts], Iterable[Signal]]
    missing: Callable[[Facts], str]


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules say: the signals that fired, and for rules that can't be judged what is missing, by kind."""

    fired: tuple[Signal, ...]
    missing: Mapping[str, str]


@cache
def kinds() -> Mapping[str, SignalKind]:
    """Every rule by its name, in the order in which a leader asks."""
    found = []
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if hasattr(module, "KIND"):
            one = SignalKind(module.KIND, module.TITLE, module.RULE, module.SILENT, module.find, module.missing)
            found.append((module.PLACE, one))
    return MappingProxyType({one.kind: one for _, one in sorted(found, key=lambda each: each[0])})


def judged(database: Database, filters: Filters, policy: Policy, ask: Ask = evaluate) -> Found:
    """Every signal under the filters, by rule, the whole selection before its units, and what rules can't be judged.

    Effort is told in the filters' measure, else in the one with the most lines. `ask` may remember what it was asked.
    """
    facts = Facts(database, filters.resolve(database), policy, ask)
    fired = tuple(signal for one in kinds().values() for signal in one.find(facts))
    quiet = set(kinds()) - {signal.kind for signal in fired}
    missing = {name: one.missing(facts) for name, one in kinds().items() if name in quiet}
    return Found(fired, MappingProxyType({name: why for name, why in missing.items() if why}))


def signals(database: Database, filters: Filters, policy: Policy) -> tuple[Signal, ...]:
    """Every signal under the filters, as `judged` finds it."""
    return judged(database, filters, policy).fired
