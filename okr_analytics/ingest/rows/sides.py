"""A column that says of each row whether its amounts are planned or actual: Previsto/Realizado, Plan/Ist."""

from collections.abc import Sequence
from dataclasses import replace

from okr_analytics.ingest.finding.headers import label
from okr_analytics.ingest.meaning.columns import column_words
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.sidewords import says_more, side_in, sides_of
from okr_analytics.ingest.rows.lines import Lines
from okr_analytics.ingest.tables import Column, Table

KINDS = frozenset({"effort", "kpi", "kpi_reading", "key_result"})
_MOST = 6  # different words at most in such a column


def with_sides(table: Table, decision: Decision) -> Decision:
    """The decision with the column, if there is one, that tells planned rows from actual ones."""
    if decision.kind not in KINDS or (decision.kind == "key_result" and not _has_times(table)):
        return decision
    for number, a in enumerate(decision.assignments):
        if a.confidence < 1 and a.name in ("", "category", "kind", "item") and _tells_sides(table, a.column):
            how = f'"{a.column.title}" says of each row whether it is planned or actual'
            own = (*decision.assignments[:number], replace(a, field=None, how=how), *decision.assignments[number + 1 :])
            return replace(decision, assignments=own, sides=a.column.index)
    return decision


def as_planned(decision: Decision, words: Sequence[str]) -> Decision:
    """The decision with hours as planned ones where the header leaves it open, and the words above say a plan or estimate."""
    if decision.kind != "effort" or decision.column("effort.planned") or side_in(words) != "planned":
        return decision
    own = tuple(
        replace(a, field="effort.planned", how=f"{a.how}; planned, as the words above say")
        if a.field == "effort.actual" and _is_open(a.column) else a
        for a in decision.assignments
    )  # fmt: skip
    return replace(decision, assignments=own)


def _is_open(column: Column) -> bool:
    """Whether a header fits planned hours as well as actual ones."""
    scores = {c.field: c.score for c in reversed(column.candidates)}
    return scores.get("effort.planned", 0.0) >= 0.75 * scores.get("effort.actual", 1.0)


def _has_times(table: Table) -> bool:
    """Whether several columns are times; without, target and actual of a key result are two of its own columns."""
    return sum(1 for c in table.columns if c.period) > 1


def _tells_sides(table: Table, column: Column) -> bool:
    if column.period or not 2 <= column.profile.distinct <= _MOST or column.profile.texts < 1:
        return False
    words = column_words(table, column)
    sides = sides_of(w for w in words if w)
    return {"planned", "actual"} <= set(sides.values()) and all(sides[w] or says_more(w) for w in words if w)


def without_others(lines: Lines, decision: Decision) -> Lines:
    """The lines without those that the column for planned and actual calls something else, such as the difference."""
    if decision.sides is None:
        return lines
    words = {line.row: label(s.value) for line in lines.lines if (s := line.values.get(decision.sides))}
    sides = sides_of(words.values())
    others = {row: word for row, word in words.items() if not sides[word]}
    left_out = {row: no_field(word) for row, word in others.items()}
    kept = tuple(
        line._replace(side=sides.get(words.get(line.row, "")) or line.side)
        for line in lines.lines
        if line.row not in others
    )
    return Lines(kept, {**lines.left_out, **left_out})


def no_field(word: str) -> str:
    """Why a row below an item isn't used."""
    return f'"{word}" says something of the item above for which there is no field'
