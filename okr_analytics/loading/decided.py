"""What people decided besides loads, as the store holds it: the policy, remembered layouts, mended cells, anything else."""

import hashlib
import json
from typing import Any

from okr_analytics.ingest.mapping import Mapping as LayoutMapping
from okr_analytics.ingest.mapping import Mend, TableMapping
from okr_analytics.journal.event import Kind
from okr_analytics.policy import Policy
from okr_analytics.store.database import Database

SEEN = "seen"  # kept with the load that brought it; the subject is a layout's fingerprint
MENDS = "mends"  # kept with the load that they were confirmed with; the subject is the file's SHA-256


def decisions(database: Database, kind: Kind | str) -> dict[str, Any]:
    """Subject → the latest payload, in the order decided; what was withdrawn (payload None) is left out."""
    rows = database.query(
        "SELECT subject, arg_max(payload, event) FROM decision WHERE kind = ? GROUP BY subject ORDER BY max(event)",
        (str(kind),),
    )
    found = {subject: json.loads(payload) for subject, payload in rows}
    return {subject: payload for subject, payload in found.items() if payload is not None}


def policy(database: Database) -> Policy:
    """The policy in force."""
    decided = decisions(database, Kind.POLICY)
    return Policy.from_dict(next(iter(decided.values()))) if decided else Policy()


def layouts(database: Database, mapping: LayoutMapping | None) -> LayoutMapping:
    """The corrections remembered for layouts; those given count before them."""
    remembered = {key: TableMapping.from_dict(data) for key, data in decisions(database, Kind.LAYOUT).items()}
    return LayoutMapping({**remembered, **(mapping.tables if mapping else {})})


def newly_told(database: Database, told: LayoutMapping | None) -> list[tuple[str, TableMapping]]:
    """The given corrections that aren't remembered yet; an empty one counts where it takes back what is remembered."""
    known = decisions(database, Kind.LAYOUT)
    given = told.tables.items() if told else ()
    return [
        (name, table)
        for name, table in given
        if known.get(name) != table.as_dict() and not (table.is_empty and name not in known)
    ]


def mends_of(database: Database, data: bytes) -> tuple[Mend, ...]:
    """The corrections made to exactly these bytes before."""
    kept = decisions(database, MENDS).get(hashlib.sha256(data).hexdigest())
    return tuple(Mend(**mend) for mend in kept["mends"]) if kept else ()
