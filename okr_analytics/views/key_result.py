"""One key result: its path and where it may land, what was said of it, how its numbers are computed, and its cells."""

import datetime as dt

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tile, Tiles, Unit, View
from okr_analytics.metrics.explained import computed
from okr_analytics.metrics.fan import Fan, fan_of
from okr_analytics.metrics.forecast import FEW, Forecast, words
from okr_analytics.metrics.lineage import computation
from okr_analytics.views import parts, path
from okr_analytics.views.question import Question

_TIMELINE = (
    Column("date", "Day", "date"),
    Column("status", "Colour then", role="status"),
    Column("said", "Value"),
    Column("progress_note", "Progress"),
    Column("problems", "Problems"),
    Column("plans", "Plans"),
    Column("author", "By"),
    parts.CELL,
)


def build(question: Question) -> View:
    """The view of the key result whose key is `question.item`."""
    alone = question.with_filters(unit=None, cycle=None)
    key = question.item
    found = alone.rows("kr_state", key_result_key=key) if key else pd.DataFrame()
    if found.empty:
        note = Note(
            "No key result is chosen, or this one isn't known on this day.",
            "warning",
            "Pick one in the list on the page Progress.",
        )
        return View("key_result", "Key result", "How does it stand?", (Section("none", "", (note,)),))
    state = found.iloc[0]
    trend = alone.rows("kr_trend", key_result_key=key).sort_values("date")
    changes = alone.rows("kr_goal_change", key_result_key=key).sort_values("date")
    fan = _fan(question, state)
    return View(
        key="key_result",
        title=str(state["title"] or state["code"]),
        question=" · ".join(
            str(part) for part in (state["unit"], state["cycle"], state["objective"]) if part and pd.notna(part)
        ),
        headline=_headline(state),
        sections=(
            Section("figures", "", (_tiles(state, trend), parts.rule_note(question))),
            _path(question, state, trend, changes, fan),
            _confidence(trend, fan),
            _said(trend),
            _findings(alone),
            _initiatives(alone, state),
            _computed(state, fan),
            _cells(state),
        ),
        provenance=parts.provenance(question),
    )


def _headline(state: pd.Series) -> str:
    why = texts.word(texts.REASONS, state["status_reason"])
    return f"{texts.word(texts.STATUSES, state['status'])}: {why}."


def _fan(question: Question, state: pd.Series) -> Fan:
    start, due = numbers.as_date(state["start"]), numbers.as_date(state["due"])
    if start is None or due is None or state["status"] in ("done", "cancelled"):
        return Fan()
    return fan_of(question.database, *question.filters.times, str(state["key_result_key"]), (start, due))


def _tiles(state: pd.Series, trend: pd.DataFrame) -> Tiles:
    measure = str(state["measure"]).strip() if pd.notna(state["measure"]) else ""
    unit: Unit = "percent" if measure == "%" else "number"
    of = "" if measure in ("", "%") else f", {measure}"
    number = parts.number_or_none
    ways = [value for value in (number(v) for v in trend["progress"]) if value is not None]
    progress = Tile(
        "Progress",
        number(state["progress"]),
        "percent",
        delta=number(state["progress_change"]),
        delta_label="since the check-in before",
        trend=tuple(ways) if len(ways) > 2 else (),
    )
    middle = (
        (Tile(f"Range{of}", _span(state, unit), "text"),)
        if state["kind"] == "maintain"
        else (
            Tile(f"Baseline{of}", number(state["baseline"]), unit),
            Tile(f"Target{of}", number(state["target"]), unit),
        )
    )
    figures = (
        progress,
        Tile("Expected by now", number(state["expected"]), "percent"),
        Tile(f"Current{of}", number(state["current_value"]), unit),
        *middle,
        Tile("Owner's confidence", number(state["confidence"]), "percent"),
    )
    return Tiles(figures)


def _span(state: pd.Series, unit: Unit) -> str:
    low, high = (numbers.text(state[name], unit) for name in ("lower", "upper"))
    return f"{low} to {high}"


