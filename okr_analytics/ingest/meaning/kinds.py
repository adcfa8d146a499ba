"""Decides what kind of table it is and what each column means, by evidence, with the runner-up."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from okr_analytics.ingest.finding.headers import label
from okr_analytics.ingest.meaning.aliases import NAMES, Traits, traits_of
from okr_analytics.ingest.meaning.assign import assign
from okr_analytics.ingest.meaning.columns import SAMPLE, column_values
from okr_analytics.ingest.meaning.crossings import Crossing, find_crossing
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.meaning.evidence import evidence, is_specific
from okr_analytics.ingest.meaning.families import FAMILIES, OTHER, Family
from okr_analytics.ingest.meaning.lists import CHOICES, are_choices
from okr_analytics.ingest.meaning.rowkinds import RowKinds, find_row_kinds
from okr_analytics.ingest.meaning.unheaded import effort_crossing, series
from okr_analytics.ingest.tables import Assignment, Column, Table
from okr_analytics.ingest.values import fold
from okr_analytics.ingest.vocabulary import Foreign, foreign_table, kind_words, known_export
from okr_analytics.policy import Policy

ANCHOR = 0.6  # what a table must have has to score so much
SURE_ENOUGH = 0.6  # of a kind, to look for no other way to read the table
SAID_TWICE = 0.55  # how sure a kind is at least whose word is both a header and in the title
GENERAL_NAMES = {"sheet", "sheet1", "tabelle1", "planilha1", "hoja1", "feuil1", "ark1", "folha1"}


@dataclass(frozen=True)
class _Try:
    family: Family
    score: float
    missing: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    found: frozenset[str]


def decide(table: Table, words: Sequence[str] = (), policy: Policy | None = None) -> Decision:
    """The decision for a table; `words` are what stands around it: titles, the sheet's name, the file's name."""
    headers = [column.title for column in table.columns]
    export = known_export(headers)
    hints = _hints(words)
    traits = traits_of(table)
    tries = sorted((_try(table, family, hints, traits) for family in FAMILIES.values()), key=lambda t: -t.score)
    possible = [t for t in tries if not t.missing]
    if export and export.kind in FAMILIES:
        return _exported(table, export.kind, export.fields, export.score, f"{export.name}: {export.how}", export.name)
    crossing = find_crossing(table, words, policy or Policy())
    if crossing:
        return _crossed(crossing, tries)
    rows = find_row_kinds(table, words)
    if rows:
        return _by_rows(table, rows, tries)
    best = possible[0] if possible else None
    foreign = _foreign(table, headers, words)
    if foreign and (not best or _is_stronger(table, foreign, best, possible, hints)):
        return _left_aside(table, foreign.score, f"{foreign.what}: {foreign.how}", best.family.kind if best else None)
    confidence = _specific_confidence(table, best, possible, hints) if best else 0.0
    unheaded = _unheaded(table, hints, tries, words) if confidence < SURE_ENOUGH else None
    if unheaded:
        return unheaded
    if not best:
        lacking = tries[0]
        why = "no column names what the rows are about"
        return _left_aside(table, 0.5, why, lacking.family.kind if lacking.score > 0.5 else None)
    second = next((one for one in possible[1:] if one.score > 0), None)
    how = _explain(best, hints)
    if second:
        how += f"; runner-up: {second.family.kind}"
    return Decision(best.family.kind, confidence, how, best.assignments, second.family.kind if second else None)


def decide_as(table: Table, kind: str, columns: Mapping[int, str | None]) -> Decision:
    """The decision where a person named the kind, and for some columns (by position) the field."""
    if kind == OTHER:
        return _left_aside(table, 1.0, "a person said that it is none of ours", None)
    assignments = list(assign(table, FAMILIES[kind], traits_of(table)))
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


def _try(table: Table, family: Family, hints: Mapping[str, float], traits: Traits) -> _Try:
    assignments = assign(table, family, traits)
    found = {a.field for a in assignments if a.field and (a.confidence >= ANCHOR or a.field not in _needed(family))}
    if sum(1 for c in table.columns if c.period) > 1:
        found.add("time")
    if traits.clocked:
        found.add("clock")
    missing = tuple(group[0] for group in family.needs if not found & set(group))
    score = sum(_weight(a) for a in assignments if a.field)
    unknown = sum(1 for a in assignments if not a.field and not a.column.period and a.column.header)
    score += family.bonus + hints.get(family.kind, 0.0) - 0.15 * unknown + evidence(table, family, assignments, hints)
    return _Try(family, score, missing, assignments, frozenset(found))


def _weight(assignment: Assignment) -> float:
    """How much a column speaks for the kind: less where its header would fit tables of many kinds."""
    if assignment.name == "priority":
        return 0.3  # only projects keep it, but tasks and ideas have one, too
    kinds = {c.kind for c in assignment.column.candidates if c.score >= 0.6 and c.kind != OTHER}
    return assignment.confidence / math.sqrt(max(1, len(kinds)))


# -- the choice --------------------------------------------------------------------------------------------------


def _hints(words: Sequence[str]) -> dict[str, float]:
    """Kind → how much the words around the table speak for it; the nearest words count most."""
    hints: dict[str, float] = {}
    for distance, text in enumerate(words):
        if not text or fold(text) in GENERAL_NAMES:
            continue
        for kind, score in kind_words(text).items():
            hints[kind] = max(hints.get(kind, 0.0), score * (0.8 if distance < 2 else 0.4))
    for one, two in (("key_result", "objective"), ("kpi", "kpi_reading")):
        if both := max(hints.get(one, 0.0), hints.get(two, 0.0)):
            hints |= {one: both, two: both}
    return hints


def _confidence(best: _Try, possible: Sequence[_Try], hints: Mapping[str, float]) -> float:
    """How sure the kind is: what its needed columns score, how many columns fit, how far the runner-up is behind."""
    anchors = [a.confidence for a in best.assignments if a.field and a.field in _needed(best.family)]
    base = sum(anchors) / len(anchors) if anchors else 0.6
    others = [t.score for t in possible if t.family.kind not in _related(best.family.kind) and t is not best]
    margin = (best.score - max(others)) / max(best.score, 0.1) if others else 1.0
    headed = [a for a in best.assignments if a.column.title and not a.column.period]
    fitting = sum(1 for a in headed if a.field)
    known = sum(1 for a in headed if a.field or a.confidence) / len(headed) if headed else 1.0
    cover = min(1.0, 0.4 + known)
    times = sum(1 for a in best.assignments if a.column.period and (a.field or "time" in best.found))
    if times < 2 and ((fitting < 2 and len(headed) > 2) or (fitting < 3 and base < 0.8)):
        cover *= 0.6
    if best.family.kind == "objective" and _leaves_measures(best):
        cover *= 0.45  # a metric or a target that would be lost
        hints = {}
    if best.score <= 0.3:
        cover *= 0.6  # about as much speaks against it as for it
    if margin < 0.08:
        cover *= 0.6
    found = min(1.0, base * cover * (0.7 + 0.3 * min(1.0, max(0.0, margin) * 3 + 0.3)))
    return max(0.05, found, SAID_TWICE if _is_said_twice(best, hints) else 0.0)


def _specific_confidence(table: Table, best: _Try, possible: Sequence[_Try], hints: Mapping[str, float]) -> float:
    """How sure the kind is, less where nothing but general headers says it."""
    specific = is_specific(table, best.family, best.assignments, hints)
    return _confidence(best, possible, hints) * (1.0 if specific else 0.45)


def _is_said_twice(best: _Try, hints: Mapping[str, float]) -> bool:
    """Whether a header is the very word for things of this kind, and the words around the table say so, too."""
    return hints.get(best.family.kind, 0.0) >= 0.5 and any(
        a.name in NAMES and a.kind == best.family.kind and a.confidence >= 0.95
        and sum(1 for c in a.column.candidates if c.name in NAMES and c.score >= 0.9) == 1
        for a in best.assignments
        if a.field
    )  # fmt: skip


def _leaves_measures(best: _Try) -> bool:
    """Whether columns that surely measure something aren't used."""
    return any(
        not a.field and a.column.profile.filled
        and any(c.name in ("target", "metric", "baseline", "current") and c.score >= 0.9 for c in a.column.candidates)
        for a in best.assignments
    )  # fmt: skip


