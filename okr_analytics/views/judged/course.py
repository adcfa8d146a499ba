"""Are the key results getting better: grades from cycle to cycle, findings per key result, rules that rise and fall."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Chart, Column, Note, Section, Table, Unit
from okr_analytics.metrics.evaluate import MetricRow
from okr_analytics.views.judged import words
from okr_analytics.views.question import Question

_COURSES = (
    ("quality_good_share", "Graded A or B", "Share"),
    ("flaws_per_key_result", "Errors and warnings per key result", "Per key result"),
    ("quality_outcome_share", "Measured outcomes", "Share"),
)
_MOST_RULES = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """The cycle that a question is about and the one before it, by key and name; None where there is none."""

    now: tuple[str, str] | None
    before: tuple[str, str] | None


def cycles(question: Question) -> list[tuple[str, str]]:
    """Key and name of the cycles that have graded key results, the earliest first."""
    found = question.with_filters(cycle=None).metrics("key_results_graded", by=("cycle",))
    graded = {str(row.keys["cycle"]) for row in found if row.value and row.keys["cycle"] is not None}
    view = question.database.relation("cycle_state", *question.filters.times)
    rows = question.database.query(f'SELECT cycle_key, cycle FROM {view} ORDER BY "start" NULLS FIRST, "end", cycle')
    return [(str(key), str(name)) for key, name in rows if str(key) in graded]


def pair(question: Question) -> Pair:
    """The filters' cycle, else the latest that is graded, and the one before it."""
    known = cycles(question)
    keys = [key for key, _ in known]
    wanted = question.filters.cycle
    if wanted is not None and wanted not in keys:
        return Pair(None, None)
    place = keys.index(wanted) if wanted is not None else len(keys) - 1
    now = known[place] if known else None
    return Pair(now, known[place - 1] if place > 0 else None)


def of_cycle(question: Question, cycle: tuple[str, str] | None, *names: str) -> tuple[MetricRow, ...]:
    """Metrics of one cycle; empty without one."""
    return question.with_filters(cycle=cycle[0]).metrics(*names) if cycle else ()


def grades(question: Question) -> Section:
    """100 % bars: the grades of every cycle."""
    order = cycles(question)
    if not order:
        return Section(
            "cycles",
            "Are they getting better?",
            (Note("No graded key result names its cycle, so there is nothing to compare."),),
            missing=True,
        )
    frame = counted(question.with_filters(cycle=None), "cycle", [name for _, name in order])
    return Section(
        "cycles",
        "Are they getting better?",
        (grade_chart(frame, "cycle", "Grades from cycle to cycle", horizontal=True), *_trend_note(question)),
        says=_course(question, order),
    )


def _course(question: Question, order: Sequence[tuple[str, str]]) -> str:
    """The share graded A or B of the last two cycles."""
    rows = question.with_filters(cycle=None).metrics("quality_good_share", by=("cycle",))
    good = {str(row.keys["cycle"]): row.value for row in rows if row.value is not None}
    told = [f"{numbers.text(good[key], 'percent')} in {name}" for key, name in order if key in good][-2:]
    return f"Graded A or B: {', '.join(told)}." if told else ""


def _trend_note(question: Question) -> tuple[Note, ...]:
    if len(cycles(question)) > 1:
        return ()
    return (Note("One cycle so far: whether key results become better shows from the second one on."),)


def counted(question: Question, by: str, order: Sequence[str] = ()) -> pd.DataFrame:
    """One row per value of `by` and grade with the number of key results, in the order given."""
    found = question.metrics("key_results_graded", by=(by, "grade"))
    rows = [
        {by: str(row.dims[by]), "grade": str(row.dims["grade"]), "key_results": row.value}
        for row in found
        if row.dims[by] is not None and row.dims["grade"] is not None
    ]
    frame = pd.DataFrame(rows, columns=[by, "grade", "key_results"])
    places = {name: place for place, name in enumerate(order)}
    frame = frame.assign(place=[places.get(name, len(places)) for name in frame[by]])
    return frame.sort_values(["place", by, "grade"]).drop(columns="place").reset_index(drop=True)


