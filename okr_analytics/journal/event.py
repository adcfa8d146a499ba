"""One event of the journal, and how it is written: a compressed file of JSON lines, the event first, its rows after."""

import datetime as dt
import gzip
import itertools
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, BinaryIO, TypeAlias

from okr_analytics.errors import StoreUnavailable

Row: TypeAlias = list[Any]  # [kind, {column: value}] in JSON terms
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_BATCH = 1000  # lines compressed at a time: one by one takes three times as long


class Kind(StrEnum):
    """What can happen; every kind is one line of the history."""

    LOAD = "load"
    UNDO = "undo"
    PURGE = "purge"
    POLICY = "policy"
    LAYOUT = "layout"  # a mapping remembered for a layout
    RENAME = "rename"  # two items are the same one
    DESTINATION = "destination"  # where a key result belongs that isn't one
    SUPPRESSION = "suppression"
    VOTE = "vote"
    RATCHET = "ratchet"  # the findings that were known at a moment: only new ones are held to the standard
    PACK = "pack"
    SCENARIO = "scenario"
    STATED = "stated"  # the effort split that a leader believes in
    ABANDONED = "abandoned"  # an event that could not be applied; replay skips it


@dataclass(frozen=True, slots=True)
class Actor:
    """Who decides something, for which part of the organisation ("*" = all of it), reading in which language."""

    name: str
    scope: str = "*"
    locale: str = "en"


@dataclass(frozen=True)
class Event:
    """Something that was decided: its number (from 1, without gaps), when (UTC), by whom, and what, in JSON terms."""

    number: int
    time: dt.datetime
    actor: Actor
    kind: Kind
    payload: Mapping[str, Any] = field(default_factory=dict)

    def header(self) -> dict[str, Any]:
        """The event without its rows, in JSON terms."""
        return {
            "number": self.number,
            "time": self.time.isoformat(timespec="microseconds"),
            "actor": self.actor.name,
            "scope": self.actor.scope,
            "locale": self.actor.locale,
            "kind": str(self.kind),
            "payload": dict(self.payload),
        }


def now() -> dt.datetime:
    """This moment in UTC, without a time zone, as events carry it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def write_event(stream: BinaryIO, event: Event, rows: Iterable[Row]) -> None:
    """Write an event and its rows as compressed JSON lines (100,000 rows of effort: about 3 MB)."""
    # No time and no name in the gzip header: the same event gives the same bytes.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=3, fileobj=stream, mtime=0) as packed:
        lines = itertools.chain((event.header(),), rows)
        while batch := list(itertools.islice(lines, _BATCH)):
            packed.write("".join(_ENCODER.encode(line) + "\n" for line in batch).encode())


def read_header(stream: BinaryIO) -> Event:
    """The event at the head of the file; raises StoreUnavailable where the file isn't one."""
    with gzip.GzipFile(fileobj=stream) as packed:
        return _header(packed)


def read_rows(stream: BinaryIO) -> Iterator[Row]:
    """The rows after the event, one at a time; raises StoreUnavailable where the file is damaged."""
    with gzip.GzipFile(fileobj=stream) as packed:
        _header(packed)
        try:
            for line in packed:
                yield json.loads(line)
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise _damaged(error) from error


def _header(packed: gzip.GzipFile) -> Event:
    try:
        data = json.loads(packed.readline())
        time = dt.datetime.fromisoformat(data["time"])
        actor = Actor(data["actor"], data["scope"], data["locale"])
        return Event(data["number"], time, actor, Kind(data["kind"]), data["payload"])
    except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> StoreUnavailable:
    return StoreUnavailable(f"An event of the journal is damaged ({error}). Restore the journal from a backup.")
