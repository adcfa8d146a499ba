"""Rows below an item that say more of it: Target and Actual under a KPI's or a key result's name, with times across."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from okr_analytics.ingest.finding.headers import is_time, label, row_cells
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.rowkinds import kind_of_word
from okr_analytics.ingest.meaning.sidewords import is_plainly_a_side, says_more, side_of, sides_of
from okr_analytics.ingest.rows.lines import Line, Lines, borrowed, own_sources
from okr_analytics.ingest.rows.sides import KINDS, no_field
from okr_analytics.ingest.tables import Aside, Position, Region, Source, Table
from okr_analytics.ingest.values import fold

GLANCE = 40  # rows of a column in which the first such word has to stand: what a name means is slow to find out
OTHER = ""  # a row of the item that is neither planned nor actual, such as the difference of both
_MARKS = " .:*•-–—>→"
_JOINTS = (" - ", " – ", " — ", ": ", " | ", " / ", " (")


def set_aside(region: Region) -> Region:
    """The region with the rows that only say more of the row above them taken out of its body."""
    if not region.header_rows or len(region.body) < 2:
        return region
    rows = sorted({*region.body, *region.sections})
    end = min(_first_time(region), region.left + 6)
    begins = {row: _first_text(region, row, end) for row in rows}
    best: dict[int, Aside] = {}
    for column in sorted(set(begins.values()) - {end}):
        found = _below_names(region, rows, column, begins)
        if len(found) > len(best):
            best = found
    if not best:
        return region
    items = {aside.item for aside in best.values()}
    body = tuple(sorted(r for r in {*region.body, *items} if r not in best))
    sections = tuple(r for r in region.sections if r not in best and r not in items)
    return replace(region, body=body, sections=sections, asides=best)


def _first_time(region: Region) -> int:
    """The first column whose header is a time, beyond the table where there is none."""
    for row in region.header_rows:
        cells = row_cells(region.sheet, row, region.left, region.right)
        times = [c for c, v in cells.items() if is_time(v)]
        if len(times) > 1:
            return min(times)
    return region.right + 1


def _first_text(region: Region, row: int, end: int) -> int:
    """The first column with a text in a row, or with a number left of it; `end` where none before it has one."""
    cells = row_cells(region.sheet, row, region.left, region.right)
    first = next((c for c in range(region.left, end) if isinstance(cells.get(c), str)), end)
    return first if first == end else min((c for c in cells if region.left <= c < first), default=first)


def _below_names(region: Region, rows: Sequence[int], column: int, begins: Mapping[int, int]) -> dict[int, Aside]:
    """The rows that a column calls target, actual and the like, each with the row of the item above it.

    `begins`: row → the column of its first text; a word beside the name of its item stands in no row of its own.
    """
    if not any(side_of(text) for text in set(_words(region, rows[:GLANCE], column).values())):
        return {}
    texts = _words(region, rows, column)
    if any(kind_of_word(text) == "key_result" for text in set(texts.values())):
        return {}  # a column of types: there "Ziel" is an objective
    told = sides_of(text for text in texts.values() if text)
    sides = {r: told[text] for r, text in texts.items() if told.get(text) and not _names_item(text)}
    if not _are_meant(column, sides, texts, begins):
        return {}
    repeated = Counter(fold(text) for text in texts.values())
    found: dict[int, Aside] = {}
    item: int | None = None
    for number, row in enumerate(rows):
        text = texts[row]
        if not text:
            continue
        more = item is not None and (repeated[fold(text)] > 1 or says_more(text)) and _among(rows, number, sides, found)
        if row not in sides and not more:
            item = row
        elif item is not None:
            found[row] = Aside(sides.get(row, OTHER), item, column)
    return found if any(aside.side for aside in found.values()) else {}


def _names_item(text: str) -> bool:
    """Whether a word for target or actual stands behind the name of an item: "NPS - Target"."""
    parts = _parts(text)
    return parts is not None and not says_more(parts[0])


def _words(region: Region, rows: Sequence[int], column: int) -> dict[int, str]:
    """Row → the text of its cell in a column, "" where it has none; equal cells are read once."""
    own = {r: v for r in rows if isinstance(v := region.sheet.value(r, column), str)}
    labels = {v: label(v).strip(_MARKS) for v in set(own.values())}
    return {r: labels[own[r]] if r in own else "" for r in rows}


def _are_meant(column: int, sides: Mapping[int, str], texts: Mapping[int, str], begins: Mapping[int, int]) -> bool:
    """Whether the words stand for rows of items and aren't items themselves, as "Budget" among KPIs of finance may be."""
    if not sides or len(sides) == sum(1 for t in texts.values() if t):
        return False
    words = Counter(fold(texts[r]) for r in sides)
    both = set(sides.values()) == {"planned", "actual"}
    plain = any(is_plainly_a_side(texts[r]) for r in sides)
    if not (both and plain) and max(words.values()) < 2 and not plain:
        return False
    named = sum(1 for r in sides if begins[r] < column)
    return named * 2 < len(sides)  # else the name stands beside the word in the same row


