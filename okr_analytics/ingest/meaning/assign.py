"""Gives every column of a table its meaning inside one family of records: best score first, one column a field."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from okr_analytics.ingest.meaning.aliases import NAMES, Traits, alias
from okr_analytics.ingest.meaning.closed import is_answered
from okr_analytics.ingest.meaning.columns import SAMPLE
from okr_analytics.ingest.meaning.families import ANCHORS, OTHER, REFERENCES, Family
from okr_analytics.ingest.meaning.suits import NUMBERS, REFERS, is_money, is_worded, suits
from okr_analytics.ingest.tables import Assignment, Column, Table
from okr_analytics.ingest.values import fold
from okr_analytics.ingest.vocabulary import Candidate, is_total_label
from okr_analytics.model import field_types

LEAST = 0.5  # a meaning that scores less isn't taken
ONCE = frozenset({"date", "period", "person"})  # never the same for several columns, however they are numbered

# Of several columns for one field: which word says that it is the one that counts.
_RATHER = re.compile(
    r"\b(?:final|actual|current|latest|now|total|real|atual|actual|aktuell|ist|revised|new|neuer?|revise[er]?|nouvelle?|revisad[oa]|nov[oa]|nuev[oa])\b"
)
_NOT = re.compile(
    r"\b(?:projected|forecast|fcst|expected|mid|initial|previous|prior|last|planned|original|draft|estimated)\b"
)

# Beside times: what sums them up.
_SUMMED = re.compile(r"\bytd\b|year[ -]to[ -]date|cumul|kumul|acumul|akkumul|hittil i ar|累计")

_PEOPLE = frozenset({"person", "owner", "author", "lead", "sponsor"})
_CODED = re.compile(r"\b(?:id|no|nr|number|code|#|nummer|numero|codigo|matricula|matricule|account|user|email)\b|号")

_BY_CODE = frozenset({"check_in.key_result", "kpi_reading.kpi", "target.key_result", "target.kpi"})

# Secondary kinds of a family need one more column of their own than their name to be there.
_MORE = {
    ("milestone", "project"): {"sponsor", "budget", "spent", "contributing_units", "key_result", "priority"},
    ("key_result", "check_in"): {"progress_note", "problems", "plans"},
}


def assign(table: Table, family: Family, traits: Traits) -> tuple[Assignment, ...]:
    """Every column of a table of these traits with its best meaning inside a family; a field goes to one column only."""
    titles = _title_columns(table, family)
    wishes = {
        position: _wishes(position, column, family, titles, traits) for position, column in enumerate(table.columns)
    }
    several = spread_positions(table, family)
    taken = _greedy(wishes, several)
    empty = {i for i, c in enumerate(table.columns) if table.region.body and not c.profile.filled}
    _improve(wishes, taken, several, empty)
    _without_absent(wishes, taken, several, family)
    draft = [_assignment(column, taken.get(i), family) for i, column in enumerate(table.columns)]
    times = {table.columns[i].index for i in several if table.columns[i].period}
    return tuple(_settle([_without_sum(a, times) for a in draft], family, times))


def _wishes(
    position: int,
    column: Column,
    family: Family,
    titles: Mapping[str, int],
    traits: Traits,
) -> dict[str, tuple[float, Candidate]]:
    """Field → how well a column suits it; of two ways to the same field the better one."""
    best: dict[str, tuple[float, Candidate]] = {}
    for candidate in _possible(column, family, traits):
        score = fit(candidate, column, family, titles, traits.wide) - 0.6 * (
            position in traits.row_codes and candidate.field in _BY_CODE
        )
        if column.index in traits.blank and candidate.score < 0.85 and not column.period:
            score *= 0.6  # nothing below it says what a header means that is only nearly known
        if column.index in traits.earlier and candidate.name in ("due", "start"):
            score -= 0.4  # what was first promised: another column has what is expected now
        if candidate.field == family.kind + ".title" == "key_result.title" and _sorts(column):
            score *= 0.5
        score -= 0.2 * (candidate.kind == family.kind and is_above(candidate, column, traits.title))
        score -= 0.3 * ((column.index, candidate.field) in traits.groups)
        score -= 0.2 * (candidate.kind == family.kind and _is_sparser(candidate, column, traits.named))
        if titles.get("key_result", position) < position and _is_wanted(candidate, column):
            score *= 0.5
        if candidate.field not in best or best[candidate.field][0] < score:
            best[candidate.field] = score, candidate
    return best


_Wishes = Mapping[int, Mapping[str, tuple[float, Candidate]]]
_Taken = dict[int, tuple[float, Candidate]]


def _possible(column: Column, family: Family, traits: Traits) -> list[Candidate]:
    """The meanings that the family knows; of numbers only the best of each kind, so that hours never become a plan."""
    best: dict[str, float] = {}
    out = []
    for c in (alias(c, column, family, traits) for c in column.candidates):
        if c.kind != OTHER and (c.kind not in family.members or c.field in family.but):
            continue
        is_number = c.kind != OTHER and field_types(c.kind).get(c.name) in NUMBERS
        if is_number and c.score < best.setdefault(c.kind, c.score) - 0.05:
            continue
        out.append(c)
    return out


def _greedy(wishes: _Wishes, several: set[int]) -> _Taken:
    ordered = sorted(
        ((-score, position, candidate) for position, own in wishes.items() for score, candidate in own.values()),
        key=lambda wish: (wish[0], wish[1], wish[2].field),
    )
    taken: _Taken = {}
    fields: set[str] = set()
    for negative, position, candidate in ordered:
        again = position in several and candidate.name not in ONCE
        if position in taken or -negative < LEAST or (candidate.field in fields and not again):
            continue
        taken[position] = -negative, candidate
        if candidate.kind != OTHER and not again:
            fields.add(candidate.field)
    return taken


def _improve(wishes: _Wishes, taken: _Taken, several: set[int], empty: set[int]) -> None:
    """Where a column is left over because another took its field, the other may do as well with its second best."""
    holder = {c.field: p for p, (_, c) in taken.items() if c.kind != OTHER and p not in several}
    for position, own in wishes.items():
        if position in taken:
            continue
        for score, candidate in sorted(own.values(), key=lambda pair: -pair[0]):
            other = holder.get(candidate.field)
            if score < LEAST or other is None:
                continue
            options = [
                (s, c)
                for s, c in wishes[other].values()
                if s >= LEAST and c.kind != OTHER and (c.field not in holder or holder[c.field] in empty)
            ]
            best = max(options, key=lambda pair: pair[0], default=None)
            if best and best[0] + score > taken[other][0] + 0.1:
                taken.pop(holder.get(best[1].field, -1), None)
                holder[candidate.field], holder[best[1].field] = position, other
                taken[other], taken[position] = best, (score, candidate)
                break


def _without_absent(wishes: _Wishes, taken: _Taken, several: set[int], family: Family) -> None:
    """A column that went to a kind of which nothing else is there takes its next best meaning: a date is a due date."""
    fields = {c.field for _, c in taken.values()}
    absent = {m for m in family.members if m != family.kind and _is_absent(m, family, fields)}
    for position, (_, candidate) in list(taken.items()):
        if candidate.kind not in absent or position in several or (family.kind, candidate.field) in REFERENCES:
            continue
        free = [
            (s, c) for s, c in wishes[position].values()
            if s >= LEAST and c.kind not in {*absent, OTHER} and c.field not in fields
        ]  # fmt: skip
        if best := max(free, key=lambda pair: pair[0], default=None):
            taken[position] = best
            fields.add(best[1].field)


def spread_positions(table: Table, family: Family) -> set[int]:
    """The columns that stand for times or for the first, second … key result: fields may repeat there."""
    times = [i for i, c in enumerate(table.columns) if c.period]
    numbered = [i for i, c in enumerate(table.columns) if c.number is not None]
    notes = [
        i for i, c in enumerate(table.columns)
        if family.kind == "retrospective" and any(m.field == "retrospective.note" and m.score >= 0.8 for m in c.candidates)
    ]  # fmt: skip
    return {*notes, *(times if len(times) > 1 else ()), *(numbered if len(numbered) > 1 else ())}


def _title_columns(table: Table, family: Family) -> dict[str, int]:
    """Member → the position of the column that most surely names its things."""
    found: dict[str, int] = {}
    for member in family.members:
        best = [
            (-c.score, i)
            for i, column in enumerate(table.columns)
            for c in column.candidates
            if c.kind == member and c.name in NAMES and c.score >= 0.7 and not _general(c, column, family)
        ]
        if best:
            found[member] = min(best)[1]
    return found


def _general(candidate: Candidate, column: Column, family: Family) -> bool:
    """Whether a header fits the kind of the table as well as another member of its family."""
    if candidate.kind == family.kind:
        return False
    same = {candidate.name, *({"title", "name"} if candidate.name in NAMES else ())}
    return any(
        c.kind == family.kind and c.name in same and c.score >= candidate.score - 0.05 for c in column.candidates
    )


def fit(candidate: Candidate, column: Column, family: Family, titles: Mapping[str, int], wide: bool = False) -> float:
    """A candidate's score, less where the cells are of another type, or where another kind has the better claim."""
    if candidate.kind == OTHER:
        return candidate.score
    kind = field_types(candidate.kind).get(candidate.name)
    if kind is None:
        return 0.0
    score = candidate.score * suits(kind, candidate.name, column.profile)
    if column.profile.short and not is_answered(candidate.kind, candidate.name, column.profile.short):
        score *= 0.5  # "Type" over words that say nothing of it
    if candidate.name in (*REFERS, *NAMES) and _are_amounts(column) and _is_target(column):
        score *= 0.5  # "Objectif" over numbers is the target
    if candidate.kind == "effort" and candidate.score < 0.7 and is_money(column.profile):
        score *= 0.5  # a "Value" in dollars is no effort unless the header says so
    if candidate.name in _PEOPLE and column.profile.plain > 0.6 and not _CODED.search(candidate.phrase):
        score *= 0.45  # "People" over 1, 2 and 1 counts them
    if kind in NUMBERS and is_worded(column.profile) and _is_thing(candidate, column):
        score *= 0.45  # and "Ziel" over sentences is not
    header = fold(column.title)
    if candidate.field == "objective.title":
        score += 0.03 if column.profile.codes < 0.6 else -0.3
    if candidate.field == "key_result.title" and column.profile.codes >= 0.6:
        score -= 0.3
    score += 0.005 * (candidate.name in NAMES)
    score += 0.03 * (candidate.name in NAMES and names_kind(candidate, column))  # "Project" rather than "Name"
    score += 0.06 * (
        candidate.field in _BY_CODE and column.profile.codes >= 0.6 and not column.profile.running
    )  # a code refers more surely than a text
    score += 0.03 * bool(_RATHER.search(header)) - 0.04 * bool(_NOT.search(header))
    if wide and column.number is None and candidate.kind in ("objective", "key_result"):
        mine = candidate.kind == "objective" or candidate.name not in field_types("objective")
        score *= 1.0 if mine else 0.5
    elif _general(candidate, column, family) and not _claimed(candidate.kind, column, family, titles):
        score *= 0.9 if _stands_left(candidate, column, titles, family) else 0.5
    return score - 0.01 * family.members.index(candidate.kind)


