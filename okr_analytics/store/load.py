"""What is written into the store: loads with their rows, undoings, purges, policies; each inside one transaction."""

import datetime as dt
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from okr_analytics.diagnostics import Diagnostic
from okr_analytics.model import RECORDS
from okr_analytics.policy import CATEGORY_WORDS, CyclePolicy, Policy, status_rule
from okr_analytics.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of the journal as the store lists it; `time` is UTC."""

    number: int
    time: dt.datetime
    actor: str
    kind: str
    summary: str


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One load as the store lists it; load_id is the number of its event."""

    load_id: int
    file: str
    sha256: str
    as_of: dt.date
    as_of_source: str
    loaded_at: dt.datetime
    actor: str
    mode: str
    content: str
    nonblank: int
    unused: int
    diagnostics: int


def write_event(tx: Transaction, event: EventRow) -> None:
    """List an event as applied: the store stands at its number from now on."""
    tx.insert("event", [asdict(event)])


def write_load(
    tx: Transaction,
    load: LoadRow,
    scopes: Iterable[Mapping[str, object]],
    diagnostics: Iterable[Diagnostic],
    rows: Mapping[str, Sequence[Mapping[str, object]]],
    without: Container[str] = (),
) -> None:
    """Add a load with its rows: kind → rows as column → value, row_number included, load_id left out.

    Columns in `without` stay NULL, for a trial that doesn't ask for them.
    """
    number = {"load_id": load.load_id}
    tx.insert("load", [asdict(load)])
    tx.insert("load_scope", list(scopes), number)
    tx.insert("load_diagnostic", [diagnostic.as_dict() for diagnostic in diagnostics], number)
    for kind, of_kind in rows.items():
        tx.insert(kind, of_kind, number, without)


def mark_undone(tx: Transaction, load_id: int, by: int) -> None:
    """The load no longer counts from the event `by` on; its rows stay, for those who ask what was known before."""
    tx.execute("UPDATE load SET undone_by = ? WHERE load_id = ? AND undone_by IS NULL", (by, load_id))


def remove_load(tx: Transaction, load_id: int, by: int) -> None:
    """Remove what a load brought for good; its line in the history stays, saying only when and by whom."""
    for table in (*RECORDS, "load_scope", "load_diagnostic"):
        tx.execute(f'DELETE FROM "{table}" WHERE load_id = ?', (load_id,))
    tx.execute("DELETE FROM decision WHERE event = ?", (load_id,))
    tx.execute(
        "UPDATE load SET purged_by = ?, file = '(purged)', sha256 = '', as_of = loaded_at::DATE, as_of_source = '', "
        "mode = 'merge', content = '', nonblank = 0, unused = 0, diagnostics = 0 WHERE load_id = ?",
        (by, load_id),
    )
    tx.execute("UPDATE event SET summary = 'load (purged)' WHERE number = ?", (load_id,))


def write_rename(tx: Transaction, event: int, kind: str, alias: str, key: str) -> None:
    """From an event on, what would get the key `alias` is the item `key`."""
    tx.insert("renamed", [{"event": event, "kind": kind, "alias": alias, "key": key}])


def write_decision(tx: Transaction, event: EventRow, kind: str, subject: str, payload: str) -> None:
    """Add what a person decided about a subject, as JSON text."""
    row = {"event": event.number, "kind": kind, "subject": subject, "payload": payload}
    tx.insert("decision", [{**row, "actor": event.actor, "time": event.time}])


def write_policy(tx: Transaction, event: int, policy: Policy, cycle_key: Callable[[CyclePolicy], str]) -> None:
    """Add the policy in force from an event on; `cycle_key` gives the identity of a cycle."""
    rule = status_rule(policy.status_rule)
    tx.insert(
        "policy",
        [
            {
                "event": event,
                "status_rule": rule.name,
                "measure": rule.measure,
                "on_track": rule.on_track,
                "at_risk": rule.at_risk,
                "cadence_days": policy.cadence_days,
                "hours_per_fte": policy.hours_per_fte,
                "hours_per_day": policy.hours_per_day,
            }
        ],
    )
    cycles = [{"event": event, "key": cycle_key(cycle), **asdict(cycle)} for cycle in policy.cycles]
    words = {**CATEGORY_WORDS, **{word.casefold(): kind for word, kind in policy.category_words.items()}}
    bands = [{"event": event, "conversation": name, **asdict(band)} for name, band in policy.bands.items()]
    tx.insert("policy_cycle", cycles)
    tx.insert("policy_word", [{"event": event, "word": w, "conversation": c} for w, c in words.items()])
    tx.insert("policy_band", bands)
