"""A journal that ends with the process, for commands that work on given files alone."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from okr_analytics.journal.event import Actor, Event, Kind, Row, now
from okr_analytics.journal.journal import Moved


class MemoryJournal:
    """The journal's promises without the durability."""

    def __init__(self) -> None:
        self._kept: list[tuple[Event, list[Row]]] = []
        self._blobs: dict[str, bytes] = {}

    @property
    def last(self) -> int:
        """The number of the last event, 0 where there is none."""
        return len(self._kept)

    def append(
        self,
        kind: Kind,
        actor: Actor,
        payload: Mapping[str, Any],
        rows: Iterable[Row] = (),
        *,
        after: int | None = None,
    ) -> Event:
        """Keep an event and return it; raises Moved where `after` isn't the last number any more."""
        if after is not None and after != self.last:
            raise Moved
        event = Event(self.last + 1, now(), actor, kind, dict(payload))
        self._kept.append((event, list(rows)))
        return event

    def events(self, after: int = 0) -> Iterator[Event]:
        """The events after a number, in their order."""
        yield from [event for event, _ in self._kept[after:]]

    def rows(self, number: int) -> Iterator[Row]:
        """The rows of an event."""
        yield from self._kept[number - 1][1]

    def put_blob(self, data: bytes) -> str:
        """Keep a raw file; returns its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._blobs[sha256] = data
        return sha256

    def blob(self, sha256: str) -> bytes | None:
        """A raw file, None where it was purged or never kept."""
        return self._blobs.get(sha256)

    def erase(self, number: int, sha256: str | None) -> None:
        """Remove an event's rows and details and a raw file; the event itself stays as a tombstone."""
        event, _ = self._kept[number - 1]
        self._kept[number - 1] = (Event(event.number, event.time, event.actor, event.kind, {"purged": True}), [])
        self._blobs.pop(sha256 or "", None)
