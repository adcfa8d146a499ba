"""Fills a store with an organisation of any size, as the loader would have: for benchmarks of pages, views and memory.

One small file goes through loading itself, so that journal and store belong together; the many rows follow as that
load's own, straight into its tables: 520,000 rows through a spreadsheet would measure the reading of spreadsheets.
"""

import datetime as dt
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from okr_analytics.loading import Workspace
from okr_analytics.store.transaction import Transaction

_SEED = b"Unit,Parent\nThe whole,\nUnit 0,The whole\n"
_STEMS = (
    *("Raise the share of cases solved at first contact", "Cut the days from request to answer"),
    *("Increase satisfaction of visitors", "Reduce complaints about waiting", "Bring down overdue inspections"),
    *("Launch the new portal", "More trained coaches in the districts", "Lower the error rate of invoices"),
)
_UNITS = 100
_KPIS = 300
_PROJECTS = 200
_WEEKLY = 7


@dataclass(frozen=True, slots=True)
class Size:
    """How much: key results, check-ins of each, days from one to the next."""

    key_results: int = 10_000
    check_ins: int = 52
    every: int = _WEEKLY

    @property
    def rows(self) -> int:
        """Check-ins in all."""
        return self.key_results * self.check_ins


def fill(path: Path, size: Size, today: dt.date | None = None) -> None:
    """Makes the store at `path`, whose running cycle is nearly over on `today`; raises where there is one already."""
    if path.exists():
        raise FileExistsError(f"{path} is there already.")
    day = today or dt.date.today()
    workspace = Workspace.open(path)
    workspace.load("units.csv", _SEED, as_of=day, actor="benchmark")
    with workspace.database.transaction() as tx:
        _write(tx, size, workspace.last_event, day)
    workspace.database.checkpoint()
    workspace.close()


def _write(tx: Transaction, size: Size, load: int, today: dt.date) -> None:
    """Two cycles: a fifth of the key results in one that is over, the others in the running one."""
    first = today - dt.timedelta(days=size.every * (size.check_ins - 1))
    old = first - dt.timedelta(days=size.every * size.check_ins)
    end = today + dt.timedelta(days=21)
    stems = "[" + ", ".join(f"'{stem}'" for stem in _STEMS) + "]"
    marks = {
        "load": load,
        "count": size.key_results,
        "check_ins": size.check_ins,
        "every": size.every,
        "stems": stems,
        "units": _UNITS,
        "kpis": _KPIS,
        "projects": _PROJECTS,
        "today": f"DATE '{today}'",
        "first": f"DATE '{first}'",
        "old": f"DATE '{old}'",
        "turn": f"DATE '{first - dt.timedelta(days=1)}'",
        "end": f"DATE '{end}'",
    }
    tx.execute("SELECT setseed(0.5)")
    for statement in _STATEMENTS:
        tx.execute(statement.format(**marks))


