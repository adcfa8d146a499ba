"""Calibration: when we say 70 %, is it reached seven times in ten? The forecasts' record, and the owners'."""

from collections.abc import Sequence

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tile, Tiles, View
from okr_analytics.metrics.calibration import ENOUGH, ENOUGH_IN_GROUP, MOST, Calibration, Group, kept_calibration
from okr_analytics.views import parts
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
_WHEN = {"early": "Weeks 1 to 3", "middle": "Weeks 4 to 7", "late": "Weeks 8 to 12"}
_TOO_FEW = "Too few finished key results to say"


def build(question: Question) -> View:
    """The view as of the question's day; over the whole organisation, because a unit alone finishes too few."""
    found = kept_calibration(question.database, *question.filters.times)
    return View(
        key="calibration",
        title="Calibration",
        question="When we say 70 %, is it reached seven times in ten?",
        headline=_headline(found),
        sections=(_figures(found, question), _forecasts(found), _by_week(found), _owners(found)),
        provenance=parts.provenance(question),
    )


def _headline(found: Calibration) -> str:
    if found.finished < ENOUGH:
        return f"{_TOO_FEW}: {found.finished} are finished, {ENOUGH} are needed."
    said = _sentence("The forecasts", found.forecast, found.forecast_of)
    hoped = _sentence("The owners", found.owners, found.owners_of)
    return " ".join(part for part in (said, hoped) if part) or f"{found.finished} key results are finished."


def _sentence(who: str, groups: Sequence[Group], of: int) -> str:
    """ "The owners said 62 % on average, 31 % were reached: 31 points too high." """
    mean = _means(groups)
    if mean is None or of < ENOUGH:
        return ""
    said, came = mean
    gap = round(100 * (said - came))
    verdict = "about right" if abs(gap) <= 5 else f"{abs(gap)} points too {'high' if gap > 0 else 'low'}"
    return (
        f"{who} said {numbers.text(said, 'percent')} on average, {numbers.text(came, 'percent')} came true: {verdict}."
    )


def _means(groups: Sequence[Group]) -> tuple[float, float] | None:
    own = [group for group in groups if group.when == "all"]
    cases = sum(group.cases for group in own)
    if not cases:
        return None
    return sum(g.said * g.cases for g in own) / cases, sum(g.came * g.cases for g in own) / cases


def _figures(found: Calibration, question: Question) -> Section:
    tiles = Tiles(
        (
            Tile(
                "Finished key results",
                found.finished,
                "count",
                note="Their end is known by a late check-in or a score.",
            ),
            Tile("Finished cycles", found.cycles, "count", note="Forecasts are looked back at from the second one on."),
            Tile("Looked back at by forecast", found.forecast_of, "count", note="Key results."),
            Tile("With a stated confidence", found.owners_of, "count", note="Key results."),
        )
    )
    blocks: list[Block] = [tiles]
    if question.filters.unit or question.filters.cycle:
        blocks.append(
            Note("Calibration is of the whole organisation and all its finished cycles, whatever is filtered.")
        )
    if found.finished == MOST:
        blocks.append(Note(f"The latest {numbers.text(MOST, 'count')} finished key results are looked back at."))
    return Section("figures", "", tuple(blocks))


def _forecasts(found: Calibration) -> Section:
    title = "What the forecasts said, and what came true"
    if found.forecast_of < ENOUGH:
        note = Note(
            f"{_TOO_FEW}: {found.forecast_of or 'none'} could be forecast from an earlier cycle, {ENOUGH} are needed.",
            advice="Each forecast is tried with what the cycles before it taught: it takes check-ins of two finished cycles.",
        )
        return Section("forecast", title, (note,), missing=True)
    blocks: list[Block] = [_chart(found.of(found.forecast), "Forecasts of all weeks", "forecasts")]
    if found.covered:
        blocks.append(_coverage(found))
    lead = "Forecasts as they would have been made at weeks 1 to 12, knowing only the cycles before."
    says = _sentence("The forecasts", found.forecast, found.forecast_of)
    return Section("forecast", title, tuple(blocks), lead, says=says)


def _coverage(found: Calibration) -> Table:
    frame = pd.DataFrame([{"said": said, "came": came} for said, came in found.covered])
    columns = (
        Column("said", "The interval was to hold", "percent"),
        Column("came", "It held", "percent", help="Share of the ends inside the interval"),
    )
    return Table(columns, frame, "Intervals")