def _path(question: Question, state: pd.Series, trend: pd.DataFrame, changes: pd.DataFrame, fan: Fan) -> Section:
    plan = _plan(question, state)
    as_of = question.filters.as_of or dt.date.today()
    found: list[Block] = [*_landing(state, fan), *path.blocks(state, trend, plan, changes, fan, as_of)]
    if len(changes):
        found.append(_changes(changes))
    return Section("path", "Where it stands and where it may land", tuple(found))


def _plan(question: Question, state: pd.Series) -> pd.DataFrame:
    view = question.database.relation("target_now", *question.filters.times)
    sql = f'SELECT "date", value FROM {view} WHERE key_result_key = ? ORDER BY "date"'
    return question.database.frame(sql, [state["key_result_key"]])


def _landing(state: pd.Series, fan: Fan) -> tuple[Block, ...]:
    """The chance of reaching the target, in figures from three check-ins on and in words always."""
    chance = parts.number_or_none(state["p_hit"])
    if chance is None:
        return ()
    points = int(parts.number_or_none(state["points"]) or 0)
    location = parts.number_or_none(state["forecast"])
    kept = Forecast(
        model=str(state["forecast_model"]),
        location=location,
        scale=None,
        df=None,
        low80=parts.number_or_none(state["low80"]),
        high80=parts.number_or_none(state["high80"]),
        p_hit=chance,
        p_70=parts.number_or_none(state["p_70"]),
        own_weight=parts.number_or_none(state["own_weight"]),
        pace=None,
        check_ins=points,
    )
    note = Note(words(fan.forecast or kept))
    if points < FEW and kept.model in ("drift", "count", "prior"):
        return (note,)
    figures = [Tile("Chance to reach the target", chance, "percent", metric="forecast_hits")]
    if kept.p_70 is not None:
        figures.append(
            Tile(
                "Chance to reach at least 70 %",
                kept.p_70,
                "percent",
                note="What counts as success for an ambitious key result.",
            )
        )
    if kept.low80 is not None and kept.high80 is not None and location is not None:
        figures.append(Tile("Lands at about", location, "percent", note="Progress on the due day."))
        ends = f"{numbers.text(kept.low80, 'percent')} and {numbers.text(kept.high80, 'percent')}"
        note = Note(f"8 of 10 outcomes lie between {ends} on the due day. {note.text}")
    return (Tiles(tuple(figures)), note)


def _changes(changes: pd.DataFrame) -> Table:
    names = {"target": "Target", "baseline": "Baseline", "lower": "Lower end", "upper": "Upper end", "due": "Due day"}
    shown = changes.assign(
        what=[names.get(str(field), str(field)) for field in changes["field"]],
        moved=[path.change_words(row) for _, row in changes.iterrows()],
    )
    columns = (
        Column("date", "Day of the file", "date"),
        Column("what", "What was changed"),
        Column("moved", "Old → new"),
        Column("load_id", "Load", "count", role="load"),
        parts.FILE,
        parts.CELL,
    )
    caption = "Progress and forecast are counted with the goal that holds now; readings stay as they were."
    return Table(columns, shown, "The goal was changed", caption=caption)


def _confidence(trend: pd.DataFrame, fan: Fan) -> Section:
    said = [
        {"date": day, "line": "Owner's confidence", "share": value}
        for day, value in zip(trend["date"], trend["confidence"], strict=True)
        if pd.notna(value)
    ]
    known = {numbers.as_date(day) for day in trend["date"]}
    told = [{"date": past.date, "line": "Forecast", "share": past.chance} for past in fan.past if past.date in known]
    if not said:
        note = Note("No check-in states how confident its owner is.", advice="A column “Confidence” is all it takes.")
        return Section("confidence", "Confidence", (note,))
    chart = Chart(
        family="line",
        frame=pd.DataFrame([*said, *told]),
        title="",
        alt="Lines of the owner's stated confidence and of the forecast's chance to reach the target at each check-in",
        x="date",
        y="share",
        color="line",
        unit="percent",
        x_unit="date",
        x_label="Day of the check-in",
        y_label="Chance to reach the target",
        colors={"Owner's confidence": "bau", "Forecast": "improvement"},
        order=("Owner's confidence", "Forecast"),
    )
    lead = "What the owner says beside what the check-ins up to that day say, by what is learnt now." if told else ""
    return Section("confidence", "Confidence", (chart,), lead)


