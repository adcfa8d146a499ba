"""Progress: is it changing? Expected against actual, by unit and objective, down to every key result."""

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tile, Tiles, Tone, View
from okr_analytics.metrics.evaluate import MetricRow
from okr_analytics.policy import STATUS_RULES
from okr_analytics.views import cycles, nothing, parts, rollups, since
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ("forecasts",)
_ASKED = "What do we want to change, and is it changing?"
METRICS = ("progress", "expected_progress", "progress_coverage", "on_track_share", "outdated_share")
_COLUMNS = (
    Column("code", "Code"),
    Column("title", "Key result"),
    Column("status", "Status", role="status"),
    Column("progress", "Progress", "percent", help="Not clamped: above 100 % is more than the target"),
    Column("expected", "Expected", "percent"),
    Column("gap", "Gap", "points", help="Expected − progress: above 0 is behind"),
    Column("baseline", "Baseline", "number", role="measured"),
    Column("current_value", "Current", "number", role="measured"),
    Column("target", "Target", "number", role="measured"),
    Column("measure", "Measure"),
    Column("last_check_in", "Last check-in", "date"),
    Column("confidence", "Confidence", "percent"),
    Column("why", "Why this colour"),
    Column("unit", "Unit"),
    Column("objective", "Objective"),
    Column("owner", "Owner"),
    parts.FILE,
    parts.CELL,
)


def build(question: Question) -> View:
    """The view under the question's filters."""
    key_results = question.rows("kr_state")
    if key_results.empty:
        return nothing.view(
            question,
            "progress",
            "Progress",
            _ASKED,
            source="kr_state",
            things="key results",
            advice="Upload your OKRs on the page Data: objectives and key results, with current values or check-ins.",
        )
    return View(
        key="progress",
        title="Progress",
        question=_ASKED,
        headline=headline(question),
        sections=(
            _figures(question, key_results),
            _by_unit(question),
            _over_time(question),
            since.section(question),
            rollups.section(question),
            cycles.compared(question),
            cycles.carried(question),
            _key_results(key_results),
            *_other_rules(question),
        ),
        provenance=parts.provenance(question, METRICS),
    )


def headline(question: Question) -> str:
    """Where the key results stand, in a sentence a leader can read out."""
    names = ("progress", "expected_progress", "progress_gap", "key_results")
    progress, expected, gap, total = (question.metric(name) for name in names)
    if not total.value:
        return "No key results under these filters yet."
    if progress.value is None:
        return f"{_key_result_count(total)}, none with a value yet: progress is unknown."
    counts = {row.dims["status"]: row.value or 0 for row in question.metrics("key_results", by=("status",))}
    said = [
        f"{numbers.text(counts[status], 'count')} {texts.word(texts.STATUSES, status).lower()}"
        for status in parts.STATUS_ORDER
        if counts.get(status)
    ]
    against = f" against {numbers.text(expected.value, 'percent')} expected by now" if gap.value is not None else ""
    return (
        f"{_key_result_count(total)} {'stands' if total.value == 1 else 'stand'} at {numbers.text(progress.value, 'percent')}{against}: "
        f"{', '.join(said)}."
    )


def _key_result_count(total: MetricRow) -> str:
    return numbers.counted(int(total.value or 0), "key result")


def _figures(question: Question, key_results: pd.DataFrame) -> Section:
    progress, expected, known, on_track, outdated = (question.metric(name) for name in METRICS)
    behind = question.metric("progress_gap").value  # over key results where both are known, unlike the two figures
    gap = None if behind is None else -behind
    blocks: list[Block] = [
        Tiles(
            (
                parts.tile(progress, delta=gap, than="against expected", tone=_tone_of_gap(gap)),
                parts.tile(expected),
                parts.tile(on_track, tone=_tone_of_on_track(progress.value, on_track.value)),
                parts.tile(outdated, tone="warning" if outdated.value else "neutral"),
                parts.tile(known),
                Tile(
                    "Key results",
                    len(key_results),
                    "count",
                    metric="key_results",
                    note=question.definition("key_results"),
                ),
            )
        ),
        *((_NO_VALUE,) if len(key_results) and progress.value is None else ()),
        parts.rule_note(question),
        *_kept_rules(question),
    ]
    return Section("figures", "", tuple(blocks))


