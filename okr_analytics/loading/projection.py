"""Events become tables: each is applied in one transaction that carries its number, the same way live and on replay."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from okr_analytics.diagnostics import CellRef, Diagnostic, Severity
from okr_analytics.journal.event import Event, Kind
from okr_analytics.journal.event import Row as EventRowData
from okr_analytics.loading.decided import MENDS, SEEN
from okr_analytics.loading.identity import cycle_key
from okr_analytics.loading.rows import Row
from okr_analytics.policy import CyclePolicy, Policy
from okr_analytics.store.database import Database
from okr_analytics.store.load import (
    EventRow,
    LoadRow,
    mark_undone,
    remove_load,
    write_decision,
    write_event,
    write_load,
    write_policy,
    write_rename,
)
from okr_analytics.store.transaction import Transaction


def last_event(database: Database) -> int:
    """The number of the last event that the store holds, 0 for a fresh one."""
    return int(database.query("SELECT coalesce(max(number), 0) FROM event")[0][0])


def apply(database: Database, event: Event, rows: Mapping[str, Sequence[Row]]) -> None:
    """Apply an event to the store in one transaction; nothing of it stays where that fails."""
    with database.transaction() as tx:
        write_event(tx, _listed(event, summary(event)))
        _write(tx, event, rows)


def skip(database: Database, event: Event) -> None:
    """List an event that was abandoned, so that the store stands at its number, without applying it."""
    with database.transaction() as tx:
        write_event(tx, _listed(event, f"{summary(event)} (abandoned)"))


def summary(event: Event) -> str:
    """What an event did, in a few words for the history."""
    payload = event.payload
    if event.kind is Kind.LOAD:
        return "load (purged)" if payload.get("purged") else f"load of {payload['file']}"
    if event.kind in (Kind.UNDO, Kind.PURGE):
        return f"{event.kind} of load {payload['load_id']}"
    if event.kind is Kind.ABANDONED:
        return f"event {payload['number']} could not be applied"
    return _decided(event)


def _decided(event: Event) -> str:
    """What a person decided; a decision may bring the words for it."""
    if "payload" not in event.payload:
        return str(event.kind)
    decided = event.payload["payload"]
    if decided is None:
        return f"{event.kind} taken back"
    return str(decided.get("words") or event.kind) if isinstance(decided, dict) else str(event.kind)


def by_kind(rows: Iterable[EventRowData]) -> dict[str, list[Row]]:
    """The rows of a load event, kind → rows."""
    out: dict[str, list[Row]] = {}
    for kind, row in rows:
        out.setdefault(kind, []).append(row)
    return out


def load_row(event: Event) -> LoadRow:
    """The line of a load in the store; of a purged one only when and by whom."""
    payload = event.payload
    if payload.get("purged"):
        day = event.time.date()
        return LoadRow(event.number, "(purged)", "", day, "", event.time, event.actor.name, "merge", "", 0, 0, 0)
    return LoadRow(
        load_id=event.number,
        file=payload["file"],
        sha256=payload["sha256"],
        as_of=date.fromisoformat(payload["as_of"]),
        as_of_source=payload["as_of_source"],
        loaded_at=event.time,
        actor=event.actor.name,
        mode=payload["mode"],
        content=payload["content"],
        nonblank=payload["nonblank"],
        unused=payload["unused"],
        diagnostics=len(payload["diagnostics"]),
    )


def _listed(event: Event, words: str) -> EventRow:
    return EventRow(event.number, event.time, event.actor.name, str(event.kind), words)


def _write(tx: Transaction, event: Event, rows: Mapping[str, Sequence[Row]]) -> None:
    payload = event.payload
    if event.kind is Kind.LOAD:
        diagnostics = [diagnostic(data) for data in payload.get("diagnostics", ())]
        write_load(tx, load_row(event), payload.get("scopes", ()), diagnostics, rows)
        if payload.get("mends"):
            _decide(tx, event, MENDS, payload["sha256"], {"file": payload["file"], "mends": payload["mends"]})
        for name, headers in payload.get("layouts", {}).items():
            _decide(tx, event, SEEN, name, {"file": payload["file"], "headers": headers})
    elif event.kind is Kind.UNDO:
        mark_undone(tx, payload["load_id"], event.number)
    elif event.kind is Kind.PURGE:
        remove_load(tx, payload["load_id"], event.number)
    elif event.kind is Kind.RENAME:
        write_rename(tx, event.number, payload["kind"], payload["alias"], payload["key"])
    elif event.kind is not Kind.ABANDONED:
        if event.kind is Kind.POLICY:
            write_policy(tx, event.number, Policy.from_dict(payload["payload"]), _cycle_key)
        _decide(tx, event, str(event.kind), payload["subject"], payload["payload"])


def _decide(tx: Transaction, event: Event, kind: str, subject: str, payload: Any) -> None:
    write_decision(tx, _listed(event, ""), kind, subject, json.dumps(payload, ensure_ascii=False))


def diagnostic(data: Mapping[str, Any]) -> Diagnostic:
    """The diagnostic that `as_dict` wrote."""
    where = CellRef.parse(data["where"]) if data["where"] else None
    return Diagnostic(data["code"], Severity(data["severity"]), data["message"], data["advice"], where)


def _cycle_key(cycle: CyclePolicy) -> str:
    return cycle_key(cycle.name, cycle.start)
