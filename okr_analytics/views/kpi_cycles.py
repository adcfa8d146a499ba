"""Have the KPIs, or their ranges, moved with our OKRs? Each KPI beside the cycles, with an honest measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import starmap
from typing import Any

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Block, Chart, Column, Note, Section, Table
from okr_analytics.metrics.evaluate import rows
from okr_analytics.metrics.kpi_movement import Movement, Reading, movement
from okr_analytics.metrics.same_metric import Named, same_metric
from okr_analytics.metrics.shift import LEAST
from okr_analytics.views import parts
from okr_analytics.views.kpi_charts import range_words
from okr_analytics.views.question import Question

MOST_BARS = 15
_KEY_RESULT = ("key_result_key", "code", "title", "metric", "cycle_key", "unit", "progress_rollup", "objective_key")
_CHANGES = {"tightened": "tightened", "loosened": "loosened", "moved": "moved", "other": "target or warning changed"}
_WORDS = {
    "too_few": "Too few readings to say",
    "still": "No movement that stands out",
    "as_before": "Goes on as before",
    "up": "Higher",
    "down": "Lower",
}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Beside:
    """The KPIs beside one cycle: what each did in it, which key results aim at it, which ranges changed."""

    question: Question
    cycle: Row
    state: pd.DataFrame
    trend: pd.DataFrame
    changes: pd.DataFrame
    aims: Mapping[str, Sequence[Row]]

    @cached_property
    def moves(self) -> dict[str, Movement]:
        """KPI's key → its movement in the cycle."""
        start, end = (day.date() for day in (self.cycle["start"], self.cycle["end"]))
        own: dict[str, list[Reading]] = {key: [] for key in self.state["kpi_key"]}
        columns = (self.trend["kpi_key"], self.trend["date"].dt.date, self.trend["value"])
        for key, day, value in zip(*(column.tolist() for column in columns), strict=True):
            own.setdefault(key, []).append((day, value))
        return {key: movement(sorted(readings), start, end) for key, readings in own.items()}

    @cached_property
    def kpis(self) -> list[Row]:
        """The KPIs as mappings."""
        return parts.records(self.state)

    @cached_property
    def _changed(self) -> dict[str, list[Row]]:
        inside = self.changes[self.changes["date"].between(self.cycle["start"], self.cycle["end"])]
        found: dict[str, list[Row]] = {}
        for row in parts.records(inside):
            found.setdefault(row["kpi_key"], []).append(row)
        return found

    @cached_property
    def judged(self) -> int:
        """How many KPIs have readings enough."""
        return sum(move.verdict != "too_few" for move in self.moves.values())

    def side(self, kpi: Row) -> int:
        """1 where the KPI moved for the better, −1 for the worse, 0 where it didn't or neither way is better.

        Where a middle is wanted, moving into the healthy range is better and moving out of it is worse.
        """
        move = self.moves[kpi["kpi_key"]]
        if move.verdict not in ("up", "down") or move.shift is None:
            return 0
        good = {"higher": "up", "lower": "down"}.get(kpi["direction"])
        if good is not None:
            return 1 if move.verdict == good else -1
        return int(_inside(kpi, move.shift.median_after)) - int(_inside(kpi, move.shift.median_before))

    def changed(self, kpi: Row) -> list[Row]:
        """The changes of the KPI's range within the cycle."""
        return self._changed.get(kpi["kpi_key"], [])

    def aimed(self, kpi: Row) -> list[Row]:
        """The cycle's key results on the same measure."""
        return [row for row in self.aims.get(kpi["kpi_key"], ()) if row["cycle_key"] == self.cycle["cycle_key"]]


def beside(question: Question, state: pd.DataFrame, trend: pd.DataFrame, changes: pd.DataFrame) -> Beside | None:
    """The KPIs beside the cycle asked for, else the running or last one; the one before where that has no readings yet."""
    cycles = question.with_filters(cycle=None).rows("cycle_state").dropna(subset=["start", "end"])
    begun = cycles[cycles["start"] <= pd.Timestamp(str(question.filters.as_of))].sort_values("start")
    if question.filters.cycle:
        asked = begun[begun["cycle_key"] == question.filters.cycle]
        begun = begun[begun["start"] <= asked["start"].max()] if len(asked) else begun.head(0)
    if begun.empty or state.empty:
        return None
    aims = aiming(question, state)
    found = None
    for cycle in reversed(parts.records(begun.tail(2))):
        found = Beside(question, cycle, state, trend, changes, aims)
        if found.judged:
            return found
    return found