_STATEMENTS = (
    "INSERT INTO unit (load_id, row_number, key, name, parent_key, parent) SELECT {load}, 100 + i, 'u' || i, 'Unit ' || i, "
    "CASE WHEN i > 1 THEN 'u' || (i // 8 + 1) END, CASE WHEN i > 1 THEN 'Unit ' || (i // 8 + 1) END "
    "FROM range(1, {units} + 1) r(i)",
    'INSERT INTO cycle (load_id, row_number, key, name, "start", "end") VALUES '
    "({load}, 1, 'c0', 'Last cycle', {old}, {turn}), ({load}, 2, 'c1', 'This cycle', {first}, {end})",
    "INSERT INTO objective (load_id, row_number, key, code, title, unit_key, cycle_key, owner) "
    "SELECT {load}, i, 'o' || i, 'O' || i, 'Services that people trust, area ' || i, 'u' || (1 + i % {units}), "
    "IF(i % 5 = 0, 'c0', 'c1'), 'Person ' || (i % 400) FROM range({count} // 4 + 1) r(i)",
    "INSERT INTO key_result (load_id, row_number, key, code, title, objective_key, measure, baseline, target, owner, "
    "\"where\", cells) SELECT {load}, i, 'k' || i, 'KR' || i, ({stems})[1 + i % 8] || ' from 20 to ' || (40 + i % 50) || "
    "' % in area ' || i, 'o' || (i // 4), '%', 0.2, (40 + i % 50) / 100, 'Person ' || (i % 900), 'OKR!A' || (i + 1), "
    "MAP {{'target': 'OKR!F' || (i + 1), 'baseline': 'OKR!E' || (i + 1)}} FROM range({count}) r(i)",
    'INSERT INTO check_in (load_id, row_number, key, key_result_key, date, value, confidence, "where", cells) '
    "SELECT {load}, i * {check_ins} + j, 'k' || i || '@' || j, 'k' || i, "
    "IF(i // 4 % 5 = 0, {old}, {first}) + ({every} * j)::INT, "
    "0.2 + (j / {check_ins}) * (0.2 + i % 50 / 100) * (0.4 + i % 13 / 12) + 0.02 * random(), "
    "round(0.4 + 0.5 * random(), 1), 'C!A' || (i + 1), MAP {{'value': 'C!B' || (i + 1)}} "
    "FROM range({count}) r(i), range({check_ins}) s(j)",
    "INSERT INTO kpi (load_id, row_number, key, code, name, unit_key, measure, direction, healthy_low, warning_low, "
    "frequency, \"where\") SELECT {load}, i, 'p' || i, 'KPI' || i, 'Service level ' || i, 'u' || (1 + i % {units}), '%', "
    "'higher', 0.8, 0.7, 'monthly', 'KPI!A' || (i + 1) FROM range({kpis}) r(i)",
    'INSERT INTO kpi_reading (load_id, row_number, key, kpi_key, date, value, "where") '
    "SELECT {load}, i * 36 + j, 'p' || i || '@' || j, 'p' || i, {today} - (30 * j)::INT, "
    "0.65 + 0.3 * random() + 0.001 * (36 - j), 'KPI!B' || (i + 1) FROM range({kpis}) r(i), range(36) s(j)",
    'INSERT INTO project (load_id, row_number, key, code, name, unit_key, owner, priority, "start", due, percent_complete, '
    "budget, spent, key_result_key, \"where\") SELECT {load}, i, 'j' || i, 'P' || i, 'Project ' || i, 'u' || (1 + i % {units}), "
    "'Person ' || i, 1 + i % 3, {today} - (200 + i)::INT, {today} + (i % 200)::INT, (i % 101) / 100, 100000 + i, "
    "500 * (i % 200), IF(i % 2 = 0, 'k' || (i * 7), NULL), 'PRJ!A' || (i + 1) FROM range({projects}) r(i)",
    'INSERT INTO milestone (load_id, row_number, key, project_key, name, due, finished, "where") '
    "SELECT {load}, i * 6 + j, 'm' || i || '@' || j, 'j' || i, 'Milestone ' || j, {today} + (40 * (j - 4))::INT, "
    "IF(j < 3, {today} + (40 * (j - 4) + i % 20)::INT, NULL), 'PRJ!M' || (i + 1) FROM range({projects}) r(i), range(6) s(j)",
    'INSERT INTO effort (load_id, row_number, key, unit_key, period, "start", "end", conversation, planned, actual, measure, '
    "\"where\") SELECT {load}, i, 'e' || i, 'u' || (1 + i % {units}), strftime(m, '%Y-%m'), m::DATE, last_day(m), "
    "(['growth', 'bau', 'improvement'])[1 + i % 3], 100 + i % 70, 90 + i % 90, 'hours', 'E!A' || (i + 1) "
    "FROM (SELECT i, date_trunc('month', {today}) - to_months((i // 300)::INT) AS m FROM range(3600) r(i))",
)