def _needed(family: Family) -> set[str]:
    return {field for group in family.needs for field in group}


def _related(kind: str) -> set[str]:
    """The kinds whose tables look alike because one holds the other: a runner-up among them is no doubt."""
    return {*FAMILIES[kind].members, *(f.kind for f in FAMILIES.values() if kind in f.members)}


def _explain(best: _Try, hints: Mapping[str, float]) -> str:
    needed = [a for a in best.assignments if a.field in _needed(best.family)]
    parts = [f'"{a.column.title}" is {a.field}' for a in needed]
    count = sum(1 for a in best.assignments if a.field)
    parts.append(f"{count} of {len(best.assignments)} columns fit")
    if hints.get(best.family.kind):
        parts.append("the words around it say so too")
    return ", ".join(parts)


def _outcome(table: Table, column: Column) -> str:
    """What a column of results beside an outline holds: how much is done, or words."""
    texts = [label(v) for v in column_values(table.sheet, table.region.body[:SAMPLE], column.index)]
    return "progress" if sum(t.rstrip().endswith("%") for t in texts) * 2 > len(texts) else "comment"


def _foreign(table: Table, headers: Sequence[str], words: Sequence[str]) -> Foreign | None:
    """What the headers, the words around the table and its short cells say of a table that isn't ours."""
    short = [c.index for c in table.columns if c.profile.texts > 0.5 and c.profile.length <= 5]
    values = [label(v) for c in short for v in column_values(table.sheet, table.region.body[:60], c)]
    found = [f for title in (*words[:3], "") if (f := foreign_table(headers, title, values=values))]
    best = max(found, key=lambda f: f.score, default=None)
    if (table.sheet.hidden or (best and best.what == CHOICES)) and are_choices(table):
        return Foreign(CHOICES, 0.95, "each column is a list of its own")
    return best


