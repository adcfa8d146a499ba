"""What people decide about findings: silence one, call it not useful, send the item elsewhere, tolerate the known ones.

A decision is a value; whoever holds the journal records it. What is recorded is read back from the store's views.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from okr_analytics.quality.rule import Destination
from okr_analytics.quality.suppressions import Suppression
from okr_analytics.store.database import Database

RATCHET = "organisation"  # there is one standard for all
MOST_TITLE = 200  # characters of a title that a decision keeps, so that the audit log can be read


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be recorded: the journal's kind, what it is about, and what was decided (None withdraws it)."""

    kind: str
    subject: str
    payload: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class About:
    """The finding or item that a decision speaks of: the item's key and title, the rule's code and name."""

    item_key: str
    title: str
    code: str = ""
    name: str = ""

    def said(self, words: str) -> dict[str, object]:
        """What every payload holds; `words` sum the decision up for the audit log."""
        title = self.title[:MOST_TITLE]
        rule = {"code": self.code, "name": self.name} if self.code else {}
        return {"item_key": self.item_key, "title": title, **rule, "words": words}


def suppress(about: About, reason: str, until: dt.date | None) -> Decision:
    """Silence a rule for an item until a day (that day included), or for good; raises ValueError without a reason."""
    if not reason.strip():
        raise ValueError("Say why: whoever reads the list of suppressions wants to know.")
    last = until.isoformat() if until else None
    words = f"{about.code} suppressed for “{about.title[:MOST_TITLE]}” {f'until {last}' if last else 'for good'}"
    payload = {**about.said(words), "reason": reason.strip(), "until": last}
    return Decision("suppression", f"{about.code}|{about.item_key}", payload)


def lift(subject: str) -> Decision:
    """Let a suppressed finding speak again."""
    return Decision("suppression", subject, None)


def vote(about: About, voter: str) -> Decision:
    """Call a finding not useful; a person has one vote per rule and item, and the finding stays."""
    words = f"{about.code} called not useful for “{about.title[:MOST_TITLE]}”"
    return Decision("vote", f"{about.code}|{about.item_key}|{voter}", about.said(words))


def unvote(about: About, voter: str) -> Decision:
    """Take one's vote back."""
    return Decision("vote", f"{about.code}|{about.item_key}|{voter}", None)


def accept(about: About, destination: Destination, since: dt.date) -> Decision:
    """From a day on, the item belongs elsewhere: it has no grade any more and its effort counts there."""
    words = f"“{about.title[:MOST_TITLE]}” belongs to: {destination}"
    payload = {**about.said(words), "destination": str(destination), "since": since.isoformat()}
    return Decision("destination", about.item_key, payload)


def take_back(item_key: str) -> Decision:
    """The item is a key result again, as if it had never been sent elsewhere."""
    return Decision("destination", item_key, None)


def record(fingerprints: Iterable[str], recorded: dt.date) -> Decision:
    """Tolerate the findings of a day: from now on only new ones count against the standard."""
    kept = sorted(set(fingerprints))
    return _ratchet(kept, recorded, len(kept), f"{len(kept)} findings recorded as known")


def tighten(left: Iterable[str], recorded: dt.date, total: int) -> Decision:
    """Tolerate only what is left of the `total` findings recorded on a day: what is gone must not come back."""
    kept = sorted(set(left))
    return _ratchet(kept, recorded, total, f"{len(kept)} of {total} known findings are tolerated still")


def _ratchet(kept: Sequence[str], recorded: dt.date, total: int, words: str) -> Decision:
    payload = {"fingerprints": list(kept), "recorded": recorded.isoformat(), "total": total, "words": words}
    return Decision("ratchet", RATCHET, payload)


def forget() -> Decision:
    """Hold every key result to the standard again, old and new."""
    return Decision("ratchet", RATCHET, None)


def suppressions(database: Database, known: int) -> tuple[Suppression, ...]:
    """The suppressions as far as known, expired ones among them."""
    rows = database.query(
        "SELECT payload->>'$.item_key', payload->>'$.code', payload->>'$.reason', actor, (payload->>'$.until')::DATE "
        "FROM decision_now(current_date, ?) WHERE kind = 'suppression' ORDER BY subject",
        (known,),
    )
    return tuple(Suppression(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Ratchet:
    """The findings that are tolerated, when they were recorded, by whom decided last, and how many they were then."""

    fingerprints: frozenset[str]
    recorded: dt.date
    total: int
    actor: str


def ratchet(database: Database, known: int) -> Ratchet | None:
    """What is tolerated as far as known; None where the standard holds for all."""
    rows = database.query(
        "SELECT payload, actor FROM decision_now(current_date, ?) WHERE kind = 'ratchet' AND subject = ?",
        (known, RATCHET),
    )
    if not rows:
        return None
    said, actor = json.loads(rows[0][0]), str(rows[0][1])
    day = dt.date.fromisoformat(said["recorded"])
    return Ratchet(frozenset(said["fingerprints"]), day, int(said["total"]), actor)


def moved(database: Database, as_of: dt.date, known: int) -> frozenset[str]:
    """The keys of the key results that belong elsewhere on a day, as far as known."""
    rows = database.query("SELECT key_result_key FROM destination_now(?, ?)", (as_of, known))
    return frozenset(str(key) for (key,) in rows)
