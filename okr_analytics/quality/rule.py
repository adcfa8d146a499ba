"""What a rule is: metadata, examples, one check; and what it says: a hit, which becomes a finding."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from okr_analytics.diagnostics import CellRef, Diagnostic, Severity
from okr_analytics.quality.framing import Framing
from okr_analytics.quality.items import Context, Group, Item, Kind
from okr_analytics.quality.text import Span


class Destination(StrEnum):
    """Where an item belongs that is no key result: the other conversations, and the register of obligations."""

    INITIATIVE = "initiative"
    PROJECTS = "project portfolio"
    KPI_BOARD = "KPI board"
    COMPLIANCE = "compliance register"


class Status(StrEnum):
    """A rule's age: preview rules are off unless asked for."""

    PREVIEW = "preview"
    STABLE = "stable"


@dataclass(frozen=True)
class Subject:
    """An item with its reading and its surroundings."""

    item: Item
    context: Context
    reading: Framing


class Member(NamedTuple):
    """A member of a unit's set: its item and its words that carry meaning, in alphabetical order."""

    item: Item
    words: str


@dataclass(frozen=True)
class SetSubject:
    """A group with the readings of its members: an objective's in full, a unit's as `members` only."""

    group: Group
    context: Context
    objective: Subject | None = None
    key_results: tuple[Subject, ...] = ()
    members: tuple[Member, ...] = ()


class Hit(NamedTuple):
    """What a check found: words for the reader, the characters and the fields it means."""

    message: str
    suggestion: str = ""
    spans: tuple[Span, ...] = ()
    fields: tuple[str, ...] = ()
    severity: Severity | None = None  # where it differs from the rule's
    item: Item | None = None  # the member of a set it speaks of


@dataclass(frozen=True)
class Example:
    """An item or a group for which a rule must fire, or must stay silent."""

    subject: Item | Group
    context: Context = field(default_factory=Context)


Check = Callable[[Subject], Iterator[Hit]]
SetCheck = Callable[[SetSubject], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule; exactly one of `check` and `check_set` is given, by its target."""

    code: str
    name: str
    target: Kind
    severity: Severity
    source: str
    bad: str
    good: str
    fires: tuple[Example, ...]
    silent: tuple[Example, ...]
    check: Check | None = None
    check_set: SetCheck | None = None
    destination: Destination | None = None
    status: Status = Status.STABLE
    words: bool = True  # whether it needs a language that has a lexicon
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class ItemRef(NamedTuple):  # tuples are made several times faster than frozen dataclasses, and there are many
    """Which item a finding speaks of; `key` is the store's own, empty for a file or a text."""

    kind: str
    code: str | None
    title: str
    where: CellRef | None
    key: str = ""

    @classmethod
    def of(cls, item: Item) -> "ItemRef":
        """The reference to an item."""
        return cls(str(item.kind), item.code, item.title, item.where, item.key)


class Finding(NamedTuple):
    """What a rule says about an item: a diagnostic with name, spans, cells, suggestion, destination and source."""

    code: str
    name: str
    severity: Severity
    item: ItemRef
    message: str
    suggestion: str
    source: str
    destination: Destination | None = None
    spans: tuple[Span, ...] = ()
    cells: tuple[CellRef, ...] = ()

    @property
    def diagnostic(self) -> Diagnostic:
        """The finding as a diagnostic at its cell."""
        return Diagnostic(self.code, self.severity, self.message, self.suggestion, self.item.where)

    def as_dict(self) -> dict[str, object]:
        """The finding in the form of the command line's JSON."""
        item = self.item
        return {
            "code": self.code,
            "name": self.name,
            "severity": str(self.severity),
            "item": {
                "kind": item.kind,
                "code": item.code,
                "title": item.title,
                "where": str(item.where) if item.where else None,
            },
            "span": list(self.spans[0]) if self.spans else None,
            "spans": [list(span) for span in self.spans],
            "cells": [str(cell) for cell in self.cells],
            "message": self.message,
            "suggestion": self.suggestion,
            "destination": str(self.destination) if self.destination else None,
            "source": self.source,
        }