def _is_stronger(
    table: Table, foreign: Foreign, best: _Try, possible: Sequence[_Try], hints: Mapping[str, float]
) -> bool:
    """Whether the evidence for a table that isn't ours outweighs the best of ours."""
    if foreign.score <= 0.5 and hints.get(best.family.kind, 0.0) >= 0.7:
        return False  # only the title speaks for it, and the title names our kind as well
    own = _confidence(best, possible, hints) * (
        1.0 if is_specific(table, best.family, best.assignments, hints) else 0.6
    )
    return foreign.score >= 0.7 * own


def _unheaded(table: Table, hints: Mapping[str, float], tries: Sequence[_Try], words: Sequence[str]) -> Decision | None:
    """KPIs or effort that no header calls so."""
    by_kind = {t.family.kind: t.assignments for t in tries}
    if found := series(table, hints, by_kind["kpi"], words):
        return Decision("kpi", 0.7, next(a.how for a in found if a.field == "kpi.name"), found)
    crossing = effort_crossing(table, hints, by_kind["effort"], words)
    return _crossed(crossing, tries) if crossing else None


def _crossed(crossing: Crossing, tries: Sequence[_Try]) -> Decision:
    """A table whose headers say what the cells are about; its other columns are those of the kind."""
    family = next(t for t in tries if t.family.kind == crossing.kind)
    names = {c.column.index: c.name for c in crossing.columns}
    sure = crossing.confidence + 0.05
    out: list[Assignment] = []
    for a in family.assignments:
        if a.column.index in names:
            out.append(Assignment(a.column, f"{crossing.kind}.{names[a.column.index]}", sure, crossing.how))
        elif a.column.index == crossing.date:
            out.append(Assignment(a.column, f"{crossing.kind}.date", 0.9, crossing.how))
        elif a.name in names.values():
            out.append(replace(a, field=None, how="the other columns hold the values"))
        else:
            out.append(a)
    return Decision(crossing.kind, crossing.confidence, crossing.how, tuple(out), None, None, None, crossing)


def _by_rows(table: Table, rows: RowKinds, tries: Sequence[_Try]) -> Decision:
    """An OKR table whose rows say themselves what they are; its text column is both objective and key result."""
    family = next(t for t in tries if t.family.kind == "key_result")
    titles = set(rows.title.values())
    out: list[Assignment] = []
    for a in family.assignments:
        if a.column.index in titles:
            out.append(Assignment(a.column, "key_result.title", 0.9, rows.how))
        elif a.column.index == rows.column:
            name = "key_result.code" if rows.way == "numbered" else None
            out.append(Assignment(a.column, name, 0.9, rows.how))
        elif a.field == "key_result.current" and rows.way == "levels":
            out.append(replace(a, field=f"key_result.{_outcome(table, a.column)}"))
        elif a.name == "title":
            out.append(replace(a, field=None, how="another column holds the texts of the rows"))
        else:
            out.append(a)
    return Decision("key_result", 0.9, rows.how, tuple(out), None, None, rows)


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