_NO_VALUE = Note(
    "No key result has a value.",
    "unknown",
    "A column with the current value, or a sheet of check-ins, is all it takes.",
)


def _tone_of_on_track(progress: float | None, on_track: float | None) -> Tone:
    """Where no key result has a value, that none is on track is no bad news but none at all."""
    return "unknown" if progress is None and not on_track else parts.tone_of_share(on_track, 0.7, 0.4)


def _kept_rules(question: Question) -> tuple[Note, ...]:
    """Closed cycles that keep another rule than the one in force."""
    cycles_there = question.rows("cycle_state")
    kept = cycles_there[cycles_there["is_closed"].fillna(False).astype(bool) & cycles_there["status_rule"].notna()]
    kept = kept[kept["status_rule"] != question.policy.status_rule]
    if question.filters.cycle:
        kept = kept[kept["cycle_key"] == question.filters.cycle]
    told = [f"{row['cycle']} by “{STATUS_RULES[str(row['status_rule'])].label}”" for _, row in kept.iterrows()]
    if not told:
        return ()
    return (Note(f"A closed cycle keeps the rule it was graded under: {parts.words_of(told)}."),)


def _tone_of_gap(gap: float | None) -> Tone:
    if gap is None:
        return "unknown"
    return "good" if gap >= -0.10 else "warning" if gap >= -0.25 else "bad"


def _by_unit(question: Question) -> Section:
    units = question.rows("unit_progress")
    if units.empty:
        note = Note(
            "No key result under these filters names a unit.", advice="Name it in a column, or name the sheet so."
        )
        return Section("units", "By unit", (note,), missing=True)
    units = units.sort_values(["cycle", "level", "unit"])
    latest = units["cycle"].dropna().max()
    shown = units[units["cycle"] == latest] if pd.notna(latest) else units
    chart = Chart(
        family="bullet",
        frame=shown,
        title=f"Progress and expected progress{f', {latest}' if pd.notna(latest) else ''}",
        alt="Bars of progress per unit with a mark where each is expected to be by now",
        y="unit",
        x="progress_mean",
        target="expected",
        x_label="Progress",
        y_label="Unit",
        labels={"target": "Expected by now"},
        unit="percent",
        x_unit="percent",
    )
    counts = shown.drop(columns="key_results").melt(
        id_vars=["unit"],
        value_vars=["on_track", "at_risk", "off_track", "outdated", "other"],
        var_name="status",
        value_name="key_results",
    )
    counts["status"] = counts["status"].replace("other", "unknown")
    colours = Chart(
        family="bar",
        frame=counts[counts["key_results"] > 0],
        title="Key results by status",
        alt="Stacked bars: how many key results of each unit are on track, at risk, off track, outdated or unknown",
        x="unit",
        y="key_results",
        color="status",
        stack="stacked",
        horizontal=True,
        unit="count",
        x_label="Unit",
        y_label="Key results",
        order=("on_track", "at_risk", "off_track", "outdated", "unknown"),
        colors={name: name for name in parts.STATUS_ORDER},
        labels=dict(texts.STATUSES),
    )
    lead = "Each unit counts its own key results and those of the units below it."
    return Section("units", "By unit", (chart, colours), lead, says=_furthest_behind(shown))


def _furthest_behind(units: pd.DataFrame) -> str:
    """Which unit is furthest behind what is expected of it."""
    known = units.dropna(subset=["progress_mean", "expected"])
    gaps = (known["expected"].astype(float) - known["progress_mean"].astype(float)).sort_values(ascending=False)
    if len(known) < 2:
        return ""
    if float(gaps.iloc[0]) <= 0:
        return "No unit is behind what is expected by now."
    row = known.loc[gaps.index[0]]
    said, due = (numbers.text(float(row[name]), "percent") for name in ("progress_mean", "expected"))
    return f"{parts.shortened(row['unit'])} is furthest behind: {said} against {due} expected by now."


