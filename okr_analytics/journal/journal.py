"""The journal in its folder: durable appends under a lock, gapless numbers, raw files by their SHA-256."""

import fcntl
import hashlib
import os
import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from okr_analytics.errors import StoreUnavailable
from okr_analytics.journal.event import Actor, Event, Kind, Row, now, read_header, read_rows, write_event

_EVENT = re.compile(r"([0-9]{8})\.event")


class Moved(Exception):
    """The journal has grown since the caller looked: what was decided must be looked at again."""


class Journal(Protocol):
    """What a journal offers, in a folder or in memory."""

    @property
    def last(self) -> int:
        """The number of the last event, 0 where there is none; sees what other processes appended."""

    def append(
        self,
        kind: Kind,
        actor: Actor,
        payload: Mapping[str, Any],
        rows: Iterable[Row] = (),
        *,
        after: int | None = None,
    ) -> Event:
        """Write an event durably and return it; raises Moved where `after` isn't the last number any more."""

    def events(self, after: int = 0) -> Iterator[Event]:
        """The events after a number, in their order."""

    def rows(self, number: int) -> Iterator[Row]:
        """The rows of an event."""

    def put_blob(self, data: bytes) -> str:
        """Keep a raw file durably; returns its SHA-256, by which it is found again."""

    def blob(self, sha256: str) -> bytes | None:
        """A raw file, None where it was purged or never kept."""

    def erase(self, number: int, sha256: str | None) -> None:
        """Remove an event's rows and details and a raw file for good; the event itself stays as a tombstone."""


class FolderJournal:
    """A journal in a folder of its own: `events/NNNNNNNN.event`, `blobs/<sha256>`, `lock`."""

    def __init__(self, folder: Path) -> None:
        """Open the journal, making the folder; raises StoreUnavailable where a number is missing."""
        self.folder = folder
        self._events = folder / "events"
        self._blobs = folder / "blobs"
        try:
            for place in (folder, self._events, self._blobs):
                place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"The journal {folder.name} can't be made: {error.strerror}.") from error
        self._last = _gapless(self._events)

    @property
    def last(self) -> int:
        """The number of the last event, 0 where there is none; sees what other processes appended."""
        while self._path(self._last + 1).exists():
            self._last += 1
        return self._last

    def append(
        self,
        kind: Kind,
        actor: Actor,
        payload: Mapping[str, Any],
        rows: Iterable[Row] = (),
        *,
        after: int | None = None,
    ) -> Event:
        """Write an event durably and return it; raises Moved where `after` isn't the last number any more."""
        with self.locked():
            number = self.last + 1
            if after is not None and number != after + 1:
                raise Moved
            event = Event(number, now(), actor, kind, dict(payload))
            _write_durably(self._path(number), lambda stream: write_event(stream, event, rows))
            self._last = number
        return event

    def events(self, after: int = 0) -> Iterator[Event]:
        """The events after a number, in their order; raises StoreUnavailable where one is damaged."""
        for number in range(after + 1, self.last + 1):
            yield self._event(number)

    def rows(self, number: int) -> Iterator[Row]:
        """The rows of an event; raises StoreUnavailable where they are damaged."""
        with open(self._path(number), "rb") as stream:
            yield from read_rows(stream)

    def put_blob(self, data: bytes) -> str:
        """Keep a raw file durably; returns its SHA-256, by which it is found again."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._blobs / sha256
        if not path.exists():
            _write_durably(path, lambda stream: stream.write(data))
        return sha256

    def blob(self, sha256: str) -> bytes | None:
        """A raw file, None where it was purged or never kept."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            return None
        try:
            return (self._blobs / sha256).read_bytes()
        except FileNotFoundError:
            return None

    def erase(self, number: int, sha256: str | None) -> None:
        """Remove an event's rows and details and a raw file for good; the event itself stays as a tombstone."""
        with self.locked():
            event = self._event(number)
            bare = Event(event.number, event.time, event.actor, event.kind, {"purged": True})
            if not event.payload.get("purged"):
                _write_durably(self._path(number), lambda stream: write_event(stream, bare, ()))
            if sha256:
                (self._blobs / sha256).unlink(missing_ok=True)
                _sync_folder(self._blobs)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else, in this process or another, appends inside this block."""
        try:
            stream = open(self.folder / "lock", "ab")  # noqa: SIM115
        except OSError as error:
            raise StoreUnavailable(f"The journal {self.folder.name} can't be written: {error.strerror}.") from error
        with stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield

    def files(self) -> Iterator[Path]:
        """Every file that makes the journal, events first, as paths under its folder."""
        yield from sorted(p for p in self._events.iterdir() if _EVENT.fullmatch(p.name))
        yield from sorted(p for p in self._blobs.iterdir() if re.fullmatch(r"[0-9a-f]{64}", p.name))

    def _event(self, number: int) -> Event:
        with open(self._path(number), "rb") as stream:
            event = read_header(stream)
        if event.number != number:
            raise StoreUnavailable(f"Event {number} of the journal calls itself {event.number}. Restore a backup.")
        return event

    def _path(self, number: int) -> Path:
        return self._events / f"{number:08d}.event"


def _gapless(folder: Path) -> int:
    numbers = sorted(int(m[1]) for p in folder.iterdir() if (m := _EVENT.fullmatch(p.name)))
    for expected, number in enumerate(numbers, 1):
        if number != expected:
            raise StoreUnavailable(f"The journal lacks event {expected}. Restore it from a backup.")
    return len(numbers)


def _write_durably(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Under the final name there is either the whole file or nothing, also after a power cut."""
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        with open(temporary, "xb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise StoreUnavailable(f"The journal can't be written: {error.strerror}. Nothing was changed.") from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