def _by_week(found: Calibration) -> Section:
    title = "By week"
    if found.forecast_of < ENOUGH or not found.weeks:
        return Section("weeks", title, (Note(f"{_TOO_FEW}."),), missing=True)
    frame = pd.DataFrame(
        [
            {"week": week.week, "line": line, "brier": value}
            for week in found.weeks
            for line, value in (("Forecast", week.brier), ("Always the same chance", week.base_brier))
        ]
    )
    chart = Chart(
        family="line",
        frame=frame.assign(week=[f"{week}" for week in frame["week"]]),
        title="How far off, week by week",
        alt="Lines of the Brier score by week of the cycle: the forecasts, and always saying the share that was reached before",
        x="week",
        y="brier",
        color="line",
        unit="number",
        x_label="Week of a cycle of 13",
        y_label="Brier score (0 = always right, 0.25 = a coin)",
        colors={"Forecast": "growth", "Always the same chance": "neutral"},
        order=("Forecast", "Always the same chance"),
    )
    blocks: list[Block] = [chart, _map(found.forecast, "forecasts")]
    return Section("weeks", title, tuple(blocks), "The later in a cycle, the more is known.")


def _owners(found: Calibration) -> Section:
    title = "What the owners were confident of, and what came true"
    if found.owners_of < ENOUGH:
        text = f"{_TOO_FEW}: {found.owners_of or 'none'} of them stated a confidence, {ENOUGH} are needed."
        note = Note(text, advice="A column “Confidence” in the check-ins is all it takes.")
        return Section("owners", title, (note,), missing=True)
    blocks: list[Block] = [
        _chart(found.of(found.owners), "Confidence of all weeks", "statements"),
        _map(found.owners, "statements"),
    ]
    lead = "The confidence last stated by each week, against whether the target was reached in the end."
    return Section("owners", title, tuple(blocks), lead, says=_sentence("The owners", found.owners, found.owners_of))


def _map(groups: Sequence[Group], of: str) -> Chart:
    """What came true by what was said and by the part of the cycle in which it was said."""
    own = [group for group in groups if group.when in _WHEN and group.key_results >= ENOUGH_IN_GROUP]
    own.sort(key=lambda group: group.low)
    frame = pd.DataFrame(
        [{"said": _range(group), "when": _WHEN[group.when], "came": group.came} for group in own],
        columns=["said", "when", "came"],
    )
    return Chart(
        family="heatmap",
        frame=frame,
        title="Share that came true, by what was said and when",
        alt=f"Map of chances said and parts of the cycle: the darker a cell, the more of the {of} came true",
        x="when",
        y="said",
        value="came",
        unit="percent",
        x_label="Part of the cycle",
        y_label="Chance said",
        order=tuple(_WHEN.values()),
        note=f"Cells of fewer than {ENOUGH_IN_GROUP} key results stay empty.",
    )


def _range(group: Group) -> str:
    return f"{100 * group.low:.0f}–{100 * group.high:.0f}\u00a0%"


def _chart(groups: Sequence[Group], title: str, of: str) -> Chart:
    """Said beside came true, for each group of chances; groups of too few key results show what was said alone."""
    rows = []
    for group in groups:
        name = f"{_range(group)} ({group.key_results})"
        rows.append({"group": name, "line": "Said", "share": group.said})
        came = group.came if group.key_results >= ENOUGH_IN_GROUP else None
        rows.append({"group": name, "line": "Came true", "share": came})
    few = sum(group.key_results < ENOUGH_IN_GROUP for group in groups)
    note = f"{sum(group.cases for group in groups)} {of}."
    if few:
        note += f" Groups of fewer than {ENOUGH_IN_GROUP} key results don't say what came true."
    return Chart(
        family="bar",
        frame=pd.DataFrame(rows),
        title=title,
        alt=f"Bars for each group of chances: the mean chance said, and the share that came true. {title}",
        x="group",
        y="share",
        color="line",
        horizontal=True,
        unit="percent",
        x_label="Chance said (key results)",
        y_label="Share",
        order=("Said", "Came true"),
        colors={"Said": "neutral", "Came true": "growth"},
        note=note,
    )
