"""Effort split: where does our effort go, did it go where we planned, and is business as usual safe?"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tile, Tiles, Tone, View
from okr_analytics.metrics.evaluate import MetricRow, effort_measure
from okr_analytics.metrics.filters import MEASURES
from okr_analytics.policy import Band
from okr_analytics.views import parts, signals
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
METRICS = ("effort_share", "effort_share_planned", "effort_unknown_share", "effort", "effort_planned")
_SHARES = {"effort_share": "Actual", "effort_share_planned": "Planned"}
_COLORS = {name: name for name in parts.CONVERSATION_ORDER}
_LABELS = dict(texts.CONVERSATIONS)


def measure_of(question: Question) -> str | None:
    """The measure the page speaks in: the one asked for, else the one with the most effort lines; None without effort."""
    found = question.filters.measure or effort_measure(question.database, question.filters)
    return found if found in MEASURES else None


def build(question: Question) -> View:
    """The view under the question's filters, in one measure."""
    measure = measure_of(question)
    if measure is None:
        return _nothing(question)
    asked = question.with_filters(measure=measure)
    total, fired = shares(asked), signals.found(asked)
    return View(
        key="effort",
        title="Effort split",
        question="Where does our effort go, and did it go where we planned?",
        headline=headline(total),
        sections=(
            _whole(asked, total, measure),
            _by_unit(asked),
            _over_time(asked),
            *signals.sections(fired),
            _measures(question, measure),
            _lines(asked),
            signals.evidence(asked, fired),
        ),
        provenance=parts.provenance(asked, METRICS),
    )


def shares(question: Question) -> pd.DataFrame:
    """One row per conversation: `actual` and `planned` share as fractions, None where nothing says it."""
    return _pivot(question.metrics("effort_share", "effort_share_planned", by=("conversation",)), ())


def _pivot(rows: Iterable[MetricRow], by: tuple[str, ...]) -> pd.DataFrame:
    keyed: dict[tuple[object, ...], dict[str, object]] = {}
    for row in rows:
        key = (*(row.dims[name] for name in by), row.dims["conversation"])
        entry = keyed.setdefault(
            key, {**{name: row.dims[name] for name in by}, "conversation": row.dims["conversation"]}
        )
        entry["actual" if row.metric == "effort_share" else "planned"] = row.value
    frame = pd.DataFrame(list(keyed.values()), columns=[*by, "conversation", "actual", "planned"])
    place = {name: number for number, name in enumerate(parts.CONVERSATION_ORDER)}
    frame = frame.assign(place=frame["conversation"].map(place)).sort_values([*by, "place"]).drop(columns="place")
    return frame.reset_index(drop=True)


def headline(total: pd.DataFrame) -> str:
    """Where the effort went against the plan, in a sentence a leader can read out."""
    said: list[str] = []
    for row in total.to_dict("records"):
        actual, planned = parts.number_or_none(row["actual"]), parts.number_or_none(row["planned"])
        if row["conversation"] == "unknown" or actual is None:
            continue
        name = texts.word(texts.CONVERSATIONS, row["conversation"])
        against = f" against {numbers.text(planned, 'percent')} planned" if planned is not None else ""
        said.append(f"{name.lower() if said else name} {numbers.text(actual, 'percent')}{against}")
    if not said:
        return "No actual effort under these filters yet."
    unknown = _value(total, "unknown", "actual")
    rest = f"; for {numbers.text(unknown, 'percent')} nobody can tell" if unknown else ""
    return f"{', '.join(said)}{rest}."


def _value(total: pd.DataFrame, conversation: str, column: str) -> float | None:
    found = total.loc[total["conversation"] == conversation, column]
    return parts.number_or_none(found.iloc[0]) if len(found) else None


def _whole(question: Question, total: pd.DataFrame, measure: str) -> Section:
    tiles = tuple(_tile(row, question) for row in total.to_dict("records"))
    hours = question.metric("effort")
    long = total.melt("conversation", ["planned", "actual"], var_name="what", value_name="share").dropna()
    long["what"] = long["what"].str.capitalize()
    chart = Chart(
        family="bar",
        frame=long,
        title="Planned and actual, whole selection",
        alt="Two bars of 100 percent: planned and actual effort by conversation",
        x="what",
        y="share",
        color="conversation",
        stack="stacked",
        horizontal=True,
        unit="percent",
        y_label="Share of effort",
        order=parts.CONVERSATION_ORDER,
        colors=_COLORS,
        labels=_LABELS,
    )
    total_text = numbers.text(hours.value, "hours" if measure == "hours" else "number")
    lead = f"Measured in {measure}: {total_text} of actual effort. {_band_words(question)}"
    return Section("whole", "", (Tiles(tiles), chart), lead)


