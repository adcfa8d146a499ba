"""Tells the rows of one table apart: objective, key result, initiative – by a type column, codes, indentation or levels."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.finding.headers import label, meanings
from okr_analytics.ingest.tables import Column, Table
from okr_analytics.ingest.values import clean, fold, split_code
from okr_analytics.ingest.vocabulary import kind_words

ORDER = ("objective", "key_result", "initiative")
ROWS = 600  # rows looked at to recognise a shape
GLANCE = 200  # of them at first


@dataclass(frozen=True)
class RowKinds:
    """Row → kind ("objective", "key_result", "initiative"), the columns that name the rows, and how it was told.

    `levels`: row → depth, 0 = top. `title`: row → the column that holds the row's text.
    """

    way: str
    kinds: Mapping[int, str]
    title: Mapping[int, int]
    levels: Mapping[int, int]
    column: int | None = None  # the column that told it
    how: str = ""


@lru_cache(maxsize=2048)
def kind_of_word(text: str) -> str | None:
    """The kind that a word such as "Objetivo" or "KR" in a type column means."""
    folded = clean(text)
    if not folded or len(folded) > 30:
        return None
    for candidate in meanings(folded):
        if (
            candidate.score >= 0.8
            and candidate.name in ("title", "name")
            and candidate.kind in (*ORDER, "kpi", "project")
        ):
            return candidate.kind
    return {"o": "objective", "kr": "key_result", "okr": "objective"}.get(fold(text))


def find_row_kinds(table: Table, words: Sequence[str] = ()) -> RowKinds | None:
    """How the rows of a table tell their kind themselves, None where they don't; `words` stand around the table."""
    if len(rows_of(table)) < 2:
        return None
    for way in (_typed, _staggered, _coded):
        found = way(table)
        if found:
            return found
    return _indented(table, words)


def _is_okr(column: Column, words: Sequence[str]) -> bool:
    """Whether a text column's header, or what stands around the table, speaks of objectives or key results only."""
    own = [c for c in column.candidates if c.score >= 0.7 and c.name in ("title", "name")]
    if own and all(c.kind in ORDER for c in own):
        return True
    if own and not any(c.kind in ORDER for c in own):
        return False
    hints = [kind_words(w) for w in words if w]
    return any(max(h.get("objective", 0.0), h.get("key_result", 0.0)) >= 0.6 for h in hints)


def rows_of(table: Table) -> tuple[int, ...]:
    """The data rows and the lone texts between them, in order."""
    region = table.region
    return tuple(sorted({*region.body, *region.sections})) if region.sections else region.body


# -- a column that says it ---------------------------------------------------------------------------------------


def _typed(table: Table) -> RowKinds | None:
    rows = rows_of(table)
    for column in table.columns:
        if (
            not 1 <= column.profile.distinct <= 8
            or column.profile.length > 25
            or column.profile.texts < 0.9
            or column.profile.codes > 0.5
        ):
            continue
        first = {label(table.sheet.value(r, column.index)) for r in rows[:50]}
        if sum(1 for w in first if kind_of_word(w) in ORDER) < 1:
            continue
        words = {r: label(table.sheet.value(r, column.index)) for r in rows}
        kinds = {r: kind_of_word(w) for r, w in words.items() if w}
        known = {r: k for r, k in kinds.items() if k in ORDER}
        told = set(known.values())
        if len(known) >= 0.8 * len(rows) and "objective" in told and len(told) > 1:
            title = _title_column(table, {column.index})
            if title is None:
                return None
            depth = {r: ORDER.index(k) for r, k in known.items()}
            how = f'"{column.title}" says what each row is'
            return RowKinds("typed", known, dict.fromkeys(known, title), depth, column.index, how)
    return None


def _title_column(table: Table, but: set[int]) -> int | None:
    """The column with the longest texts that most rows have."""
    named = [
        c for c in table.columns
        if c.index not in but and c.profile.texts > 0.7 and c.profile.fewer > 0.5 and c.profile.distinct > 1
    ]  # fmt: skip
    titled = [c for c in named if any(m.name in ("title", "name") and m.score >= 0.7 for m in c.candidates)]
    best = max(titled or named, key=lambda c: c.profile.length, default=None)
    return best.index if best else None


# -- one column per level ------------------------------------------------------------------------------------------


def _staggered(table: Table) -> RowKinds | None:
    """Columns called "Level 1", "Level 2" … of which each row fills one."""
    levels = _level_columns(table)
    if len(levels) < 2:
        return None
    places: dict[int, int] = {}
    for row in rows_of(table):
        filled = [c for c in levels if table.sheet.value(row, c) is not None]
        if len(filled) == 1:
            places[row] = filled[0]
    if len(places) < 0.9 * len(rows_of(table)):
        return None
    depth = {r: levels.index(c) for r, c in places.items()}
    kinds = _leaves(table, depth, places)
    return RowKinds("levels", kinds, places, depth, None, "each row fills one of the columns for levels")


