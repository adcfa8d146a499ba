"""Writes realistic workbooks of any size: python -m benchmarks.generate_workbooks OUT --kind okr --rows 1000.

`--rows` counts the rows of the main table: key results, KPIs or timesheet lines. The same arguments give the same file.
"""

import argparse
import datetime as dt
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

KINDS = ("okr", "kpi", "effort")
STATUS = ("On track", "At risk", "Off track", "Not started", "Done")
BETTER_LOW = ("waiting time", "errors", "complaints", "cost per case")
BETTER_HIGH = ("satisfaction", "coverage", "first-time fixes", "reach")
OUTCOMES = BETTER_LOW + BETTER_HIGH
PEOPLE = tuple(
    f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Di", "Eli") for last in ("Moss", "Reed", "Vale", "Wynn")
)
WORK = (("Growth", "Pilot"), ("BAU", "Requests"), ("Improvement", "Project"), ("", "Meetings"))


@dataclass(frozen=True)
class Size:
    """How much to write; `check_ins` and `months` are per key result and per KPI."""

    rows: int
    units: int = 12
    cycles: int = 2
    check_ins: int = 6
    months: int = 12
    seed: int = 1


class Writer:
    """A workbook written row by row in constant memory, with the formats that people use."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self.book.set_properties({"created": dt.datetime(2026, 11, 20)})
        self.date = self.book.add_format({"num_format": "dd/mm/yyyy"})
        self.percent = self.book.add_format({"num_format": "0.0%"})
        self.bold = self.book.add_format({"bold": True})

    def table(self, name: str, title: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> None:
        """A sheet with a title row, an empty row, a header row and the rows."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, title, self.bold)
        self._row(sheet, 2, header)
        for number, row in enumerate(rows, start=3):
            self._row(sheet, number, row)

    def _row(self, sheet: xlsxwriter.worksheet.Worksheet, number: int, row: Sequence[object]) -> None:
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(number, column, dt.datetime.combine(value, dt.time()), self.date)
            elif isinstance(value, Percent):
                sheet.write_number(number, column, float(value), self.percent)
            elif isinstance(value, (int, float)):
                sheet.write_number(number, column, value)
            elif value is not None:
                sheet.write_string(number, column, str(value))


class Percent(float):
    """A share that the sheet shows as a percentage."""


