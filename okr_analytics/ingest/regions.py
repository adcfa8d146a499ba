"""Finds the tables of a sheet: stacked or side by side, with titles above and totals and notes below."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from okr_analytics.ingest.cells import Range, Sheet, Value
from okr_analytics.ingest.headers import (
    header_score,
    is_label,
    is_metadata,
    is_time,
    known,
    label,
    row_cells,
)
from okr_analytics.ingest.tables import Region
from okr_analytics.ingest.values import fold, split_code
from okr_analytics.ingest.vocabulary import is_note_row, is_total_label, kind_words

ENOUGH = 0.34  # a row that scores less isn't a header
SEARCHED = 200  # rows of a block in which its first header is searched; after so many there is none
LOOK_AHEAD = 6  # rows in which the best header of a block is searched
CLOSE = 0.12  # an earlier row within this of the best score is the header
SPANNING = 3  # a single text merged over so many columns heads the rows below


@dataclass(frozen=True)
class Found:
    """What was found on a sheet: tables, and rows of blocks in which no table was found."""

    regions: tuple[Region, ...]
    loose: tuple[Region, ...]  # without header rows


def find_regions(sheet: Sheet) -> Found:
    """The tables of a sheet, by rows and then columns; every non-blank row is in a region or a loose block."""
    regions: list[Region] = []
    loose: list[Region] = []
    for left, right in _strips(sheet, sorted(sheet.rows)):
        rows = [r for r in sorted(sheet.rows) if row_cells(sheet, r, left, right)]
        for region in _Stack(sheet, rows, left, right).run():
            (regions if region.header_rows else loose).append(region)
    split = [part for region in regions for part in _split(region)]
    split.sort(key=lambda r: (r.range.top, r.left))
    return Found(tuple(split), tuple(loose))


def region_with(sheet: Sheet, region: Region, header_rows: tuple[int, ...], last_row: int) -> Region:
    """The region with the header rows and the last row that a person named; rows above the header become its context."""
    whole, first, last = region.range, min(header_rows), max(header_rows)
    filled = [r for r in sorted(sheet.rows) if row_cells(sheet, r, region.left, region.right)]
    rows = [r for r in filled if min(first, whole.top, *region.context) <= r <= max(last_row, whole.bottom)]
    stack = _Stack(sheet, rows, region.left, region.right)
    told = stack.region(
        header_rows, [r for r in rows if last < r <= last_row], [r for r in rows if r < first or r in region.context]
    )
    cut = {r: "below the row that a person named as the last of the table" for r in rows if r > last_row}
    return replace(told, left_out={**told.left_out, **cut})


# -- side by side ------------------------------------------------------------------------------------------------


def _strips(sheet: Sheet, rows: Sequence[int], first: int = 1, last: int = 1 << 20) -> list[tuple[int, int]]:
    """The stretches of columns that hold tables of their own, between two columns."""
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
    used = sorted({c for r in rows for c in sheet.rows[r] if first <= c <= last})
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
        if sum(1 for v in head.values() if is_time(v)) >= 0.7 * len(head):
            return True
        repeated = {fold(label(v)) for v in head.values()} & {fold(label(v)) for v in other.values()}
        if len(repeated) >= 2 and len(repeated) * 2 >= len(head):
            return False
    elif not set(right) <= set(left):
        return False
    shared = len(set(left) & set(right)) / max(len(left), len(right))
    if right[0] != left[0]:  # no header of its own: unnamed columns
        return shared >= 0.3 or not all(is_label(v) for v in head.values())
    return shared >= 0.8 or (two[0] == two[1] and shared >= 0.3)


def _split(region: Region) -> list[Region]:
    """A region cut where a blank column parts two tables of their own."""
    sheet, heads = region.sheet, region.header_rows
    strips = _strips(sheet, [*heads, *region.body], region.left, region.right)
    if len(strips) < 2 or not all(row_cells(sheet, heads[-1], *strip) for strip in strips):
        return [region]
    return _cut(region, strips)


def cut_at(region: Region, columns: Sequence[int]) -> list[Region]:
    """The region cut where a person said that another table begins; columns without a header belong to the one before."""
    ends = sorted({c for c in columns if region.left < c <= region.right})
    strips = [(left, right - 1) for left, right in zip([region.left, *ends], [*ends, region.right + 1], strict=True)]
    heads = region.header_rows
    named = all(any(row_cells(region.sheet, row, *strip) for row in heads) for strip in strips)
    return _cut(region, strips) if ends and named else [region]


def _cut(region: Region, strips: Sequence[tuple[int, int]]) -> list[Region]:
    sheet, heads = region.sheet, region.header_rows
    parts = []
    for number, (left, right) in enumerate(strips):
        rows = sorted({*region.body, *region.sections, *region.left_out})
        own = [r for r in rows if row_cells(sheet, r, left, right)]
        own_heads = tuple(r for r in heads if row_cells(sheet, r, left, right))
        stack = _Stack(sheet, sorted({*own_heads, *own}), left, right)
        parts.append(stack.region(own_heads, own, list(region.context) if number == 0 else []))
    return parts


# -- stacked -----------------------------------------------------------------------------------------------------


@dataclass
class _Stack:
    """Walks down the rows of a strip and cuts it into tables."""

    sheet: Sheet
    rows: Sequence[int]
    left: int
    right: int
    _out: list[Region] = field(default_factory=list)
    _cells: dict[int, Mapping[int, Value]] = field(default_factory=dict)
    _words: dict[int, list[str]] = field(default_factory=dict)

    def cells(self, row: int) -> Mapping[int, Value]:
        found = self._cells.get(row)
        if found is None:
            found = self._cells[row] = row_cells(self.sheet, row, self.left, self.right)
        return found

    def words(self, row: int) -> list[str]:
        found = self._words.get(row)
        if found is None:
            found = self._words[row] = [fold(label(v)) for v in self.cells(row).values()]
        return found

    def run(self) -> list[Region]:
        heads: tuple[int, ...] = ()
        body: list[int] = []
        context: list[int] = []
        at = 0
        while at < len(self.rows):
            row = self.rows[at]
            found = self._header_at(at, heads, body)
            if found:
                if heads:
                    body, above = self._part(body)
                    self._out.append(self.region(heads, body, context))
                    context = above
                heads, body = found, []
                at += len(found)
                continue
            (body if heads else context).append(row)
            at += 1
        if heads:
            self._out.append(self.region(heads, body, context))
        elif context:
            self._out.append(Region(self.sheet, self.left, self.right, (), tuple(context)))
        return self._out

    def _header_at(self, at: int, heads: tuple[int, ...], body: list[int]) -> tuple[int, ...]:
        """The header rows that begin at a row, () where none does."""
        if not heads:
            return self._first_header(at)
        if not self._breaks(at, heads, body):
            return ()
        if self._same_words(self.rows[at], heads[0]) and not self._title_before(body):
            return ()  # the header repeated, as on every printed page
        if not any(isinstance(v, str) for v in self.cells(self.rows[at]).values()):
            return ()
        score = header_score(self.sheet, self.rows, at, self.left, self.right)
        texts = [label(v) for v in self.cells(self.rows[at]).values() if isinstance(v, str)]
        hits = sum(1 for t in texts if known(t))
        strong = score >= 0.6 and hits >= 2 and hits * 2 >= len(texts)
        return self._header_rows(at) if strong or self._other_shape(at, score, heads, body) else ()

    def _first_header(self, at: int) -> tuple[int, ...]:
        gap = at == 0 or self.rows[at] - self.rows[at - 1] > 1
        if at > SEARCHED and not gap:
            return ()
        score = header_score(self.sheet, self.rows, at, self.left, self.right)
        if score < ENOUGH:
            below = at + 1 < len(self.rows) and self._is_group_row(at)
            good = below and header_score(self.sheet, self.rows, at + 1, self.left, self.right) >= ENOUGH
            return self._header_rows(at) if good else ()
        ahead = self._ahead(at)
        best = max((header_score(self.sheet, self.rows, i, self.left, self.right) for i in ahead), default=0.0)
        if best > score + CLOSE and not self._is_group_row(at):
            return ()
        return self._header_rows(at)

    def _ahead(self, at: int) -> range:
        """The rows in which a better header may follow: up to a gap after a row of several cells."""
        last = at + 1
        while last < min(at + LOOK_AHEAD, len(self.rows)):
            row, before = self.rows[last], self.rows[last - 1]
            if row - before > 1 and len(self.cells(before)) > 2 and last - at > 1:
                break
            last += 1
        return range(at + 1, last)

    def _breaks(self, at: int, heads: tuple[int, ...], body: list[int]) -> bool:
        """Whether the table could end before this row: after a blank row, or a lone text; or the header again."""
        row, before = self.rows[at], self.rows[at - 1]
        if before in heads and not body:
            return False
        return row - before > 1 or len(self.cells(before)) == 1 or self._same_words(row, heads[0])

    def _same_words(self, row: int, head: int) -> bool:
        own, other = self.cells(row), self.cells(head)
        if len(own) != len(other) or len(own) < 2:
            return False
        first, second = next(iter(own.values())), next(iter(other.values()))
        if not isinstance(first, str) or not isinstance(second, str) or len(first) > len(second) + 20:
            return first == second and self.words(row) == self.words(head)
        return fold(first) == self.words(head)[0] and self.words(row) == self.words(head)

    def _title_before(self, body: list[int]) -> bool:
        return bool(body) and len(self.cells(body[-1])) == 1

    def _other_shape(self, at: int, score: float, heads: tuple[int, ...], body: list[int]) -> bool:
        """Whether labels stand where the table above has numbers, with other things than labels below."""
        if self.rows[at] - self.rows[at - 1] < 2 or score < ENOUGH or not body:
            return False
        cells = self.cells(self.rows[at])
        sample = [self.cells(r) for r in body[:20]]
        numbers = [c for c in cells if sum(1 for s in sample if isinstance(s.get(c), float)) * 2 > len(sample)]
        return len(numbers) >= 1 and all(is_label(cells[c]) for c in numbers)

    def _is_group_row(self, at: int) -> bool:
        """Whether a row's labels head the columns of the next row."""
        if at + 1 >= len(self.rows) or self.rows[at + 1] - self.rows[at] > 1:
            return False
        own, below = self.cells(self.rows[at]), self.cells(self.rows[at + 1])
        if len(below) < 2 or not all(is_label(v) for v in below.values()) or is_metadata(list(own.values())):
            return False
        row = self.rows[at]
        wide = [m for m in self.sheet.merges if m.top == row and m.right > m.left and self.left <= m.left <= self.right]
        tall = [m for m in self.sheet.merges if m.top == row and m.bottom > row and self.left <= m.left <= self.right]
        words = [fold(label(v)) for v in below.values()]
        repeated = len(words) - len(set(words)) >= 1
        if len(own) == 1:
            return False
        beneath = [c for m in wide for c in below if m.left <= c <= m.right]
        if (wide and len(beneath) >= 2) or tall:
            return (
                bool(tall) or repeated or any(known(w) or is_time(below[c]) for c, w in zip(below, words, strict=True))
            )
        return repeated and len(own) < len(below)

    def _header_rows(self, at: int) -> tuple[int, ...]:
        """The header from a row on: one to three rows."""
        rows = [self.rows[at]]
        while len(rows) < 3 and self._is_group_row(at + len(rows) - 1):
            rows.append(self.rows[at + len(rows)])
        return tuple(rows)

    def _part(self, body: list[int]) -> tuple[list[int], list[int]]:
        """The body apart from the rows at its end that are titles of the next table."""
        at = len(body)
        while at > 0 and self._is_title(body, at - 1):
            at -= 1
        return body[:at], body[at:]

    def _is_title(self, body: list[int], at: int) -> bool:
        cells = self.cells(body[at])
        if is_metadata(list(cells.values())):
            return True
        return len(cells) == 1 and not is_total_label(label(next(iter(cells.values()))))

    def region(self, heads: tuple[int, ...], body: Sequence[int], context: Sequence[int]) -> Region:
        """A region with its rows told apart: data, sections, repeated headers, totals, notes."""
        typical = median([len(self.cells(r)) for r in body]) if body else 0
        words = [v for h in heads for v in self.cells(h).values()]
        data: list[int] = []
        sections: list[int] = []
        left_out: dict[int, str] = {}
        for row in body:
            reason = self._no_data(row, heads, typical)
            if reason:
                left_out[row] = reason
            elif self._is_section(row, heads, typical, len(words)):
                sections.append(row)
            else:
                data.append(row)
        self._notes_below(data, sections, left_out, typical)
        ends = set(data) | set(sections)
        return Region(
            self.sheet,
            self.left,
            self._right_end(heads, ends),
            heads,
            tuple(data),
            tuple(sections),
            left_out,
            tuple(context),
            self.right,
        )

    def _right_end(self, heads: Iterable[int], rows: Iterable[int]) -> int:
        ends = (max(cells) for r in [*heads, *rows] if (cells := self.cells(r)))
        return max(ends, default=self.right)

    def _no_data(self, row: int, heads: tuple[int, ...], typical: float) -> str | None:
        cells = self.cells(row)
        values = list(cells.values())
        if not cells:
            return "only white space"
        if any(self._same_words(row, head) for head in heads):
            return "the header repeated"
        texts = sum(1 for v in values if isinstance(v, str))
        if texts < 3 and isinstance(values[0], str) and len(values[0]) < 60 and is_total_label(label(values[0])):
            return "a total row"
        if typical >= 3 and len(cells) <= 2 and is_note_row([label(v) for v in values]):
            return "a note"
        return None

    def _is_section(self, row: int, heads: tuple[int, ...], typical: float, width: int) -> bool:
        """Whether a lone text heads the rows below it: merged wide, outside the named columns, or numbered so."""
        cells = self.cells(row)
        if len(cells) != 1 or width < 2:
            return False
        column, value = next(iter(cells.items()))
        if not isinstance(value, str):
            return False
        merged = next((m for m in self.sheet.merges if m.top == row and m.left == column), None)
        if merged and merged.right - merged.left + 1 >= SPANNING and not self._merged_like_header(merged, heads):
            return True
        named = {c for h in heads for c in self.cells(h)}
        if column not in named and column < max(named):
            return True
        if typical >= 2 and split_code(label(value)).kind == "objective":
            return True
        return typical >= 3 and len(value) < 50 and bool(kind_words(value))

    def _merged_like_header(self, merged: Range, heads: tuple[int, ...]) -> bool:
        return any(m.top in heads and (m.left, m.right) == (merged.left, merged.right) for m in self.sheet.merges)

    def _notes_below(self, data: list[int], sections: list[int], left_out: dict[int, str], typical: float) -> None:
        """Takes lone texts at the end, after a blank row or after the last data, out of the data."""
        while data and typical >= 2:
            row = data[-1]
            cells = self.cells(row)
            before = max([r for r in self.rows if r < row], default=row - 1)
            alone = len(cells) == 1 and (row - before > 1 or is_note_row([label(v) for v in cells.values()]))
            if not alone:
                break
            data.pop()
            left_out[row] = "a note below the table"
        last = data[-1] if data else 0
        for row in [r for r in sections if r > last]:
            sections.remove(row)
            left_out[row] = "a note below the table"
