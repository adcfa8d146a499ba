"""Objectives and units seen as a whole: focus, duplicates, mix of forms, objectives said twice, and what past cycles attained."""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table
from okr_analytics.views import parts
from okr_analytics.views.judged import words
from okr_analytics.views.judged.items import Judged
from okr_analytics.views.question import Question

CHOICE = "objective"  # the name under which a page says which objective is looked at
_ENOUGH, _CYCLES = 8, 2  # finished key results and cycles before a unit's ambition is judged, as in OS106
_SHORT: Mapping[str, str] = {
    "outcome": "outcome",
    "level": "level kept",
    "output": "output",
    "task": "task",
    "unmeasured": "wish",
}
_TOO_FEW = "Too few to tell."
_SET_FAMILIES = ("OS", "OB")


def forms(question: Question) -> Section:
    """100 % bars: what kind of thing the key results of every unit are."""
    found = question.metrics("key_results_graded", by=("unit", "form"))
    rows = [
        {"unit": str(row.dims["unit"]), "form": str(row.dims["form"]), "key_results": row.value}
        for row in found
        if row.dims["unit"] is not None and row.dims["form"] is not None
    ]
    if not rows:
        return Section("forms", "Outcomes or tasks", (Note("Nothing is graded yet."),), missing=True)
    order = list(words.FORMS)
    frame = pd.DataFrame(rows)
    frame = frame.assign(place=frame["form"].map(order.index)).sort_values(["unit", "place"]).drop(columns="place")
    chart = Chart(
        family="bar",
        frame=frame.reset_index(drop=True),
        title="What the key results of each unit are",
        alt="Bars of 100 percent by unit: measured outcomes, levels kept, outputs, tasks, wishes without a number",
        x="unit",
        y="key_results",
        color="form",
        stack="percent",
        horizontal=True,
        unit="count",
        x_label="Unit",
        y_label="Share of the key results",
        order=tuple(order),
        colors=dict(words.FORM_COLORS),
        labels=dict(words.FORMS),
    )
    return Section("forms", "Outcomes or tasks", (chart,))


def history(question: Question) -> Section:
    """What each unit attained in its finished cycles: always everything, hardly anything, or a healthy stretch."""
    rows = question.with_filters(cycle=None).rows("kr_attained")
    if rows.empty:
        note = Note(
            "No cycle is over yet: whether targets are too easy or too hard shows from the first finished one on."
        )
        return Section("history", "Too easy, too hard?", (note,), missing=True)
    frame = pd.DataFrame(
        [_attained(str(unit), own) for unit, own in rows.fillna({"unit": texts.NO_UNIT}).groupby("unit")]
    )
    columns = (
        Column("unit", "Unit"),
        Column("cycles", "Finished cycles", "count"),
        Column("key_results", "Finished key results", "count"),
        Column("median", "Attained, the middle one", "percent"),
        Column("full", "Attained in full", "percent"),
        Column("reading", "What it says"),
    )
    lead = (
        "What finished key results attained, promised ones and levels to be kept left out. "
        f"Between 60 and 70 % on average is ambitious; always everything is too easy. It takes {_ENOUGH} finished key results of "
        f"{_CYCLES} cycles to tell."
    )
    table = Table(columns, frame.sort_values("median", ascending=False))
    silent = bool((frame["reading"] == _TOO_FEW).all())  # a meeting has nothing to read in it yet
    return Section("history", "Too easy, too hard?", (table,), lead, detail=silent)


def _attained(unit: str, own: pd.DataFrame) -> dict[str, object]:
    past = [float(value) for value in own["attained"]]
    cycles = int(own["cycle_end"].nunique())
    middle, full = statistics.median(past), sum(value >= 1 for value in past) / len(past)
    return {
        "unit": unit,
        "cycles": cycles,
        "key_results": len(past),
        "median": middle,
        "full": full,
        "reading": reading(len(past), cycles, middle, full),
    }


def reading(finished: int, cycles: int, middle: float, full: float) -> str:
    """What the past says about a unit's ambition, by the limits of the rule OS106."""
    if finished < _ENOUGH or cycles < _CYCLES:
        return _TOO_FEW
    if middle >= 0.95 and full >= 0.80:
        return "Nearly always everything: aim higher, so that half are reached."
    if middle <= 0.30:
        return "Hardly ever: fewer or smaller steps, so that half are reached."
    return "A healthy stretch."


def objectives(question: Question, found: Sequence[Judged]) -> Section:
    """One row per objective: how many key results of which kind, how many good, and what a coach would say of the whole."""
    state = question.rows("quality_state")
    own = state[state["grade"].notna() & state["objective"].notna()]
    if own.empty:
        return Section(
            "objectives", "Objectives as a whole", (Note("No key result names its objective."),), missing=True
        )
    said = remarks(found)
    marked = {item.title: item.spans for item in found if item.kind == "objective"}
    rows = [_objective(group, said, marked) for group in _together(own)]
    frame = pd.DataFrame(rows).sort_values(["remarks", "good", "objective"], ascending=[False, True, True])
    columns = (
        Column("objective", "Objective", role="spans"),
        Column("said", "Seen as a whole"),
        Column("key_results", "Key results", "count"),
        Column("mix", "What they are"),
        Column("good", "Graded A or B", "percent"),
        Column("unit", "Unit"),
        Column("cycle", "Cycle"),
    )
    return Section("objectives", "Objectives as a whole", (Table(columns, frame), *_focus(question)))