def aiming(question: Question, state: pd.DataFrame) -> dict[str, list[Row]]:
    """KPI's key → the key results on the same measure, of every cycle and unit that may be seen."""
    filters = replace(question.filters, unit=None, cycle=None)
    frame = rows(question.database, "kr_state", filters, columns=_KEY_RESULT)
    keys = frame["key_result_key"].tolist()
    told = (zip(keys, frame[name].fillna("").tolist(), strict=True) for name in ("metric", "title"))
    named = (state[name].fillna("").tolist() for name in ("kpi_key", "code", "name"))
    found = same_metric(starmap(Named, zip(*named, strict=True)), (one for each in told for one in each if one[1]))
    aimed = frame[frame["key_result_key"].isin({key for several in found.values() for key in several})]
    by_key = {row["key_result_key"]: row for row in parts.records(aimed)}
    return {key: [by_key[one] for one in several] for key, several in found.items()}


def section(found: Beside | None) -> Section:
    """The whole answer: chart, table, and what the numbers can and can't say."""
    title = "Have the KPIs moved with our OKRs?"
    if found is None:
        return Section(
            "cycles",
            title,
            (Note("No cycle with days has begun: nothing to hold the KPIs against yet."),),
            missing=True,
        )
    frame = pd.DataFrame([_row(found, kpi) for kpi in found.kpis])
    frame = frame.sort_values(["place", "name"])
    blocks: list[Block] = []
    chart = _chart(found)
    if chart is not None:
        blocks.append(chart)
    blocks.append(Table(_COLUMNS, frame, caption=_caution(found)))
    name = found.cycle["cycle"]
    lead = f"Readings in {name} against those of the year before it began."
    if not found.question.filters.cycle or found.question.filters.cycle != found.cycle["cycle_key"]:
        lead += f" {name} is the latest cycle that has enough readings." if found.judged else ""
    return Section("cycles", title, tuple(blocks), lead, says=sentence(found))


def sentence(found: Beside | None) -> str:
    """How many KPIs moved which way in the cycle, and what became of their ranges."""
    if found is None:
        return ""
    kpis = found.kpis
    if not found.judged:
        return f"In {found.cycle['cycle']} no KPI has enough readings yet to say whether it moved."
    sides = [found.side(kpi) for kpi in kpis]
    moved = [kpi for kpi in kpis if found.moves[kpi["kpi_key"]].verdict in ("up", "down")]
    told = [
        f"{numbers.text(count, 'count')} {word}"
        for count, word in (
            (sides.count(1), "for the better"),
            (sides.count(-1), "for the worse"),
            (len(moved) - sides.count(1) - sides.count(-1), "where neither way is better by itself"),
        )
        if count
    ]
    aimed = [kpi for kpi in moved if found.aimed(kpi)]
    said = f"In {found.cycle['cycle']}, {parts.share(len(moved), found.judged)} KPIs with enough readings moved clearly"
    said += f" ({', '.join(told)})" if told else ""
    said += f"; {parts.share(len(aimed), len(moved))} of these had a key result aimed at them" if moved else ""
    changes = [row["change"] for kpi in kpis for row in found.changed(kpi)]
    ranges = [f"{changes.count(name)} {word}" for name, word in _CHANGES.items() if name in changes]
    return f"{said}. Ranges: {', '.join(ranges) if ranges else 'none changed'}."


def _row(found: Beside, kpi: Row) -> dict[str, object]:
    move, aimed, changed = found.moves[kpi["kpi_key"]], found.aimed(kpi), found.changed(kpi)
    side = found.side(kpi)
    known = [row["progress_rollup"] for row in aimed if pd.notna(row["progress_rollup"])]
    moved = move.shift
    words = _WORDS[move.verdict] + ({1: ": better", -1: ": worse"}.get(side, ""))
    return {
        "kpi_key": kpi["kpi_key"],
        "name": kpi["name"],
        "unit": kpi["unit"],
        "measure": kpi["measure"],
        "before": moved.median_before if moved else None,
        "during": moved.median_after if moved else None,
        "shift": moved.shift if moved else None,
        "low": moved.low if moved else None,
        "high": moved.high if moved else None,
        "readings": f"{move.during} / {move.before}",
        "verdict": words,
        "season": move.against_last_year,
        "range": "; ".join(_changed_words(row, kpi["measure"]) for row in changed) or "unchanged",
        "aimed": ", ".join(_text(row["code"]) or _text(row["title"]) for row in aimed) or "none",
        "aimed_progress": sum(known) / len(known) if known else None,
        "answer": answer(move, side, bool(aimed), {row["change"] for row in changed}),
        "place": (0 if side < 0 else 1 if move.verdict in ("up", "down") else 2 if changed else 3)
        + (4 if move.verdict == "too_few" else 0),
        "file": kpi["file"],
        "where": kpi["where"],
    }


