"""What a load did, and what the history says of all loads."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from okr_analytics.diagnostics import Diagnostic
from okr_analytics.loading.diff import Diff
from okr_analytics.loading.preview import Preview
from okr_analytics.model import RECORDS
from okr_analytics.store.database import Database


@dataclass(frozen=True)
class LoadReport:
    """What a load did. load_id is None where nothing was stored: the file was refused, empty, or there already."""

    preview: Preview
    load_id: int | None

    @property
    def diff(self) -> Diff:
        """What changed."""
        return self.preview.diff

    @property
    def counts(self) -> Mapping[str, int]:
        """Kind → number of records in the file."""
        return self.preview.reading.counts()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What there was to say about the file."""
        return self.preview.diagnostics

    @property
    def words(self) -> str:
        """One sentence for the person."""
        reading = self.preview.reading
        if reading.refused:
            return reading.refused
        if self.preview.duplicate_of is not None:
            return f"The same file is loaded already as load {self.preview.duplicate_of}. Nothing was changed."
        if self.load_id is None:
            return "Nothing in the file could be loaded. Nothing was changed."
        new, changed, gone = (self.diff.count(what) for what in ("new", "changed", "gone"))
        return f"Load {self.load_id}: {new} new, {changed} changed, {gone} not in the file any more."

    def as_dict(self) -> dict[str, Any]:
        """The report in the form of the command line's JSON."""
        out = self.preview.reading.as_dict()
        out["diagnostics"] = [d.as_dict() for d in self.diagnostics]
        out["load_id"] = self.load_id
        out["duplicate_of"] = self.preview.duplicate_of
        out["diff"] = self.diff.as_dict()
        return out


@dataclass(frozen=True, slots=True)
class LoadEntry:
    """One load in the history; loaded_at is UTC, `records` counts by kind, `undone` is the undoing event or None."""

    load_id: int
    file: str
    sha256: str
    as_of: dt.date
    as_of_source: str
    loaded_at: dt.datetime
    by: str
    mode: str
    nonblank: int
    unused: int
    diagnostics: int
    undone: int | None
    purged: int | None
    records: Mapping[str, int]

    def as_dict(self) -> dict[str, Any]:
        """The load in the form of the command line's JSON."""
        return {
            "load_id": self.load_id,
            "file": self.file,
            "as_of": self.as_of.isoformat(),
            "as_of_source": self.as_of_source,
            "loaded_at": self.loaded_at.isoformat(timespec="seconds") + "Z",
            "by": self.by,
            "mode": self.mode,
            "records": dict(self.records),
            "undone": self.undone is not None,
            "undone_by": self.undone,
            "purged": self.purged is not None,
        }


@dataclass(frozen=True, slots=True)
class EventEntry:
    """One line of the audit log; `time` is UTC."""

    number: int
    time: dt.datetime
    actor: str
    kind: str
    summary: str


def loads(database: Database) -> list[LoadEntry]:
    """Every load, the newest first."""
    counts: dict[int, dict[str, int]] = {}
    for load_id, kind, count in database.query(_COUNTS):
        counts.setdefault(load_id, {})[kind] = count
    rows = database.query(
        "SELECT load_id, file, sha256, as_of, as_of_source, loaded_at, actor, mode, nonblank, unused, diagnostics, "
        "undone_by, purged_by FROM load ORDER BY load_id DESC"
    )
    names = [f.name for f in fields(LoadEntry)][:-1]
    return [LoadEntry(**dict(zip(names, row, strict=True)), records=counts.get(row[0], {})) for row in rows]


def events(database: Database) -> list[EventEntry]:
    """Every event, the newest first."""
    rows = database.query('SELECT number, "time", actor, kind, summary FROM event ORDER BY number DESC')
    return [EventEntry(*row) for row in rows]


_IMPLIED = {"unit", "cycle", "objective", "key_result", "kpi", "project"}
_COUNTS = " UNION ALL ".join(
    f"SELECT load_id, '{kind}', count(*) FROM {kind}{' WHERE NOT implied' if kind in _IMPLIED else ''} GROUP BY load_id"
    for kind in RECORDS
)