def _said(trend: pd.DataFrame) -> Section:
    """The check-ins with their 3 Ps, the latest first."""
    shown = trend.sort_values("date", ascending=False)
    shown = shown.assign(said=[_value(row) for _, row in shown.iterrows()])
    table = Table(_TIMELINE, shown, empty="No check-in yet.", layout="timeline")
    lead = "Progress, problems, plans: what was said at each check-in, the latest first."
    return Section("check_ins", "Check-ins", (table,), lead if len(shown) else "")


def _value(row: pd.Series) -> str:
    unit: Unit = "percent" if str(row["measure"]).strip() == "%" else "number"
    own = str(row["measure"]) if pd.notna(row["measure"]) and unit == "number" else ""
    told = [
        f"{numbers.text(row['value'], unit)} {own}".strip() if pd.notna(row["value"]) else "",
        f"progress {numbers.text(row['progress'], 'percent')}" if pd.notna(row["progress"]) else "",
        f"expected {numbers.text(row['expected'], 'percent')}" if pd.notna(row["expected"]) else "",
        f"confidence {numbers.text(row['confidence'], 'percent')}" if pd.notna(row["confidence"]) else "",
        f"the sheet says “{row['status_word']}”" if pd.notna(row["status_word"]) else "",
    ]
    return " · ".join(part for part in told if part)


def _findings(question: Question) -> Section:
    found = question.rows("finding_state", item_kind="key_result", item_key=question.item)
    columns = (
        Column("code", "Rule"),
        Column("severity", "Severity", role="status"),
        Column("message", "What and why"),
        Column("suggestion", "Suggestion"),
        Column("source", "Source"),
    )
    return Section("findings", "Quality", (Table(columns, found, empty="No rule has anything to say about it."),))


def _initiatives(question: Question, state: pd.Series) -> Section:
    own = question.rows("initiative_state", key_result_key=state["key_result_key"])
    shared = question.rows("initiative_state", objective_key=state["objective_key"], key_result_key=None)
    if pd.isna(state["objective_key"]):
        shared = shared.iloc[0:0]
    found = pd.concat([own.assign(serves="This key result"), shared.assign(serves="Its objective")])
    columns = (
        Column("title", "What is done for it"),
        Column("kind", "Kind"),
        Column("status", "Status", role="status"),
        Column("progress", "Done", "percent", role="bar"),
        Column("due", "Due", "date"),
        Column("owner", "Owner"),
        Column("serves", "Serves"),
        parts.FILE,
        parts.CELL,
    )
    shown = found.assign(kind=[str(kind).capitalize() for kind in found["kind"]]).sort_values("due")
    empty = "No initiative or experiment is linked to it: nobody has written down what moves it."
    return Section("initiatives", "Initiatives and experiments", (Table(columns, shown, empty=empty),))


def _computed(state: pd.Series, fan: Fan) -> Section:
    ambition = None if pd.isna(state["ambition"]) else str(state["ambition"])
    days = ""
    if pd.notna(state["start"]) and pd.notna(state["due"]):
        days = f" Its time runs from {numbers.date(state['start'])} to {numbers.date(state['due'])}."
    sentences = [*computation({str(name): value for name, value in state.items()}), *computed(fan, ambition)]
    notes = tuple(Note(f"{one}{days if one.startswith('Expected') else ''}") for one in sentences if one)
    return Section("computed", "How is this computed?", notes)


def _cells(state: pd.Series) -> Section:
    rows = [
        {"field": texts.word({}, field), "cell": cell, "file": file}
        for cells, file in ((state["cells"], state["file"]), (state["value_cells"], state["value_file"]))
        if isinstance(cells, dict)
        for field, cell in cells.items()
    ]
    columns = (Column("field", "Field"), Column("cell", "Cell", role="cell"), Column("file", "File"))
    frame = pd.DataFrame(rows, columns=["field", "cell", "file"]).drop_duplicates()
    return Section("cells", "Cells these values came from", (Table(columns, frame),), detail=True)
