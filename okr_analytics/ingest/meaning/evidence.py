"""What speaks for or against a kind of table beside the sum of its columns: its cells, and headers of no other kind."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from okr_analytics.ingest.finding.headers import meanings
from okr_analytics.ingest.meaning.aliases import NAMES, has_effort, is_duration, is_plan, title_of
from okr_analytics.ingest.meaning.assign import is_above, names_kind
from okr_analytics.ingest.meaning.clocks import find_clocks
from okr_analytics.ingest.meaning.columns import SAMPLE, column_words
from okr_analytics.ingest.meaning.families import OTHER, Family
from okr_analytics.ingest.meaning.limits import LIMITS
from okr_analytics.ingest.meaning.lists import (
    are_cycles,
    are_notes,
    are_objectives,
    are_targets,
    fits,
    is_repeated,
    is_report,
)
from okr_analytics.ingest.tables import Assignment, Column, Table
from okr_analytics.ingest.values import fold
from okr_analytics.ingest.vocabulary import is_task_word

_NAMED = frozenset({"objective", "key_result", "kpi", "project", "initiative", "milestone"})
OWN = 0.3  # a header that only this kind has, or words around the table
MOSTLY_GENERAL = -0.6  # nothing but headers that tables of any kind have
GENERAL = {"key_result": -1.2, "objective": -1.0}  # which their many fields would gather most of
SAID = 0.3  # words around a table count from this score on
_SURE = 0.8
_OWN_FROM = 0.85  # "Phase" and "Stage" head columns of projects and goals, too

_PREFIX = re.compile(r"([A-Za-z]+)[-_ .#]?\d")
_CODES = {
    **dict.fromkeys(("ini", "init"), "initiative"),
    **dict.fromkeys(("prj", "proj", "pjt", "proy"), "project"),
    **dict.fromkeys(("obj", "okr"), "objective"),
    "kr": "key_result",
    "kpi": "kpi",
    **dict.fromkeys(("ms", "mil", "mst", "task", "tsk"), "milestone"),
}  # fmt: skip

# "Start time" and "end time": hours are worked between them, which no work plan says.
_CHAMPION = re.compile(
    r"\bokr|champion|ambassador|\bcoach|embaixador|padrinho|madrinha|multiplicador|embajador|padrino|campeon|botschafter|"
    r"ambassadeur|parrain|ambassador|fadder|教练|大使"
)

# Fields that tables of any kind have, ours or not.
_SAYS_LITTLE = frozenset(
    ("comment", "progress_note", "note", "description", "unit", "cycle", "owner", "code", "status", "priority")
)


def evidence(table: Table, family: Family, assignments: Sequence[Assignment], hints: Mapping[str, float]) -> float:
    """What is added to a kind's score, below 0 where it speaks against the kind."""
    fields = {a.field: a.column for a in assignments if a.field}
    said = hints.get(family.kind, 0.0) >= SAID
    only = {a.name for a in assignments if a.field and a.confidence >= _OWN_FROM and _only(a, family)}
    own = bool(only)
    described = _described(table)
    own = own or family.kind in described or (family.kind == "objective" and are_objectives(table, assignments))
    score = OWN if own or said else GENERAL.get(family.kind, MOSTLY_GENERAL)
    meant = (
        bool(only - {"frequency"})
        or (own and not only)
        or (family.kind == "initiative" and {"initiative.key_result", "initiative.objective"} & set(fields))
    )
    if family.kind in _NAMED and not meant and (_other_things(table, family) or _borrowed(assignments, family)):
        score -= 0.8
    if family.kind in _NAMED and described - set(family.members):
        score -= 0.8
    return score + _shape(table, family, fields) + _things(table, family, fields) + _coded(table, family)


def _described(table: Table) -> set[str]:
    """The kinds of things of which several headers are properties ("objective start", "objective weight")."""
    said = Counter(
        kind
        for column in table.columns
        for kind in {m.phrase.partition(" ")[0] for m in column.candidates if m.score >= _SURE}
    )
    return {kind for kind in _NAMED if said[kind] > 1}


