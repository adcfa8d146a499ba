"""Recognises the shape of a table's rows: asks every layout in layouts/ how well it fits and takes the best."""

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from okr_analytics.ingest import layouts
from okr_analytics.ingest.context import Context
from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.rowkinds import RowKinds
from okr_analytics.ingest.rows.lines import Lines
from okr_analytics.ingest.rows.spreads import Times
from okr_analytics.ingest.tables import Table


@dataclass(frozen=True)
class Shape:
    """What a layout looks at: a table, what it is about, its context and its time columns."""

    table: Table
    decision: Decision
    context: Context = Context()
    times: Times = Times((), {})
    rows: RowKinds | None = None


class Layout(Protocol):
    """What a layout's module offers; `recognise` gives 0 where it doesn't fit, up to 1 where it certainly does."""

    NAME: str
    EXAMPLES: Sequence[Example]

    def recognise(self, shape: Shape) -> float:
        """How well the layout fits."""

    def lines(self, shape: Shape) -> Lines:
        """The rows of the table, each with its kind and what stands above it."""


@cache
def all_layouts() -> Mapping[str, Layout]:
    """Name → layout; the name is the file's."""
    names = sorted(module.name for module in pkgutil.iter_modules(layouts.__path__))
    return {name: cast(Layout, importlib.import_module(f"okr_analytics.ingest.layouts.{name}")) for name in names}


def choose(shape: Shape) -> Layout:
    """The layout that fits best; "flat" fits every table a little."""
    return max(all_layouts().values(), key=lambda layout: layout.recognise(shape))