def _band_words(question: Question) -> str:
    said = [
        f"{texts.word(texts.CONVERSATIONS, name).lower()} {numbers.text(band.low, 'percent')}–{numbers.text(band.high, 'percent')}"
        for name, band in question.policy.bands.items()
        if band.low is not None and band.high is not None
    ]
    default = " (defaults; set yours in Settings)" if question.policy.is_default("bands") else ""
    return f"Bands{default}: {', '.join(said)}." if said else ""


def _tile(row: Mapping[Any, Any], question: Question) -> Tile:
    name = str(row["conversation"])
    actual, planned = parts.number_or_none(row["actual"]), parts.number_or_none(row["planned"])
    band = question.policy.bands.get(name, Band(None, None))
    outside = actual is not None and (
        (band.low is not None and actual < band.low) or (band.high is not None and actual > band.high)
    )
    tone: Tone = "warning" if outside else "neutral"
    if name == "unknown":
        tone = "unknown" if actual else "neutral"
    note = question.definition("effort_share")
    if outside:
        note = (
            f"Outside its band of {numbers.text(band.low, 'percent')} to {numbers.text(band.high, 'percent')}. {note}"
        )
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


def _by_unit(question: Question) -> Section:
    frame = _pivot(question.metrics("effort_share", "effort_share_planned", by=("unit", "conversation")), ("unit",))
    frame = frame.dropna(subset=["unit"])
    if frame["unit"].nunique() < 1:
        return Section("units", "By unit", (Note("No effort line names a unit."),))
    blocks: list[Block] = [
        _unit_chart(frame, column, f"{column.capitalize()} effort by unit")
        for column in ("actual", "planned")
        if frame[column].notna().any()
    ]
    wide = frame.assign(drift=frame["actual"].astype(float) - frame["planned"].astype(float))
    growth = wide[wide["conversation"] == "growth"].dropna(subset=["drift"]).sort_values("drift")
    columns = (
        Column("unit", "Unit"),
        Column("planned", "Growth planned", "percent"),
        Column("actual", "Growth actual", "percent"),
        Column("drift", "Difference", "points"),
    )
    blocks.append(Table(columns, growth, title="Who is furthest from the growth that was planned"))
    return Section("units", "By unit", tuple(blocks), "Each unit's own effort = 100 %.")


def _unit_chart(frame: pd.DataFrame, column: str, title: str) -> Chart:
    return Chart(
        family="bar",
        frame=frame.dropna(subset=[column]),
        title=title,
        alt=f"Bars of 100 percent by unit: {column} effort by conversation",
        x="unit",
        y=column,
        color="conversation",
        stack="stacked",
        horizontal=True,
        unit="percent",
        y_label="Share of the unit's effort",
        order=parts.CONVERSATION_ORDER,
        colors=_COLORS,
        labels=_LABELS,
    )


def _over_time(question: Question) -> Section:
    frame = _pivot(question.metrics("effort_share", "effort_share_planned", by=("month", "conversation")), ("month",))
    frame = frame.dropna(subset=["month", "actual"])
    if frame["month"].nunique() < 2:
        return Section("time", "Over time", (Note("A course over time needs effort of at least two months."),))
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
        colors=_COLORS,
        labels=_LABELS,
    )
    return Section("time", "Over time", (chart,))


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
        + [Column(name, _LABELS[name], "percent") for name in parts.CONVERSATION_ORDER if name in wide.columns]
    )
    return Section(
        "measures",
        "How sensitive is this?",
        (Table(columns, wide), _range(question)),
        "The same split in each measure.",
    )


def _range(question: Question) -> Note:
    total = shares(question)
    growth, unknown = _value(total, "growth", "actual"), _value(total, "unknown", "actual")
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
    frame = frame.assign(conversation=[_LABELS.get(str(name), str(name)) for name in frame["conversation"]])
    table = Table(columns, frame.sort_values(["unit", "start"], na_position="last"))
    return Section("lines", "The lines behind it", (table,), detail=True)


def _nothing(question: Question) -> View:
    note = Note(
        "No effort is loaded yet.",
        advice="Upload an effort plan, a timesheet or a staffing table on the page Data: hours, days, FTE, percentages and costs all work.",
    )
    return View(
        "effort",
        "Effort split",
        "Where does our effort go, and did it go where we planned?",
        (Section("none", "", (note,)),),
        provenance=parts.provenance(question),
    )
