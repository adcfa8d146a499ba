"""What a file would do: its records linked, the difference it makes, and nothing stored."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self, TypeAlias

from okr_analytics.diagnostics import Diagnostic, Severity
from okr_analytics.ingest.mapping import Mapping as LayoutMapping
from okr_analytics.ingest.mapping import Mend
from okr_analytics.ingest.reading import Reading
from okr_analytics.loading.diff import Diff
from okr_analytics.loading.familiar import Familiar
from okr_analytics.loading.linking import Linked
from okr_analytics.loading.rows import Row

Mode: TypeAlias = Literal["merge", "replace"]


@dataclass(frozen=True)
class Preview:
    """A file understood, linked and compared with what is stored after event `based_on`; nothing is stored yet.

    `mode` "replace" lets go what lies in the file's scope and isn't in it; None replaces effort and merges the rest.
    `scopes` are those that it replaces. `duplicate_of` is the load that brought the very same content, else None.
    `offered_mends` are corrections of an earlier file of this name or layout whose originals stand in this one, to be
    applied where the person agrees. `familiar` names the layouts that were loaded before. `told` is what of `mapping` was
    given with this file: it is remembered with the load.
    """

    reading: Reading
    data: bytes
    linked: Linked
    scopes: tuple[Row, ...]
    mode: Mode | None
    mapping: LayoutMapping | None
    mends: tuple[Mend, ...]
    based_on: int
    as_of: dt.date
    content: str
    diff: Diff = Diff()
    said: tuple[Diagnostic, ...] = ()
    duplicate_of: int | None = None
    told: LayoutMapping | None = None
    offered_mends: tuple[Mend, ...] = ()
    familiar: tuple[Familiar, ...] = ()

    @classmethod
    def of_refused(cls, reading: Reading) -> Self:
        """The preview of a file that can't be used."""
        return cls(reading, b"", Linked({}), (), None, None, (), 0, reading.as_of or dt.date.today(), "")

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What ingest, linking and the comparison with the store have to say about the file."""
        return (*self.reading.diagnostics, *self.linked.diagnostics, *self.said)

    @property
    def has_errors(self) -> bool:
        """Whether something in the data is of severity error."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    @property
    def can_be_stored(self) -> bool:
        """Whether there is anything to store that isn't stored already."""
        return not self.reading.refused and self.linked.count > 0 and self.duplicate_of is None

    def payload(self) -> dict[str, Any]:
        """What the journal keeps of the load besides its rows."""
        return {
            "file": self.reading.file,
            "sha256": self.reading.sha256,
            "as_of": self.as_of.isoformat(),
            "as_of_source": self.reading.as_of_source,
            "mode": stored_mode(self.mode, self.linked.rows),
            "content": self.content,
            "mapping": self.mapping.as_dict() if self.mapping else None,
            "mends": [mend_as_dict(mend) for mend in self.mends],
            "scopes": list(self.scopes),
            "diagnostics": [d.as_dict() for d in self.diagnostics],
            "counts": self.reading.counts(),
            "nonblank": self.reading.nonblank,
            "unused": self.reading.unused_count,
            "layouts": {table.fingerprint: table.signature for table in self.reading.tables if table.fingerprint},
            "tables": [table.as_dict() for table in self.reading.tables],
            "not_used": [item.as_dict() for item in self.reading.unused],
        }


def replaced_kinds(mode: Mode | None, scopes: Sequence[Row]) -> set[str]:
    """The kinds of which older rows in scope no longer hold."""
    if mode is None:
        return {"effort"}
    return {scope["kind"] for scope in scopes} if mode == "replace" else set()


def stored_mode(mode: Mode | None, rows: Mapping[str, Sequence[Row]]) -> Mode:
    """The mode as the history names it: a file of nothing but effort replaces unless told otherwise."""
    if mode is not None:
        return mode
    stated = {kind for kind, of_kind in rows.items() if any(not row.get("implied") for row in of_kind)}
    return "replace" if stated == {"effort"} else "merge"


def content_hash(reading: Reading, mapping: LayoutMapping | None, mends: Sequence[Mend], mode: Mode | None) -> str:
    """One hash for a file and for how it was read and loaded: what is the same again is a no-op."""
    own = {table.fingerprint for table in reading.tables}
    used = mapping.as_dict()["tables"] if mapping else {}
    how = [{key: used[key] for key in sorted(used) if key in own}, [mend_as_dict(mend) for mend in mends], mode]
    return hashlib.sha256(f"{reading.sha256} {json.dumps(how, sort_keys=True)}".encode()).hexdigest()[:32]


def mend_as_dict(mend: Mend) -> dict[str, Any]:
    """A mended cell in JSON terms."""
    new = mend.new
    if isinstance(new, dt.date | dt.datetime | dt.time | dt.timedelta):
        new = str(new)
    plain = new if isinstance(new, str | float | int | bool) else None
    return {"sheet": mend.sheet, "cell": mend.cell, "original": mend.original, "new": plain}
