"""Tables that lie on their side – field names down the first column, one record in each column – set upright."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from okr_analytics.diagnostics import CellRef
from okr_analytics.ingest.cells import Range, Sheet, Value
from okr_analytics.ingest.finding.forms import read_form
from okr_analytics.ingest.finding.headers import is_time, label, meanings
from okr_analytics.ingest.finding.regions import Found
from okr_analytics.ingest.finding.stack import Stack
from okr_analytics.ingest.meaning.columns import build_table
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.families import OTHER
from okr_analytics.ingest.meaning.kinds import decide
from okr_analytics.ingest.reading import SURE
from okr_analytics.ingest.rows.parts import as_list
from okr_analytics.ingest.tables import Assignment, Position, Region, Table
from okr_analytics.ingest.values import read_period
from okr_analytics.ingest.vocabulary import Candidate
from okr_analytics.model import FieldType, Record, field_types

FEWEST, MOST = 3, 60  # rows: nobody writes more field names below each other
HEADS = 3  # rows in which a table that stands upright has its header
KNOWN = 0.85  # a label from this score on is a field's name
MOSTLY = 0.75  # of the labels are names of fields
_NUMBERS = (FieldType.NUMBER, FieldType.AMOUNT, FieldType.FRACTION)
_PEOPLE = frozenset({"owner", "lead", "sponsor", "person", "author"})
UNSURE = "the field names stand in the first column, and nothing in the other columns proves that they hold values"


@dataclass(frozen=True)
class _Part:
    area: Range
    sheet: Sheet
    found: Found


def apart(sheet: Sheet, words: Sequence[str]) -> list[tuple[Sheet, Found | None]]:
    """The sheet without its tables that lie on their side, then each of them upright as a sheet with its region."""
    parts = [part for group in _groups(sheet) for part in _parts(sheet, group, words)]
    if not parts:
        return [(sheet, None)]
    taken = [part.area for part in parts]
    rest = {
        r: {c: v for c, v in cells.items() if not any((r, c) in a for a in taken)} for r, cells in sheet.rows.items()
    }
    left = replace(sheet, rows={row: cells for row, cells in rest.items() if cells})
    return [(left, None), *((part.sheet, part.found) for part in parts)]


def weighed(decision: Decision) -> Decision:
    """The decision on a table on its side: a list of words and their meanings looks the same, so values must prove it."""
    if decision.kind == OTHER or _is_proven(decision.assignments):
        return decision
    return replace(decision, confidence=min(decision.confidence, 0.8 * SURE), how=f"{decision.how}; {UNSURE}")


def as_written(records: Sequence[Record]) -> list[Record]:
    """The records with the cells that they come from as they lie on the sheet."""
    return [
        replace(r, where=r.where and _swapped(r.where), cells={n: _swapped(c) for n, c in r.cells.items()})
        for r in records
    ]


def _swapped(ref: CellRef) -> CellRef:
    return CellRef(ref.sheet, ref.column, ref.row)


# -- where they lie ----------------------------------------------------------------------------------------------


def _blocks(sheet: Sheet) -> Iterator[list[int]]:
    """The stretches of rows without a blank one between them, from the first row of several cells."""
    rows = sorted(sheet.rows)
    starts = [0, *(i for i, (a, b) in enumerate(pairwise(rows), 1) if b - a > 1), len(rows)]
    for first, last in pairwise(starts):
        block = rows[first:last] if last - first <= MOST + 6 else []
        while block and len(sheet.rows[block[0]]) < 2:
            del block[0]  # a title
        if block and len(block) <= MOST and _are_names(_labels(sheet, block, min(sheet.rows[block[0]]))):
            yield block


def _groups(sheet: Sheet) -> Iterator[list[list[int]]]:
    """The blocks, those together that go on below a blank row or two in the same columns."""
    group: list[list[int]] = []
    for block in _blocks(sheet):
        last = group[-1] if group else block
        if group and (block[0] - last[-1] > 3 or _columns(sheet, block) != _columns(sheet, last)):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _columns(sheet: Sheet, block: Sequence[int]) -> list[int]:
    return sorted(set().union(*(sheet.rows[r] for r in block)))


def _parts(sheet: Sheet, group: Sequence[list[int]], words: Sequence[str]) -> list[_Part]:
    """The tables on their side of a group of blocks: all of it as one, else of each block."""
    together = list(_parts_of(sheet, [row for block in group for row in block], words))
    if together or len(group) == 1:
        return together
    return [part for block in group for part in _parts_of(sheet, block, words)]


def _parts_of(sheet: Sheet, block: Sequence[int], words: Sequence[str]) -> Iterator[_Part]:
    """The tables on their side among these rows: each column of field names begins one."""
    columns = _columns(sheet, block)
    labels = _labels(sheet, block, columns[0])
    if len(set(labels)) < FEWEST:
        return
    starts = [c for c in columns if c == columns[0] or _repeats(sheet, block, c, set(labels))]
    for left, end in zip(starts, [*starts[1:], columns[-1] + 1], strict=True):
        right = _right_end(sheet, block, left, end - 1)
        if right == left or _is_headed(sheet, block, left, right):
            continue
        area = Range(block[0], left, block[-1], right)
        part = _turned(sheet, area, words) if len(set(labels)) == len(labels) else _form(sheet, area)
        if part and (not part.sheet.turned or _are_words(labels)):
            yield part


def _turned(sheet: Sheet, area: Range, words: Sequence[str]) -> _Part | None:
    """The rectangle as a table set upright; None where it makes no sense so."""
    upright = _upright(sheet, area)
    rows = sorted(upright.rows)
    region = Stack(upright, rows, area.top, area.bottom).region((area.left,), rows[1:], ())
    return _Part(area, upright, Found((region,), ())) if _makes_sense(build_table(region), words) else None


def _form(sheet: Sheet, area: Range) -> _Part | None:
    """The rectangle as a form, whose names come again for each key result; None where it isn't one."""
    rows = [r for r in sorted(sheet.rows) if area.top <= r <= area.bottom]
    cells = {r: {c: v for c, v in sheet.rows[r].items() if (r, c) in area} for r in rows}
    region = Region(replace(sheet, rows=cells), area.left, area.right, (), tuple(cells))
    form = read_form(region)
    return _Part(area, region.sheet, Found((), (region,))) if form and len(form.labels) > FEWEST else None


