"""What people decided: key results sent elsewhere, findings suppressed, votes, and the standard for new ones only."""

from okr_analytics import numbers
from okr_analytics.document import Block, Column, Note, Section, Table, Tile, Tiles
from okr_analytics.metrics.elsewhere import Move
from okr_analytics.quality import decisions
from okr_analytics.quality.decisions import Ratchet
from okr_analytics.views.judged import words
from okr_analytics.views.question import Question

_STATES = {
    "in force": "in force",
    "expired": "expired: speaks again",
    "unused": "nothing left to silence",
    "unchecked": "not checked on this day",
}


def sections(question: Question) -> tuple[Section, ...]:
    """All of it; what is empty is there for the page only."""
    return (_moved(question), _suppressed(question), _votes(question), ratchet(question))


def _moved(question: Question) -> Section:
    frame = question.with_filters(cycle=None).rows("destination_state")
    columns = (
        Column("title", "Was a key result"),
        Column("destination", "Belongs to"),
        Column("conversation", "Its effort counts as"),
        Column("unit", "Unit"),
        Column("cycle", "Cycle"),
        Column("since", "Since", "date"),
        Column("actor", "Accepted by"),
        Column("decided_at", "On", "date"),
    )
    shown = frame.assign(conversation=[words.CONVERSATIONS.get(str(name), "") for name in frame["conversation"]])
    table = Table(columns, shown, empty="None yet. “What to mend first” offers it where a rule names a better place.")
    lead = "They keep their history and have no grade any more; the effort booked on them counts where they belong."
    return Section("moved", "Accepted elsewhere", (table,), lead, detail=frame.empty)


def _suppressed(question: Question) -> Section:
    frame = question.with_filters(cycle=None).rows("suppression_state")
    columns = (
        Column("code", "Rule"),
        Column("title", "Silent about"),
        Column("reason", "Why"),
        Column("actor", "Who"),
        Column("decided_at", "When", "date"),
        Column("until", "Until", "date"),
        Column("state", "State"),
    )
    shown = frame.assign(state=[_STATES.get(str(state), str(state)) for state in frame["state"]])
    table = Table(
        columns, shown, empty="None. A finding that you accept for now can be suppressed until a day, with the reason."
    )
    return Section("suppressed", "Suppressed findings", (table,), detail=frame.empty)


def _votes(question: Question) -> Section:
    frame = question.rows("vote_now")
    columns = (
        Column("code", "Rule"),
        Column("rule", "What it finds"),
        Column("title", "Called not useful for"),
        Column("votes", "Votes", "count"),
        Column("voters", "By"),
    )
    shown = frame.assign(rule=[words.rule_name(name) for name in frame["name"]]).sort_values(["code", "title"])
    table = Table(
        columns, shown, empty="None. A vote changes no grade; a rule with many is shown as one to switch off."
    )
    return Section("votes", "Called not useful", (table,), detail=True)


def ratchet(question: Question) -> Section:
    """New findings and the known ones that are left, where the known ones were recorded."""
    kept = decisions.ratchet(question.database, question.filters.times[1])
    title = "Only new key results are held to the standard"
    if kept is None:
        note = Note(
            "Every finding counts, old and new. Where the past is full of them, record today's as known: from then on new "
            "ones stand first and the old ones only have to become fewer."
        )
        return Section("ratchet", title, (note,), detail=True)
    whole = question.with_filters(unit=None, cycle=None)
    new, left = (whole.metric(name).value for name in ("findings_new", "findings_known"))
    return Section("ratchet", title, _ratchet_blocks(kept, int(new or 0), int(left or 0)))


def _ratchet_blocks(kept: Ratchet, new: int, left: int) -> tuple[Block, ...]:
    total = kept.total
    gone = numbers.text((total - left) / total, "percent") if total else "all"
    note = Note(
        f"{total} findings were recorded as known on {numbers.text(kept.recorded, 'date')} by {kept.actor}; {gone} of them are gone. "
        f"{words.many(new, 'finding is', 'findings are')} new since, in the whole organisation.",
        "good" if not new else "warning",
    )
    tiles = (
        Tile("New findings", new, "count", tone="good" if not new else "warning", metric="findings_new"),
        Tile("Known findings left", left, "count", delta=float(left - total), delta_label="since they were recorded"),
    )
    return (Tiles(tiles), note)


def effect(move: Move | None) -> str:
    """What sending a key result elsewhere does to the effort split, to be read before and after."""
    if move is None:
        return "No effort is loaded under these filters, so the split doesn't change."
    if not move.amount:
        return f"The effort split doesn't change: no effort is booked on it that isn't {words.CONVERSATIONS[move.to]} already."
    amount = numbers.text(float(move.amount), "hours" if move.measure == "hours" else "number")
    unit = "" if move.measure == "hours" else f" {move.measure}"
    said = ", ".join(_change(name, move.before[name], move.after[name]) for name in move.changed)
    return f"It moves {amount}{unit} to {words.CONVERSATIONS[move.to]}: {said}."


def _change(name: str, before: float, after: float) -> str:
    short = [numbers.text(value, "percent") for value in (before, after)]
    if short[0] == short[1]:
        short = [f"{100 * value:.2f}\N{NO-BREAK SPACE}%" for value in (before, after)]
    return f"{words.CONVERSATIONS[name]} {short[0]} → {short[1]}"
