"""Tables whose column headers say what the cells are about: one column per key result, per KPI, per conversation."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okr_analytics.ingest.finding.headers import known
from okr_analytics.ingest.meaning.columns import column_values
from okr_analytics.ingest.meaning.sidewords import side_of
from okr_analytics.ingest.tables import Column, Source, Table
from okr_analytics.ingest.values import read_date, read_number, read_period, split_code
from okr_analytics.ingest.vocabulary import kind_words
from okr_analytics.policy import Policy

_ROLES = {"planned": "planned", "target": "planned", "actual": "actual", "value": "actual", "spent": "actual"}


@dataclass(frozen=True)
class Crossed:
    """A column whose cells are the field `name` of records that its header names (`about`: field → header's cell)."""

    column: Column
    name: str
    key: str
    about: Mapping[str, Source]


@dataclass(frozen=True)
class Crossing:
    """A table whose columns cross what its rows say: `way` is "grid" or "shares", `kind` that of its records."""

    way: str
    kind: str
    columns: tuple[Crossed, ...]
    how: str
    date: int | None = None  # the column that says when
    confidence: float = 0.85


def find_crossing(table: Table, words: Sequence[str], policy: Policy) -> Crossing | None:
    """The crossing of a table, None where its columns are ordinary ones."""
    return _shares(table, policy) or _grid(table, words)


# -- effort by conversation ----------------------------------------------------------------------------------------


def _shares(table: Table, policy: Policy) -> Crossing | None:
    """Growth, BAU, improvement as columns, perhaps each with planned and actual below."""
    found: list[Crossed] = []
    for column in table.columns:
        word = next((t for t in (column.group, column.header) if policy.conversation_of(t)), None)
        if word is None or not column.header_cells or column.profile.texts - column.profile.numeric_texts > 0.5:
            continue
        place = column.header_cells[0] if word == column.group else column.header_cells[-1]
        name = _role(column) if word == column.group else "stated"
        found.append(Crossed(column, name, word, {"category": Source(*place, word, inherited=True)}))
    conversations = {policy.conversation_of(c.key) for c in found}
    if len(conversations) < 2:
        return None
    return Crossing("shares", "effort", tuple(found), "its columns are called after the conversations")


def _role(column: Column) -> str:
    for candidate in column.candidates:
        if candidate.name in _ROLES:
            return _ROLES[candidate.name]
    return "stated"


# -- one column per key result or KPI ------------------------------------------------------------------------------


def _grid(table: Table, words: Sequence[str]) -> Crossing | None:
    """A first column of days and columns of numbers under headers that are names of key results or KPIs."""
    numbered = bool(table.columns) and table.columns[0].profile.running  # 1, 2, 3 … before the days
    columns = table.columns[1:] if numbered else table.columns
    if len(columns) < 3 or len(table.region.body) < 2:
        return None
    first, *rest = columns
    if not _is_days(table, first):
        return None
    numbers = [c for c in rest if c.header and not c.period and _are_numbers(table, c)]
    coded = [c for c in numbers if split_code(c.header).kind == "key_result"]
    sides = _sides(numbers)
    named = [c for c in numbers if known(c.header) < 0.8 or c.index in sides]
    kind = "check_in" if len(coded) >= 2 and len(coded) == len(numbers) else _kind_by_words(words)
    crossing = coded if kind == "check_in" and coded else named
    if kind is None or len(crossing) < 2 or len(crossing) < 0.7 * len(rest):
        return None
    crossed = tuple(_crossed(c, kind, sides.get(c.index)) for c in crossing)
    return Crossing("grid", kind, crossed, f'"{first.header}" says when, the other headers say what', first.index)


def _crossed(column: Column, kind: str, side: tuple[str, str] | None) -> Crossed:
    """A column of values of what its header names; with "revenue target" beside "revenue actual" both are of revenue."""
    field = "key_result" if kind == "check_in" else "kpi"
    place = column.header_cells[-1]
    if side is None or kind != "kpi_reading":
        about = {field: Source(*place, column.header, inherited=True)}
        return Crossed(column, _wanted_or_found(column, kind), str(column.index), about)
    stem, name = side
    return Crossed(column, name, stem, {field: Source(*place, stem, inherited=True)})


def _sides(columns: Sequence[Column]) -> Mapping[int, tuple[str, str]]:
    """Column → (what is measured, "target" or "value") where headers end or begin with target and actual by turns."""
    found = {c.index: side for c in columns if (side := _side(c.header))}
    both = {name for _, name in found.values()} == {"target", "value"}
    stems = [{stem.lower() for stem, name in found.values() if name == one} for one in ("target", "value")]
    return found if both and stems[0] & stems[1] else {}


def _side(header: str) -> tuple[str, str] | None:
    words = header.replace("_", " ").split()
    for at, rest in ((-1, words[:-1]), (0, words[1:])):
        side = side_of(words[at]) if len(words) > 1 else None
        if side:
            return " ".join(rest).strip(" -–:/()"), {"planned": "target", "actual": "value"}[side]
    return None


def _wanted_or_found(column: Column, kind: str) -> str:
    """The field of a column's numbers: "target" under "revenue target", else "value"."""
    wanted = any(c.name == "target" and c.score >= 0.45 for c in column.candidates)
    return "target" if wanted and kind == "kpi_reading" else "value"


def _are_numbers(table: Table, column: Column) -> bool:
    """Whether most cells are numbers, and not only begin like some ("2/2/0")."""
    if column.profile.numbers + column.profile.numeric_texts <= 0.7:
        return False
    values = column_values(table.sheet, table.region.body[:30], column.index)
    return sum(1 for v in values if read_number(v).value is not None) * 2 > len(values)


def _is_days(table: Table, column: Column) -> bool:
    values = [table.sheet.value(r, column.index) for r in table.region.body[:30]]
    days = sum(
        1
        for v in values
        if isinstance(v, dt.date) or (isinstance(v, str) and (read_date(v).day or read_period(v).start))
    )
    return days >= 0.8 * len(values)


def _kind_by_words(words: Sequence[str]) -> str | None:
    for text in words:
        scores = kind_words(text)
        if max(scores.get("check_in", 0.0), scores.get("key_result", 0.0)) >= 0.5:
            return "check_in"
        if max(scores.get("kpi", 0.0), scores.get("kpi_reading", 0.0)) >= 0.5:
            return "kpi_reading"
    return None