def _labels(sheet: Sheet, block: Sequence[int], column: int) -> list[str]:
    """The labels of a column; a row without one goes on with the row above."""
    found = (_word(sheet, row, column) for row in block)
    return [word for word in found if word]


def _word(sheet: Sheet, row: int, column: int) -> str:
    return label(sheet.value(row, column)).rstrip(":： ").lower()


def _names(text: str) -> list[Candidate]:
    """What a label means as the name of a field."""
    return [c for c in meanings(text) if c.score >= KNOWN and c.kind != OTHER] if text else []


def _are_names(labels: Sequence[str]) -> bool:
    """Whether nearly all labels are names of fields, of which some may come again."""
    return bool(labels) and sum(1 for w in labels if _names(w)) >= MOSTLY * len(labels)


def _are_words(labels: Sequence[str]) -> bool:
    """Whether enough of the names are words, and not codes of rows such as O-1 and O-2."""
    words = sum(1 for w in labels if not w[-1:].isdigit())
    return words >= FEWEST or (words > 1 and words * 2 >= len(labels))


def _repeats(sheet: Sheet, block: Sequence[int], column: int, words: set[str]) -> bool:
    return sum(1 for r in block if _word(sheet, r, column) in words) >= MOSTLY * len(block)


def _right_end(sheet: Sheet, block: Sequence[int], left: int, last: int) -> int:
    """The last column before a blank one; columns under a merged cell aren't blank."""
    merged = [m for m in sheet.merges if m.top in block]
    for column in range(left + 1, last + 1):
        filled = any(column in sheet.rows[r] for r in block)
        if not filled and not any(m.left < column <= m.right for m in merged):
            return column - 1
    return last