def answer(move: Movement, side: int, aimed: bool, changes: set[str]) -> str:
    """What movement, aim and range say together, in one sentence."""
    if move.verdict == "too_few":
        return "An OKR aims at it; its readings can't tell yet." if aimed else "Nothing to tell yet."
    if side > 0:
        kept = "" if "tightened" in changes else " Its range has not followed: keep the gain by a new one?"
        return ("It moved with its OKR." if aimed else "It got better without an OKR aimed at it.") + kept
    if side < 0:
        eased = " Its range was loosened at the same time." if "loosened" in changes else ""
        return ("It moved against its OKR." if aimed else "It got worse while OKRs looked elsewhere.") + eased
    if move.verdict == "as_before":
        return "It moves as it did all year" + (": the OKR has not added to it yet." if aimed else ".")
    if "tightened" in changes:
        return "Its range was tightened; the readings have not followed yet."
    if "loosened" in changes:
        return "Its range was loosened although nothing clear had moved."
    if move.verdict in ("up", "down"):
        return "It moved; neither way is better by itself."
    return "An OKR aims at it; it has not moved clearly." if aimed else "Steady."


def _chart(found: Beside) -> Chart | None:
    """Shifts as shares of what was usual, better to the right, with their intervals."""
    bars = []
    for kpi in found.kpis:
        told = found.moves[kpi["kpi_key"]].relative
        sign = {"higher": 1, "lower": -1}.get(kpi["direction"])
        if told is not None and sign:
            middle, *ends = (sign * value for value in told)
            aimed = " (OKR)" if found.aimed(kpi) else ""
            bars.append(
                {"name": f"{kpi['name']}{aimed}", "shift": middle, "low": min(ends), "high": max(ends), "none": 0}
            )
    if not bars:
        return None
    frame = pd.DataFrame(bars).sort_values("shift", key=abs, ascending=False).head(MOST_BARS).sort_values("shift")
    return Chart(
        family="bullet",
        frame=frame,
        title=f"How far each KPI moved in {found.cycle['cycle']}, better to the right",
        alt="Bars of each KPI's shift as a share of its usual value, with the 95 percent interval behind; right is better",
        y="name",
        x="shift",
        target="none",
        low="low",
        high="high",
        unit="percent",
        x_unit="percent",
        x_label="Shift from the year before",
        y_label="KPI",
        labels={"target": "No movement"},
        note=f"The shaded stretch is the 95 % interval: one that reaches across 0 tells nothing. The {len(frame)} largest "
        "shifts; (OKR): a key result of the cycle aims at it.",
    )


def _inside(kpi: Row, value: float) -> bool:
    low, high = parts.number_or_none(kpi["healthy_low"]), parts.number_or_none(kpi["healthy_high"])
    return (low is None or value >= low) and (high is None or value <= high)


def _caution(found: Beside) -> str:
    chance = numbers.text(0.05 * found.judged, "number")
    return (
        f"Shift: median difference between a reading in the cycle and one of the year before, with its exact 95 % interval "
        f"(Hodges and Lehmann); at least {LEAST} readings on each side. Of {found.judged} KPIs about {chance} would stand "
        "out by chance alone. The year before holds every season once; “Against a year before” compares the same months, "
        "where there are any. That a KPI moved with an OKR does not prove that the OKR moved it."
    )


def _changed_words(row: Row, measure: object) -> str:
    old = range_words(row["old_low"], row["old_high"], measure)
    new = range_words(row["healthy_low"], row["healthy_high"], measure)
    return f"{_CHANGES[row['change']]} on {row['date']:%Y-%m-%d} ({old} → {new})"


def _text(value: object) -> str:
    return "" if numbers.is_unknown(value) else str(value)


_COLUMNS = (
    Column("name", "KPI"),
    Column("answer", "What that says"),
    Column("verdict", "Movement"),
    Column(
        "before", "Year before", "number", role="measured", help="Median of the readings in the year before the cycle"
    ),
    Column("during", "In the cycle", "number", role="measured", help="Median of the readings in the cycle"),
    Column(
        "shift", "Shift", "number", role="measured", help="Median difference between a reading after and one before"
    ),
    Column("low", "At least", "number", role="measured", help="Lower end of the exact 95 % interval"),
    Column("high", "At most", "number", role="measured", help="Upper end of the exact 95 % interval"),
    Column("season", "Against a year before", "number", role="measured", help="Median difference to the same months"),
    Column("range", "Range in the cycle"),
    Column("aimed", "Key results aimed at it", help="Of this cycle: by the KPI's code or the same words"),
    Column("aimed_progress", "Their progress", "percent"),
    Column("readings", "Readings in / before"),
    Column("measure", "Measure"),
    Column("unit", "Unit"),
    parts.FILE,
    parts.CELL,
)
