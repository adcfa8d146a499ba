"""The sample workbooks are read as their story means them: counts per kind, units, codes, cycles, planned and actual.

What real workbooks like these show, and a reader has to get right:
a row such as "As of | 2026-11-20" or "Fecha de corte | …" or "Cycle | 2026-Q3" above a table is no header of it: its day
and cycle belong to the sheet · "KR ID", "Código RC" are the key result's code, "Obj. ID", "Código" beside an objective
the objective's · "Unit", "Unidade", "Unidad" is the unit of the organisation where another column (or none) is a unit of
measure · a column "Tipo" that says Previsto/Realizado, planned/actual, plan/ist per row turns the amounts beside it into
planned or actual · "Elemento", "Item", "Task" is effort.item · an initiatives table gives initiatives, not key results,
and its "Type" is the initiative's · a table of readings refers to KPIs, it doesn't define them anew · several rows of one
KPI with other "Valid from" days are several definitions · "? → 85 %" is a target without a baseline · "KR ID, Date,
Target" is a table of phased targets · month headers stand for the whole month: a reading's day is its last.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read

ROOT = Path(__file__).parent.parent.parent
TRUTH = json.loads((ROOT / "tests" / "golden" / "samples_truth.json").read_text(encoding="utf-8"))


@cache
def understood(name: str) -> Reading:
    return read(name, (ROOT / "data" / name).read_bytes())


def values(name: str, kind: str, field: str) -> list[object]:
    return [getattr(record, field) for record in understood(name).records if record.record_kind == kind]


@pytest.mark.parametrize("name", sorted(TRUTH["files"]))
def test_records_per_kind(name: str) -> None:
    expected = {kind: count for kind, count in TRUTH["files"][name].items() if count}
    found = understood(name).counts()
    assert {kind: found.get(kind, 0) for kind in expected} == expected
    assert not set(found) - set(expected) - {"unit", "cycle", "objective"}


@pytest.mark.parametrize("name", sorted(TRUTH["files"]))
def test_the_day_is_found(name: str) -> None:
    reading = understood(name)
    assert reading.as_of_source in ("cell", "file name")
    assert not [d for d in reading.diagnostics if d.severity == "error"], [str(d) for d in reading.diagnostics][:5]


def test_units_are_units_of_the_organisation() -> None:
    units = set(values("01_organisation.xlsx", "unit", "name"))
    assert len(units) == sum(TRUTH["units_by_level"].values())
    for name in ("02_okrs_2026-Q3.xlsx", "03_okrs_2026-Q4.xlsx"):
        assert set(values(name, "key_result", "unit")) | set(values(name, "objective", "unit")) <= units | {None}
    for name in ("08_effort_plan_actual.xlsx", "09_timesheets_2026-11-20.csv"):
        assert set(values(name, "effort", "unit")) <= units
        assert set(values(name, "effort", "measure")) == {"hours"}


@pytest.mark.parametrize("cycle", ["2026-Q3", "2026-Q4"])
def test_key_results_by_cycle_and_unit(cycle: str) -> None:
    found: Counter[str] = Counter()
    for name in TRUTH["files"]:
        records = understood(name).records
        objectives = {
            ref: (r.cycle, r.unit) for r in records if r.record_kind == "objective" for ref in (r.code, r.title) if ref
        }
        for record in records:
            if record.record_kind == "key_result":
                of_cycle, of_unit = objectives.get(record.objective, (None, None))
                if (record.cycle or of_cycle) == cycle:
                    found[record.unit or of_unit] += 1
    assert dict(found) == TRUTH["okrs"][cycle]["key_results_by_unit"]


def test_every_key_result_has_its_code() -> None:
    codes = [c for name in TRUTH["files"] for c in values(name, "key_result", "code")]
    assert None not in codes
    assert len(codes) == len(set(codes)) == 94


def test_hours_planned_and_actual() -> None:
    totals = {"planned": 0.0, "actual": 0.0}
    for name in ("08_effort_plan_actual.xlsx", "09_timesheets_2026-11-20.csv"):
        for record in understood(name).records:
            for what in totals:
                totals[what] += float(getattr(record, what) or 0)
    hours = [h for months in TRUTH["effort"]["hours"].values() for split in months.values() for h in split.values()]
    assert totals["planned"] == pytest.approx(sum(h[0] for h in hours))
    assert totals["actual"] == pytest.approx(sum(h[1] for h in hours))


def test_ranges_keep_their_days() -> None:
    dated = Counter(values("06_kpis.xlsx", "kpi", "code"))
    assert sorted(code for code, count in dated.items() if count > 1) == TRUTH["kpis"]["kpis_with_changed_range"]
    assert max(values("06_kpis.xlsx", "kpi_reading", "date")).isoformat() == TRUTH["kpis"]["last_reading_on"]


def test_projects_and_milestones() -> None:
    assert sum(values("07_projects.xlsx", "project", "budget")) == TRUTH["projects"]["budget"]
    finished = [day for day in values("07_projects.xlsx", "milestone", "finished") if day]
    assert len(finished) == TRUTH["projects"]["finished"]