def _coded(table: Table, family: Family) -> float:
    """What the codes of the rows say: "INI-001" is no project."""
    own = next(
        (c for c in table.columns if c.profile.codes >= 0.9 and c.profile.distinct == c.profile.filled > 1), None
    )
    if own is None:
        return 0.0
    prefixes = {m[1].lower() if (m := _PREFIX.match(word)) else "" for word in column_words(table, own)}
    kind = _CODES.get(next(iter(prefixes))) if len(prefixes) == 1 else None
    return 0.0 if kind is None else 0.8 if kind == family.kind else -0.4 * (family.kind in _NAMED)


def _borrowed(assignments: Sequence[Assignment], family: Family) -> bool:
    """Whether the rows' names stand under a word that rather means things of another kind ("Maßnahme" for a project)."""
    for a in assignments:
        if a.name in NAMES and a.kind == family.kind:
            scores = {c.kind: c.score for c in reversed(a.column.candidates) if c.name in NAMES}
            return max(scores.values(), default=0.0) - scores.get(family.kind, 0.0) > 0.25
    return False


def _other_things(table: Table, family: Family) -> bool:
    """Whether a column is called after things of another kind that has tables of its own: then those are the rows."""
    title = title_of(table)
    named = {
        c.kind
        for column in table.columns
        if not is_repeated(column)
        for c in column.candidates
        if c.name in NAMES and names_kind(c, column) and not is_above(c, column, title)
    }
    own = {family.kind} if family.kind == "milestone" else set(family.members)
    return bool(named & _NAMED - own)


def is_specific(table: Table, family: Family, assignments: Sequence[Assignment], hints: Mapping[str, float]) -> bool:
    """Whether something says this kind and not just "Name": a header of few kinds, or the words around the table."""
    if hints.get(family.kind, 0.0) >= SAID or (family.kind == "cycle" and are_cycles(assignments)):
        return True
    if family.kind == "objective" and are_objectives(table, assignments):
        return True
    if family.kind == "milestone" and _has_task_words(table) and _follow_each_other(table):
        return True
    for a in assignments:
        if a.field and a.confidence >= _SURE and a.name not in _SAYS_LITTLE:
            kinds = _kinds(a.column, a.confidence - 0.1)
            if len(kinds - set(family.members)) <= 2 and len(kinds) <= 5:
                return True
    return False


def _only(assignment: Assignment, family: Family) -> bool:
    """Whether a header means what it was taken for first, and nothing of other kinds as surely."""
    if assignment.name in ("priority", "progress", "description", "score"):
        return False  # tasks, ideas and risks have them, too
    candidates = assignment.column.candidates
    best = candidates[0].score if candidates else 0.0
    first = [c for c in candidates if c.score >= best - 0.02 and c.kind != OTHER]
    taken = any(c.field == assignment.field for c in first)
    own = {family.kind} if family.kind == "milestone" else set(family.members)
    return best >= _SURE and taken and {"objective" if c.name == "objective" else c.kind for c in first} <= own


def _kinds(column: Column, least: float) -> set[str]:
    return {c.kind for c in column.candidates if c.score >= least and c.kind != OTHER}


def _things(table: Table, family: Family, fields: Mapping[str, Column]) -> float:
    """Whether the rows are things of this kind: a name repeated beside another name is what the rows belong to."""
    if family.kind == "objective":
        measured = any(c.field in _MEASURES and c.score >= _SURE for column in table.columns for c in column.candidates)
        return -0.8 if measured else 0.0
    if family.kind in ("milestone", "project"):
        work = _says_work(table)
        score = 0.0 if work is None else 1.0 if work == family.kind else -1.5
        name = fields.get("project.name") if family.kind == "project" else None
        repeated = name is not None and is_repeated(name)
        above = fields.get("milestone.project") or fields.get("project.name")
        if family.kind == "milestone" and above and not 1 < above.profile.filled == above.profile.distinct:
            score += 0.5  # a name, and the project that it and others belong to
        if work is None and _has_task_words(table):
            if family.kind == "project":
                score -= 1.2  # tasks have labels, sprints and assignees
            elif _follow_each_other(table):
                score += 1.2
        return score - 2.0 * (name is not None and repeated and _has_title(table, name))
    return 0.0


def _has_task_words(table: Table) -> bool:
    return any(is_task_word(column.header) for column in table.columns)


def _follow_each_other(table: Table) -> bool:
    """Whether a column says which row comes before which: they are steps of one plan."""
    return any(
        c.field == "other.predecessors" and c.score >= _SURE for column in table.columns for c in column.candidates
    )


