"""Rhythm: are key results checked in on time, unit by unit and week by week, and do check-ins say what is needed?"""

import datetime as dt

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tiles, View
from okr_analytics.views import nothing, parts
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
_ASKED = "Do we look at our key results as often as we said we would?"
METRICS = ("check_ins_on_time", "check_ins_late", "check_ins_missed", "three_ps", "silent_key_results")
_TIMINGS = {"on_time": "On time", "late": "Late, made up for", "missed": "Missed"}
_TONES = {"on_time": "good", "late": "warning", "missed": "bad"}
_WEEKS = 13  # what a reader takes in at once: a quarter
_ORDINALS = ("first", "second", "third", "fourth")


def build(question: Question) -> View:
    """The view under the question's filters."""
    if question.rows("kr_state").empty:
        return nothing.view(
            question,
            "rhythm",
            "Rhythm",
            _ASKED,
            source="kr_state",
            things="key results",
            advice="Upload your OKRs on the page Data, and a sheet of check-ins with the day of each.",
        )
    return View(
        key="rhythm",
        title="Rhythm",
        question=_ASKED,
        headline=_headline(question),
        sections=(
            _figures(question),
            _units(question),
            _weeks(question),
            _three_ps(question),
            _beginners(question),
            _silent(question),
        ),
        provenance=parts.provenance(question, METRICS),
    )


def _headline(question: Question) -> str:
    on_time, missed, silent = (
        question.metric(name) for name in ("check_ins_on_time", "check_ins_missed", "silent_key_results")
    )
    if on_time.value is None:
        state = question.rows("kr_state")
        if state["start"].notna().any() and state["last_check_in"].isna().all():
            return "No check-in of these key results is loaded: whether they are looked at in time isn't known."
        if state["start"].isna().all():
            return (
                "No key result has days to check in on: give its cycle a start and an end, in its sheet or in Settings."
            )
        return "No period of the cadence is over yet: the rhythm shows after the first one."
    quiet = numbers.text(silent.value, "count")
    verb = "is" if silent.value == 1 else "are"
    return (
        f"{numbers.text(on_time.value, 'percent')} of the check-ins were made on time and "
        f"{numbers.text(missed.value, 'percent')} were missed; {quiet} key result{'' if silent.value == 1 else 's'} "
        f"{verb} silent now."
    )


def _figures(question: Question) -> Section:
    on_time, late, missed, words, silent = (question.metric(name) for name in METRICS)
    tiles = Tiles(
        (
            parts.tile(on_time, tone=parts.tone_of_share(on_time.value, 0.8, 0.5)),
            parts.tile(late),
            parts.tile(missed, tone="warning" if missed.value else "neutral"),
            parts.tile(words, tone=parts.tone_of_share(words.value, 0.7, 0.4)),
            parts.tile(silent, tone="warning" if silent.value else "neutral"),
        )
    )
    return Section("figures", "", (tiles, Note(_cadence(question))))


def _cadence(question: Question) -> str:
    words = {7: "weekly", 14: "fortnightly", 31: "monthly"}
    cycles = question.rows("cycle_state")
    if question.filters.cycle:
        cycles = cycles[cycles["cycle_key"] == question.filters.cycle]
    told = [f"{row['cycle']} {words.get(int(row['cadence_days']), '')}".strip() for _, row in cycles.iterrows()]
    usual = words.get(question.policy.cadence_days, f"every {question.policy.cadence_days} days")
    return f"Cadence: {parts.words_of(told, most=6)}." if told else f"Cadence: {usual}, as the policy says."


