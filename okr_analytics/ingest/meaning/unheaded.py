"""Tables of which no header says what they hold: KPIs that only a title names, effort of people crossed with projects."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from okr_analytics.ingest.meaning.aliases import NAMES, has_effort
from okr_analytics.ingest.meaning.clocks import find_clocks
from okr_analytics.ingest.meaning.crossings import Crossed, Crossing
from okr_analytics.ingest.meaning.sidewords import side_in
from okr_analytics.ingest.tables import Assignment, Column, Source, Table
from okr_analytics.ingest.values.effort import as_effort_measure
from okr_analytics.ingest.vocabulary import is_total_label

FEWEST_TIMES = 3  # columns of months that make a series
FEWEST_CROSSED = 2
_KNOWN = 0.7  # a header's meaning from here on is what it is, and not merely called like it
_SAID = 0.3  # words around a table count from this score on
_SHOULD = frozenset({"target", "healthy_low", "healthy_high"})
_NO_MEASURES = frozenset({"person", "role", "period", "date", "cycle"})  # what rows of measures are not called
_WHEN_OR_WHO = ("effort.period", "effort.start", "effort.person")
_ROWS = (*_WHEN_OR_WHO, "effort.item", "effort.unit")
_WHO = frozenset({"unit", "person", "owner", "role"})


def series(
    table: Table, hints: Mapping[str, float], assignments: Sequence[Assignment], words: Sequence[str]
) -> tuple[Assignment, ...]:
    """The columns of KPIs that no header calls so: names in the first, numbers month by month; () for other tables.

    Either a column says what each should be, or the words around the table speak of a measure and not of effort.
    """
    first = min(table.columns, key=lambda column: column.index)
    times = [c for c in table.columns if c.period and c.profile.numbers + c.profile.numeric_texts > 0.5]
    should = any(a.name in _SHOULD for a in assignments if a.field)
    others = any(c.name in _NO_MEASURES and c.score >= _KNOWN for c in first.candidates)
    said = hints.get("kpi", 0.0) >= _SAID and hints.get("effort", 0.0) < _SAID and not others
    named = not first.period and first.profile.texts > 0.5 and first.profile.distinct == first.profile.filled > 1
    if len(times) < FEWEST_TIMES or not ((should or said) and named) or has_effort(table):
        return ()
    if not should and any(map(as_effort_measure, words[:2])):
        return ()
    how = "each row has a name, what it should be, and numbers over time" if should else "its title names a measure"
    return tuple(
        Assignment(a.column, "kpi.name", 0.7, how)
        if a.column is first
        else replace(a, field=None)
        if a.name == "name"
        else a
        for a in assignments
    )


def effort_crossing(
    table: Table, hints: Mapping[str, float], assignments: Sequence[Assignment], words: Sequence[str]
) -> Crossing | None:
    """Amounts of effort under the names of people, roles, units or projects, where the words around say that it is effort."""
    first = min(table.columns, key=lambda column: column.index)
    row = next((a.field for a in assignments if a.column is first and a.field in _ROWS), None)
    if hints.get("effort", 0.0) < _SAID or first.period or has_effort(table) or find_clocks(table) is not None:
        return None
    crossed = [c for c in table.columns if c is not first and _is_crossed(c)]
    measured = any(as_effort_measure(text) not in (None, "cost") for text in words[:3])
    shares = all(map(_is_share, crossed)) and row in _WHEN_OR_WHO
    if len(crossed) < FEWEST_CROSSED or not (measured or shares):
        return None  # marks of skills may stand beside people, too
    about = _about(row, crossed)
    name = side_in(words[:-1]) or "stated"
    return Crossing(
        "shares",
        "effort",
        tuple(
            Crossed(c, name, str(c.index), {about: Source(*c.header_cells[-1], c.title, inherited=True)})
            for c in crossed
        ),
        f"the words around it speak of effort, and the headers say of which {about}",
        confidence=0.7,
    )


def _is_share(column: Column) -> bool:
    """Whether a column holds nothing but percentages."""
    profile = column.profile
    written = bool(profile.short) and all(text.rstrip().endswith("%") for text in profile.short)
    return profile.percents > 0.9 or (written and profile.texts > 0.9)


def _is_crossed(column: Column) -> bool:
    """Whether a header is a name, or says of whom the numbers below it are, and no property such as a cost or a rate."""
    profile = column.profile
    if not column.header_cells or not column.header or column.period or is_total_label(column.header):
        return False
    if profile.filled and profile.numbers + profile.numeric_texts < 0.7:
        return False
    sure = [c for c in column.candidates if c.score >= _KNOWN]
    return all(c.name in _WHO or c.name in NAMES or c.name in ("item", "project") for c in sure)


def _about(row: str | None, crossed: Sequence[Column]) -> str:
    """The field of effort that the headers name: of people's rows the projects, of projects' rows the people."""
    names = {c.name for column in crossed for c in column.candidates if c.score >= _KNOWN}
    if row != "effort.person" and names & {"person", "owner", "role"}:
        return "person"
    if row != "effort.unit" and "unit" in names and not names & NAMES:
        return "unit"
    return "person" if row == "effort.item" else "item"