def _level_columns(table: Table) -> list[int]:
    words = Counter(_level_word(c) for c in table.columns if c.number is not None)
    word, count = max(words.items(), key=lambda pair: pair[1], default=("", 0))
    if (
        count < 2
        or not word
        or word not in ("level", "nivel", "ebene", "niveau", "niva", "l", "n", "tier", "层级", "级")
    ):
        return []
    return [c.index for c in table.columns if c.number is not None and _level_word(c) == word]


def _level_word(column: Column) -> str:
    return fold(column.header).rstrip("0123456789 .:#-_").strip()


def _leaves(table: Table, depth: Mapping[int, int], places: Mapping[int, int]) -> dict[int, str]:
    """Rows with deeper rows below them are objectives, the others key results; a text that says so counts more."""
    rows = sorted(depth)
    kinds: dict[int, str] = {}
    for number, row in enumerate(rows):
        below = depth[rows[number + 1]] if number + 1 < len(rows) else -1
        text = label(table.sheet.value(row, places[row]))
        said = split_code(text).kind
        if said in ORDER:
            kinds[row] = said
        elif " KR:" in text[:60] or text.startswith("KR:"):
            kinds[row] = "key_result"
        else:
            kinds[row] = "objective" if below > depth[row] or depth[row] == 0 else "key_result"
    return kinds


# -- codes ---------------------------------------------------------------------------------------------------------


def _coded(table: Table) -> RowKinds | None:
    """O1, KR1.1, KR1.2, O2 … at the start of the texts, or in a column of codes; or 1, 1.1, 1.2 in an OKR table."""
    rows = rows_of(table)
    for column in table.columns:
        if column.profile.texts < 0.5 and column.profile.numbers < 0.5:
            continue
        some = rows[:ROWS]
        first = Counter(table.sheet.value(r, column.index) for r in some[:GLANCE])
        if sum(count for value, count in first.items() if _code_kind(value) not in ORDER) > 0.3 * len(some):
            continue  # whatever the others say
        texts = {r: label(table.sheet.value(r, column.index)) for r in some}
        coded = {r: split_code(t if " " in t else f"{t} x") for r, t in texts.items() if t}
        told = Counter(c.kind for c in coded.values() if c.kind in ORDER)
        if told["objective"] and told["key_result"] and sum(told.values()) >= 0.7 * len(some):
            kinds = {r: k for r in rows if (k := _code_kind(table.sheet.value(r, column.index))) in ORDER}
            lone = all(t == c.code or " " not in t for t, c in ((texts[r], coded[r]) for r in coded))
            title = _title_column(table, {column.index}) if lone else column.index
            if title is None:
                return None
            filled = {r: k for r, k in kinds.items() if table.sheet.value(r, title) is not None and k}
            depth = {r: ORDER.index(k) for r, k in filled.items()}
            how = f'the codes in "{column.title}" say what each row is'
            return RowKinds("numbered", filled, dict.fromkeys(filled, title), depth, column.index, how)
    return None


def _code_kind(value: Value | None) -> str:
    """The kind that the code before a text says; a number alone says none."""
    if not isinstance(value, str):
        return ""
    text = label(value)
    return split_code(text if " " in text else f"{text} x").kind or ""


# -- indentation ---------------------------------------------------------------------------------------------------


def _indented(table: Table, words: Sequence[str]) -> RowKinds | None:
    """Texts that are indented under others, by spaces or by the cell's own indent."""
    title = _title_column(table, set())
    if title is None or not _is_okr(next(c for c in table.columns if c.index == title), words):
        return None
    rows = table.sheet.rows
    indents = {r: _indent(table, r, title) for r in rows_of(table) if title in rows.get(r, ())}
    steps = sorted(set(indents.values()))
    first = next(iter(indents.values()), 0)
    if not 2 <= len(steps) <= 6 or first != steps[0]:
        return None
    depth = {r: steps.index(i) for r, i in indents.items()}
    kinds = {r: ORDER[min(d, 2)] for r, d in depth.items()}
    return RowKinds("indented", kinds, dict.fromkeys(depth, title), depth, title, "the texts are indented by level")


def _indent(table: Table, row: int, column: int) -> int:
    value = table.sheet.value(row, column)
    spaces = len(value) - len(value.lstrip(" \t\u00a0\u3000")) if isinstance(value, str) else 0
    return spaces + 3 * table.sheet.indents.get((row, column), 0)