def _says_work(table: Table) -> str | None:
    """ "milestone" or "project" where a column of few words says what the rows are: "Task", "Phase", "Epic", "Project"."""
    for column in table.columns:
        profile = column.profile
        if (
            profile.texts < 0.9
            or not 1 <= profile.distinct <= 8
            or profile.length > 20
            or profile.distinct >= profile.filled
        ):
            continue
        words = column_words(table, column)
        kinds = [kind for word in words if (kind := _thing(word))]
        if len(kinds) * 2 > len(words) and set(kinds) <= {"milestone", "project"}:
            return "milestone" if "milestone" in kinds else "project"
    return None


def _thing(word: str) -> str | None:
    """The kind of things that a word names, None where it names things of several kinds or none."""
    found = meanings(word)
    best = found[0].score if found else 0.0
    kinds = {c.kind for c in found if c.score >= best - 0.02 and c.name in NAMES}
    return next(iter(kinds)) if best >= _SURE and len(kinds) == 1 else None


_MEASURES = frozenset({"key_result.metric", "key_result.target", "key_result.baseline", "kpi.target"})


def _shape(table: Table, family: Family, fields: Mapping[str, Column]) -> float:
    """What the cells themselves say for or against a kind."""
    if family.kind == "effort":
        if find_clocks(table) is not None:
            return 1.0
        spent = {f"effort.{name}" for name in ("actual", "stated", "period", "start", "person", "unit", "conversation")}
        planned = not spent & set(fields) and not any(c.period for c in table.columns)  # estimates of a list of work
        if _has_due_days(table) and {"start", "status"} <= _said_names(table):
            return -3.0  # work that is to be done, whatever effort is expected
        if _only_lasts(table, fields):
            return -2.0
        if (planned and _is_work(table)) or is_plan(table) or _has_due_days(table):
            return -1.0
        return 0.6 if {"effort.person", "effort.period", "effort.actual"} <= set(fields) else 0.0
    if family.kind == "milestone" and (is_plan(table) or _has_marks(table)):
        return 0.4
    if family.kind == "milestone" and not _is_work(table) and has_effort(table):
        return -1.0  # phases with nothing but the effort they cost
    if family.kind == "retrospective":
        return 1.0 if are_notes(fields.get("retrospective.kind")) else 0.0
    if family.kind == "unit":
        named = fields.get("unit.name")
        return -2.0 if named is not None and is_repeated(named) else 0.0
    if family.kind == "champion":
        return 0.0 if _has_champions(table) else -2.2
    if family.kind in ("target", "key_result", "kpi") and are_targets(table):
        return 1.2 if family.kind == "target" else -1.2
    if family.kind in ("check_in", "key_result") and is_report(table):
        return 1.2 if family.kind == "check_in" else -1.2
    if family.kind == "check_in":
        about = fields.get("check_in.key_result")
        once = about is not None and about.profile.distinct >= min(about.profile.filled, SAMPLE) > 1
        return -1.0 if about is not None and once and _has_title(table, about) else 0.0
    if family.kind == "key_result":
        title = fields.get("key_result.title")
        plain = title is not None and fits(title, "objective.title") and not _TOLD & set(fields)
        if plain and "objective.title" not in fields:
            return -0.8
        if title is not None and _is_for(fields.get("objective.title"), title):
            return -1.5
        if {"key_result.metric", "key_result.target"} <= set(fields) and _is_below(table):
            return 0.8
        return -1.5 if title and _is_of_work(fields, title) else 0.0
    if family.kind == "kpi" and len({f"kpi.{name}" for name in LIMITS} & set(fields)) > 1:
        return 0.8  # green, amber, red
    if family.kind == "kpi" and _is_measured_thing(table, fields):
        return -1.8
    if family.kind in ("kpi", "kpi_reading"):
        names = fields.get("kpi_reading.kpi") or fields.get("kpi.name") or fields.get("kpi.code")
        dated = fields.get("kpi_reading.date")
        if names and dated and not dated.period:
            long = is_repeated(names) or names.profile.fewer < 0.9  # or written once, and blank below
            return 0.7 if long == (family.kind == "kpi_reading") else -0.7
        if family.kind == "kpi" and names and sum(1 for c in table.columns if c.period) > 1:
            return 0.8  # its values at several times
    return 0.0


