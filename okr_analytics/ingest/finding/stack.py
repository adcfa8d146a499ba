"""Walks down the rows of a strip of columns and cuts it into tables, with titles above and totals and notes below."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from okr_analytics.ingest.cells import Range, Sheet, Value
from okr_analytics.ingest.finding.headers import (
    counted,
    header_score,
    is_label,
    is_metadata,
    is_number,
    is_running,
    is_time,
    known,
    label,
    row_cells,
    steps_in,
)
from okr_analytics.ingest.tables import Region
from okr_analytics.ingest.values import fold, read_number, split_code
from okr_analytics.ingest.vocabulary import is_note_row, is_total_label, kind_words

ENOUGH = 0.34  # a row that scores less isn't a header
SEARCHED = 200  # rows of a block in which its first header is searched; after so many there is none
LOOK_AHEAD = 6  # rows in which the best header of a block is searched
CLOSE = 0.12  # an earlier row within this of the best score is the header
LONGEST_HEADER = 30  # characters of a header whose words are not known
SPANNING = 3  # a single text merged over so many columns heads the rows below


@dataclass
class Stack:
    """Walks down the rows of a strip and cuts it into tables."""

    sheet: Sheet
    rows: Sequence[int]
    left: int
    right: int
    _out: list[Region] = field(default_factory=list)
    _cells: dict[int, Mapping[int, Value]] = field(default_factory=dict)
    _words: dict[int, list[str]] = field(default_factory=dict)

    def cells(self, row: int) -> Mapping[int, Value]:
        """Column → value of the row's cells in the strip, without blank ones."""
        found = self._cells.get(row)
        if found is None:
            found = self._cells[row] = row_cells(self.sheet, row, self.left, self.right)
        return found

    def words(self, row: int) -> list[str]:
        """The row's texts as they are compared, from the left."""
        found = self._words.get(row)
        if found is None:
            found = self._words[row] = [fold(label(v)) for v in self.cells(row).values()]
        return found

    def run(self) -> list[Region]:
        """The tables of the strip from above; rows without a header as one region without header rows."""
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
        if self._repeats(at, heads) and not self._title_before(body):
            return ()  # the header repeated, as on every printed page
        if self._goes_on(self.rows[at], body):
            return ()
        if not any(isinstance(v, str) for v in self.cells(self.rows[at]).values()):
            return ()
        grouped = self._is_group_row(at)
        score, strong = self._strength(at + 1 if grouped else at)
        other = self._other_shape(at, score, heads, body) or self._is_titled(at, score, body)
        other = other or self._is_framed(at, heads, body)
        is_header = (strong or other) and not self._says_again(at, body)
        return self._header_rows(at) if is_header else ()

    def _strength(self, at: int) -> tuple[float, bool]:
        """How much a row looks like a header, and whether several of its words are known."""
        score = header_score(self.sheet, self.rows, at, self.left, self.right)
        texts = [label(v) for v in self.cells(self.rows[at]).values() if isinstance(v, str)]
        hits = sum(1 for t in texts if known(t)) + self._times(at)
        return score, score >= 0.6 and hits >= 2 and hits * 2 >= len(texts)

    def _times(self, at: int) -> int:
        """How many cells of a row are times, two or more, with other things below them."""
        below = self.cells(self.rows[at + 1]) if at + 1 < len(self.rows) else {}
        times = [c for c, v in self.cells(self.rows[at]).items() if isinstance(v, str) and is_time(v)]
        return len(times) if len(times) > 1 and not any(is_time(below[c]) for c in times if c in below) else 0

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

    def _says_again(self, at: int, body: list[int]) -> bool:
        """Whether a row fills the columns of the row before it and says again what stands above it in one of them."""
        row = self.cells(self.rows[at])
        above = [self.cells(r) for r in body[-20:]]
        if not above or set(row) != set(above[-1]):
            return False
        return any(isinstance(v, str) and any(cells.get(c) == v for cells in above) for c, v in row.items())

    def _repeats(self, at: int, heads: tuple[int, ...]) -> bool:
        """Whether the header stands again from a row on, all of its rows."""
        rows = self.rows[at : at + len(heads)]
        return len(rows) == len(heads) and all(map(self._same_words, rows, heads))

    def _same_words(self, row: int, head: int) -> bool:
        own, other = self.cells(row), self.cells(head)
        if len(own) != len(other) or len(own) < 2:
            return False
        first, second = next(iter(own.values())), next(iter(other.values()))
        if not isinstance(first, str) or not isinstance(second, str) or len(first) > len(second) + 20:
            return first == second and self.words(row) == self.words(head)
        word, begin = self.words(head)[0], first[:1]
        if begin.isascii() and begin.isalnum() and not word.startswith(begin.lower()):
            return False  # nearly every row: comparing leaves such a letter first
        return fold(first) == word and self.words(row) == self.words(head)

    def _goes_on(self, row: int, body: list[int]) -> bool:
        """Whether a row has numbers where the rows above have them: rows in groups, with blank rows between."""
        cells = self.cells(row)
        numbers = [c for c, v in cells.items() if is_number(v)]
        above = [seen for r in body[-4:] if len(seen := self.cells(r)) > 1][-3:]  # a title may stand between
        if not numbers or not above or is_running(list(cells.values())):
            return False
        return all(c in seen and is_number(seen[c]) and len(seen) == len(cells) for c in numbers for seen in above)

    def _title_before(self, body: list[int]) -> bool:
        return bool(body) and len(self.cells(body[-1])) == 1

    def _other_shape(self, at: int, score: float, heads: tuple[int, ...], body: list[int]) -> bool:
        """Whether labels stand where the table above has numbers, with other things than labels below."""
        titled = len(body) > 1 and len(self.cells(body[-1])) == 1 and body[-1] - body[-2] > 1
        if (self.rows[at] - self.rows[at - 1] < 2 and not titled) or score < ENOUGH or not body:
            return False
        cells = self.cells(self.rows[at])
        sample = [seen for r in body[:20] if len(seen := self.cells(r)) > 1]
        numbers = [c for c in cells if sum(1 for s in sample if isinstance(s.get(c), float)) * 2 > len(sample)]
        years = [c for c in numbers if isinstance(cells.get(c), float)]
        return len(numbers) >= 1 and len(years) != 1 and all(is_label(cells[c]) for c in numbers)  # 2033 may be a count

    def _is_titled(self, at: int, score: float, body: list[int]) -> bool:
        """Whether labels stand under a title that a blank row parts from the table above, over other things than labels."""
        if score < ENOUGH or len(body) < 2 or at + 1 >= len(self.rows) or len(self.cells(body[-1])) != 1:
            return False
        own, below = self.cells(self.rows[at]), self.cells(self.rows[at + 1])
        steps = steps_in(own)
        if body[-1] - body[-2] < 2 or len(own) < 3 or not all(is_label(v) or c in steps for c, v in own.items()):
            return False
        texts = [label(v) for v in own.values() if not is_time(v)]
        values = [
            c for c in own if c in below and (not is_label(below[c]) or (is_time(below[c]) and not is_time(own[c])))
        ]
        return any(known(t) for t in texts) and len(values) * 2 > len(own)

    def _is_framed(self, at: int, heads: tuple[int, ...], body: list[int]) -> bool:
        """Whether short labels, in other columns than the header above has, stand below a title with blank rows around it."""
        rows = self.rows
        if len(body) < 2 or at + 1 >= len(rows) or len(self.cells(body[-1])) != 1:
            return False
        if rows[at] - body[-1] < 2 or body[-1] - body[-2] < 2 or rows[at + 1] - rows[at] > 1:
            return False
        own, below = self.cells(rows[at]), self.cells(rows[at + 1])
        named = {c for row in heads for c in self.cells(row)}
        labels = [v for v in own.values() if is_label(v) and len(label(v)) <= LONGEST_HEADER]
        distinct = len({fold(label(v)) for v in labels})
        return len(own) > 2 and distinct == len(own) and not set(own) <= named and set(own) <= set(below)

    def _is_group_row(self, at: int) -> bool:
        """Whether a row's labels head the columns of the next row."""
        if at + 1 >= len(self.rows) or self.rows[at + 1] - self.rows[at] > 1:
            return False
        own, below = self.cells(self.rows[at]), self.cells(self.rows[at + 1])
        running = is_running(list(below.values()))
        if len(below) < 2 or is_metadata(list(own.values())):
            return False
        if not all(is_label(v) or (running and counted(v) is not None) for v in below.values()):
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
        beside = [v for c, v in own.items() if c >= min(below)] or list(own.values())
        parts = repeated or all(is_time(v) for v in beside) or self._goes_below(at, own, below)
        return parts and len(beside) < len(below)

    def _goes_below(self, at: int, own: Mapping[int, Value], below: Mapping[int, Value]) -> bool:
        """Whether the last label heads the labels below it, which reach beyond it, as a merged cell that was lost does."""
        first, last = min(below), max(own)
        if first != last or max(below) <= last or min(own) >= first or at + 2 >= len(self.rows):
            return False
        values = self.cells(self.rows[at + 2])
        return set(below) <= set(values) and min(own) in values and not any(is_label(values[c]) for c in below)

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
        sizes = [len(self.cells(r)) for r in body]
        last = max((i for i, size in enumerate(sizes, 1) if size > 1), default=len(sizes))
        typical = median(sizes[:last]) if body else 0  # whatever many lines of notes follow
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
        for head in heads:
            if self._same_words(row, head):
                return "the header repeated"
        if isinstance(values[0], str) and len(values[0]) < 60 and is_total_label(label(values[0])):
            words = sum(1 for v in values if isinstance(v, str) and read_number(v).value is None)
            if words < 3:
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
            rows = sorted([*data, *sections])
            first = len(rows) - 1  # of the lone texts at the end
            while first > 0 and len(self.cells(rows[first - 1])) == 1 and rows[first] - rows[first - 1] == 1:
                first -= 1
            before = max([r for r in self.rows if r < rows[first]], default=rows[first] - 1)
            if len(self.cells(rows[-1])) != 1:
                break
            if rows[first] - before == 1:  # no blank row parts them from the table
                first = len(rows) - 1
                if not is_note_row([label(v) for v in self.cells(rows[first]).values()]):
                    break
            left_out.update(dict.fromkeys(rows[first:], "a note below the table"))
            data[:], sections[:] = [[r for r in own if r not in left_out] for own in (data, sections)]
        last = data[-1] if data else 0
        for row in [r for r in sections if r > last]:
            sections.remove(row)
            left_out[row] = "a note below the table"
