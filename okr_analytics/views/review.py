"""Cycle review: what was achieved, what was learned, what carries over; a few items a screen, for the quarterly meeting."""

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tiles, View
from okr_analytics.views import nothing, parts
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
_ASKED = "What did we achieve, what did we learn, what do we take along?"
METRICS = ("achievement", "reached", "sweet_spot", "progress_coverage")
_BANDS = (*(f"{low}–{low + 10} %" for low in range(0, 100, 10)), "100 %")
_ZONES = {
    "below": "Below 60 %",
    "sweet": "Sweet spot: 60 to 70 %",
    "above": "Above 70 %",
}
_ZONE_COLORS = {"below": "neutral", "sweet": "good", "above": "growth"}
_LESSONS = (
    ("keep", "What we keep", "What went well and stays."),
    ("change", "What we change", "What we will do differently."),
    ("learned", "What we learned", "What we know now and did not know before."),
)
_FEW = 5  # as many as a room can talk about
_MOST = 8  # rows that are read on a projector


def build(question: Question) -> View:
    """The review of the filters' cycle, else of the latest one that is closed, else of the latest there is."""
    if question.rows("kr_score").empty and question.rows("retrospective_state").empty:
        return nothing.view(
            question,
            "review",
            "Cycle review",
            _ASKED,
            source="kr_score",
            things="key results",
            advice="Upload the OKRs of a cycle on the page Data, with scores or current values, and what was learned.",
        )
    asked, name, closed = _of_a_cycle(question)
    return View(
        key="review",
        title=f"Cycle review {name}".strip(),
        question=_ASKED,
        headline=_headline(asked, closed),
        sections=(
            _figures(asked, closed),
            _units(asked),
            _scores(asked),
            _objectives(asked),
            *(_lessons(asked, *lesson) for lesson in _LESSONS),
            _carries_over(question, asked),
            _every(asked),
        ),
        provenance=parts.provenance(asked, METRICS),
    )


def _of_a_cycle(question: Question) -> tuple[Question, str, bool]:
    """The question narrowed to one cycle, its name, and whether it is closed."""
    cycles = question.rows("cycle_state").sort_values("start", na_position="first")
    if question.filters.cycle:
        cycles = cycles[cycles["cycle_key"] == question.filters.cycle]
    closed = cycles[cycles["is_closed"].fillna(False).astype(bool)]
    found = closed if len(closed) else cycles
    if found.empty:
        return question, "", False
    last = found.iloc[-1]
    return question.with_filters(cycle=str(last["cycle_key"])), str(last["cycle"]), bool(last["is_closed"])


def _headline(question: Question, closed: bool) -> str:
    achieved, reached, scored = (question.metric(name) for name in ("achievement", "reached", "key_results_scored"))
    if achieved.value is None:
        return "No key result of this cycle has a score or a value yet."
    so_far = "" if closed else "So far: "
    count = round((reached.value or 0) * (scored.value or 0))
    return (
        f"{so_far}{numbers.text(achieved.value, 'percent')} achieved on average; "
        f"{parts.share(count, scored.value)} key results reached their target."
    )


def _figures(question: Question, closed: bool) -> Section:
    tiles = Tiles(tuple(parts.tile(row) for row in question.metrics(*METRICS)))
    blocks: list[Block] = [tiles]
    if not closed:
        blocks.append(Note("This cycle still runs, or nobody knows its days: the figures are those of today."))
    return Section("figures", "How did it go?", tuple(blocks))


