"""Reading a workbook against understanding it: python -m benchmarks.understand --rows 1000 10000 --profile 12.

CPU seconds, the least of several runs: `reading` is the gate, the confined child and what comes back from it (bytes →
cells); `understanding` is everything from cells to records, diagnostics and the account of every cell. On a busy
machine trust the ratio. `--profile` adds the lines of the profile of understanding in which most time is spent.
"""

import argparse
import cProfile
import io
import pstats
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.generate_workbooks import KINDS, Size, write
from okr_analytics.ingest.cells import Workbook
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.ingest.workbook import open_workbook

Result = TypeVar("Result")
COLUMNS = ("kind", "rows", "cells", "reading s", "understanding s", "ratio", "µs a cell")


def _cpu() -> float:
    """CPU seconds of this process and of the children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _least(work: Callable[[], Result], runs: int) -> tuple[float, Result]:
    """The least CPU seconds of several runs, and what the last one gave."""
    seconds = []
    for _ in range(runs):
        begin = _cpu()
        result = work()
        seconds.append(_cpu() - begin)
    return min(seconds), result


def measure(kind: str, rows: int, runs: int) -> tuple[tuple[str, ...], Workbook]:
    """A line of the table for one generated file, and its cells."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}_{rows}.xlsx"
        write(path, kind, Size(rows))
        data = path.read_bytes()
    reading, workbook = _least(lambda: open_workbook(path.name, data), runs)
    understanding, _ = _least(lambda: read_workbook(workbook), runs)
    ratio, each = understanding / reading, understanding / workbook.count * 1e6
    line = (
        kind,
        f"{rows:,}",
        f"{workbook.count:,}",
        f"{reading:.2f}",
        f"{understanding:.2f}",
        f"{ratio:.2f}",
        f"{each:.1f}",
    )
    return line, workbook


def profile(workbook: Workbook, lines: int) -> str:
    """The functions in which understanding spends most of its time, most first."""
    profiler = cProfile.Profile()
    profiler.runcall(read_workbook, workbook)
    out = io.StringIO()
    pstats.Stats(profiler, stream=out).strip_dirs().sort_stats("tottime").print_stats(lines)
    table = out.getvalue().partition("ncalls")
    return "".join(table[1:]).rstrip()


def main() -> None:
    """Reads the arguments, prints the table and, where asked for, the profiles."""
    parser = argparse.ArgumentParser(description="Measure understanding a workbook against reading it.")
    parser.add_argument("--rows", type=int, nargs="+", default=[1000])
    parser.add_argument("--kind", choices=(*KINDS, "all"), default="all")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", type=int, default=0, metavar="LINES")
    args = parser.parse_args()
    print("  ".join(f"{name:>15}" for name in COLUMNS))
    for rows in args.rows:
        for kind in KINDS if args.kind == "all" else (args.kind,):
            line, workbook = measure(kind, rows, args.runs)
            print("  ".join(f"{text:>15}" for text in line), flush=True)
            if args.profile:
                print(profile(workbook, args.profile), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
