"""Tables whose column headers say what the cells are about: one column per key result, per KPI, per conversation."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okr_analytics.ingest.headers import known
from okr_analytics.ingest.tables import Column, Source, Table
from okr_analytics.ingest.values import read_date, split_code
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
    if len(table.columns) < 3 or len(table.region.body) < 2:
        return None
    first, *rest = table.columns
    if not _is_days(table, first):
        return None
    numbers = [c for c in rest if c.header and c.profile.numbers + c.profile.numeric_texts > 0.7 and not c.period]
    coded = [c for c in numbers if split_code(c.header).kind == "key_result"]
    named = [c for c in numbers if known(c.header) < 0.8]
    kind = "check_in" if len(coded) >= 2 and len(coded) == len(numbers) else _kind_by_words(words)
    columns = coded if kind == "check_in" and coded else named
    if kind is None or len(columns) < 2 or len(columns) < 0.7 * len(rest):
        return None
    field = "key_result" if kind == "check_in" else "kpi"
    crossed = tuple(
        Crossed(
            c, _wanted_or_found(c, kind), str(c.index), {field: Source(*c.header_cells[-1], c.header, inherited=True)}
        )
        for c in columns
    )
    return Crossing("grid", kind, crossed, f'"{first.header}" says when, the other headers say what', first.index)


def _wanted_or_found(column: Column, kind: str) -> str:
    """The field of a column's numbers: "target" under "revenue target", else "value"."""
    wanted = any(c.name == "target" and c.score >= 0.45 for c in column.candidates)
    return "target" if wanted and kind == "kpi_reading" else "value"


def _is_days(table: Table, column: Column) -> bool:
    values = [table.sheet.value(r, column.index) for r in table.region.body[:30]]
    days = sum(1 for v in values if isinstance(v, dt.date) or (isinstance(v, str) and read_date(v).day))
    return days >= 0.8 * len(values)


def _kind_by_words(words: Sequence[str]) -> str | None:
    for text in words:
        scores = kind_words(text)
        if max(scores.get("check_in", 0.0), scores.get("key_result", 0.0)) >= 0.5:
            return "check_in"
        if max(scores.get("kpi", 0.0), scores.get("kpi_reading", 0.0)) >= 0.5:
            return "kpi_reading"
    return None