def _units(question: Question) -> Section:
    title = "By unit"
    rows = question.metrics("achievement", by=("unit",))
    frame = pd.DataFrame(
        [
            {"unit": row.dims["unit"] or texts.NO_UNIT, "achievement": row.value}
            for row in rows
            if row.value is not None
        ],
        columns=["unit", "achievement"],
    )
    if frame.empty:
        return Section("units", title, (Note("No unit has a score or a value in this cycle."),), missing=True)
    unknown = [str(row.dims["unit"] or texts.NO_UNIT) for row in rows if row.value is None]
    chart = Chart(
        family="bar",
        frame=frame.sort_values("achievement", ascending=False),
        title="Mean achievement of each unit's own key results",
        alt="Lying bars: the mean achievement of each unit, the highest first",
        x="unit",
        y="achievement",
        horizontal=True,
        unit="percent",
        x_label="Unit",
        y_label="Achievement",
        colors={"": "growth"},
        note=f"No score and no value: {parts.words_of(unknown)}." if unknown else "",
    )
    return Section("units", title, (chart,), says=_ends(frame.sort_values("achievement", ascending=False)))


def _ends(frame: pd.DataFrame) -> str:
    """Which unit achieved most, and which least."""
    if len(frame) < 2:
        return ""
    first, last = (
        f"{parts.shortened(row['unit'])} ({numbers.text(float(row['achievement']), 'percent')})"
        for _, row in frame.iloc[[0, -1]].iterrows()
    )
    return f"{first} achieved most, {last} least."


def _scores(question: Question) -> Section:
    title = "How the scores are spread"
    counted = {row.dims["score_band"]: row.value for row in question.metrics("key_results_scored", by=("score_band",))}
    known = {str(band): value for band, value in counted.items() if band is not None}
    if not known:
        return Section("scores", title, (Note("No key result has a score or a value in this cycle."),), missing=True)
    frame = pd.DataFrame(
        [{"band": band, "key_results": known.get(band, 0), "zone": _zone(place)} for place, band in enumerate(_BANDS)]
    )
    chart = Chart(
        family="bar",
        frame=frame,
        title="Key results by final score",
        alt="Bars: how many key results ended in each band of ten points; the band from 60 to 70 % is the sweet spot",
        x="band",
        y="key_results",
        color="zone",
        stack="stacked",
        unit="count",
        x_label="Final score",
        y_label="Key results",
        order=(*_BANDS, *_ZONES),
        colors=_ZONE_COLORS,
        labels=_ZONES,
    )
    return Section("scores", title, (chart, Note(_reading(question))))


def _zone(place: int) -> str:
    return "below" if place < 6 else "sweet" if place == 6 else "above"


def _reading(question: Question) -> str:
    """What the spread says about how ambitious the goals were."""
    achieved, reached = question.metric("achievement").value or 0, question.metric("reached").value or 0
    if reached >= 0.8:
        return (
            "Nearly everything was reached: the goals may have been too easy. Committed ones are meant to be reached."
        )
    if achieved < 0.4:
        return "Less than 40 % on average: too much, too hard, or too little time for it. Ask which."
    if 0.6 <= achieved <= 0.7:
        return "On average in the sweet spot: ambitious, and within reach."
    return "Ambitious goals are meant to end between 60 and 70 %; committed ones at 100 %."


def _objectives(question: Question) -> Section:
    """The objectives that went best and those that went least well."""
    title = "Objectives"
    frame = _of_objectives(question)
    if frame.empty:
        return Section("objectives", title, (Note("No objective has a score or a value in this cycle."),), missing=True)
    columns = (
        Column("objective", "Objective"),
        Column("unit", "Unit"),
        Column("achievement", "Achievement", "percent", role="bar"),
    )
    if len(frame) <= _MOST:
        return Section("objectives", title, (Table(columns, frame),))
    first, last = frame.head(_FEW), frame.tail(_FEW).iloc[::-1]
    return Section("objectives", title, (Table(columns, first, "Went best"), Table(columns, last, "Went least well")))


def _of_objectives(question: Question) -> pd.DataFrame:
    rows = question.metrics("achievement", "key_results_scored", by=("objective", "unit"))
    found: dict[tuple[object, object], dict[str, object]] = {}
    for row in rows:
        key = (row.keys["objective"], row.keys["unit"])
        found.setdefault(key, {"objective": row.dims["objective"] or "No objective", "unit": row.dims["unit"]})[
            row.metric
        ] = row.value
    frame = pd.DataFrame(list(found.values()), columns=["objective", "unit", "achievement", "key_results_scored"])
    return frame[frame["achievement"].notna()].sort_values("achievement", ascending=False)


