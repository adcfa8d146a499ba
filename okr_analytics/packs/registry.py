"""Finds the pack formats: every module of this package that has NAME, LABEL, MEDIA_TYPE, EXTENSION and `write`."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from okr_analytics import packs
from okr_analytics.diagnostics import did_you_mean
from okr_analytics.errors import UnknownName
from okr_analytics.packs.pack import Pack


@dataclass(frozen=True)
class Format:
    """One way to write a pack; `extension` without a dot."""

    name: str
    label: str
    media_type: str
    extension: str
    write: Callable[[Pack], bytes]


@cache
def formats() -> Mapping[str, Format]:
    """Every format by its name."""
    found = {}
    for info in pkgutil.iter_modules(packs.__path__):
        module = importlib.import_module(f"{packs.__name__}.{info.name}")
        if hasattr(module, "NAME"):
            found[module.NAME] = Format(module.NAME, module.LABEL, module.MEDIA_TYPE, module.EXTENSION, module.write)
    return MappingProxyType(found)


def format_of(name: str) -> Format:
    """The format with this name; raises UnknownName with a suggestion."""
    known = formats()
    if name not in known:
        raise UnknownName(f'There is no pack format "{name}".{did_you_mean(name, known)}')
    return known[name]