def _among(rows: Sequence[int], number: int, sides: Mapping[int, str], found: Mapping[int, Aside]) -> bool:
    """Whether a row stands beside rows of planned and actual of the same item."""
    before = rows[number - 1] if number else 0
    after = rows[number + 1] if number + 1 < len(rows) else 0
    return before in found or (after in sides and before not in sides)


# -- lines -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Placed:
    """The lines of a table with the rows below items among them; cells that only say which row it is."""

    lines: Lines
    words: tuple[Position, ...]


def with_asides(table: Table, kind: str, lines: Lines, times: set[int]) -> Placed:
    """The lines, each followed by those of the rows that say more of it: with its name, and planned or actual."""
    region = table.region
    if not region.asides:
        return Placed(lines, ())
    out: list[Line] = []
    left_out = dict(lines.left_out)
    words: list[Position] = []
    below: dict[int, list[int]] = {}
    for row, aside in region.asides.items():
        below.setdefault(aside.item, []).append(row)
    for line in lines.lines:
        own = below.get(line.row, [])
        sides = [region.asides[r].side for r in own]
        taken = (line.kind or kind) in KINDS
        out.append(line._replace(side="planned" if "actual" in sides and "planned" not in sides else "actual")
                   if own and taken else line)  # fmt: skip
        seen: set[str] = set()
        for row in own:
            aside = region.asides[row]
            if not taken or not aside.side or aside.side in seen:
                word = label(table.sheet.value(row, aside.column))
                left_out[row] = no_field(word)
                continue
            seen.add(aside.side)
            words.append((row, aside.column))
            out.append(_below(table, line, row, aside, times))
    return Placed(Lines(tuple(out), left_out), tuple(words))


def _below(table: Table, item: Line, row: int, aside: Aside, times: set[int]) -> Line:
    """The line of a row below an item: its own cells, and the item's where it has none."""
    region = table.region
    own = own_sources(table.sheet, row, region.left, region.right)
    own.pop(aside.column, None)
    amounts = {c.index for c in table.columns if _is_amount(item.values.get(c.index))}
    name = {c: borrowed(s) for c, s in item.values.items() if c not in times and c not in amounts}
    return item._replace(row=row, values={**name, **own}, side=aside.side)


def _is_amount(source: Source | None) -> bool:
    return source is not None and not isinstance(source.value, str)


# -- the word in the name itself -------------------------------------------------------------------------------------


def with_sides_in_names(lines: Lines, decision: Decision, times: set[int]) -> Lines:
    """ "NPS - Target" and "NPS - Actual" as two rows of one item, where both are there."""
    names = ("person", "item", "unit") if decision.kind == "effort" else ("title", "name")
    column = next((c.index for n in names if (c := decision.column(f"{decision.kind}.{n}"))), None)
    if column is None or decision.kind not in KINDS or len(times) < 2:
        return lines
    parts = {n: part for n, line in enumerate(lines.lines) if (part := _parted(line.values.get(column)))}
    sides: dict[str, set[str]] = {}
    for name, side in parts.values():
        sides.setdefault(fold(name), set()).add(side)
    pairs = {name for name, found in sides.items() if len(found) == 2}
    if not pairs:
        return lines
    out = list(lines.lines)
    for number, (name, side) in parts.items():
        if fold(name) in pairs:
            source = out[number].values[column]
            values = {**out[number].values, column: source._replace(value=name)}
            out[number] = out[number]._replace(values=values, side=side)
    return replace(lines, lines=tuple(out))


def _parted(source: Source | None) -> tuple[str, str] | None:
    """(name, side) of a text such as "NPS - Target", "Target: NPS" or "NPS (Ist)"."""
    if source is None or not isinstance(source.value, str) or source.inherited:
        return None
    return _parts(label(source.value))


@lru_cache(maxsize=2048)
def _parts(text: str) -> tuple[str, str] | None:
    for joint in _JOINTS:
        head, found, tail = text.rpartition(joint)
        if found and head.strip() and (side := side_of(tail.strip(" )"))):
            return head.strip(), side
        head, found, tail = text.partition(joint)
        if found and tail.strip() and joint != " (" and (side := side_of(head.strip())):
            return tail.strip(), side
    return None