def _are_amounts(column: Column) -> bool:
    """Whether the cells are numbers, perhaps with a sign or a unit ("< 4", "> 90 %", "5 days")."""
    profile = column.profile
    return profile.plain > 0.6 or (profile.numbers + profile.numeric_texts > 0.8 and profile.length < 12)


def _is_sparser(candidate: Candidate, column: Column, named: Column | None) -> bool:
    """Whether most cells of a column right of one that names every row are blank: then it names none."""
    if named is None or column.index <= named.index or candidate.name not in NAMES:
        return False
    if not any(c.kind == candidate.kind and c.name in NAMES for c in named.candidates):
        return False
    return named.profile.fewer > 0.9 and 0 < column.profile.fewer < 0.6


def _is_wanted(candidate: Candidate, column: Column) -> bool:
    """Whether "目标" or "Ziel" right of the key results says something else of each: what is to be reached, in words."""
    profile = column.profile
    own = profile.distinct == profile.filled > 2 and profile.codes < 0.6 and profile.digits >= 0.4
    return own and candidate.field in ("objective.title", "key_result.objective") and _is_target(column)


def _sorts(column: Column) -> bool:
    """Whether a few short words come again and again, which sort rows ("Core", "Non-Core") and name none."""
    profile = column.profile
    return 0 < profile.distinct * 2 <= min(profile.filled, SAMPLE) and profile.length < 15 and not profile.digits


