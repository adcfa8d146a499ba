"""Bytes → committed, against pandas only reading the same bytes: python -m benchmarks.load_vs_pandas --rows 1000 10000.

Ours opens the file in a confined child, understands every sheet, accounts for every cell, compares with what is
stored, writes the journal and commits; pandas returns frames. Runs take turns, so that a busy machine harms both
alike: trust the ratios more than the seconds.
"""

import argparse
import io
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmarks.generate_workbooks import KINDS, Size, write
from okr_analytics.loading import Workspace

COLUMNS = ("kind", "rows", "cells", "kB", "pandas s", "calamine s", "ours s", "preview s", "× pandas", "× calamine")


@dataclass(frozen=True)
class Line:
    """One file measured: seconds are medians; `preview` is the part of `ours` before the person confirms."""

    kind: str
    rows: int
    cells: int
    size: int
    pandas: float
    calamine: float
    ours: float
    preview: float

    def texts(self) -> tuple[str, ...]:
        """The line as the table prints it."""
        seconds = (f"{value:.2f}" for value in (self.pandas, self.calamine, self.ours, self.preview))
        ratios = (f"{self.ours / self.pandas:.2f}", f"{self.ours / self.calamine:.2f}")
        return (self.kind, f"{self.rows:,}", f"{self.cells:,}", f"{self.size / 1000:.0f}", *seconds, *ratios)


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _pandas(data: bytes, engine: str | None) -> None:
    pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine=engine)  # type: ignore[call-overload]


def _ours(name: str, data: bytes, folder: Path) -> tuple[float, float, int]:
    """Seconds until committed, seconds until previewed, non-blank cells; into an empty store, opened beforehand."""
    workspace = Workspace.open(folder / "okr.duckdb")
    try:
        begin = time.perf_counter()
        preview = workspace.preview(name, data)
        previewed = time.perf_counter() - begin
        report = workspace.confirm(preview, "benchmark")
        committed = time.perf_counter() - begin
    finally:
        workspace.close()
    if report.load_id is None:
        raise SystemExit(f"{name} was not loaded: {report.words}")
    return committed, previewed, preview.reading.nonblank


def measure(kind: str, rows: int, runs: int) -> Line:
    """Both sides on one generated file, taking turns."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / f"{kind}_{rows}.xlsx"
        write(path, kind, Size(rows))
        data = path.read_bytes()
        default, calamine, ours, previews, cells = [], [], [], [], 0
        for run in range(runs):
            folder = Path(scratch) / str(run)
            folder.mkdir()
            committed, previewed, cells = _ours(path.name, data, folder)
            ours.append(committed)
            previews.append(previewed)
            default.append(_timed(lambda: _pandas(data, None)))
            calamine.append(_timed(lambda: _pandas(data, "calamine")))
    medians = (statistics.median(values) for values in (default, calamine, ours, previews))
    return Line(kind, rows, cells, len(data), *medians)


def main() -> None:
    """Reads the arguments, prints the table."""
    parser = argparse.ArgumentParser(description="Measure loading against pandas reading.")
    parser.add_argument("--rows", type=int, nargs="+", default=[1000])
    parser.add_argument("--kind", choices=(*KINDS, "all"), default="all")
    parser.add_argument("--runs", type=int, default=3)
    args = parser.parse_args()
    warnings.simplefilter("ignore", FutureWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    print("  ".join(f"{name:>10}" for name in COLUMNS))
    for rows in args.rows:
        for kind in KINDS if args.kind == "all" else (args.kind,):
            print("  ".join(f"{text:>10}" for text in measure(kind, rows, args.runs).texts()), flush=True)


if __name__ == "__main__":
    main()
