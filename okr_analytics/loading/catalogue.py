"""The items that are known, stored or read from the file at hand, and which of them a code or a title means."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from okr_analytics.loading.identity import (
    Days,
    comparable,
    comparable_code,
    is_position,
    key_of,
    leading_code,
    likeness,
)

SAME_TITLE = 0.5  # two wordings beside the same running code are one item from this likeness on


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item belongs; None = not said. `parent` is the objective of a key result, else None."""

    unit: str | None = None
    cycle: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A known item: its key, comparable code and title, and its place."""

    key: str
    code: str | None
    title: str | None
    place: Place
    label: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What a code or title means: the item, or None with a `choice` of several that fit equally well."""

    item: Item | None
    choice: tuple[Item, ...] = ()
    how: str = ""

    @property
    def rivals(self) -> int:
        """How many items fit equally well, 0 where one was found or none."""
        return len(self.choice)


Renames: TypeAlias = Mapping[str, str]  # the key a name would get → the key of the item that the person says it is


class Catalogue:
    """The items of one kind, found by code and by title."""

    def __init__(self, kind: str, stored: Iterable[Item], renames: Renames, cycles: Mapping[str, Days]) -> None:
        """Begin with what is stored; `cycles` holds the days of cycle keys, for choosing between cycles."""
        self.kind = kind
        self._renames = renames
        self._cycles = cycles
        self._items: dict[str, Item] = {}
        self._by_code: dict[str, dict[str, Item]] = {}
        self._by_title: dict[str, dict[str, Item]] = {}
        self._keys_read: set[str] = set()
        for item in stored:
            self._add(item)

    def get(self, key: str | None) -> Item | None:
        """The item of a key."""
        return self._items.get(key or "")

    def titles(self) -> list[str]:
        """Every title, for did-you-mean."""
        return [item.label for item in self._items.values() if item.label]

    def identify(self, code: str | None, title: str | None, place: Place, day: dt.date, label: str = "") -> Match:
        """The item that a row of the file states: one that is known, else a new one."""
        own_code, own_title = comparable_code(code), comparable(title)
        found = self._same(own_code, own_title, place, day)
        key = found.item.key if found.item else self._new_key(own_code, own_title, place)
        before = self._items.get(key)
        kept = Item(key, own_code or (before.code if before else None), own_title, _filled(place, before), label)
        self._add(kept)
        self._keys_read.add(key)
        return Match(kept, found.choice, found.how)

    def refer(self, text: str | None, place: Place, day: dt.date) -> Match:
        """The item that a text in another row refers to, by its code or its title; nearest places first."""
        if not text:
            return Match(None)
        for found in self._readings_of(text):
            near = _nearest(list(found.values()), place, strict=False)
            if near:
                return self._choose(near, day)
        return Match(None)

    def _readings_of(self, text: str) -> Iterable[Mapping[str, Item]]:
        code, title = comparable_code(text), comparable(text)
        yield self._by_code.get(code or "", {})
        lead, by_title = leading_code(text), self._by_title.get(title or "", {})
        if lead:
            both = {k: v for k, v in self._by_code.get(lead, {}).items() if k in by_title or not v.title}
            yield both
        yield by_title
        if lead:
            yield self._by_code.get(lead, {})

    def _same(self, code: str | None, title: str | None, place: Place, day: dt.date) -> Match:
        by_code = _nearest(list(self._by_code.get(code or "", {}).values()), place, strict=True)
        by_title = _nearest(list(self._by_title.get(title or "", {}).values()), place, strict=True)
        fits = self._of_that_code(by_code, code or "", title)
        if fits:
            return self._stated(fits, code, title, place, day)
        others = [i for i in by_title if not (code and i.code and i.code != code and not self._may_renumber(i, code))]
        match = self._stated(others, code, title, place, day)
        changed = code and match.item and match.item.code and match.item.code != code
        return Match(match.item, match.choice, "renumbered" if changed else "")

    def _of_that_code(self, items: list[Item], code: str, title: str | None) -> list[Item]:
        """Those that carry the code and may carry the title: the very title, else one like it.

        A code that is a name ("OKR-2291") holds whatever the title says, unless this file gave it to another title.
        """
        exact = [item for item in items if title and item.title == title]
        if exact or not title:
            return exact or items
        near = [(likeness(item.title, title), item) for item in items if item.title]
        alike = max(near, key=lambda pair: pair[0], default=(0.0, None))
        if alike[1] and alike[0] >= SAME_TITLE:
            return [alike[1]]
        free = [item for item in items if not item.title]
        return free or [item for item in items if not is_position(code) and item.key not in self._keys_read]

    def _stated(self, items: list[Item], code: str | None, title: str | None, place: Place, day: dt.date) -> Match:
        """The one of several that a row of the file states: the one whose key these words make, if it is among them."""
        own = [item for item in items if item.key == self._new_key(code, title, place)]
        return self._choose(own or items, day) if items else Match(None)

    def _may_renumber(self, item: Item, code: str) -> bool:
        """A running number may change from file to file, but not inside one file."""
        return is_position(code) and is_position(item.code or "") and item.key not in self._keys_read

    def _choose(self, items: list[Item], day: dt.date) -> Match:
        if len(items) == 1:
            return Match(items[0])
        running = [i for i in items if (days := self._cycles.get(i.place.cycle or "")) and days.distance(day) == 0]
        if len(running) == 1:
            return Match(running[0])
        return Match(None, tuple(items))

    def _new_key(self, code: str | None, title: str | None, place: Place) -> str:
        key = key_of(self.kind, place.unit, place.cycle, place.parent, code, title)
        return self._renames.get(key, key)

    def _add(self, item: Item) -> None:
        self._items[item.key] = item
        if item.code:
            self._by_code.setdefault(item.code, {})[item.key] = item
        if item.title:
            self._by_title.setdefault(item.title, {})[item.key] = item


def _filled(place: Place, before: Item | None) -> Place:
    if before is None:
        return place
    old = before.place
    return Place(place.unit or old.unit, place.cycle or old.cycle, place.parent or old.parent)


def _nearest(items: list[Item], place: Place, *, strict: bool) -> list[Item]:
    """The items in that place; a part that isn't said fits all, and if not strict a part that nobody fits, too."""
    for part in ("parent", "unit", "cycle"):
        wanted = getattr(place, part)
        if wanted is None or not items:
            continue
        fitting = [item for item in items if getattr(item.place, part) == wanted]
        if fitting or strict:
            items = fitting
    return items
