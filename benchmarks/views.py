"""How long the views take with many key results and weekly check-ins: `python -m benchmarks.views [KEY_RESULTS]`.

Prints milliseconds of processor time: made (first question after a write) and asked again (from the snapshot).
"""

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from okr_analytics.metrics.evaluate import evaluate, rows
from okr_analytics.metrics.filters import Filters
from okr_analytics.store.database import Database

VIEWS = (
    *("kr_basis", "kr_point", "kr_latest", "kr_state", "objective_state", "unit_progress"),
    *("progress_weekly", "kr_rhythm", "attention", "item_field"),
)
WEEKS = 52
FILL = (
    "INSERT INTO load (load_id, file, sha256, as_of, as_of_source, loaded_at, actor, mode, nonblank, unused, diagnostics) "
    "VALUES (1, 'f', 's', DATE '2026-01-01', 'person', TIMESTAMP '2026-01-01', 'a', 'merge', 1, 0, 0)",
    "INSERT INTO unit (load_id, row_number, key, name, parent_key) "
    "SELECT 1, i, 'u' || i, 'Unit ' || i, CASE WHEN i > 0 THEN 'u' || (i // 8) END FROM range(100) r(i)",
    'INSERT INTO cycle (load_id, row_number, key, name, "start", "end") '
    "VALUES (1, 1, 'c', '2026', DATE '2026-01-01', DATE '2026-12-31')",
    "INSERT INTO objective (load_id, row_number, key, title, unit_key, cycle_key) "
    "SELECT 1, i, 'o' || i, 'Objective ' || i, 'u' || (i % 100), 'c' FROM range({count} // 4) r(i)",
    'INSERT INTO key_result (load_id, row_number, key, title, objective_key, baseline, target, "where", cells) '
    "SELECT 1, i, 'k' || i, 'Key result ' || i, 'o' || (i // 4), 0, 100, 'OKR!A' || i, MAP {{'target': 'OKR!F' || i}} "
    "FROM range({count}) r(i)",
    'INSERT INTO check_in (load_id, row_number, key, key_result_key, date, value, confidence, "where", cells) '
    "SELECT 1, i * {weeks} + j, 'k' || i || '@' || j, 'k' || i, DATE '2026-01-05' + (7 * j)::INT, j * 2 * random(), "
    "random(), 'C!A' || i, MAP {{'value': 'C!B' || i}} FROM range({count}) r(i), range({weeks}) s(j)",
)


def main() -> None:
    """Fills a store in memory and asks it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    database = Database.in_memory()
    with database.transaction() as tx:
        for statement in FILL:
            tx.execute(statement.format(count=count, weeks=WEEKS))
    moment = Filters(as_of=dt.date(2026, 12, 20), known=1).resolve(database)
    sys.stdout.write(f"{count} key results, {count * WEEKS} check-ins\n{'':28}{'made':>8}{'again':>8}\n")
    for view in VIEWS:
        tell(view, lambda view=view: database.relation(view, *moment.times))
    tell("progress by unit", lambda: evaluate(database, ["progress", "on_track_share"], ("unit",), moment))
    tell("all key results", lambda: rows(database, "kr_state", moment))
    tell("trend of one", lambda: rows(database, "kr_trend", moment, only={"key_result_key": "k77"}))


def tell(name: str, ask: Callable[[], object]) -> None:
    """Prints how long a question takes the first and the second time."""
    spent = []
    for _ in range(2):
        start = time.process_time()
        ask()
        spent.append(1000 * (time.process_time() - start))
    sys.stdout.write(f"{name:28}{spent[0]:8.0f}{spent[1]:8.0f}\n")


if __name__ == "__main__":
    main()