def _units(question: Question) -> Section:
    rows = question.metrics("check_ins_on_time", "check_ins_late", "check_ins_missed", by=("unit",))
    frame = pd.DataFrame(
        [
            {
                "unit": row.dims["unit"] or texts.NO_UNIT,
                "timing": row.metric.removeprefix("check_ins_"),
                "share": row.value,
            }
            for row in rows
            if row.value is not None
        ]
    )
    if frame.empty:
        note = _not_yet(question, "A unit appears here when the first period of its cadence is over.")
        return Section("units", "By unit", (note,), missing=True)
    first = frame[frame["timing"] == "on_time"].sort_values("share")["unit"].to_list()
    frame["place"] = [first.index(unit) for unit in frame["unit"]]
    chart = Chart(
        family="bar",
        frame=frame.sort_values("place"),
        title="Check-ins on time, late and missed",
        alt="Lying bars: the share of each unit's check-ins that were on time, late or missed; the least on time first",
        x="unit",
        y="share",
        color="timing",
        stack="stacked",
        horizontal=True,
        unit="percent",
        x_label="Unit",
        y_label="Share of the periods that are over",
        order=tuple(_TIMINGS),
        colors=_TONES,
        labels=_TIMINGS,
    )
    lead = "Of every period of the cadence that is over: was there a check-in? Each unit for its own key results."
    missed = frame[frame["timing"] == "missed"].sort_values("share", ascending=False)
    return Section("units", "By unit", (chart,), lead, says=_missing(missed))


def _not_yet(question: Question, begins: str) -> Note:
    """Without any check-in no period that ends will fill it."""
    if question.rows("kr_state")["last_check_in"].isna().all():
        return Note("No check-in of these key results is loaded.", advice=begins)
    return Note(begins)


def _missing(missed: pd.DataFrame) -> str:
    """Which unit misses most of its check-ins."""
    if len(missed) < 2 or not float(missed["share"].iloc[0]):
        return ""
    first = missed.iloc[0]
    return f"{parts.shortened(first['unit'])} misses most check-ins: {numbers.text(float(first['share']), 'percent')}."


def _weeks(question: Question) -> Section:
    rows = question.metrics("check_ins_on_time", by=("unit", "week"))
    found = [
        (row.dims["unit"] or texts.NO_UNIT, week, row.value)
        for row in rows
        if (week := numbers.as_date(row.dims["week"])) is not None
    ]
    weeks = sorted({week for _, week, _ in found})[-_WEEKS:]
    if len(weeks) < 2:
        note = _not_yet(question, "The map of weeks begins with the second period.")
        return Section("weeks", "Week by week", (note,), missing=True)
    frame = pd.DataFrame(
        [(unit, _week_word(week, question), week, value) for unit, week, value in found if week in weeks],
        columns=["unit", "week", "day", "share"],
    )
    chart = Chart(
        family="heatmap",
        frame=frame.sort_values(["day", "unit"]),
        title="Share of key results checked in, by unit and week",
        alt="Map of units and weeks: the darker a cell, the more of the unit's key results were checked in on time",
        x="week",
        y="unit",
        value="share",
        unit="percent",
        x_label="Week in which the period ends",
        y_label="Unit",
    )
    lead = f"The last {len(weeks)} weeks in which a period ended; an empty cell means that none did for that unit."
    return Section("weeks", "Week by week", (chart,), lead, says=_last_weeks(question))


def _last_weeks(question: Question) -> str:
    """The share checked in on time in the last two weeks in which a period ended."""
    rows = question.metrics("check_ins_on_time", by=("week",))
    known = [(day, row.value) for row in rows if (day := numbers.as_date(row.dims["week"])) and row.value is not None]
    if len(known) < 2:
        return ""
    (_, before), (last, now) = sorted(known)[-2:]
    said, earlier = (numbers.text(share, "percent") for share in (now, before))
    return f"Checked in on time: {said} in the week of {_week_word(last, question)}, {earlier} in the one before."


def _week_word(week: dt.date, question: Question) -> str:
    return f"{week.day} {numbers.locale_of(question.policy.locale).months[week.month - 1]}"


