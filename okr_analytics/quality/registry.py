"""Finds the rules: every module in rules/ gives one RULE."""

import hashlib
import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType, ModuleType

from okr_analytics.diagnostics import did_you_mean
from okr_analytics.errors import UnknownName
from okr_analytics.quality import rules as rules_package
from okr_analytics.quality.rule import Rule, Status


@cache
def modules() -> Mapping[str, ModuleType]:
    """Rule code → the module that holds it, by code."""
    found = {}
    for info in pkgutil.iter_modules(rules_package.__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"{rules_package.__name__}.{info.name}")
            found[module.RULE.code] = module
    return MappingProxyType(dict(sorted(found.items())))


@cache
def edition() -> str:
    """What the rules and their word lists are now, as a short hash: what was judged by others is judged again."""
    told = hashlib.sha256()
    for folder in (files("okr_analytics.quality"), files(rules_package), files("okr_analytics.quality") / "lexicons"):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith((".py", ".json")):
                told.update(file.read_bytes())
    return told.hexdigest()[:16]


def all_rules() -> tuple[Rule, ...]:
    """Every rule, ordered by code."""
    return tuple(module.RULE for module in modules().values())


def rule(code: str) -> Rule:
    """The rule of that code; raises UnknownName."""
    if code not in modules():
        raise UnknownName(f"There is no rule {code!r}.{did_you_mean(code, modules())}")
    found = modules()[code].RULE
    assert isinstance(found, Rule)
    return found


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = (), *, preview: bool = False) -> tuple[Rule, ...]:
    """The rules whose code begins with a prefix of `select` (all where empty) and with none of `ignore`.

    Preview rules are among them with `preview`, or where `select` names their whole code; raises UnknownName for a
    prefix of no rule.
    """
    selected, ignored = _prefixes(select), _prefixes(ignore)
    out = []
    for found in all_rules():
        if (selected and not found.code.startswith(selected)) or (ignored and found.code.startswith(ignored)):
            continue
        if found.status is Status.STABLE or preview or found.code in selected:
            out.append(found)
    return tuple(out)


def existing(prefixes: Iterable[str]) -> tuple[str, ...]:
    """Those of the prefixes with which a rule begins: what was chosen once may name a rule that is gone."""
    return tuple(prefix for prefix in prefixes if any(code.startswith(prefix.upper()) for code in modules()))


def _prefixes(given: Iterable[str]) -> tuple[str, ...]:
    prefixes = tuple(p.strip().upper() for p in given if p.strip())
    for prefix in prefixes:
        if not any(code.startswith(prefix) for code in modules()):
            raise UnknownName(f"No rule begins with {prefix!r}.{did_you_mean(prefix, modules())}")
    return prefixes
