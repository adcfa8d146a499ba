"""KR quality: how good are our key results, why, and are they getting better?"""

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tiles, View
from okr_analytics.views import parts
from okr_analytics.views.question import Question

METRICS = ("quality_good_share", "findings_per_key_result", "quality_errors", "key_results_graded")
GRADES = ("A", "B", "C", "D", "E")
_GRADE_COLORS = {"A": "on_track", "B": "done", "C": "at_risk", "D": "off_track", "E": "outdated"}
_GRADE_WORDS = {
    "A": "A: nothing to say",
    "B": "B: one warning",
    "C": "C: several warnings",
    "D": "D: one error",
    "E": "E: several errors",
}
_SEVERITY = {"error": 0, "warning": 1, "info": 2}


def build(question: Question) -> View:
    """The view under the question's filters; grades must have been computed for its day and event."""
    state = question.rows("quality_state")
    findings = question.rows("finding_state")
    return View(
        key="quality",
        title="KR quality",
        question="How good are our key results, and are they getting better?",
        headline=headline(question),
        sections=(
            _figures(question),
            _cycles(question.with_filters(cycle=None).rows("quality_state")),
            _units(state),
            _rules(findings),
            _findings(state, findings),
            _best(state),
        ),
        provenance=parts.provenance(question, METRICS),
    )


def headline(question: Question) -> str:
    """The share of good key results, cycle by cycle, in a sentence."""
    rows = [
        row
        for row in question.with_filters(cycle=None).metrics("quality_good_share", by=("cycle",))
        if row.value is not None
    ]
    if not rows:
        return "No key results to grade under these filters yet."
    rows.sort(key=lambda row: str(row.dims["cycle"]))
    said = [f"{numbers.text(row.value, 'percent')} in {row.dims['cycle'] or 'no cycle'}" for row in rows[-3:]]
    return f"Graded A or B: {', '.join(said)}."


def _figures(question: Question) -> Section:
    good, per, errors, graded = (question.metric(name) for name in METRICS)
    tiles = (
        parts.tile(good, tone=parts.tone_of_share(good.value, 0.8, 0.5)),
        parts.tile(per),
        parts.tile(errors, tone="bad" if errors.value else "good"),
        parts.tile(graded),
    )
    note = Note(
        "Grades: A nothing to say, B one warning, C two or more warnings, D one error, E two or more errors. "
        "Hints never count. Rules judge texts and numbers, never people."
    )
    return Section("figures", "", (Tiles(tiles), note))


def _counted(state: pd.DataFrame, by: str) -> pd.DataFrame:
    graded = state.dropna(subset=["grade"])
    counts = graded[[by, "grade"]].value_counts(dropna=False).rename("key_results").reset_index()
    return counts.sort_values([by, "grade"])


def _grades_chart(frame: pd.DataFrame, by: str, title: str, *, horizontal: bool) -> Chart:
    return Chart(
        family="bar",
        frame=frame,
        title=title,
        alt=f"Stacked bars: key results of each {by} by grade, A to E",
        x=by,
        y="key_results",
        color="grade",
        stack="stacked",
        horizontal=horizontal,
        unit="count",
        x_label="" if horizontal else by.capitalize(),
        y_label="Key results",
        order=GRADES,
        colors=_GRADE_COLORS,
        labels=_GRADE_WORDS,
    )


def _cycles(state: pd.DataFrame) -> Section:
    counts = _counted(state, "cycle").dropna(subset=["cycle"])
    if counts.empty:
        return Section("cycles", "By cycle", (Note("Nothing is graded yet."),))
    return Section("cycles", "By cycle", (_grades_chart(counts, "cycle", "Grades by cycle", horizontal=False),))


def _units(state: pd.DataFrame) -> Section:
    counts = _counted(state, "unit").dropna(subset=["unit"])
    if counts.empty:
        return Section("units", "By unit", ())
    return Section("units", "By unit", (_grades_chart(counts, "unit", "Grades by unit", horizontal=True),))


def _rules(findings: pd.DataFrame) -> Section:
    if findings.empty:
        return Section("rules", "Which rules speak up where", (Note("No rule has anything to say.", "good"),))
    counts = findings[["unit", "code"]].value_counts().rename("findings").reset_index()
    chart = Chart(
        family="heatmap",
        frame=counts.sort_values(["code", "unit"]),
        title="Findings by rule and unit",
        alt="Heat map: how many findings each rule has in each unit",
        x="code",
        y="unit",
        value="findings",
        unit="count",
        x_label="Rule",
        y_label="",
    )
    return Section("rules", "Which rules speak up where", (chart,))


def _spans(rows: pd.DataFrame) -> tuple[tuple[int, int], ...]:
    found = rows.dropna(subset=["span_start", "span_end"])
    return tuple((int(start), int(end)) for start, end in zip(found["span_start"], found["span_end"], strict=True))


def _findings(state: pd.DataFrame, findings: pd.DataFrame) -> Section:
    own = findings[(findings["item_kind"] == "key_result") & (findings["severity"] != "info")]
    if own.empty:
        return Section("findings", "What to mend first", (Note("No key result has an error or a warning.", "good"),))
    graded = state.set_index("key_result_key")
    rows = []
    for key, group in (
        own.assign(place=own["severity"].map(_SEVERITY)).sort_values("place").groupby("item_key", sort=False)
    ):
        if key not in graded.index:
            continue
        item = graded.loc[key]
        rows.append(
            {
                "grade": item["grade"],
                "title": str(item["title"] or item["code"]),
                "title_spans": _spans(group),
                "why": " ".join(
                    f"{code}: {message}" for code, message in zip(group["code"], group["message"], strict=True)
                ),
                "suggestion": next((text for text in group["suggestion"] if text), ""),
                "destination": next((text for text in group["destination"].dropna() if text), ""),
                "unit": item["unit"],
                "cycle": item["cycle"],
                "where": f"{item['file']} {item['where']}",
            }
        )
    frame = pd.DataFrame(rows).sort_values(["cycle", "grade"], ascending=[False, False], kind="stable")
    columns = (
        Column("grade", "Grade", role="grade"),
        Column("title", "Key result, with the words meant", role="spans"),
        Column("why", "Why"),
        Column("suggestion", "A way to say it"),
        Column("destination", "Better place"),
        Column("unit", "Unit"),
        Column("cycle", "Cycle"),
        Column("where", "Cell"),
    )
    blocks: list[Block] = [Table(columns, frame.head(60))]
    if len(frame) > 60:
        blocks.append(Note(f"The first 60 of {len(frame)}; filter by unit or cycle to see the others."))
    return Section(
        "findings", "What to mend first", tuple(blocks), "Suggestions are offered, never applied by themselves."
    )


def _best(state: pd.DataFrame) -> Section:
    best = state[state["grade"] == "A"].sort_values(["cycle", "unit"], ascending=[False, True])
    columns = (
        Column("title", "Key result"),
        Column("unit", "Unit"),
        Column("cycle", "Cycle"),
        Column("baseline", "Baseline", "number", role="measured"),
        Column("target", "Target", "number", role="measured"),
        Column("measure", "Measure"),
        parts.FILE,
        parts.CELL,
    )
    return Section(
        "best", "Examples to learn from", (Table(columns, best.head(20), empty="No key result has an A yet."),)
    )
