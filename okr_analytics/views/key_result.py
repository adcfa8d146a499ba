"""One key result: its path, its check-ins, what is said of it, how its numbers are computed, and its cells."""

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Chart, Column, Note, Section, Table, Tile, Tiles, Unit, View
from okr_analytics.views import parts
from okr_analytics.views.question import Question


def build(question: Question) -> View:
    """The view of the key result whose key is `question.item`."""
    found = question.with_filters(unit=None, cycle=None).rows("kr_state")
    found = found[found["key_result_key"] == question.item]
    if found.empty:
        note = Note("This key result isn't known on this day. Pick one in the list on the page Progress.", "warning")
        return View("key_result", "Key result", "How does it stand?", (Section("none", "", (note,)),))
    state = found.iloc[0]
    trend = question.with_filters(unit=None, cycle=None).rows("kr_trend")
    trend = trend[trend["key_result_key"] == question.item].sort_values("date")
    return View(
        key="key_result",
        title=str(state["title"] or state["code"]),
        question=" · ".join(
            str(part) for part in (state["unit"], state["cycle"], state["objective"]) if part and pd.notna(part)
        ),
        headline=_headline(state),
        sections=(
            Section("figures", "", (_tiles(state), parts.rule_note(question))),
            _path(state, trend, question),
            _check_ins(trend),
            _findings(question),
            _computed(state),
            _cells(state),
        ),
        provenance=parts.provenance(question),
    )


def _headline(state: pd.Series) -> str:
    why = texts.word(texts.REASONS, state["status_reason"])
    return f"{texts.word(texts.STATUSES, state['status'])}: {why}."


def _tiles(state: pd.Series) -> Tiles:
    measure = str(state["measure"]) if pd.notna(state["measure"]) else ""
    change = parts.number_or_none(state["progress_change"])
    unit: Unit = "percent" if measure.strip() == "%" else "number"
    figures = (
        Tile(
            "Progress",
            parts.number_or_none(state["progress"]),
            "percent",
            delta=change,
            delta_label="since the check-in before",
        ),
        Tile("Expected by now", parts.number_or_none(state["expected"]), "percent"),
        Tile(f"Baseline {measure}".strip(), parts.number_or_none(state["baseline"]), unit),
        Tile(f"Current {measure}".strip(), parts.number_or_none(state["current_value"]), unit),
        Tile(f"Target {measure}".strip(), parts.number_or_none(state["target"]), unit),
        Tile("Owner's confidence", parts.number_or_none(state["confidence"]), "percent"),
        _chance(state),
    )
    return Tiles(figures)


def _chance(state: pd.Series) -> Tile:
    """The forecast's probability of reaching the target by the due day."""
    chance, points = parts.number_or_none(state["p_hit"]), parts.number_or_none(state["points"]) or 0
    note = "By the key result's own pace and what comparable ones did (docs/forecasts.md)."
    if chance is not None and points < 3:
        note = f"From fewer than three check-ins: take it as a rough band. {note}"
    return Tile(
        "Chance to reach the target", chance, "percent", tone="neutral" if chance is not None else "unknown", note=note
    )


def _path(state: pd.Series, trend: pd.DataFrame, question: Question) -> Section:
    lines = trend[["date", "progress", "expected"]].melt("date", var_name="line", value_name="share").dropna()
    if lines.empty:
        return Section("path", "Path", (Note("No check-in yet: the path begins with the first one."),))
    lines["line"] = lines["line"].map({"progress": "Progress", "expected": "Expected"})
    chart = Chart(
        family="line",
        frame=lines,
        title="Progress at each check-in, against the expected path",
        alt="Lines of the key result's progress and expected progress at each check-in",
        x="date",
        y="share",
        color="line",
        unit="percent",
        x_unit="date",
        x_label="Day of the check-in",
        y_label="Progress",
        colors={"Progress": "growth", "Expected": "neutral"},
        order=("Progress", "Expected"),
        lines=(("as of", question.filters.as_of),),
    )
    return Section("path", "Path", (chart,))


def _check_ins(trend: pd.DataFrame) -> Section:
    columns = (
        Column("date", "Day", "date"),
        Column("value", "Value", "number"),
        Column("progress", "Progress", "percent"),
        Column("expected", "Expected", "percent"),
        Column("status", "Colour then", role="status"),
        Column("status_word", "The sheet says"),
        Column("confidence", "Confidence", "percent"),
        Column("progress_note", "Progress note"),
        Column("problems", "Problems"),
        Column("plans", "Plans"),
        Column("author", "Author"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(columns, trend.sort_values("date", ascending=False), empty="No check-in yet.")
    return Section("check_ins", "Check-ins", (table,))


def _findings(question: Question) -> Section:
    found = question.with_filters(unit=None, cycle=None).rows("finding_state")
    found = found[(found["item_kind"] == "key_result") & (found["item_key"] == question.item)]
    columns = (
        Column("code", "Rule"),
        Column("severity", "Severity"),
        Column("message", "What and why"),
        Column("suggestion", "Suggestion"),
        Column("source", "Source"),
    )
    return Section("findings", "Quality", (Table(columns, found, empty="No rule has anything to say about it."),))


def _computed(state: pd.Series) -> Section:
    base, target, current, progress, expected = (
        parts.number_or_none(state[name]) for name in ("baseline", "target", "current_value", "progress", "expected")
    )
    if None in (base, target, current, progress) or state["how"] != "computed":
        text = f"Progress: {texts.word(texts.REASONS, state['how'])}."
    else:
        text = (
            f"Progress = (current − baseline) / (target − baseline) = ({numbers.text(current)} − {numbers.text(base)}) / "
            f"({numbers.text(target)} − {numbers.text(base)}) = {numbers.text(progress, 'percent')}."
        )
    days = f"{str(state['start'])[:10]} to {str(state['due'])[:10]}"
    path = f"Expected = share of the time from {days} that has passed = {numbers.text(expected, 'percent')}."
    if state["expected_how"] != "linear":
        path = f"Expected ({state['expected_how']} path) = {numbers.text(expected, 'percent')}."
    return Section("computed", "How is this computed?", (Note(text), Note(path)))


def _cells(state: pd.Series) -> Section:
    rows = [
        {"field": field, "cell": cell, "file": file}
        for cells, file in ((state["cells"], state["file"]), (state["value_cells"], state["value_file"]))
        if isinstance(cells, dict)
        for field, cell in cells.items()
    ]
    columns = (Column("field", "Field"), Column("cell", "Cell", role="cell"), Column("file", "File"))
    frame = pd.DataFrame(rows, columns=["field", "cell", "file"]).drop_duplicates()
    return Section("cells", "Cells these values came from", (Table(columns, frame),))
