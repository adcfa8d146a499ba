"""Finds the stretches of columns of a sheet that hold tables of their own, side by side."""

from collections.abc import Mapping, Sequence

from okr_analytics.ingest.cells import Sheet, Value
from okr_analytics.ingest.finding.headers import is_label, is_metadata, is_time, known, label, meanings, row_cells
from okr_analytics.ingest.values import fold

NAMES = frozenset({"title", "name", "person", "note"})
_SURE = 0.9
# Things that stand in one table: what is measured and what measures it, work and what it is for.
_TOGETHER = (
    frozenset({"objective", "key_result", "kpi", "initiative"}),
    frozenset({"project", "milestone", "initiative"}),
    *(frozenset({kind}) for kind in ("unit", "cycle", "champion", "retrospective")),
)
LOOK_AHEAD = 6  # rows at the top of which some say something of the sheet and nothing of its tables


def strips(sheet: Sheet, rows: Sequence[int], first: int = 1, last: int = 1 << 20) -> list[tuple[int, int]]:
    """The stretches of columns, (first, last), that hold tables of their own, between two columns."""
    many = {r: cells for r in rows if len(cells := row_cells(sheet, r, first, last)) > 1}
    for row in rows[:LOOK_AHEAD]:
        if row in many and is_metadata(list(many[row].values())):
            del many[row]  # "As of" and "Cycle" far apart above one table make no two tables of it
    columns = sorted(set().union(*many.values()))
    if not columns:
        columns = sorted({c for r in rows for c in sheet.rows[r] if first <= c <= last})
        return [(columns[0], columns[-1])] if columns else []
    covered = columns if len(many) < 2 else _with_merges(sheet, columns, set(many))
    groups = _groups(covered)
    joined = [groups[0]]
    for group in groups[1:]:
        if _belong_together(sheet, many, joined[-1], group):
            joined[-1] = (joined[-1][0], group[1])
        else:
            joined.append(group)
    return _outer(sheet, rows, joined, first, last)


def _with_merges(sheet: Sheet, columns: Sequence[int], rows: set[int]) -> list[int]:
    """The columns with those that a merged cell bridges in a row of several cells."""
    covered = set(columns)
    for merge in sheet.merges:
        if merge.top in rows and merge.right > merge.left and merge.left in sheet.rows.get(merge.top, {}):
            covered.update(range(merge.left, min(merge.right, columns[-1]) + 1))
    return sorted(covered)


def _groups(columns: Sequence[int]) -> list[tuple[int, int]]:
    groups: list[tuple[int, int]] = []
    for column in columns:
        if groups and column == groups[-1][1] + 1:
            groups[-1] = (groups[-1][0], column)
        else:
            groups.append((column, column))
    return groups


def _outer(
    sheet: Sheet, rows: Sequence[int], strips: list[tuple[int, int]], first: int, last: int
) -> list[tuple[int, int]]:
    """The strips made so wide that together they cover every column in use."""
    used = [c for c in set().union(*(sheet.rows[r] for r in rows)) if first <= c <= last]
    out = []
    for number, (left, right) in enumerate(strips):
        start = min(*used, left) if number == 0 else left
        end = max(*used, right) if number == len(strips) - 1 else strips[number + 1][0] - 1
        out.append((start, end))
    return out


def _belong_together(
    sheet: Sheet, many: Mapping[int, Mapping[int, Value]], one: tuple[int, int], two: tuple[int, int]
) -> bool:
    """Whether two groups of columns with a blank column between them are one table."""
    left = [r for r, cells in many.items() if any(one[0] <= c <= one[1] for c in cells)]
    right = [r for r, cells in many.items() if any(two[0] <= c <= two[1] for c in cells)]
    if not left or not right:
        return True
    head = row_cells(sheet, right[0], *two)
    other = row_cells(sheet, left[0], *one)
    if right[0] == left[0]:
        if _say_the_same(sheet, left, one, two):
            return False
        if sum(1 for v in head.values() if is_time(v)) >= 0.7 * len(head):
            return True
        repeated = {fold(label(v)) for v in head.values()} & {fold(label(v)) for v in other.values()}
        if len(repeated) >= 2 and len(repeated) * 2 >= len(head):
            return False
        if _are_apart(one, two) and (
            set(left) != set(right) or _are_titled(many, left[0], one, two) or _other_things(sheet, left, one, two)
        ):
            return False
    elif not set(right) <= set(left) or (_are_apart(one, two) and _is_head(sheet, right, two)):
        return False
    shared = len(set(left) & set(right)) / max(len(left), len(right))
    if right[0] != left[0]:  # no header of its own: unnamed columns
        return shared >= 0.3 or not all(is_label(v) for v in head.values())
    return shared >= 0.8 or (two[0] == two[1] and shared >= 0.3)


def _say_the_same(sheet: Sheet, rows: Sequence[int], one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether one of the first rows heads both groups with the same words, which name things: a table again."""
    for row in rows[:4]:
        left, right = (
            [fold(label(v)) for v in row_cells(sheet, row, *strip).values() if isinstance(v, str)]
            for strip in (one, two)
        )
        if (
            len(left) > 1
            and left == right
            and any(c.score >= _SURE and c.name in NAMES for w in left for c in meanings(w))
        ):
            return all(known(w) for w in left)
    return False


def _are_apart(one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether two or more blank columns part two groups of several columns."""
    return two[0] - one[1] > 2 and one[1] > one[0] and two[1] > two[0]


def _are_titled(many: Mapping[int, Mapping[int, Value]], row: int, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether each group has a title of its own above its first column."""
    return list(many[row]) == [one[0], two[0]]


def _is_head(sheet: Sheet, rows: Sequence[int], strip: tuple[int, int]) -> bool:
    """Whether the first of these rows heads the others: words that are known and don't come back below."""
    head, *below = (row_cells(sheet, r, *strip) for r in rows[:20])
    heading = sum(1 for v in head.values() if is_label(v) and known(label(v)))
    if heading < 2 or heading * 2 < len(head):
        return False
    return not any(cells.get(c) == v for cells in below for c, v in head.items())


def _other_things(sheet: Sheet, rows: Sequence[int], one: tuple[int, int], two: tuple[int, int]) -> bool:
    """Whether both groups begin with the names of things, and of things that have nothing to do with each other."""
    left, right = (
        next(filter(None, (_named(row_cells(sheet, r, *strip)) for r in rows[:4])), set()) for strip in (one, two)
    )
    return bool(left and right) and not any(a in g and b in g for a in left for b in right for g in _TOGETHER)


def _named(cells: Mapping[int, Value]) -> set[str]:
    """The kinds of things that the first cell of a row, or else its second, names."""
    texts = [label(v) for v in list(cells.values())[:2] if isinstance(v, str)]
    found = ({c.kind for c in meanings(t) if c.score >= _SURE and c.name in NAMES} for t in texts)
    return next(filter(None, found), set())