def _over_time(question: Question) -> Section:
    rows = question.metrics("progress_by_week", "expected_by_week", by=("week",))
    frame = pd.DataFrame(
        [
            {
                "week": row.dims["week"],
                "line": "Progress" if row.metric == "progress_by_week" else "Expected",
                "share": row.value,
            }
            for row in rows
            if row.value is not None and row.dims["week"] is not None
        ]
    )
    if frame.empty or frame["week"].nunique() < 2:
        return Section(
            "trend", "Over time", (Note("A trend appears with the second check-in or upload."),), missing=True
        )
    chart = Chart(
        family="line",
        frame=frame.sort_values("week"),
        title="Progress by week",
        alt="Lines of mean progress and of expected progress by week",
        x="week",
        y="share",
        color="line",
        unit="percent",
        x_unit="date",
        x_label="Week",
        y_label="Mean progress",
        colors={"Progress": "growth", "Expected": "neutral"},
        order=("Progress", "Expected"),
    )
    lead = "The last known value of a key result counts until the next one."
    return Section("trend", "Over time", (chart,), lead, says=_course(frame, question))


def _course(frame: pd.DataFrame, question: Question) -> str:
    """From where to where mean progress went, beside what was expected."""
    lines = {name: rows.sort_values("week") for name, rows in frame.groupby("line")}
    done, due = lines.get("Progress"), lines.get("Expected")
    if done is None or len(done) < 2:
        return ""
    day = numbers.date(done["week"].iloc[0], question.policy.locale)
    before, now = (numbers.text(float(done["share"].iloc[at]), "percent") for at in (0, -1))
    beside = f"; {numbers.text(float(due['share'].iloc[-1]), 'percent')} was expected" if due is not None else ""
    return f"Mean progress went from {before} in the week of {day} to {now}{beside}."


def _key_results(key_results: pd.DataFrame) -> Section:
    frame = key_results.assign(why=[texts.word(texts.REASONS, reason) for reason in key_results["status_reason"]])
    order = {status: place for place, status in enumerate(("off_track", "outdated", "at_risk"))}
    frame = frame.assign(place=[order.get(status, 9) for status in frame["status"]])
    frame = frame.sort_values(["is_closed", "place", "gap"], ascending=[True, True, False], na_position="last")
    table = Table(
        _COLUMNS,
        frame,
        key="key_result_key",
        empty="No key results under these filters.",
    )
    return Section("key_results", "Key results", (table,))


def _other_rules(question: Question) -> tuple[Section, ...]:
    frame = question.rows("kr_as_colored", changes=True)
    changed = frame[~frame["outdated"].fillna(False).astype(bool)]
    if changed.empty:
        note = Note("No key result changes colour under another rule.")
        return (Section("rules", "Under another rule", (note,), missing=True),)
    counted = changed["rule"].value_counts()
    said = "; ".join(f"{STATUS_RULES[str(rule)].label}: {count}" for rule, count in counted.items())
    shown = changed.assign(rule_label=[STATUS_RULES[str(name)].label for name in changed["rule"]])
    columns = (
        Column("rule_label", "Under the rule"),
        Column("title", "Key result"),
        Column("status_in_force", "Now", role="status"),
        Column("status", "Then", role="status"),
        Column("progress", "Progress", "percent"),
        Column("expected", "Expected", "percent"),
        Column("unit", "Unit"),
        parts.CELL,
    )
    table = Table(columns, shown.sort_values(["rule_label", "title"]))
    lead = "The same key result can be green under one rule and red under another."
    return (
        Section("rules", "Under another rule", (Note(f"Key results that change colour — {said}."),), lead),
        Section("rules_list", "", (table,), detail=True),
    )
