"""Reading a workbook against understanding it: python -m benchmarks.understand --rows 1000 10000 --profile 12.

CPU seconds, the least of several runs. `reading` is all of bytes → cells: the gate, the confined child with its start,
and what comes back from it. `understanding` is all of cells → records, diagnostics and the account of every cell; each
run is in a fork that has seen no text of the file before but its headers, as at a first upload. On a busy machine trust
the ratio. `--profile` adds where understanding spends most of its time.
"""

import argparse
import cProfile
import io
import os
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
FEW = 10  # rows of a first small file
LIST = "okr-list"  # key results alone; "okr" has six check-ins of each on a second sheet, seven times as many rows
COLUMNS = ("kind", "rows", "cells", "reading s", "understanding s", "ratio", "µs a cell")


def _cpu() -> float:
    """CPU seconds of this process and of the children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """CPU seconds of some work, and what it gave."""
    begin = _cpu()
    result = work()
    return _cpu() - begin, result


def _first_upload(name: str, data: bytes) -> tuple[float, float]:
    """CPU seconds of reading and of understanding a file, in a fork: nothing is left there from an earlier run."""
    ours, theirs = os.pipe()
    if os.fork() == 0:
        reading, workbook = _timed(lambda: open_workbook(name, data))
        understanding, _ = _timed(lambda: read_workbook(workbook))
        os.write(theirs, f"{reading} {understanding}".encode())
        os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as answer:
        reading, understanding = map(float, answer.read().split())
    os.wait()
    return reading, understanding


def measure(kind: str, rows: int, runs: int) -> tuple[tuple[str, ...], Workbook]:
    """A line of the table for one generated file, and its cells."""
    read_workbook(open_workbook(f"{kind}.xlsx", _written(kind, FEW)))  # loads the vocabulary, as any upload before did
    data = _written(kind, rows)
    reading, understanding = map(min, zip(*(_first_upload(kind, data) for _ in range(runs)), strict=True))
    workbook = open_workbook(kind, data)
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


def _written(kind: str, rows: int) -> bytes:
    """A generated workbook of that kind and size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{kind}.xlsx"
        write(path, *(("okr", Size(rows, check_ins=0)) if kind == LIST else (kind, Size(rows))))
        return path.read_bytes()


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
    parser.add_argument("--kind", choices=(LIST, *KINDS, "all"), default="all")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", type=int, default=0, metavar="LINES")
    args = parser.parse_args()
    print("  ".join(f"{name:>15}" for name in COLUMNS))
    for rows in args.rows:
        for kind in (LIST, *KINDS) if args.kind == "all" else (args.kind,):
            line, workbook = measure(kind, rows, args.runs)
            print("  ".join(f"{text:>15}" for text in line), flush=True)
            if args.profile:
                print(profile(workbook, args.profile), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