def _is_headed(sheet: Sheet, block: Sequence[int], left: int, right: int) -> bool:
    """Whether one of the first rows is a header after all: words of fields beside each other, or times in the first."""
    for row in block[:HEADS]:
        if row != block[0] and len(sheet.rows[row]) <= len(sheet.rows[block[0]]):
            continue  # only below a row of groups, which has fewer cells
        beside: list[Value] = [v for c in range(left + 1, right + 1) if (v := sheet.value(row, c)) is not None]
        names = [n[0].field for v in beside if not label(v)[-1:].isdigit() and (n := _names(label(v)))]
        times = sum(1 for v in beside if is_time(v)) if row == block[0] else 0
        enough = len(names) + times if row == block[0] else len(set(names)) * (len(set(names)) > 1)
        if enough * 2 >= max(1, len(beside)):
            return True
    return False


def _upright(sheet: Sheet, area: Range) -> Sheet:
    """The rectangle as a sheet of its own, its columns as rows."""
    rows: dict[int, dict[int, Value]] = {}
    first = area.top
    for column, row in product(range(area.left, area.right + 1), range(area.top, area.bottom + 1)):
        value = sheet.value(row, column)
        first = row if _word(sheet, row, area.left) else first
        above = rows.get(column, {}).get(first)
        if isinstance(value, str) and isinstance(above, str) and column > area.left:
            rows[column][first] = as_list(above, value)
        elif value is not None:
            rows.setdefault(column, {})[row] = value
    return Sheet(
        sheet.name,
        rows,
        formats=_inside(sheet.formats, area),
        merges=tuple(Range(m.left, m.top, m.right, m.bottom) for m in sheet.merges if (m.top, m.left) in area),
        formulas=_inside(sheet.formulas, area),
        hidden=sheet.hidden,
        turned=True,
    )


def _inside(found: Mapping[Position, str], area: Range) -> dict[Position, str]:
    return {(column, row): text for (row, column), text in found.items() if (row, column) in area}


# -- whether they are --------------------------------------------------------------------------------------------


def _makes_sense(table: Table, words: Sequence[str]) -> bool:
    """Whether the rows set upright are a table of ours, most of whose columns have a meaning."""
    decision = decide(table, words)
    used = sum(1 for a in decision.assignments if a.field)
    return decision.is_ours and used >= FEWEST and used * 2 > len(decision.assignments)


def _is_proven(assignments: Sequence[Assignment]) -> bool:
    """Whether the columns of days, numbers, states, people and cycles hold such, at least one of them, and most."""
    told = [proof for a in assignments if a.field and a.column.profile.filled and (proof := _proof(a)) is not None]
    return any(told) and sum(told) * 2 > len(told)


def _proof(assignment: Assignment) -> bool | None:
    """Whether a column holds what its field must hold; None for a field that may hold any text."""
    profile, name = assignment.column.profile, assignment.name
    kind = field_types(assignment.kind)[name]
    if kind is FieldType.DATE:
        return profile.days > 0.5 or profile.serials or all(read_period(t).grain for t in profile.short or ("",))
    if kind in _NUMBERS:
        return profile.numbers + profile.numeric_texts > 0.5
    if name == "status":
        return profile.statuses > 0
    if name == "cycle":
        return bool(profile.short) and all(read_period(text).grain for text in profile.short)
    if name in _PEOPLE:
        return bool(profile.short) and all(_is_name(text) for text in profile.short)
    return None


def _is_name(text: str) -> bool:
    """Whether a short text can be a person's name or a few: one to four words, all of them capitalised."""
    parts = text.replace("/", " ").replace(",", " ").split()
    return 0 < len(parts) <= 4 and all(part[:1].isupper() for part in parts if len(part) > 3)