def _lessons(question: Question, kind: str, title: str, lead: str) -> Section:
    frame = question.rows("retrospective_state", kind=kind).sort_values(["level", "unit", "note"])
    if frame.empty:
        note = Note(
            "Nothing is written down yet.", advice=f"A sheet with unit, cycle and “{kind}” notes is all it takes."
        )
        return Section(kind, title, (note,), missing=True)
    notes: list[Block] = [
        Note(f"{row['note']} ({row['unit']})" if pd.notna(row["unit"]) else str(row["note"]))
        for _, row in frame.head(_FEW).iterrows()
    ]
    if len(frame) > _FEW:
        notes.append(Note(f"{len(frame) - _FEW} more stand in the list at the end."))
    return Section(kind, title, tuple(notes), lead)


def _carries_over(question: Question, asked: Question) -> Section:
    """What went on into the next cycle; before that is known, what there is to decide about."""
    carried = question.with_filters(cycle=None).rows("kr_carried")
    own = asked.rows("kr_score")
    carried = carried[carried["before_key"].isin(own["key_result_key"])]
    columns = (
        Column("title", "Key result"),
        Column("unit", "Unit"),
        Column("final", "Achieved", "percent", role="bar"),
    )
    title = "What we take along"
    if len(carried):
        frame = carried.rename(columns={"before_progress": "final"}).sort_values("final", ascending=False)
        shown = (
            *columns,
            Column("before_target", "Target then", role="measured"),
            Column("target", "Target now", role="measured"),
        )
        lead = f"Into the next cycle went {len(carried)} of {len(own)} key results."
        return Section("carried", title, _few(shown, frame, "Carried over"), lead)
    left = own[own["final"].notna() & (own["final"] < 1)].sort_values("final", ascending=False)
    silent = int(own["final"].isna().sum())
    if left.empty and silent:
        said = f"{numbers.counted(silent, 'key result')} without a score or a value: nobody can tell what is left open."
        return Section("carried", title, (Note(said, "unknown"),))
    if left.empty:
        return Section("carried", title, (Note("Nothing is left open.", "good"),))
    lead = f"{numbers.counted(len(left), 'key result')} did not reach their target: carry on, change, or stop?"
    return Section("carried", title, _few(columns, left, "Closest to their target"), lead)


def _few(columns: tuple[Column, ...], frame: pd.DataFrame, title: str) -> tuple[Block, ...]:
    more = f"{numbers.text(len(frame) - _MOST, 'count')} more key results." if len(frame) > _MOST else ""
    return (Table(columns, frame.head(_MOST), title, more),)


def _every(question: Question) -> Section:
    """Everything behind the screens, to look up."""
    scored = question.rows("kr_score").sort_values(["unit", "objective", "title"])
    lessons = question.rows("retrospective_state").sort_values(["kind", "unit"])
    words = {kind: title for kind, title, _ in _LESSONS}
    results = Table(
        (
            Column("title", "Key result"),
            Column("final", "Score", "percent"),
            Column("final_from", "From"),
            Column("status", "Status", role="status"),
            Column("objective", "Objective"),
            Column("unit", "Unit"),
            Column("owner", "Owner"),
            parts.FILE,
            parts.CELL,
        ),
        parts.in_words(scored, "final_from", {"score": "the sheet's score", "progress": "its progress"}),
        "Key results",
        key="key_result_key",
        empty="No key results under these filters.",
    )
    notes = Table(
        (
            Column("said", "What"),
            Column("note", "Note"),
            Column("unit", "Unit"),
            parts.FILE,
            parts.CELL,
        ),
        lessons.assign(said=[texts.word(words, kind) for kind in lessons["kind"]]),
        "Lessons",
        empty="Nothing is written down yet.",
    )
    return Section("every", "To look up", (results, notes), detail=True)
