"""Reach: how far have OKRs come through the levels, which unit crawls, walks or runs, who has no coach, who comes next?"""

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tile, Tiles, View
from okr_analytics.metrics import rollout
from okr_analytics.views import nothing, parts
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ("grades",)
METRICS = ("reach", "units_with_okrs", "check_ins_on_time", "quality_good_share")
_QUESTION = "How far have OKRs come in the organisation?"
_STAGES = {"not_yet": "Not yet", "crawl": "Crawl", "walk": "Walk", "run": "Run"}


def build(question: Question) -> View:
    """The view under the question's filters."""
    reach = question.rows("unit_reach")
    if reach.empty:
        note = Note(
            "No unit has OKRs yet, or no unit is named.",
            advice="Upload OKRs with a column for the unit, and a list of units.",
        )
        return nothing.only(question, "reach", "Reach", _QUESTION, note)
    units = rollout.units(question.database, question.filters, question.policy.profile)
    return View(
        key="reach",
        title="Reach",
        question=_QUESTION,
        headline=_headline(question, units),
        sections=(
            _levels(question),
            _stages(question, units),
            _coaches(units),
            _next(units),
        ),
        provenance=parts.provenance(question, METRICS),
    )


def _headline(question: Question, units: pd.DataFrame) -> str:
    counted = units["stage"].value_counts()
    said = [
        f"{counted[name]} {word}"
        for name, word in (("run", "run"), ("walk", "walk"), ("crawl", "crawl"))
        if name in counted
    ]
    with_okrs = int(units["has_okrs"].sum())
    rest = f"; {', '.join(said)}" if said else ""
    return f"{parts.share(with_okrs, len(units))} units have OKRs of their own{rest}."


def _levels(question: Question) -> Section:
    rows = question.with_filters(cycle=None).metrics("reach", by=("level", "cycle"))
    frame = pd.DataFrame(
        [
            {"level": f"Level {row.dims['level']}", "cycle": str(row.dims["cycle"]), "reach": row.value}
            for row in rows
            if row.dims["level"] is not None and row.dims["cycle"] is not None and row.value is not None
        ],
        columns=["level", "cycle", "reach"],
    )
    tiles = Tiles((parts.tile(question.metric("reach")), parts.tile(question.metric("units_with_okrs"))))
    blocks: list[Block] = [tiles]
    if len(frame):
        blocks.append(
            Chart(
                family="bar",
                frame=frame.sort_values(["cycle", "level"]),
                title="Units with OKRs by level, cycle by cycle",
                alt="Bars: for each level of the organisation and each cycle, the share of its units that have OKRs",
                x="level",
                y="reach",
                color="cycle",
                unit="percent",
                x_label="Level (0 = the whole organisation)",
                y_label="Share of the units",
            )
        )
    return Section("levels", "How far through the levels", tuple(blocks))


def _stages(question: Question, units: pd.DataFrame) -> Section:
    counts = units["stage"].value_counts()
    tiles = Tiles(
        tuple(
            Tile(label, int(counts.get(name, 0)), "count", tone="neutral", note=_asks(name, question.policy.profile))
            for name, label in _STAGES.items()
        )
    )
    place = {name: number for number, name in enumerate(rollout.STAGES)}
    told = units.assign(place=units["stage"].map(place), stage_word=units["stage"].map(_STAGES))
    columns = (
        Column("unit", "Unit"),
        Column("stage_word", "Stage"),
        Column("cycles", "Finished cycles", "count"),
        Column("on_time", "Check-ins on time", "percent"),
        Column("good", "Key results A or B", "percent"),
        Column("good_before", "… the cycle before", "percent"),
        Column("champion", "Looked after by"),
        Column("next", "What the next stage asks for"),
    )
    table = Table(columns, told.sort_values(["place", "unit"], ascending=[False, True]))
    default = " (a default; set yours in Settings)" if question.policy.is_default("profile") else ""
    lead = f"By the criteria of the profile {question.policy.profile}{default}. What isn't known doesn't count as met."
    done = [f"{int(counts[name])} {_DOES[name]}" for name in _DOES if name in counts]
    says = f"Of {numbers.counted(len(units), 'unit')}, {', '.join(done)}."
    return Section("stages", "Crawl, walk, run", (tiles, table), lead, says=says)


_DOES = {"run": "run", "walk": "walk", "crawl": "crawl", "not_yet": "have not begun"}


def _asks(name: str, profile: str) -> str:
    if name == "not_yet":
        return "No OKRs so far."
    if name == "crawl":
        return "Has OKRs; what walking asks for isn't all there yet."
    asked = rollout.PROFILES[profile][name]
    parts_of = [
        f"at least {asked.cycles} finished cycle{'' if asked.cycles == 1 else 's'}",
        f"{numbers.text(asked.on_time, 'percent')} of the check-ins on time",
        f"{numbers.text(asked.good, 'percent')} of the key results graded A or B",
        *(["a champion"] if asked.champion else []),
    ]
    return f"Asks for {', '.join(parts_of)}."


def _coaches(units: pd.DataFrame) -> Section:
    alone = units[units["champion"] == ""]
    if len(alone) == len(units):
        note = Note(
            "No champion, coach or sponsor is loaded, so nobody can tell who looks after whom.",
            "unknown",
            "Upload a list of champions with their units.",
        )
        return Section("coaches", "Who has no coach", (note,), missing=True)
    if alone.empty:
        return Section(
            "coaches",
            "Who has no coach",
            (Note("Every unit is looked after, by its own champion or one above.", "good"),),
        )
    columns = (
        Column("unit", "Unit"),
        Column("parent", "Below"),
        Column("has_okrs", "Has OKRs"),
        parts.FILE,
        parts.CELL,
    )
    told = alone.assign(has_okrs=alone["has_okrs"].map({True: "yes", False: "no"}))
    return Section("coaches", "Who has no coach", (Table(columns, told.sort_values("unit")),))


def _next(units: pd.DataFrame) -> Section:
    found = rollout.upcoming(units)
    if found.empty:
        return Section("next", "Who comes next", (Note("Every unit has OKRs.", "good"),))
    columns = (Column("unit", "Unit"), Column("parent", "Below"), Column("why", "Why it is ready, or what it needs"))
    lead = "Units without OKRs, those first that are prepared best: looked after, below a unit with OKRs, already contributing."
    return Section("next", "Who comes next", (Table(columns, found),), lead)
