"""What a right reading of the sample workbooks must find: counted from the story itself, not from the sheets."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from story import effort, okrs_english, okrs_portuguese, okrs_spanish
from story.kpis import KPIS, zone
from story.kpis import MONTHS as KPI_MONTHS
from story.model import AS_OF, CYCLES, Q3, Q4, KeyResult, check_ins, last_check_in, progress
from story.notes import INITIATIVES_Q3, INITIATIVES_Q4, PHASED_TARGETS
from story.organisation import CHAMPIONS, DIRECTORATES, RETROSPECTIVES, UNITS
from story.projects import PROJECTS

FIRST = (*okrs_english.FIRST_CYCLE, *okrs_portuguese.FIRST_CYCLE, *okrs_spanish.FIRST_CYCLE)
SECOND = (*okrs_english.SECOND_CYCLE, *okrs_portuguese.SECOND_CYCLE, *okrs_spanish.SECOND_CYCLE)
PORTUGUESE = (*okrs_portuguese.FIRST_CYCLE, *okrs_portuguese.SECOND_CYCLE)
SPANISH = (*okrs_spanish.FIRST_CYCLE, *okrs_spanish.SECOND_CYCLE)


def family(unit: str) -> tuple[str, ...]:
    """A unit with everything below it."""
    return (unit, *(below for name, row in UNITS.items() if row[0] == unit for below in family(name)))


def records_by_file(names: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many records of each kind each file holds, in the order of the files' names.

    Of the effort workbook the lines are counted as (unit, month, conversation) with any hours.
    """
    hours = [
        h for u in (*effort.ENGLISH_UNITS, *effort.PORTUGUESE_UNITS, *effort.SPANISH_UNITS) for h in effort.monthly(u)
    ]
    counts: list[dict[str, int]] = [
        {"unit": len(UNITS), "cycle": len(CYCLES), "champion": len(CHAMPIONS)},
        {**_okr_counts(okrs_english.FIRST_CYCLE), "initiative": len(INITIATIVES_Q3)},
        {**_okr_counts(okrs_english.SECOND_CYCLE), "initiative": len(INITIATIVES_Q4), "target": len(PHASED_TARGETS)},
        _okr_counts(PORTUGUESE),
        _okr_counts(SPANISH, only_values=True),
        {
            "kpi": sum(len(k.ranges) for k in KPIS),
            "kpi_reading": sum(value is not None for k in KPIS for value in k.readings),
        },
        {"project": len(PROJECTS), "milestone": sum(len(p.milestones) for p in PROJECTS)},
        {"effort": sum(h.planned is not None or h.actual is not None for h in hours)},
        {"effort": len(effort.timesheet())},
        {"retrospective": len(RETROSPECTIVES)},
    ]
    return dict(zip(names, counts, strict=True))


def _okr_counts(key_results: Sequence[KeyResult], *, only_values: bool = False) -> dict[str, int]:
    reported = [c for kr in key_results for c in check_ins(kr) if c.value is not None or not only_values]
    return {
        "objective": len({kr.objective.code for kr in key_results}),
        "key_result": len(key_results),
        "check_in": len(reported),
    }


def key_numbers() -> dict[str, Any]:
    """The numbers of the story, by subject."""
    return {
        "as_of": AS_OF.isoformat(),
        "units_by_level": dict(sorted(Counter(str(row[1]) for row in UNITS.values()).items())),
        "units_without_champion": [name for name in UNITS if name not in {row[1] for row in CHAMPIONS}],
        "okrs": {Q3: _cycle(FIRST, CYCLES[Q3][1]), Q4: _cycle(SECOND, AS_OF)},
        "effort": _effort(),
        "kpis": _kpis(),
        "projects": _projects(),
        "retrospectives": dict(Counter(row[2] for row in RETROSPECTIVES)),
    }


def _cycle(key_results: Sequence[KeyResult], day: dt.date) -> dict[str, Any]:
    last = {kr: last_check_in(kr) for kr in key_results}
    silent = [kr.code for kr, c in last.items() if c is None or (day - c.date).days > 14]
    latest = {kr.code: {"date": c.date.isoformat(), "value": c.value, "progress": _rounded(progress(kr, c.value))}
              for kr, c in last.items() if c is not None and c.value is not None}  # fmt: skip
    by_unit = {unit: [kr for kr in key_results if kr.objective.unit == unit] for unit in UNITS}
    return {
        "objectives": len({kr.objective.code for kr in key_results}),
        "key_results": len(key_results),
        "key_results_by_unit": {unit: len(mine) for unit, mine in by_unit.items()},
        "check_ins": sum(len(check_ins(kr)) for kr in key_results),
        "silent_for_more_than_14_days": silent,
        "forms": dict(sorted(Counter(kr.form for kr in key_results).items())),
        "measured_with_baseline_and_target": sum(kr.moves for kr in key_results),
        "latest": latest,
        "mean_clamped_progress_by_unit": {unit: _mean(latest, mine) for unit, mine in by_unit.items()},
        "mean_clamped_progress": _mean(latest, key_results),
    }


