"""What a sheet's, a file's or a title's own name says of every row of a table: its unit, its cycle."""

import re
from collections.abc import Sequence
from dataclasses import replace

from okr_analytics.diagnostics import Diagnostic, Severity
from okr_analytics.ingest.found import FoundTable
from okr_analytics.ingest.tables import Source
from okr_analytics.ingest.values import Period, fold, read_period
from okr_analytics.ingest.vocabulary import kind_words, split_header

_GOALS = frozenset({"objective", "key_result"})
_LONGEST = 60  # letters of a title; a longer text is a sentence, which may tell of any time
_PART = re.compile(r"(?<![a-z0-9])[qhst] ?[1-4](?![0-9])")
_DAY = re.compile(r"\d{4}[-_./ ]\d{1,2}(?!\d)|(?<!\d)\d{1,2}[-_./ ]\d{4}|\d{8}")
_FISCAL = re.compile(r"(?<![a-z])fy")


def with_names(found: FoundTable, siblings: Sequence[str], file: str) -> tuple[FoundTable, list[Diagnostic]]:
    """The table with the unit and the cycle that names tell, where neither a column nor a text above says them.

    `siblings` are the sheets of the same layout, `file` is the file's name without its ending.
    """
    found = _with_unit(found, siblings)
    cycle = _cycle(found, file)
    if cycle is None:
        return found, []
    name, told_by = cycle
    return _with(found, "cycle", name), [_said(found, name, told_by)]


def sheet_unit(name: str, siblings: Sequence[str]) -> str | None:
    """The unit that a sheet's name tells where sheets of one layout are named after their units; else None."""
    if len(siblings) < 2 or read_period(name).grain or kind_words(name):
        return None
    return name.strip() if not re.fullmatch(r"\D{0,12}\d+", name.strip()) else None


def cycle_in(text: str, year: int | None = None) -> str | None:
    """The quarter, half or year that a name tells of ("okrs_fy20-q3" → "FY2020-Q3"); None where it tells none or two."""
    folded = fold(text)
    period = split_header(text, year=year).period
    if period is None or period.problem or len(set(_PART.findall(folded))) > 1:
        return None
    if period.grain == "year":
        over_two = period.start is not None and period.start.month != 1  # "2024/25" is no month of a day
        return _named(period, "", folded) if over_two or not _DAY.search(folded) else None
    letter = {"quarter": "Q", "half": "H"}.get(period.grain or "")
    return _named(period, f"{letter}{period.part}", folded) if letter else None


def _named(period: Period, part: str, folded: str) -> str | None:
    if period.start is None:
        return part or None  # which year is meant is asked, or assumed, where the cycles are known
    if period.year is None:
        return None
    year = f"{'FY' if _FISCAL.search(folded) else ''}{period.year}"
    if not part and period.start.month != 1:
        return f"{period.start.year}/{period.year % 100:02}"
    return f"{year}-{part}" if part else year


def _with_unit(found: FoundTable, siblings: Sequence[str]) -> FoundTable:
    unit = sheet_unit(found.table.sheet.name, siblings)
    if not unit or "unit" in found.context.values or found.decision.column(f"{found.decision.kind}.unit"):
        return found
    return _with(found, "unit", unit)


def _cycle(found: FoundTable, file: str) -> tuple[str, str] | None:
    """The cycle of goals and which name tells it; the dates of the rows themselves are better than a year."""
    fields = found.decision.fields()
    if found.decision.kind not in _GOALS or "cycle" in found.context.values:
        return None
    if any(field.endswith(".cycle") for field in fields):
        return None
    dated = any(field in fields for field in ("key_result.start", "key_result.due"))
    sheet = found.table.sheet.name
    titles = [text for text in found.context.words if text not in (sheet, file) and _is_title(text)]
    told = [*((t, "the title above the table") for t in titles), (sheet, "the sheet's name"), (file, "the file's name")]
    for text, told_by in told:
        name = cycle_in(text, found.context.year)
        if name and not (dated and name.isdigit()):
            return name, told_by
    return None


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST and bool(kind_words(text) or read_period(text).grain)


def _with(found: FoundTable, name: str, value: str) -> FoundTable:
    values = {**found.context.values, name: Source(0, 0, value, inherited=True)}
    return replace(found, context=replace(found.context, values=values))


def _said(found: FoundTable, name: str, told_by: str) -> Diagnostic:
    region = found.table.region
    return Diagnostic(
        "cycle-from-name",
        Severity.INFO,
        f"No column says the cycle of these rows; {name} is taken from {told_by}.",
        'Where another is meant, add a column "Cycle".',
        found.table.sheet.ref(region.range.top, region.left),
    )