def grade_chart(frame: pd.DataFrame, by: str, title: str, *, horizontal: bool) -> Chart:
    """Grades as shares of 100 % per cycle or unit."""
    return Chart(
        family="bar",
        frame=frame,
        title=title,
        alt=f"Bars of 100 percent: key results of each {by} by grade, A to E",
        x=by,
        y="key_results",
        color="grade",
        stack="percent",
        horizontal=horizontal,
        unit="count",
        x_label=by.capitalize(),
        y_label="Share of the key results",
        order=words.GRADE_ORDER,
        colors=dict(words.GRADE_COLORS),
        labels=dict(words.GRADE_WORDS),
    )


def small(question: Question) -> Section | None:
    """Three small charts over the cycles; None with fewer than two."""
    order = cycles(question)
    if len(order) < 2:
        return None
    asked = question.with_filters(cycle=None)
    charts, told = [], []
    for name, label, axis in _COURSES:
        values = {str(r.dims["cycle"]): r.value for r in asked.metrics(name, by=("cycle",)) if r.value is not None}
        frame = pd.DataFrame([{"cycle": c, "value": values[c]} for _, c in order if c in values])
        told.append(_from_to(label, frame, "percent" if axis == "Share" else "number"))
        charts.append(
            Chart(
                family="bar",
                frame=frame,
                title=label,
                alt=f"{label} by cycle",
                x="cycle",
                y="value",
                unit="percent" if axis == "Share" else "number",
                x_label="Cycle",
                y_label=axis,
            )
        )
    says = "; ".join(part for part in told if part)
    return Section("course", "", tuple(charts), columns=3, says=f"{says}." if says else "")


def _from_to(label: str, frame: pd.DataFrame, unit: Unit) -> str:
    """ "Graded A or B 69 % → 96 %": the last cycle against the one before."""
    if len(frame) < 2:
        return ""
    before, now = (numbers.text(value, unit) for value in frame["value"].iloc[-2:])
    return f"{label} {before} → {now}"


def rules(question: Question) -> Section | None:
    """Which rules speak up more or less often than in the cycle before, per 100 key results."""
    both = pair(question)
    if both.now is None or both.before is None:
        return None
    frame = compared(question, both)
    frame = frame[frame["change"].abs() > 0.005]
    if frame.empty:
        return None
    columns = (
        Column("rule", "Rule"),
        Column("before", both.before[1], "number"),
        Column("now", both.now[1], "number"),
        Column("change", "Change", "number"),
    )
    return Section(
        "rising",
        "Which rules rise and fall",
        (Table(columns, frame.head(_MOST_RULES)),),
        f"Errors and warnings per 100 key results. {_said(frame, both)}".strip(),
    )


def compared(question: Question, both: Pair) -> pd.DataFrame:
    """One row per rule: errors and warnings per 100 key results `before` and `now`, the largest `change` first."""
    told: dict[str, dict[str, float]] = {}
    for column, cycle in (("before", both.before), ("now", both.now)):
        graded = of_cycle(question, cycle, "key_results_graded")
        total = float(graded[0].value or 0) if graded else 0.0
        if not cycle or not total:
            continue
        for row in question.with_filters(cycle=cycle[0]).metrics("findings", by=("code", "severity")):
            if row.dims["severity"] == "info":
                continue
            own = told.setdefault(str(row.dims["code"]), {})
            own[column] = own.get(column, 0.0) + 100 * float(row.value or 0) / total
    known = words.rules()
    rows = [
        {
            "rule": f"{code} {words.rule_name(known[code].name) if code in known else ''}".strip(),
            "before": round(said.get("before", 0.0), 1),
            "now": round(said.get("now", 0.0), 1),
            "change": round(said.get("now", 0.0) - said.get("before", 0.0), 1),
        }
        for code, said in told.items()
    ]
    frame = pd.DataFrame(rows, columns=["rule", "before", "now", "change"])
    return frame.sort_values("change", key=lambda change: -change.abs(), kind="stable").reset_index(drop=True)


def _said(frame: pd.DataFrame, both: Pair) -> str:
    fallen, risen = frame[frame["change"] < 0], frame[frame["change"] > 0]
    parts = []
    for label, rows in (("Rarer", fallen), ("More often", risen)):
        if len(rows):
            row = rows.iloc[0]
            parts.append(
                f"{label} than in {both.before[1] if both.before else ''}: {row['rule']}, "
                f"{numbers.text(row['before'], 'number')} → {numbers.text(row['now'], 'number')}"
            )
    return f"{'. '.join(parts)}." if parts else ""
