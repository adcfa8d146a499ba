"""How long a pack takes in each format, and how much memory a batch of 50 needs. Prints a table.

python -m benchmarks.packs [--batch 50]

Memory is what this process and the one that sets PDFs hold together (resident, looked at every 20 ms, Linux alone): first
of all packs but the largest, then of that one, which is the pack of a unit with 800 key results below it.
"""

import argparse
import datetime as dt
import os
import resource
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from benchmarks.big_store import Size, fill
from okr_analytics.document import Chart, Column, Note, Section, Table, Tile, Tiles, View
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.batch import zip_all
from okr_analytics.packs.compose import compose, for_units, units_to_review
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
    """Measures CPU seconds per format (median of three) of a made-up and of a composed pack, then the batch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batch", type=int, default=50)
    count = parser.parse_args().batch
    print("20 slides")
    _formats(twenty_slides("Review"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "okr.duckdb"
        fill(path, Size(key_results=1_000, check_ins=12), DAY)
        workspace = Workspace.open(path)
        filters = Filters(as_of=DAY).resolve(workspace.database)
        prepare(workspace.database, filters, workspace.policy)
        question = Question(workspace.database, filters, workspace.policy, workspace.policy_event)
        _board(question)
        _batch(question, count)
        workspace.close()


def _formats(pack: Pack) -> None:
    for name, form in formats().items():
        form.write(pack)  # the first one loads fonts and templates
        taken = []
        for _ in range(3):
            start = _seconds()
            size = len(form.write(pack))
            taken.append(_seconds() - start)
        verdict = "ok" if sorted(taken)[1] < LIMIT_SECONDS else "TOO SLOW"
        print(f"  {name:5} {sorted(taken)[1]:6.2f} s CPU  {size / 1e6:5.2f} MB  {verdict}")


def _seconds() -> float:
    """Processor time of this process and of those it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _board(question: Question) -> None:
    """A board's pack in brief, composed of the store's own pages; what was loaded and made ready before isn't counted."""
    definition = Definition(pages=AUDIENCES["Board"], cycle=RUNNING, brief=True)
    start = _seconds()
    pack = compose(question, definition)
    print(f"Board pack of 1,000 key results, composed in {_seconds() - start:.1f} s CPU")
    _formats(pack)


def _batch(question: Question, count: int) -> None:
    """Real packs of units, one after the other: those of usual size, then the one of the unit above nearly all others."""
    definition = Definition(pages=AUDIENCES["Unit review"], cycle=RUNNING)
    largest, *units = units_to_review(question)[:count]
    for name, chosen in ((f"{len(units)} unit packs", units), ("The largest unit", [largest])):
        with tempfile.TemporaryFile() as target, _memory() as peaks:
            start = _seconds()
            packs = for_units(question, definition, chosen)
            zip_all(packs, list(formats()), target, lambda done, name: print(f"{done:4} {name}", file=sys.stderr))
            size, taken = target.tell(), _seconds() - start
        own, both = peaks
        verdict = (
            "ok" if both < LIMIT_MB else "TOO LARGE" if own >= LIMIT_MB else "ok without the process that sets PDFs"
        )
        told = f"peak {own:.0f} MB, with the process that sets PDFs {both:.0f} MB"
        print(f"{name}, all formats: {taken:.0f} s CPU, {size / 1e6:.0f} MB; {told}  {verdict}")


@contextmanager
def _memory() -> Iterator[list[float]]:
    """The most that this process alone, and with its children, held meanwhile, in MB; there after the block."""
    peaks, ended = [0.0, 0.0], threading.Event()

    def watch() -> None:
        while not ended.wait(0.02):
            own = _resident(os.getpid())
            both = own + sum(map(_resident, _children()))
            peaks[:] = max(peaks[0], own), max(peaks[1], both)

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield peaks
    finally:
        ended.set()
        watching.join()


def _children() -> list[int]:
    found = (task.read_text() for task in Path("/proc/self/task").glob("*/children"))
    return [int(pid) for pids in found for pid in pids.split()]


def _resident(pid: int) -> float:
    try:
        if pid != os.getpid() and _command(pid) == _command(os.getpid()):
            return 0.0  # just forked: until it becomes its own program, its memory is ours
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except OSError:  # it has just ended
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


if __name__ == "__main__":
    main()