def is_above(candidate: Candidate, column: Column, title: Column | None) -> bool:
    """Whether a column is called after things, but a longer title beside it says what each row is: what it belongs to."""
    if title is None or title.index == column.index or candidate.name not in NAMES:
        return False
    return names_kind(candidate, column) and title.profile.length > column.profile.length


def _is_thing(candidate: Candidate, column: Column) -> bool:
    return any(c.name in (*REFERS, *NAMES) and c.score >= candidate.score - 0.05 for c in column.candidates)


def names_kind(candidate: Candidate, column: Column) -> bool:
    """Whether a header is the word for things of the candidate's kind, and of no other."""
    best = column.candidates[0].score if column.candidates else 0.0
    first = {c.kind for c in column.candidates if c.score >= best - 0.02 and c.name in NAMES}
    return first == {candidate.kind} and candidate.score >= best - 0.02


def _is_target(column: Column) -> bool:
    return any(c.name in ("target", "value") and c.score >= 0.7 for c in column.candidates)


def _place(candidate: Candidate, column: Column, family: Family, titles: Mapping[str, int]) -> float:
    """Left of the key results, as sparse as the objectives: it is said of the objective; else of the key result."""
    main = titles.get(family.kind)
    if family.kind != "key_result" or main is None or candidate.name in NAMES:
        return 0.0
    if candidate.kind == "key_result" and column.index < main and candidate.name in field_types("objective"):
        return -0.03
    return 0.0


