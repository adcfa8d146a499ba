"""Effort split: where does our effort go, did it go where we planned, and is business as usual safe?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tile, Tiles, Tone, View
from okr_analytics.policy import Band
from okr_analytics.views import effort_answers, effort_known, effort_units, parts, shares, signals
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
_MOSTLY = 0.5  # above it, the unknown share is the answer and the others are footnotes
METRICS = ("effort_share", "effort_share_planned", "effort_unknown_share", "effort", "effort_planned")


def build(question: Question) -> View:
    """The view under the question's filters, in one measure."""
    measure = shares.measure_of(question)
    if measure is None:
        return _nothing(question)
    asked = question.with_filters(measure=measure)
    total, units, found = shares.of(asked), shares.by(asked, "unit"), signals.found(asked)
    return View(
        key="effort",
        title="Effort split",
        question="Where does our effort go, and did it go where we planned?",
        headline=headline(total),
        sections=(
            effort_answers.section(asked, total, units, found.fired),
            _whole(asked, total, measure),
            *signals.sections(found),
            effort_units.section(asked, units),
            effort_units.places(asked, units),
            _over_time(asked),
            _measures(question, measure),
            effort_known.section(asked),
            _lines(asked),
        ),
        provenance=parts.provenance(asked, METRICS),
        openings=signals.openings(found.fired),
    )


def headline(total: pd.DataFrame) -> str:
    """Where the effort went against the plan, in a sentence a leader can read out."""
    said: list[str] = []
    for row in total.to_dict("records"):
        actual, planned = parts.number_or_none(row["actual"]), parts.number_or_none(row["planned"])
        if row["conversation"] == "unknown" or actual is None:
            continue
        name = texts.word(texts.CONVERSATIONS, row["conversation"])
        took, of_it, word = ("", "", "") if said else (" took", " of the effort", " planned")
        against = f" against {numbers.text(planned, 'percent')}{word}" if planned is not None else ""
        said.append(f"{name.lower() if said else name}{took} {numbers.text(actual, 'percent')}{of_it}{against}")
    if not said:
        return "No actual effort under these filters yet."
    unknown = shares.value(total, "unknown", "actual")
    if unknown and unknown > _MOSTLY:
        whole = "all the effort" if unknown == 1 else f"{numbers.text(unknown, 'percent')} of the effort"
        known = "" if unknown == 1 else f". Of all of it, {', '.join(said)[0].lower()}{', '.join(said)[1:]}"
        return f"For {whole} nobody can tell which conversation it serves{known}."
    rest = f"; for {numbers.text(unknown, 'percent')} nobody can tell" if unknown else ""
    return f"{', '.join(said)}{rest}."


def _whole(question: Question, total: pd.DataFrame, measure: str) -> Section:
    unknown = shares.value(total, "unknown", "actual") or 0.0
    tiles = tuple(_tile(row, question, unknown) for row in total.to_dict("records"))
    hours = question.metric("effort")
    total_text = numbers.text(hours.value, "hours" if measure == "hours" else "number")
    lead = f"Measured in {measure}: {total_text} of actual effort. {_band_words(question)}"
    return Section("whole", "", (Tiles(tiles),), lead)


def _band_words(question: Question) -> str:
    said = [
        f"{texts.word(texts.CONVERSATIONS, name).lower()} {_range_words(band)}"
        for name, band in question.policy.bands.items()
        if band.low is not None or band.high is not None
    ]
    default = " (defaults; set yours in Settings)" if question.policy.is_default("bands") else ""
    return f"Bands{default}: {', '.join(said)}." if said else ""


def _tile(row: Mapping[Any, Any], question: Question, unknown: float) -> Tile:
    """A share lies outside its band only where it would whatever the unknown effort is."""
    name = str(row["conversation"])
    actual, planned = parts.number_or_none(row["actual"]), parts.number_or_none(row["planned"])
    band = question.policy.bands.get(name, Band(None, None))
    outside = actual is not None and (
        (band.low is not None and actual + unknown < band.low) or (band.high is not None and actual > band.high)
    )
    tone: Tone = "warning" if outside else "neutral"
    if name == "unknown":
        tone = "unknown" if actual else "neutral"
    note = question.definition("effort_share")
    if outside:
        note = f"Outside its band: {_range_words(band)}. {note}"
    return Tile(
        texts.word(texts.CONVERSATIONS, name),
        actual,
        "percent",
        delta=None if actual is None or planned is None else actual - planned,
        delta_label="against plan",
        tone=tone,
        note=note,
        metric="effort_share",
    )


def _range_words(band: Band) -> str:
    if band.low is None or band.high is None:
        return (
            f"from {numbers.text(band.low, 'percent')}"
            if band.high is None
            else f"up to {numbers.text(band.high, 'percent')}"
        )
    return f"{numbers.text(band.low, 'percent')}–{numbers.text(band.high, 'percent')}"


