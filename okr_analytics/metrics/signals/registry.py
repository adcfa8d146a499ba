"""Finds the signals: every module of this package that has KIND, TITLE, RULE, SILENT and `find`."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from okr_analytics.metrics import signals as package
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.signals.facts import Facts
from okr_analytics.metrics.signals.signal import Signal
from okr_analytics.policy import Policy
from okr_analytics.store.database import Database


@dataclass(frozen=True, slots=True)
class SignalKind:
    """One rule: `rule` says when it fires, `silent` what it means that it didn't."""

    kind: str
    title: str
    rule: str
    silent: str
    find: Callable[[Facts], Iterable[Signal]]


@cache
def kinds() -> Mapping[str, SignalKind]:
    """Every rule by its name, in the order in which a leader asks."""
    found = []
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        if hasattr(module, "KIND"):
            one = SignalKind(module.KIND, module.TITLE, module.RULE, module.SILENT, module.find)
            found.append((module.PLACE, one))
    return MappingProxyType({one.kind: one for _, one in sorted(found, key=lambda each: each[0])})


def signals(database: Database, filters: Filters, policy: Policy) -> tuple[Signal, ...]:
    """Every signal under the filters, by rule, the whole selection before its units.

    Effort is told in the filters' measure, else in the one with the most lines.
    """
    facts = Facts(database, filters.resolve(database), policy)
    return tuple(signal for one in kinds().values() for signal in one.find(facts))