def _has_marks(table: Table) -> bool:
    """Whether columns of times hold nothing but signs: the bars of a Gantt chart."""
    timed = [c for c in table.columns if c.period and c.profile.filled]
    return len(timed) > 2 and all(c.profile.texts > 0.7 and 0 < c.profile.length <= 1 for c in timed)


def _is_for(goal: Column | None, title: Column) -> bool:
    """Whether a goal right of a mere "Title" is another one in each row: what the work of the row is for."""
    if goal is None or goal.index < title.index or not fits(title, "objective.title"):
        return False
    return goal.profile.filled > 2 and not is_repeated(goal) and goal.profile.codes < 0.6


def _has_due_days(table: Table) -> bool:
    """Whether a column says by when: work that is planned, not hours that were worked."""
    return any(
        c.name == "due" and c.score >= 0.9 and "end" not in fold(column.header) and not fits(column, "effort.period")
        for column in table.columns
        for c in column.candidates
    )


def _only_lasts(table: Table, fields: Mapping[str, Column]) -> bool:
    """Whether the only amounts say how long something lasts, and nothing says when it was."""
    amounts = [c for name, c in fields.items() if name in ("effort.actual", "effort.planned", "effort.stated")]
    if any(c.period for c in table.columns) or {"effort.period", "effort.start"} & set(fields):
        return False
    return bool(amounts) and all(map(is_duration, amounts))


def _is_work(table: Table) -> bool:
    """Whether something says when or how far work is done, or who does it, of whatever kind."""
    said = {"start", "due", "finished", "status", "percent_complete", "owner"} & _said_names(table)
    return bool(said) or any(is_task_word(c.header) for c in table.columns)


def _said_names(table: Table) -> set[str]:
    """What headers say outright, of whatever kind: "start", "status"."""
    return {c.name for column in table.columns for c in column.candidates if c.score >= 0.98}


def _is_measured_thing(table: Table, fields: Mapping[str, Column]) -> bool:
    """Whether the metric is what a row with a title of its own is measured by, and an objective stands above it."""
    names = fields.get("kpi.name")
    if names is None or not fits(names, "key_result.metric"):
        return False
    titled = any(
        c is not names and not is_repeated(c) and fits(c, "kpi.name") and fits(c, "key_result.title")
        for c in table.columns
    )
    return titled and _is_below(table)


def _is_below(table: Table) -> bool:
    """Whether a column says which objective stands above a row."""
    return any(fits(c, "objective.parent") or fits(c, "key_result.objective") for c in table.columns)


def _has_champions(table: Table) -> bool:
    """Whether a header or a role speaks of champions: every list of staff has names and roles."""
    for column in table.columns:
        words = {column.header}
        if any(c.field == "champion.role" for c in column.candidates):
            words |= column_words(table, column)
        if any(_CHAMPION.search(fold(word)) for word in words):
            return True
    return False


def _has_title(table: Table, but: Column) -> bool:
    """Whether another column names things: then each row is a thing of its own, not what was reported of it."""
    return any(
        c is not but
        and c.profile.texts > 0.8
        and any(m.name in ("title", "name") and m.score >= 0.8 for m in c.candidates)
        for c in table.columns
    )


def _is_of_work(fields: Mapping[str, Column], title: Column) -> bool:
    """Whether each row is an initiative and the key result only says what it is for: by its code, or right of it."""
    work = fields.get("initiative.title")
    if work is None or (_MEASURED - {"key_result.kind", "key_result.progress"}) & set(fields):
        return False
    repeated = (
        title.profile.distinct < min(title.profile.filled, SAMPLE) and work.profile.distinct > title.profile.distinct
    )
    listed = repeated or title.profile.fewer < 1 or not is_repeated(work)
    return title.profile.codes >= 0.6 or (work.index < title.index and listed)


_MEASURED = {
    f"key_result.{name}"
    for name in [
        "baseline",
        "target",
        "current",
        "measure",
        "metric",
        "lower",
        "upper",
        "progress",
        "score",
        "kind",
        "confidence",
    ]
}
_TOLD = _MEASURED - {"key_result.progress"}  # tasks and projects progress, too
