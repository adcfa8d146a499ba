"""How long a 20-slide pack takes in each format, and how much memory a batch of 50 needs. Prints a table.

python -m benchmarks.packs [--batch 50]
"""

import argparse
import datetime as dt
import resource
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from benchmarks.big_store import Size, fill
from okr_analytics.document import Chart, Column, Note, Section, Table, Tile, Tiles, View
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.batch import zip_all
from okr_analytics.packs.compose import for_units, units_to_review
from okr_analytics.packs.definition import AUDIENCES, RUNNING, Definition
from okr_analytics.packs.pack import Pack
from okr_analytics.packs.registry import formats
from okr_analytics.views.derived import prepare
from okr_analytics.views.question import Question

DAY = dt.date(2026, 11, 22)
UNITS = [f"Unit {i} with a name of usual length" for i in range(12)]
LIMIT_SECONDS, LIMIT_MB = 3.0, 500


def twenty_slides(title: str) -> Pack:
    """Title, summary, 14 charts of different families, figures, 30 key results, sources: 20 slides."""
    effort = pd.DataFrame(
        [(u, c, 100.0 + i * j) for i, u in enumerate(UNITS) for j, c in enumerate(("growth", "bau", "improvement"))],
        columns=["unit", "conversation", "hours"],
    )
    weeks = [DAY - dt.timedelta(weeks=i) for i in range(26)][::-1]
    trend = pd.DataFrame(
        [(d, u, i / 30 + j / 50) for j, u in enumerate(UNITS[:3]) for i, d in enumerate(weeks)],
        columns=["day", "unit", "p"],
    )
    results = pd.DataFrame(
        [(f"KR{i}", "Raise the share of requests completed online " * 3, i / 40, "on_track") for i in range(30)],
        columns=["code", "title", "progress", "status"],
    )
    bars = [
        Chart(
            "bar", effort, f"Effort {i}", "a", x="unit", y="hours", color="conversation", stack="percent", unit="hours"
        )
        for i in range(7)
    ]
    lines = [
        Chart("line", trend, f"Trend {i}", "a", x="day", y="p", color="unit", unit="percent", x_unit="date")
        for i in range(7)
    ]
    columns = (
        Column("code", "Code"),
        Column("title", "Key result"),
        Column("progress", "Progress", "percent"),
        Column("status", "Status", role="status"),
    )
    tiles = Tiles(tuple(Tile(f"Figure {i}", i / 7, "percent", note="What it means") for i in range(6)))
    sections = (
        Section("now", "Now", (tiles, Note("A sentence that a leader can read out."))),
        *(Section(f"s{i}", f"Part {i}", (chart,)) for i, chart in enumerate([*bars, *lines])),
        Section("all", "Key results", (Table(columns, results, "Key results"),)),
    )
    return Pack(title, (View("v", "Review", "?", sections, headline="Growth took 28 % of effort"),), DAY)


def main() -> None:
    """Measures CPU seconds per format (median of three), then the batch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batch", type=int, default=50)
    count = parser.parse_args().batch
    pack = twenty_slides("Review")
    for name, form in formats().items():
        form.write(pack)  # the first one loads fonts and templates
        taken = []
        for _ in range(3):
            start = time.process_time()
            size = len(form.write(pack))
            taken.append(time.process_time() - start)
        verdict = "ok" if sorted(taken)[1] < LIMIT_SECONDS else "TOO SLOW"
        print(f"{name:5} {sorted(taken)[1]:6.2f} s CPU  {size / 1e6:5.2f} MB  {verdict}")
    _batch(count)


def _batch(count: int) -> None:
    """Real packs of units: composed from a store of 1,000 key results with 12 check-ins each, one after the other."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as target:
        path = Path(folder) / "okr.duckdb"
        fill(path, Size(key_results=1_000, check_ins=12), DAY)
        workspace = Workspace.open(path)
        filters = Filters(as_of=DAY).resolve(workspace.database)
        prepare(workspace.database, filters, workspace.policy)
        question = Question(workspace.database, filters, workspace.policy, workspace.policy_event)
        definition = Definition(pages=AUDIENCES["Unit review"], cycle=RUNNING)
        units = units_to_review(question)[:count]
        start = time.process_time()
        packs = for_units(question, definition, units)
        zip_all(packs, list(formats()), target, lambda done, name: print(f"{done:4} {name}", file=sys.stderr))
        size, taken = target.tell(), time.process_time() - start
        workspace.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verdict = "ok" if peak < LIMIT_MB else "TOO LARGE"
    print(
        f"{len(units)} unit packs, all formats: {taken:.0f} s CPU, {size / 1e6:.0f} MB, peak {peak:.0f} MB  {verdict}"
    )


if __name__ == "__main__":
    main()