def _focus(question: Question) -> tuple[Block, ...]:
    found = {(str(row.keys["unit"]), row.metric): row for row in question.metrics("objectives", by=("unit",))}
    many = [(str(row.dims["unit"]), int(row.value or 0)) for row in found.values() if (row.value or 0) > 5]
    if question.filters.cycle is None or not many:
        return ()
    said = ", ".join(f"{unit} {count}" for unit, count in sorted(many, key=lambda pair: -pair[1]))
    return (
        Note(f"More than five objectives in one cycle: {said}. Which would they keep if it could be three?", "warning"),
    )


def remarks(found: Sequence[Judged]) -> dict[str, list[str]]:
    """Objective's title → what the rules on objectives and sets say of it and of its key results."""
    said: dict[str, list[str]] = {}
    for item in found:
        title = item.title if item.kind == "objective" else item.objective
        for finding in item.findings:
            if finding.code.startswith(_SET_FAMILIES) and title:
                said.setdefault(title, []).append(finding.message)
    return said


def _together(state: pd.DataFrame) -> Iterable[Sequence[Mapping[str, Any]]]:
    """The key results of each objective and unit; a frame for each of 2,000 objectives would take ten seconds."""
    named = state[["objective_key", "objective", "unit", "cycle", "grade", "form"]].assign(
        named=state["objective_key"].fillna(state["objective"])
    )
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in parts.records(named):
        groups.setdefault((row["named"], str(row["unit"])), []).append(row)
    return groups.values()


def _objective(
    group: Sequence[Mapping[str, Any]],
    said: Mapping[str, Sequence[str]],
    marked: Mapping[str, tuple[tuple[int, int], ...]],
) -> dict[str, Any]:
    title = str(group[0]["objective"])
    own = list(dict.fromkeys(said.get(title, ())))
    return {
        "objective": title,
        "objective_spans": marked.get(title, ()),
        "unit": group[0]["unit"],
        "cycle": group[0]["cycle"],
        "key_results": len(group),
        "mix": mix(row["form"] for row in group),
        "good": sum(row["grade"] in ("A", "B") for row in group) / len(group),
        "said": " ".join(own) or "Nothing to say.",
        "remarks": len(own),
    }


def mix(forms: Iterable[object]) -> str:
    """ "3 outcomes, 1 task", of the forms of key results; those without one aren't counted."""
    counts = Counter(form for form in forms if form in words.FORMS)
    return ", ".join(
        words.many(
            counts[form],
            _SHORT[form],
            "levels kept" if form == "level" else "wishes" if form == "unmeasured" else "",
        )
        for form in words.FORMS
        if form in counts
    )


def whole(own: Sequence[Judged]) -> Note:
    """What to say of an objective on which no rule on sets speaks: praise only where its key results deserve it."""
    outcomes = sum(not item.destination and all(f.code != "KR201" for f in item.findings) for item in own)
    if own and not outcomes:
        return Note(
            "None of its key results measures an outcome: which number moves if all of them succeed?", "warning"
        )
    if sum(item.grade in "AB" for item in own) * 2 < len(own):
        return Note("As a set it is sound; most of its key results need mending, one by one below.", "neutral")
    return Note(
        "Seen as a whole there is nothing to say: focus, no duplicates, results that aren't the objective again.",
        "good",
    )


def one(question: Question, found: Sequence[Judged]) -> Section | None:
    """The objective that was chosen, with each of its key results and what is said of the whole; None without a choice."""
    wanted = question.choices.get(CHOICE)
    if not wanted:
        return None
    own = [item for item in found if item.kind == "key_result" and item.objective == wanted]
    said = list(dict.fromkeys(remarks(found).get(wanted, ())))
    blocks: list[Block] = [Note(text, "warning") for text in said] or [whole(own)]
    rows = [
        {
            "grade": item.grade,
            "title": item.title,
            "title_spans": item.spans,
            "why": " ".join(f"{f.code}: {f.message}" for f in item.findings) or "Nothing to say.",
            "suggestion": item.suggestion,
        }
        for item in own
    ]
    columns = (
        Column("grade", "Grade", role="grade"),
        Column("title", "Key result", role="spans"),
        Column("why", "Why"),
        Column("suggestion", "A way to say it"),
    )
    blocks.append(Table(columns, pd.DataFrame(rows, columns=["grade", "title", "title_spans", "why", "suggestion"])))
    good = sum(item.grade in "AB" for item in own)
    share = f", {numbers.text(good / len(own), 'percent')} of them graded A or B" if own else ""
    return Section("objective", wanted, tuple(blocks), f"{words.many(len(own), 'key result')}{share}.")