def _mean(latest: dict[str, dict[str, Any]], key_results: Iterable[KeyResult]) -> float | None:
    """Mean over the key results that have a value and a way from baseline to target; others have no progress."""
    shares = [latest[kr.code]["progress"] for kr in key_results if kr.code in latest]
    known = [min(1.0, max(0.0, share)) for share in shares if share is not None]
    return _rounded(sum(known) / len(known)) if known else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _effort() -> dict[str, Any]:
    hours = effort_hours()
    periods = {"2026-04 to 2026-12": range(4, 13), Q3: range(7, 10), Q4: range(10, 13)}
    groups = {
        "all": tuple(UNITS),
        **{name: family(name) for name in DIRECTORATES},
        **{n: (n,) for n in UNITS if n not in DIRECTORATES},
    }
    return {
        "measure": "hours",
        "directorates_include_their_departments": True,
        "hours": {
            unit: {m: {c: list(pair) for c, pair in row.items()} for m, row in of.items()} for unit, of in hours.items()
        },
        "shares": {
            period: {name: _shares(hours, units, months) for name, units in groups.items()}
            for period, months in periods.items()
        },
    }


def effort_hours() -> dict[str, dict[str, dict[str, tuple[float, float]]]]:
    """Hours by unit, month (2026-04) and conversation as (planned, actual); a timesheet line by its day."""
    out: dict[str, dict[str, dict[str, tuple[float, float]]]] = {}

    def add(unit: str, month: str, conversation: str, planned: float, actual: float) -> None:
        row = out.setdefault(unit, {}).setdefault(month, {})
        before = row.get(conversation, (0.0, 0.0))
        row[conversation] = (before[0] + planned, before[1] + actual)

    for unit in UNITS:
        if unit == effort.TIMESHEET_UNIT:
            for line in effort.timesheet():
                add(unit, f"{line.day:%Y-%m}", line.conversation, line.planned, line.actual)
            continue
        for h in effort.monthly(unit):
            if h.planned is not None or h.actual is not None:
                add(unit, f"{h.month:%Y-%m}", h.conversation, h.planned or 0, h.actual or 0)
    return out


def _shares(
    hours: dict[str, dict[str, dict[str, tuple[float, float]]]], units: Iterable[str], months: Iterable[int]
) -> dict[str, dict[str, float]]:
    names = {f"2026-{month:02d}" for month in months}
    sums = {side: Counter[str]() for side in ("planned", "actual")}
    for unit in units:
        for month, row in hours[unit].items():
            if month in names:
                for conversation, (planned, actual) in row.items():
                    sums["planned"][conversation] += planned  # type: ignore[assignment]
                    sums["actual"][conversation] += actual  # type: ignore[assignment]
    return {
        side: {c: round(of[c] / sum(of.values()), 6) if of else 0.0 for c in effort.CONVERSATIONS}
        for side, of in sums.items()
    }


def _kpis() -> dict[str, Any]:
    month = KPI_MONTHS[-1]
    day = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    zones = {k.code: zone(k, k.readings[-1], day) for k in KPIS if k.readings[-1] is not None}
    return {
        "kpis": len(KPIS),
        "kpis_with_changed_range": [k.code for k in KPIS if len(k.ranges) > 1],
        "last_reading_on": day.isoformat(),
        "zones_at_last_reading": zones,
        "zone_counts": dict(sorted(Counter(zones.values()).items())),
        "not_healthy": [code for code, name in zones.items() if name != "healthy"],
        "last_values": {k.code: k.readings[-1] for k in KPIS},
    }


def _projects() -> dict[str, Any]:
    steps = [m for p in PROJECTS for m in p.milestones]
    return {
        "projects": len(PROJECTS),
        "by_status": dict(sorted(Counter(p.status for p in PROJECTS).items())),
        "budget": sum(p.budget for p in PROJECTS),
        "spent": sum(p.spent for p in PROJECTS),
        "milestones": len(steps),
        "finished": sum(m.finished is not None for m in steps),
        "finished_late": sum(m.finished is not None and m.finished > m.due for m in steps),
        "overdue": [m.code for m in steps if m.finished is None and m.due < AS_OF],
        "promised_later_than_first": sum(m.due > m.promised for m in steps),
    }
