"""What changed in the key results since a load, a day or the last review: which moved, which changed colour, which are new."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Column, Note, Section, Table
from okr_analytics.metrics.changes import changes_since, previous_event
from okr_analytics.metrics.moved import steps
from okr_analytics.views import moved, parts
from okr_analytics.views.question import Question

CHOICE = "since"  # of a question: "" (the last load), "load:<number>", "review:<event>" or a day in ISO
_MOST = 200
_KINDS = ("objective", "key_result", "initiative")
_SHARES = ("progress", "confidence", "score", "percent_complete")
_FIRST = ("status", "progress", "target", "baseline", "due", "current", "confidence")


@dataclass(frozen=True)
class Moment:
    """An earlier state to compare with: a day, or all that was known after an event."""

    title: str
    day: dt.date | None = None
    event: int | None = None


def moment_of(question: Question) -> Moment | None:
    """The moment that the question's choice names; None where there is nothing earlier."""
    said = question.choices.get(CHOICE, "")
    kind, _, number = said.partition(":")
    if kind == "review" and number.isdigit():
        return Moment("since the last review", event=int(number))
    if kind == "load" and number.isdigit():
        return Moment(f"since before load {number}", event=int(number) - 1)
    if said:
        day = dt.date.fromisoformat(said)
        return Moment(f"since {numbers.date(day, question.policy.locale)}", day=day)
    if len(question.rows("load_state")) < 2:
        return None
    return Moment("since the last load", event=previous_event(question.database, question.filters))


def section(question: Question) -> Section:
    """The section of the page Progress."""
    moment = moment_of(question)
    if moment is None:
        note = Note("This is the first load: from the second one on, this tells what changed.")
        return Section("changed", "What changed", (note,), missing=True)
    if moment.day is not None:
        return against_day(question, moment.day, f"What changed {moment.title}")
    frame = changes_since(question.database, moment.event or 0, question.filters)
    frame = frame[frame["item_kind"].isin(_KINDS)]
    return Section("changed", f"What changed {moment.title}", differences(frame, _MOST), _summary(frame))


def against_day(question: Question, day: dt.date, title: str) -> Section:
    """Against a day the check-ins tell where each key result stood, whenever its sheet was loaded."""
    frame = steps(question.database, question.filters, day)
    columns = (
        Column("title", "Key result"),
        Column("unit", "Unit"),
        Column("before", "Before", "percent"),
        Column("progress", "Now", "percent"),
        Column("step", "Change", "points"),
        Column("status", "Status", role="status"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(columns, frame[frame["step"].fillna(0) != 0].sort_values("step"), empty="No key result moved.")
    lead = moved.sentence(moved.moved(frame), day, question.policy.locale)
    return Section("changed", title, (table,), lead)


def _summary(frame: pd.DataFrame) -> str:
    """ "3 key results moved forward, 1 fell back; 2 changed colour; 4 are new." """
    own = frame[frame["item_kind"] == "key_result"]
    step = own[(own["field"] == "progress") & (own["change"] == "changed")]["difference"].astype(float)
    coloured = own[(own["field"] == "status") & (own["change"] == "changed")]
    new, gone = (own[own["change"] == change]["item_key"].nunique() for change in ("new", "gone"))
    told = [
        f"{_counted(int((step > 0).sum()))} moved forward, {numbers.text(int((step < 0).sum()), 'count')} fell back",
        f"{_counted(len(coloured))} changed colour",
        f"{_counted(new)} {'is' if new == 1 else 'are'} new" if new else "",
        f"{_counted(gone)} {'is' if gone == 1 else 'are'} gone" if gone else "",
    ]
    return f"{'; '.join(part for part in told if part)}." if len(frame) else ""


def _counted(count: int) -> str:
    return f"{numbers.text(count, 'count')} key result{'' if count == 1 else 's'}"


def differences(frame: pd.DataFrame, most: int) -> tuple[Block, ...]:
    """The rows of `changes_since` as a list, what changed first; an item that is new or gone is one row of it."""
    order = {field: place for place, field in enumerate(_FIRST)}
    shown = frame.assign(
        item=[texts.word(texts.KINDS, kind) for kind in frame["item_kind"]],
        before=[_said(*row) for row in zip(frame["field"], frame["old"], frame["old_number"], strict=True)],
        now=[_said(*row) for row in zip(frame["field"], frame["new"], frame["new_number"], strict=True)],
        what=[texts.word({}, field) for field in frame["field"]],
        place=[order.get(str(field), len(order)) for field in frame["field"]],
        kind=[{"new": 2, "gone": 1}.get(str(change), 0) for change in frame["change"]],
    ).sort_values(["kind", "place", "title"])
    shown = shown[(shown["kind"] == 0) | ~shown.duplicated(["item_kind", "item_key"])]
    columns = (
        Column("title", "Item"),
        Column("what", "Field"),
        Column("before", "Before"),
        Column("now", "Now"),
        Column("change", "Change"),
        Column("item", "Kind"),
        Column("unit", "Unit"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(columns, shown.head(most), empty="No item's value changed.")
    if len(shown) <= most:
        return (table,)
    return (table, Note(f"The first {most} of {numbers.text(len(shown), 'count')} changes."))


def _said(field: object, text: object, number: object) -> str:
    """A field's value as people read it."""
    if numbers.is_unknown(text):
        return numbers.UNKNOWN
    if field == "status":
        return texts.word(texts.STATUSES, text)
    if numbers.is_unknown(number):
        return str(text)
    return numbers.text(number, "percent" if field in _SHARES else "number")
