"""What stands around a table and holds for all of its rows: "Unit: Finance", "OKRs 2025-Q1", an objective as a title."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from okr_analytics.ingest.cells import Sheet, Value
from okr_analytics.ingest.finding.headers import label, meanings, row_cells
from okr_analytics.ingest.tables import Position, Region, Source
from okr_analytics.ingest.values import Period, fold, read_period, split_code
from okr_analytics.ingest.vocabulary import day_label, split_header

_PAIR = re.compile(r"^\s*([^:：=]{1,40}?)\s*[:：]\s*(.*)$", re.DOTALL)
_NAMES = {
    "unit.name": "unit",
    "cycle.name": "cycle",
    "objective.title": "objective",
    "key_result.title": "key_result",
    "project.name": "project",
    "effort.period": "cycle",
    "effort.person": "person",
    "champion.person": "person",
}
_KEPT = {"unit", "cycle", "objective", "owner", "project", "person", "lead", "sponsor"}
SURE = 0.75


@dataclass(frozen=True)
class Context:
    """Name ("unit", "cycle", "objective", "owner", "project", "person") → where its value stands; words for hints."""

    values: Mapping[str, Source] = field(default_factory=dict)
    labels: Mapping[str, tuple[Position, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    period: Period | None = None

    @property
    def year(self) -> int | None:
        """The year that the words around the table name."""
        return self.period.year or (self.period.end.year if self.period.end else None) if self.period else None

    def used(self, names: Iterable[str]) -> list[Position]:
        """The cells that told these names' values, with their labels."""
        found: list[Position] = []
        for name in names:
            source = self.values.get(name)
            if source and source.row:
                found += [source.position, *self.labels.get(name, ())]
        return found


def find_context(region: Region, sheet_words: Sequence[str]) -> Context:
    """The context of a table: the rows above it, then the sheet's name, then the file's."""
    values: dict[str, Source] = {}
    labels: dict[str, tuple[Position, ...]] = {}
    words: list[str] = []
    for row in region.context:
        cells = row_cells(region.sheet, row, region.left, max(region.right, region.reach))
        _pairs(region.sheet, row, cells, values, labels, words)
    period = _period(values, [*reversed(words), *sheet_words])
    return Context(values, labels, (*reversed(words), *sheet_words), period)


def _pairs(
    sheet: Sheet,
    row: int,
    cells: Mapping[int, Value],
    values: dict[str, Source],
    labels: dict[str, tuple[Position, ...]],
    words: list[str],
) -> None:
    taken: set[int] = set()
    ordered = sorted(cells)
    for number, column in enumerate(ordered):
        if column in taken or not isinstance(cells[column], str):
            continue
        text = label(cells[column])
        match = _PAIR.match(text)
        name = _name(match[1]) if match else None
        following = ordered[number + 1] if number + 1 < len(ordered) else None
        if match and name and match[2]:
            values.setdefault(name, Source(row, column, match[2], inherited=True))
        elif (match and not match[2] and name and following) or (not match and following and (name := _name(text))):
            assert following is not None
            code = sheet.formats.get((row, following), "General")
            values.setdefault(name, Source(row, following, cells[following], code, inherited=True))
            labels.setdefault(name, ((row, column),))
            taken.add(following)
        elif split_code(text).kind == "objective" and split_code(text).title:
            values["objective"] = Source(row, column, text, inherited=True)
        else:
            words.append(text)


def _name(text: str) -> str | None:
    """Which of the kept names a label means."""
    folded = fold(text)
    if not folded or len(folded) > 40 or day_label(text):
        return None  # a day says when, not for which cycle
    best = next((c for c in meanings(text) if c.score >= SURE and c.kind != "other"), None)
    if not best:
        return None
    name = _NAMES.get(best.field, best.name)
    if name in _KEPT:
        return name
    return next((_NAMES[c.field] for c in meanings(text) if c.field in _NAMES and c.score >= SURE), None)


def _period(values: Mapping[str, Source], words: Sequence[str]) -> Period | None:
    cycle = values.get("cycle")
    if cycle:
        found = read_period(cycle.value, cycle.format)
        if found.start:
            return found
    for text in words:
        found_in = split_header(text).period
        if found_in and found_in.start and not found_in.problem:
            return found_in
    return None