def _three_ps(question: Question) -> Section:
    names = {"progress_said": "Progress", "problems_said": "Problems", "plans_said": "Plans"}
    rows = question.metrics(*names, by=("unit",))
    frame = pd.DataFrame(
        [
            {"unit": row.dims["unit"] or texts.NO_UNIT, "said": names[row.metric], "share": row.value}
            for row in rows
            if row.value is not None
        ]
    )
    title = "What the check-ins say"
    if frame.empty:
        note = Note("No sheet of check-ins is loaded: what was said can't be told.")
        return Section("three_ps", title, (note,), missing=True)
    chart = Chart(
        family="heatmap",
        frame=frame,
        title="Share of check-ins that name progress, problems and plans",
        alt="Map of units and the three Ps: the darker a cell, the more of the unit's check-ins say it",
        x="said",
        y="unit",
        value="share",
        unit="percent",
        x_label="What a check-in says",
        y_label="Unit",
    )
    lead = "A number says where a key result stands; progress, problems and plans say what to do about it."
    whole = {row.metric: row.value for row in question.metrics(*names)}
    told = [f"{numbers.text(whole[name], 'percent')} name {word.lower()}" for name, word in names.items()]
    return Section("three_ps", title, (chart,), lead, says=f"Of the check-ins, {', '.join(told)}.")


def _beginners(question: Question) -> Section:
    frame = question.rows("unit_first_periods")
    title = "The first four check-ins of new units"
    if frame.empty:
        note = Note("No unit has its first cycle under these filters.", advice="Choose the cycle a unit began in.")
        return Section("beginners", title, (note,), missing=True)
    frame = frame.sort_values(["number", "unit"]).assign(
        which=lambda f: [_ORDINALS[int(number) - 1].capitalize() for number in f["number"]]
    )
    chart = Chart(
        family="heatmap",
        frame=frame,
        title="Share of a new unit's key results checked in, first to fourth period",
        alt="Map of new units and their first four periods: the darker a cell, the more key results were checked in",
        x="which",
        y="unit",
        value="on_time_share",
        unit="percent",
        x_label="Period of the unit's first cycle",
        y_label="Unit",
        order=tuple(word.capitalize() for word in _ORDINALS),
    )
    blocks: list[Block] = [chart]
    missed = frame[frame["missed"] + frame["late"] > 0]["unit"].value_counts()
    helped = sorted(str(unit) for unit, count in missed.items() if count >= 2)
    if helped:
        said = f"{parts.words_of(helped)} missed key results in two or more of the first four periods."
        blocks.append(Note(said, "warning", "Sit in on the next check-in."))
    return Section("beginners", title, tuple(blocks), "Habits are made in the first weeks of a unit's first cycle.")


def _silent(question: Question) -> Section:
    frame = question.rows("kr_state")
    silent = frame[frame["outdated"].fillna(False).astype(bool) & ~frame["is_closed"].fillna(False).astype(bool)]
    shown = silent.sort_values("days_since_check_in", ascending=False, na_position="first")
    columns = (
        Column("title", "Key result"),
        Column("unit", "Unit"),
        Column("owner", "Owner"),
        Column("last_check_in", "Last check-in", "date"),
        Column("days_since_check_in", "Silent for", "days"),
        Column("cadence_days", "Cadence", "days"),
        Column("status_by_rule", "Last colour", role="status"),
        parts.FILE,
        parts.CELL,
    )
    empty = "No key result is silent: each that is open had a check-in within two cadences."
    if len(frame) and frame["is_closed"].fillna(False).astype(bool).all():
        empty = "All these key results are closed: none waits for a check-in."
    table = Table(columns, shown, key="key_result_key", empty=empty)
    lead = "Silence is never green: these had no check-in for more than two cadences, whatever their last colour."
    says = f"{numbers.counted(len(shown), 'key result')} without a check-in for more than two cadences."
    found = bool(len(shown))
    return Section("silent", "Silent key results", (table,), lead if found else "", says=says if found else "")