def _claimed(member: str, column: Column, family: Family, titles: Mapping[str, int]) -> bool:
    """Whether a general column ("Owner") belongs to this member: right of its title, or as sparse as it."""
    if member not in titles:
        return False
    own = titles[member]
    primary = titles.get(family.kind)
    if primary is None or own == primary:
        return True
    index = column.index
    if member == "objective":
        return primary is not None and index < primary and _is_sparse(column)
    before = [m for m, position in titles.items() if position < index and m != "check_in"]
    nearest = max(before, key=lambda m: titles[m], default=None)
    return own > primary and nearest == member


def _stands_left(candidate: Candidate, column: Column, titles: Mapping[str, int], family: Family) -> bool:
    """Whether it can be the objective's where the key result has a column of its own for the same."""
    main = titles.get(family.kind)
    return candidate.kind == "objective" and "objective" in titles and main is not None and column.index < main


def _is_sparse(column: Column) -> bool:
    """Whether only every second row or fewer has a value, as columns of the upper level do."""
    return 0 < column.profile.fewer <= 0.6


def _assignment(column: Column, taken: tuple[float, Candidate] | None, family: Family) -> Assignment:
    rest = [c for c in column.candidates if not taken or c.field != taken[1].field]
    runner = rest[0].field if rest else None
    if not taken:
        return Assignment(column, None, 0.0, _why_not(column, family), runner)
    score, candidate = taken
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


def _settle(assignments: Sequence[Assignment], family: Family, times: set[int]) -> list[Assignment]:
    """Members without an anchor give up their columns, as a reference where there is one."""
    fields = {a.field for a in assignments if a.field}
    assignments = [_without_share(_own_code(a, fields), fields) for a in assignments]
    absent = {m for m in family.members if m != family.kind and _is_absent(m, family, fields)}
    out: list[Assignment] = []
    for a in assignments:
        if a.kind not in absent or a.column.index in times:
            out.append(a)
            continue
        reference = REFERENCES.get((family.kind, a.field or "")) or _own_field(a, family)
        if reference and reference not in fields:
            fields.add(reference)
            out.append(replace(a, field=reference))
        else:
            what = a.kind.replace("_", " ")
            out.append(replace(a, field=None, how=f'nothing else in the table tells of {what}s ("{a.column.title}")'))
    return out


def _without_sum(assignment: Assignment, times: set[int]) -> Assignment:
    """ "Total" beside the months sums them up; taking it as well would count twice."""
    column = assignment.column
    if not assignment.field or len(times) < 2 or column.period:
        return assignment
    if not any(is_total_label(text) or _SUMMED.search(fold(text)) for text in (column.header, column.group)):
        return assignment
    return replace(assignment, field=None, how=f'"{column.title}" sums up the times beside it')


def _without_share(assignment: Assignment, fields: set[str]) -> Assignment:
    """A share beside the hours it is the share of would count the same effort twice."""
    if assignment.field != "effort.stated" or not fields & {"effort.actual", "effort.planned"}:
        return assignment
    return replace(assignment, field=None, how="the hours beside it say the same as an amount")


def _own_code(assignment: Assignment, fields: set[str]) -> Assignment:
    """A code for the objective beside the objective's own text is the objective's."""
    if assignment.field != "key_result.objective" or assignment.column.profile.codes < 0.6:
        return assignment
    if "objective.title" not in fields or "objective.code" in fields:
        return assignment
    fields.add("objective.code")
    return replace(assignment, field="objective.code")


def _is_absent(member: str, family: Family, fields: set[str]) -> bool:
    if member in ANCHORS and not fields & set(ANCHORS[member]):
        return True
    more = _MORE.get((family.kind, member))
    return more is not None and not fields & {f"{member}.{name}" for name in more}


def _own_field(assignment: Assignment, family: Family) -> str | None:
    """The same field of the table's own kind; never its names, which say what the rows are."""
    if assignment.name in (*NAMES, "code") or assignment.name not in field_types(family.kind):
        return None
    return f"{family.kind}.{assignment.name}"
