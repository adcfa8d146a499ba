"""The workshop exercise: what leaders believed about the effort split, beside the plan and what happened."""

import json

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Column, Note, Section, Table, View
from okr_analytics.views import parts, shares
from okr_analytics.views.question import Question

THREE = ("growth", "bau", "improvement")


def build(question: Question) -> View:
    """The estimates for the question's unit and cycle, and how far each lies from what happened."""
    measure = shares.measure_of(question)
    total = shares.of(question.with_filters(measure=measure)) if measure else None
    frame = estimates(question)
    return View(
        "stated",
        "Believed and true",
        "Where did we believe our effort goes?",
        (_told(frame, total, _in_sheets(question, measure)),),
        headline=_headline(frame, total),
        provenance=parts.provenance(question, ("effort_share", "effort_share_planned")),
    )


def estimates(question: Question) -> pd.DataFrame:
    """One row per person: `who`, growth, bau, improvement (fractions), for the question's unit and cycle."""
    unit = question.name_of("unit", question.filters.unit) if question.filters.unit else ""
    cycle = question.name_of("cycle", question.filters.cycle) if question.filters.cycle else ""
    rows = question.database.query(
        "SELECT payload FROM decision_now(?, ?) WHERE kind = 'stated' ORDER BY event", question.filters.times
    )
    told = [json.loads(str(payload)) for (payload,) in rows]
    own = [t for t in told if (t.get("unit") or "", t.get("cycle") or "") == (unit, cycle)]
    return pd.DataFrame([{"who": t["who"], **{n: float(t[n]) for n in THREE}} for t in own], columns=["who", *THREE])


def _in_sheets(question: Question, measure: str | None) -> dict[str, float]:
    """Conversation → the share that the effort sheets themselves call stated; empty where none does."""
    if measure is None:
        return {}
    rows = question.with_filters(measure=measure).metrics("effort_share_stated", by=("conversation",))
    return {str(row.dims["conversation"]): float(row.value) for row in rows if row.value is not None}


def _headline(frame: pd.DataFrame, total: pd.DataFrame | None) -> str:
    if frame.empty:
        return ""
    actual = None if total is None else shares.value(total, "growth", "actual")
    believed = float(frame["growth"].mean())
    count = numbers.text(len(frame), "count")
    said = f"{count} {'person' if len(frame) == 1 else 'people'} believed that growth takes {numbers.text(believed, 'percent')} of the effort"
    if actual is None:
        return f"{said}; what happened isn't known."
    return f"{said}; it took {numbers.text(actual, 'percent')}."


def _told(frame: pd.DataFrame, total: pd.DataFrame | None, in_sheets: dict[str, float]) -> Section:
    if frame.empty and not in_sheets:
        note = Note(
            "Nobody has estimated this split yet.", advice="Estimate it on the page Estimate first, before you look."
        )
        return Section("none", "", (note,), missing=True)
    bars = [("Believed (mean)", name, float(frame[name].mean())) for name in THREE if len(frame)]
    bars += [("Stated in sheets", name, share) for name, share in in_sheets.items()]
    for row in [] if total is None else total.to_dict("records"):
        for column, what in (("planned", "Planned"), ("actual", "Actual")):
            share = parts.number_or_none(row[column])
            if share is not None:
                bars.append((what, str(row["conversation"]), share))
    place = {"Believed (mean)": 0, "Stated in sheets": 1, "Planned": 2, "Actual": 3}
    long = pd.DataFrame(bars, columns=["what", "conversation", "share"])
    chart = shares.bars(
        long.sort_values("what", key=lambda names: names.map(place), kind="stable"),
        "what",
        "share",
        "Believed, planned and actual",
        "Bars of 100 percent by conversation: what was believed, stated in sheets, planned, and what happened",
    )
    columns = (
        Column("who", "Who"),
        *(Column(name, texts.word(texts.CONVERSATIONS, name), "percent") for name in THREE),
        Column("off", "Off", "percent", help="The share of the effort that went elsewhere than believed"),
    )
    return Section("told", "", (chart, Table(columns, _off(frame, total), "Each estimate")))


def _off(frame: pd.DataFrame, total: pd.DataFrame | None) -> pd.DataFrame:
    """The estimates with their distance from what happened, the nearest first; unknown effort counts as elsewhere."""
    actual = {name: None if total is None else shares.value(total, name, "actual") for name in parts.CONVERSATION_ORDER}
    if all(value is None for value in actual.values()):
        return frame.assign(off=None)
    apart = pd.concat([(frame[name] - (actual[name] or 0.0)).abs() for name in THREE], axis="columns").sum(
        axis="columns"
    )
    off = (apart + (actual["unknown"] or 0.0)) / 2
    return frame.assign(off=off.round(10)).sort_values(["off", "who"]).reset_index(drop=True)
