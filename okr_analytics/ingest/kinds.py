"""Decides what kind of table it is and what each column means, by evidence, with the runner-up."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from okr_analytics.ingest.families import ANCHORS, FAMILIES, OTHER, REFERENCES, Family
from okr_analytics.ingest.headers import label
from okr_analytics.ingest.tables import Assignment, Column, Profile, Table
from okr_analytics.ingest.values import fold
from okr_analytics.ingest.vocabulary import Candidate, foreign_table, kind_words, known_export
from okr_analytics.model import FieldType, field_types

LEAST = 0.5  # a meaning that scores less isn't taken
SURE = 0.5  # a table less sure than this is asked about
GENERAL_NAMES = {"sheet", "sheet1", "tabelle1", "planilha1", "hoja1", "feuil1", "ark1", "folha1"}


@dataclass(frozen=True)
class Decision:
    """What a table was taken for, how surely, why, and what every column means."""

    kind: str
    confidence: float
    how: str
    assignments: tuple[Assignment, ...]
    runner_up: str | None = None
    export: str | None = None

    @property
    def is_ours(self) -> bool:
        """Whether records are drawn from the table."""
        return self.kind != OTHER and self.confidence >= SURE

    def column(self, field: str) -> Column | None:
        """The column that holds a field, None where there is none."""
        return next((a.column for a in self.assignments if a.field == field), None)

    def fields(self) -> dict[str, Column]:
        """Field → column."""
        return {a.field: a.column for a in self.assignments if a.field}


@dataclass(frozen=True)
class _Try:
    family: Family
    score: float
    missing: tuple[str, ...]
    assignments: tuple[Assignment, ...]


def decide(table: Table, words: Sequence[str] = ()) -> Decision:
    """The decision for a table; `words` are what stands around it: titles, the sheet's name, the file's name."""
    headers = [column.title for column in table.columns]
    title = " ".join(words[:2])
    export = known_export(headers)
    hints = _hints(words)
    tries = sorted((_try(table, family, hints) for family in FAMILIES.values()), key=lambda t: -t.score)
    possible = [t for t in tries if not t.missing]
    if export and export.kind in FAMILIES:
        return _exported(table, export.kind, export.fields, export.score, f"{export.name}: {export.how}", export.name)
    foreign = foreign_table(headers, title)
    best = possible[0] if possible else None
    if foreign and (not best or foreign.score >= _confidence(best, possible)):
        return _left_aside(table, foreign.score, f"{foreign.what}: {foreign.how}", best.family.kind if best else None)
    if not best:
        lacking = tries[0]
        why = "no column names what the rows are about"
        return _left_aside(table, 0.5, why, lacking.family.kind if lacking.score > 0.5 else None)
    confidence = _confidence(best, possible)
    second = possible[1] if len(possible) > 1 else None
    how = _explain(best, hints)
    if second:
        how += f"; runner-up: {second.family.kind} ({second.score:.1f} against {best.score:.1f})"
    return Decision(best.family.kind, confidence, how, best.assignments, second.family.kind if second else None)


def decide_as(table: Table, kind: str, columns: Mapping[int, str | None]) -> Decision:
    """The decision where a person named the kind, and for some columns (by position) the field."""
    if kind == OTHER:
        return _left_aside(table, 1.0, "a person said that it is none of ours", None)
    assignments = list(_assign(table, FAMILIES[kind]))
    for position, name in columns.items():
        if 0 <= position < len(assignments):
            column = assignments[position].column
            others = [i for i, a in enumerate(assignments) if a.field == name and name and i != position]
            for i in others:
                assignments[i] = replace(assignments[i], field=None, how=f"a person gave {name} to another column")
            how = "confirmed by a person" if name else "left aside by a person"
            assignments[position] = Assignment(column, name, 1.0, how)
    return Decision(kind, 1.0, "confirmed by a person", tuple(assignments))


# -- one kind tried ----------------------------------------------------------------------------------------------


def _try(table: Table, family: Family, hints: Mapping[str, float]) -> _Try:
    assignments = _assign(table, family)
    found = {a.field for a in assignments if a.field}
    if any(c.period for c in table.columns):
        found.add("time")
    missing = tuple(group[0] for group in family.needs if not found & set(group))
    score = sum(_weight(a) for a in assignments if a.field)
    unknown = sum(1 for a in assignments if not a.field and not a.column.period and a.column.header)
    score += family.bonus + hints.get(family.kind, 0.0) - 0.15 * unknown
    return _Try(family, score, missing, assignments)


def _weight(assignment: Assignment) -> float:
    """How much a column speaks for the kind: less where its header would fit tables of many kinds."""
    kinds = {c.kind for c in assignment.column.candidates if c.score >= 0.6 and c.kind != OTHER}
    return assignment.confidence / math.sqrt(max(1, len(kinds)))


def _assign(table: Table, family: Family) -> tuple[Assignment, ...]:
    """Every column with its best meaning inside a family; a field goes to one column only."""
    wishes = sorted(
        (
            (-_fit(candidate, column, family, table), position, candidate)
            for position, column in enumerate(table.columns)
            for candidate in column.candidates
            if candidate.kind in family.members or candidate.kind == OTHER
        ),
        key=lambda wish: (wish[0], wish[1]),
    )
    taken: dict[int, tuple[Candidate, float]] = {}
    fields: dict[str, int] = {}
    spread = _spread_positions(table)
    for negative, position, candidate in wishes:
        score = -negative
        several = position in spread
        if position in taken or score < LEAST or (candidate.field in fields and not several):
            continue
        taken[position] = candidate, score
        if candidate.kind != OTHER and not several:
            fields[candidate.field] = position
    draft = [_assignment(column, taken.get(i), family) for i, column in enumerate(table.columns)]
    return tuple(_settle(draft, family))


def _spread_positions(table: Table) -> set[int]:
    """The columns that stand for times or for the first, second … key result: fields may repeat there."""
    times = [i for i, c in enumerate(table.columns) if c.period]
    numbered = [i for i, c in enumerate(table.columns) if c.number is not None]
    return {*(times if len(times) > 1 else ()), *(numbered if len(numbered) > 1 else ())}


def _fit(candidate: Candidate, column: Column, family: Family, table: Table) -> float:
    """A candidate's score, less where the cells are of another type than the field, and by the family's order."""
    if candidate.kind == OTHER:
        return candidate.score
    order = family.members.index(candidate.kind) if candidate.kind in family.members else 0
    types = field_types(candidate.kind)
    kind = types.get(candidate.name)
    if kind is None:
        return 0.0
    return candidate.score * _type_fit(kind, candidate.name, column.profile) - 0.01 * order


def _type_fit(kind: FieldType, name: str, profile: Profile) -> float:
    if not profile.filled:
        return 1.0
    numeric = profile.numbers + profile.numeric_texts
    if kind in (FieldType.NUMBER, FieldType.AMOUNT, FieldType.FRACTION):
        if profile.days > 0.5:
            return 0.3
        return 1.0 if numeric > 0.3 or profile.length < 25 else 0.55
    if kind is FieldType.DATE:
        return 0.4 if profile.numbers > 0.8 or profile.length > 40 else 1.0
    if name in ("title", "name", "note", "description"):
        return 0.5 if profile.numbers > 0.6 or profile.days > 0.5 else 1.0
    return 0.6 if profile.days > 0.5 else 1.0


def _assignment(column: Column, taken: tuple[Candidate, float] | None, family: Family) -> Assignment:
    rest = [c for c in column.candidates if not taken or c.field != taken[0].field]
    runner = rest[0].field if rest else None
    if not taken:
        return Assignment(column, None, 0.0, _why_not(column, family), runner)
    candidate, score = taken
    if candidate.kind == OTHER:
        what = candidate.name.replace("_", " ")
        return Assignment(column, None, score, f'there is no field for "{column.title}" ({what})', runner)
    return Assignment(column, candidate.field, min(1.0, score), candidate.how, runner)


def _why_not(column: Column, family: Family) -> str:
    if not column.title:
        return "the column has no header"
    if any(c.kind in family.members and c.score >= LEAST for c in column.candidates):
        return f'"{column.title}" says the same as another column, which is used'
    return f'there is no field for the column "{column.title}"'


def _settle(assignments: list[Assignment], family: Family) -> list[Assignment]:
    """Members without an anchor give up their columns, as a reference where there is one."""
    fields = {a.field for a in assignments if a.field}
    absent = {
        member
        for member in family.members
        if member != family.kind and member in ANCHORS and not fields & set(ANCHORS[member])
    }
    out: list[Assignment] = []
    for a in assignments:
        if a.kind in absent:
            reference = REFERENCES.get((family.kind, a.field or "")) or _own_field(a, family)
            if reference and reference not in fields:
                fields.add(reference)
                out.append(replace(a, field=reference))
            else:
                out.append(replace(a, field=None, how=f"nothing else of a {a.kind.replace('_', ' ')} is in the table"))
        else:
            out.append(a)
    return out


def _own_field(assignment: Assignment, family: Family) -> str | None:
    own = f"{family.kind}.{assignment.name}"
    return (
        own
        if assignment.name in field_types(family.kind) and assignment.name not in ("title", "name", "code")
        else None
    )


# -- the choice --------------------------------------------------------------------------------------------------


def _hints(words: Sequence[str]) -> dict[str, float]:
    """Kind → how much the words around the table speak for it; the nearest words count most."""
    hints: dict[str, float] = {}
    for distance, text in enumerate(words):
        if not text or fold(text) in GENERAL_NAMES:
            continue
        for kind, score in kind_words(text).items():
            hints[kind] = max(hints.get(kind, 0.0), score * (0.8 if distance < 2 else 0.4))
    return hints


def _confidence(best: _Try, possible: Sequence[_Try]) -> float:
    """How sure the kind is: what its needed columns score, and how far the runner-up is behind."""
    anchors = [a.confidence for a in best.assignments if a.field and a.field in _needed(best.family)]
    base = sum(anchors) / len(anchors) if anchors else 0.5
    others = [t.score for t in possible if t.family.kind not in _related(best.family.kind) and t is not best]
    margin = (best.score - max(others)) / max(best.score, 0.1) if others else 1.0
    return max(0.05, min(1.0, base * (0.6 + 0.4 * min(1.0, max(0.0, margin) * 3 + 0.25))))


def _needed(family: Family) -> set[str]:
    return {field for group in family.needs for field in group}


def _related(kind: str) -> set[str]:
    return set(FAMILIES[kind].members)


def _explain(best: _Try, hints: Mapping[str, float]) -> str:
    needed = [a for a in best.assignments if a.field in _needed(best.family)]
    parts = [f'"{a.column.title}" is {a.field}' for a in needed]
    count = sum(1 for a in best.assignments if a.field)
    parts.append(f"{count} of {len(best.assignments)} columns fit")
    if hints.get(best.family.kind):
        parts.append("the words around it say so too")
    return ", ".join(parts)


def _exported(table: Table, kind: str, fields: Mapping[str, str | None], score: float, how: str, name: str) -> Decision:
    by_header = {fold(header): field for header, field in fields.items()}
    used: set[str] = set()
    out: list[Assignment] = []
    for column in table.columns:
        field = by_header.get(fold(column.title)) or by_header.get(fold(column.header))
        if field and field not in used:
            used.add(field)
            out.append(Assignment(column, field, score, f"a column of {name}"))
        else:
            out.append(Assignment(column, None, score, f'there is no field for the column "{column.title}"'))
    return Decision(kind, score, how, tuple(out), None, name)


def _left_aside(table: Table, confidence: float, why: str, runner_up: str | None) -> Decision:
    nothing = tuple(Assignment(c, None, 0.0, why) for c in table.columns)
    return Decision(OTHER, confidence, why, nothing, runner_up)


def table_words(table: Table) -> str:
    """The labels of the lone cells above a table, for hints."""
    rows = (table.sheet.rows.get(r, {}) for r in table.region.context)
    return " ".join(label(v) for cells in rows for v in cells.values() if isinstance(v, str))