def _cycle(number: int) -> tuple[str, dt.date, dt.date]:
    year, quarter = 2024 + number // 4, number % 4 + 1
    start = dt.date(year, 3 * quarter - 2, 1)
    end = (dt.date(year + quarter // 4, 3 * quarter % 12 + 1, 1)) - dt.timedelta(days=1)
    return f"{year}-Q{quarter}", start, end


@dataclass(frozen=True)
class _Goal:
    code: str
    unit: str
    cycle: tuple[str, dt.date, dt.date]
    baseline: float
    target: float
    share: bool  # a percentage
    pace: float

    def value(self, elapsed: float) -> float:
        raw = self.baseline + (self.target - self.baseline) * self.pace * elapsed
        return Percent(round(raw, 4)) if self.share else round(raw, 1)

    def shown(self, value: float) -> float:
        return Percent(value) if self.share else value


def _goals(size: Size, chance: random.Random) -> list[_Goal]:
    out = []
    for n in range(size.rows):
        share = n % 2 == 0
        low, high = chance.uniform(0.1, 0.5), chance.uniform(0.55, 0.95)
        low, high = (low, high) if share else (low * 200, high * 200)
        if n % 3 == 0:
            low, high = high, low
        cycle = _cycle(n * size.cycles // max(size.rows, 1))
        digits = 3 if share else 0
        goal = _Goal(f"KR-{n + 1:05d}", f"Department {n // 3 % size.units + 1}", cycle, round(low, digits),
                     round(high, digits), share, chance.uniform(0.2, 1.1))  # fmt: skip
        out.append(goal)
    return out


def _okr(writer: Writer, size: Size, chance: random.Random) -> None:
    goals = _goals(size, chance)
    header = ("Cycle", "Unit", "Objective ID", "Objective", "KR ID", "Key result", "Owner", "Unit of measure",
              "Baseline", "Target", "Current", "Confidence", "Status", "Start", "Due")  # fmt: skip
    writer.table("OKRs", "OKRs of the agency", header, (_okr_row(n, goal, chance) for n, goal in enumerate(goals)))
    if size.check_ins:
        log = ("Date", "KR ID", "Value", "Confidence", "Status", "Progress made", "Problems", "Plans", "Author")
        writer.table("Check-ins", "Check-ins", log, _log(goals, size, chance))


def _okr_row(n: int, goal: _Goal, chance: random.Random) -> tuple[object, ...]:
    name, start, end = goal.cycle
    rising = goal.target > goal.baseline
    verb, what = ("Increase", BETTER_HIGH[n % 4]) if rising else ("Reduce", BETTER_LOW[n % 4])
    words = [f"{value:.1%}" if goal.share else f"{value:g}" for value in (goal.baseline, goal.target)]
    return (
        name, goal.unit, f"O-{n // 3 + 1:05d}", f"Clients notice that we care ({n // 3 + 1})", goal.code,
        f"{verb} {what} from {words[0]} to {words[1]}", PEOPLE[n % len(PEOPLE)], "%" if goal.share else "points",
        goal.shown(goal.baseline), goal.shown(goal.target), goal.value(1.0),
        Percent(round(chance.uniform(0.2, 0.9), 1)), STATUS[n % len(STATUS)], start, end,
    )  # fmt: skip


def _log(goals: Sequence[_Goal], size: Size, chance: random.Random) -> Iterable[tuple[object, ...]]:
    for goal in goals:
        _, start, end = goal.cycle
        for number in range(1, size.check_ins + 1):
            elapsed = number / size.check_ins
            day = start + (end - start) * elapsed
            note = "Numbers of the last week included." if number % 3 == 0 else None
            problem = "Two people were missing." if number % 5 == 0 else None
            yield (day, goal.code, goal.value(elapsed), Percent(round(chance.uniform(0.2, 0.9), 1)),
                   STATUS[number % 3], note, problem, None, chance.choice(PEOPLE))  # fmt: skip


def _kpi(writer: Writer, size: Size, chance: random.Random) -> None:
    header = ("Code", "KPI", "Unit", "Owner", "Unit of measure", "Direction", "Target", "Healthy from", "Healthy to",
              "Warning from", "Warning to", "Valid from", "Frequency")  # fmt: skip
    names = [f"{OUTCOMES[n % len(OUTCOMES)].capitalize()} {n + 1}" for n in range(size.rows)]
    kpis = [(f"KPI-{n + 1:05d}", name, f"Department {n % size.units + 1}") for n, name in enumerate(names)]
    goals = [round(chance.uniform(0.6, 0.95), 3) for _ in kpis]
    rows = (
        (*kpi, PEOPLE[n % len(PEOPLE)], "%", "Higher is better", Percent(goals[n]), Percent(goals[n] - 0.05), None,
         Percent(goals[n] - 0.1), None, dt.date(2024, 1, 1), "Monthly")
        for n, kpi in enumerate(kpis)
    )  # fmt: skip
    writer.table("Catalogue", "KPI catalogue", header, rows)
    months = [dt.date(2025 + n // 12, n % 12 + 1, 1) for n in range(size.months)]
    readings = (
        (*kpi, *(Percent(round(min(1.0, goals[n] + chance.uniform(-0.12, 0.08)), 3)) for _ in months))
        for n, kpi in enumerate(kpis)
    )
    writer.table("Readings", "Monthly readings", ("Code", "KPI", "Unit", *months), readings)


def _effort(writer: Writer, size: Size, chance: random.Random) -> None:
    header = ("Date", "Person", "Unit", "Category", "Item", "Planned hours", "Actual hours", "Comment")
    start = dt.date(2024, 1, 1)
    rows = (
        (start + dt.timedelta(days=n * 91 * size.cycles // size.rows), PEOPLE[n % len(PEOPLE)],
         f"Department {n % size.units + 1}", *_work(n), round(chance.uniform(1, 8) * 4) / 4,
         round(chance.uniform(1, 8) * 4) / 4, "Overtime" if n % 17 == 0 else None)
        for n in range(size.rows)
    )  # fmt: skip
    writer.table("Timesheet", "Hours by person and item", header, rows)


def _work(n: int) -> tuple[str | None, str]:
    category, item = WORK[n % 16 % 3 if n % 16 else 3]
    return category or None, f"{item} {n % 40 + 1}"


_WRITE: dict[str, Callable[[Writer, Size, random.Random], None]] = {"okr": _okr, "kpi": _kpi, "effort": _effort}


def write(path: Path, kind: str, size: Size) -> None:
    """A workbook of that kind and size."""
    writer = Writer(path)
    _WRITE[kind](writer, size, random.Random(size.seed))
    writer.book.close()


def main() -> None:
    """Reads the arguments, writes one file a kind, prints their names."""
    parser = argparse.ArgumentParser(description="Write realistic workbooks of any size.")
    parser.add_argument("out", type=Path, help="folder")
    parser.add_argument("--kind", choices=(*KINDS, "all"), default="all")
    for name, default in (("rows", 1000), ("units", 12), ("cycles", 2), ("check-ins", 6), ("months", 12), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    args = parser.parse_args()
    size = Size(args.rows, args.units, args.cycles, args.check_ins, args.months, args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    for kind in KINDS if args.kind == "all" else (args.kind,):
        path = args.out / f"{kind}_{size.rows}.xlsx"
        write(path, kind, size)
        print(f"{path}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