def _over_time(question: Question) -> Section:
    frame = shares.by(question, "month")
    frame = frame.dropna(subset=["month", "actual"])
    if frame["month"].nunique() < 2:
        return Section(
            "time", "Over time", (Note("A course over time needs effort of at least two months."),), missing=True
        )
    chart = Chart(
        family="bar",
        frame=frame,
        title="Actual effort by month",
        alt="Bars of 100 percent by month: actual effort by conversation",
        x="month",
        y="actual",
        color="conversation",
        stack="stacked",
        unit="percent",
        x_label="Month",
        y_label="Share of effort",
        order=parts.CONVERSATION_ORDER,
        colors=shares.COLORS,
        labels=shares.LABELS,
    )
    return Section("time", "Over time", (chart,), says=_course(frame))


def _course(frame: pd.DataFrame) -> str:
    """ "Growth went from 24 % in 2026-10 to 26 % in 2026-11." """
    growth = frame[frame["conversation"] == "growth"].sort_values("month")
    if len(growth) < 2:
        return ""
    (first, before), (last, now) = (
        (str(row["month"]), numbers.text(float(row["actual"]), "percent")) for _, row in growth.iloc[[0, -1]].iterrows()
    )
    if before == now:
        return f"Growth took {now} of the effort in {last}, as in {first}."
    return f"Growth went from {before} of the effort in {first} to {now} in {last}."


def _measures(question: Question, measure: str) -> Section:
    rows = question.metrics("effort_share", by=("measure", "conversation"))
    frame = pd.DataFrame(
        [
            {"measure": r.dims["measure"], "conversation": r.dims["conversation"], "share": r.value}
            for r in rows
            if r.value is not None
        ]
    )
    if frame.empty or frame["measure"].nunique() < 2:
        text = f"All effort here is in {measure}: the split doesn't depend on the measure."
        return Section("measures", "How sensitive is this?", (Note(text), _range(question)))
    wide = frame.pivot(index="measure", columns="conversation", values="share").reset_index()
    columns = tuple(
        [Column("measure", "Measure")]
        + [Column(name, shares.LABELS[name], "percent") for name in parts.CONVERSATION_ORDER if name in wide.columns]
    )
    return Section(
        "measures",
        "How sensitive is this?",
        (Table(columns, wide), _range(question)),
        "The same split in each measure.",
    )


def _range(question: Question) -> Note:
    total = shares.of(question)
    growth, unknown = shares.value(total, "growth", "actual"), shares.value(total, "unknown", "actual")
    if growth is None or not unknown:
        return Note("No effort of unknown conversation: the shares are exact.", "good")
    return Note(
        f"If all the unknown effort were growth, growth would be {numbers.text(growth + unknown, 'percent')}; "
        f"if none were, {numbers.text(growth, 'percent')}."
    )


def _lines(question: Question) -> Section:
    frame = question.rows("effort_entry")
    columns = (
        Column("unit", "Unit"),
        Column("period", "Period"),
        Column("conversation", "Conversation"),
        Column("conversation_source", "How it is known"),
        Column("category", "The sheet's word"),
        Column("item", "Item"),
        Column("person", "Person"),
        Column("planned", "Planned", "number"),
        Column("actual", "Actual", "number"),
        Column("measure", "Measure"),
        parts.FILE,
        parts.CELL,
    )
    frame = frame.assign(
        conversation=[shares.LABELS.get(str(name), str(name)) for name in frame["conversation"]],
        period=[_period(row) for row in frame[["period", "start", "end"]].to_dict("records")],
    )
    table = Table(columns, frame.sort_values(["unit", "start"], na_position="last"))
    return Section("lines", "The lines behind it", (table,), detail=True)


def _period(row: Mapping[Any, Any]) -> str:
    """The sheet's own word for the days, else the days themselves; empty where nobody knows them."""
    if pd.notna(row["period"]) or pd.isna(row["start"]):
        return str(row["period"]) if pd.notna(row["period"]) else ""
    first, last = numbers.date(row["start"]), numbers.date(row["end"]) if pd.notna(row["end"]) else ""
    return first if last in ("", first) else f"{first} – {last}"


def _nothing(question: Question) -> View:
    """Without any effort, counts of items stand in as the last resort, and the page says that they are no effort."""
    note = Note(
        "No effort is loaded yet.",
        advice="Upload an effort plan, a timesheet or a staffing table on the page Data: hours, days, FTE, percentages and costs all work.",
    )
    counted = {
        name: int(question.metric(metric).value or 0)
        for name, metric in (("growth", "key_results"), ("bau", "kpis"), ("improvement", "projects"))
    }
    whole = sum(counted.values())
    blocks: list[Block] = [note]
    if whole:
        rows = [("Items", name, count / whole) for name, count in counted.items()]
        frame = pd.DataFrame(rows, columns=["what", "conversation", "share"])
        alt = "A bar of 100 percent: key results, KPIs and projects by their number"
        blocks.append(shares.bars(frame, "what", "share", "Items by number", alt, "Share of the items", "Counted"))
        said = ", ".join(numbers.counted(counted[name], word) for name, word in _COUNTED.items())
        blocks.append(
            Note(f"A last resort: {said}, counted as items. How much effort each takes isn't known.", "unknown")
        )
    return View(
        "effort",
        "Effort split",
        "Where does our effort go, and did it go where we planned?",
        (Section("none", "", tuple(blocks)),),
        provenance=parts.provenance(question, ("key_results", "kpis", "projects")),
    )


_COUNTED = {"growth": "key result", "bau": "KPI", "improvement": "project"}
