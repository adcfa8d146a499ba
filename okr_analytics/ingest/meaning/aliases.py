"""What headers mean in a table of one kind, or of one build, that they don't mean elsewhere."""

from dataclasses import dataclass, replace

from okr_analytics.ingest.meaning.clocks import find_clocks
from okr_analytics.ingest.meaning.closed import is_answered
from okr_analytics.ingest.meaning.columns import SAMPLE
from okr_analytics.ingest.meaning.families import Family
from okr_analytics.ingest.meaning.lists import is_repeated
from okr_analytics.ingest.meaning.replanned import earlier
from okr_analytics.ingest.meaning.suits import is_worded
from okr_analytics.ingest.tables import Column, Table
from okr_analytics.ingest.vocabulary import Candidate

NAMES = frozenset({"title", "name"})
_WHAT = frozenset({"o que", "what", "que", "was", "quoi", "hva", "hvad", "做什么"})
_HOW = frozenset({"como", "how", "wie", "comment", "hvordan", "如何", "怎么做"})
_MEASURED = frozenset({"key_result.baseline", "key_result.target", "key_result.current"})
# "Start" and "End" over plain numbers are values, and no days.
_EDGES = {"key_result.start": "key_result.baseline", "key_result.due": "key_result.target"}
_SHARES_DONE = frozenset({"progress", "percent_complete"})  # in words they are a status


@dataclass(frozen=True, slots=True)
class Traits:
    """How a table is built."""

    plan: bool  # a work plan
    clocked: bool  # times of day at which work began and ended
    wide: bool  # objectives with numbered key results side by side
    untitled: bool  # objectives with indicators but no column for key results
    measured: bool  # objectives that are measured themselves
    remarked: bool  # nothing says what was worked on but a remark
    earlier: frozenset[int]  # columns, by index, of days first promised beside those expected now
    counted: bool  # hours or days of work in a column of their own
    asked: bool  # an action plan of what, who, when and how
    staged: bool  # steps of projects of which only a type says what they are
    stated: Column | None  # targets in words beside key results that are nothing but codes
    named: Column | None  # what is called after things of some kind and has texts
    title: Column | None  # what says of things of whatever kind what they are called
    coded: frozenset[int]  # columns, by index, whose codes stand for what `title` names
    blank: frozenset[int]  # columns, by index, without cells
    groups: frozenset[tuple[int, str]]  # columns, by index, that say to which group of the things a row belongs
    budgeted: bool  # what projects may cost
    row_codes: frozenset[int]  # positions of columns that number rows


def traits_of(table: Table) -> Traits:
    """The traits of a table."""
    title = title_of(table)
    said = {c.field for column in table.columns for c in column.candidates if c.score >= 0.7}
    return Traits(
        is_plan(table),
        find_clocks(table) is not None,
        _is_wide(table),
        _is_untitled(table),
        "key_result.title" not in said and "key_result.metric" not in said and len(_MEASURED & said) > 1,
        "effort.item" not in said,
        earlier(table.columns),
        has_effort(table),
        any(c.phrase in _WHAT for column in table.columns for c in column.candidates),
        "milestone.name" not in said and {"milestone.due", "milestone.finished", "milestone.project"} <= said,
        _stated(table),
        _named(table),
        title,
        _coded(table) if title else frozenset(),
        _blank(table),
        _groups(table),
        any(c.field == "project.budget" and c.score >= 0.9 for column in table.columns for c in column.candidates),
        _row_codes(table),
    )


def is_plan(table: Table) -> bool:
    """Whether it looks like a work plan: start and end of each row, predecessors, or how much of it is complete."""
    names = {c.name for column in table.columns for c in column.candidates if c.score >= 0.7}
    return bool(
        {"predecessors", "dependencies", "percent_complete"} & names
        or ({"start", "due"} <= names and "finished" in names)
    )


def alias(candidate: Candidate, column: Column, family: Family, traits: Traits) -> Candidate:
    """What a header means in a table of this kind that it doesn't mean elsewhere."""
    if family.kind == "objective" and candidate.field == "key_result.objective" and column.profile.codes >= 0.6:
        return replace(candidate, field="objective.code")
    if candidate.name == "status" and column.profile.percents > 0.5:
        done = "progress" if candidate.kind in ("key_result", "check_in") else "percent_complete"
        return replace(candidate, field=f"{candidate.kind}.{done}")
    if family.kind == "kpi" and candidate.field == "kpi.target" and is_worded(column.profile):
        return replace(candidate, field="kpi.perspective", score=candidate.score * 0.7)  # the goal that it measures
    if candidate.field == "project.spent" and traits.budgeted and column.profile.days < 0.5:
        return replace(candidate, score=max(candidate.score, 0.8))  # "Actual" beside "Budget"
    if candidate.field in _EDGES and column.profile.plain > 0.8 and not column.profile.serials:
        return replace(candidate, field=_EDGES[candidate.field], score=candidate.score * 0.9)
    if candidate.name == "kind" and candidate.kind in ("key_result", "objective") and _is_ambition(column):
        return replace(candidate, field=f"{candidate.kind}.ambition")
    if candidate.name in _SHARES_DONE and column.profile.statuses >= 0.6 and column.profile.digits < 0.5:
        return replace(candidate, field=f"{candidate.kind}.status")
    if family.kind == "key_result" and traits.untitled and candidate.field == "key_result.metric":
        return replace(candidate, field="key_result.title", score=candidate.score * 0.8)
    if family.kind == "key_result" and traits.stated and candidate.name in ("title", "target", "value"):
        if candidate.field == "key_result.title" and column.profile.codes >= 0.6:
            return replace(candidate, field="key_result.code")
        if candidate.name != "title" and column.index == traits.stated.index:
            return replace(candidate, field="key_result.title", score=candidate.score * 0.85)
    if family.kind == "key_result" and traits.measured:
        if candidate.kind == "objective":
            return replace(candidate, field=f"key_result.{candidate.name}")
        if candidate.field == "key_result.objective" and column.profile.codes >= 0.6:
            return replace(candidate, field="key_result.code")
    if family.kind == "effort" and traits.counted and candidate.kind == "effort" and is_duration(column):
        return replace(candidate, score=candidate.score * 0.5)  # two weeks that twelve days of work may take
    if family.kind == "effort" and traits.remarked and candidate.field == "check_in.progress_note":
        return replace(candidate, field="effort.item", score=candidate.score * 0.7)
    if candidate.name in NAMES and candidate.kind == family.kind and column.index in traits.coded:
        return replace(candidate, field=f"{candidate.kind}.code")
    if traits.title and candidate.name in NAMES and candidate.phrase == f"{candidate.kind} description":
        own = replace(candidate, field="objective.description")
        return own if candidate.kind == "objective" else replace(candidate, score=candidate.score * 0.6)
    if traits.named and candidate.name in NAMES and column.index != traits.named.index and is_description(column):
        return replace(candidate, score=candidate.score * 0.6)
    if traits.asked and candidate.phrase in _HOW:
        return replace(candidate, score=candidate.score * 0.5)  # "What" is to be done, and only then "How"
    if family.kind == "milestone" and traits.staged and candidate.name == "kind":
        return replace(candidate, field="milestone.name", score=0.8)
    codes = column.profile.codes >= 0.6
    if family.kind == "key_result" and candidate.field == "check_in.key_result":
        return replace(
            candidate, field="key_result.code" if codes else "key_result.title", score=candidate.score * 0.95
        )
    if family.kind == "kpi" and candidate.field == "kpi_reading.kpi":
        return replace(candidate, field="kpi.code" if codes else "kpi.name", score=candidate.score * 0.95)
    if traits.plan and family.kind == "milestone" and candidate.field == "effort.item":
        return replace(candidate, field="milestone.name", score=candidate.score * 0.85)
    return candidate


def is_duration(column: Column) -> bool:
    """Whether a header says how long something lasts, whatever work it is."""
    return any(c.field == "other.duration" and c.score >= 0.85 for c in column.candidates)


def has_effort(table: Table) -> bool:
    """Whether a column counts hours or days of work, and not how long something lasts."""
    return any(
        c.kind == "effort" and c.name in ("planned", "actual", "stated") and c.score >= 0.9
        for column in table.columns if not is_duration(column) and not column.period
        for c in column.candidates
    )  # fmt: skip


def _is_ambition(column: Column) -> bool:
    """Whether the cells say how sure a goal is meant to be: "Committed", "Aspirational"."""
    return bool(column.profile.short) and is_answered("key_result", "ambition", column.profile.short)


def _is_untitled(table: Table) -> bool:
    """Whether an indicator stands for the key result of its objective: nothing else is one."""
    fields = {c.field for column in table.columns for c in column.candidates if c.score >= 0.8}
    return "objective.title" in fields and "key_result.metric" in fields and "key_result.title" not in fields


def _stated(table: Table) -> Column | None:
    """The targets in words where "KR" stands over nothing but codes: then they say what each key result is."""
    named = [c for c in table.columns if any(m.field == "key_result.title" and m.score >= 0.7 for m in c.candidates)]
    if not any(c.profile.codes >= 0.9 and c.profile.texts > 0.8 for c in named):
        return None
    words = [
        c for c in table.columns
        if any(m.field == "key_result.target" and m.score >= 0.8 for m in c.candidates)
        and c.profile.texts > 0.8 and c.profile.codes < 0.6 and c.profile.length >= 8 and c.profile.plain < 0.2
    ]  # fmt: skip
    others = [c for c in named if c.profile.codes < 0.6 and c not in words]
    return words[0] if words and not others else None


def title_of(table: Table) -> Column | None:
    """The column headed "Title" or the like that gives each row a name of its own."""
    for column in table.columns:
        profile = column.profile
        kinds = {c.kind for c in column.candidates if c.name in NAMES and c.score >= 0.95}
        if len(kinds) > 3 and profile.texts > 0.8 and profile.codes < 0.6 and profile.distinct >= 0.9 * profile.filled:
            return column
    return None


def _named(table: Table) -> Column | None:
    """The first column with texts under a word for things of some kind."""
    return next(
        (
            c for c in table.columns
            if c.profile.texts > 0.8 and c.profile.codes < 0.6 and not is_description(c)
            and any(m.name in NAMES and m.kind != "unit" and m.score >= 0.85 for m in c.candidates)
        ),
        None,
    )  # fmt: skip


def is_description(column: Column) -> bool:
    """Whether a header says that more is told of what another column names."""
    return any(c.field == "objective.description" and c.score >= 0.9 for c in column.candidates)


def _blank(table: Table) -> frozenset[int]:
    """The columns, by index, without cells in a table where others have some; of a form to fill in there are none."""
    if table.region.asides:
        return frozenset()  # the rows below the items may have them
    found = frozenset(c.index for c in table.columns if not c.profile.filled)
    return found if len(found) * 2 < len(table.columns) else frozenset()


def _groups(table: Table) -> frozenset[tuple[int, str]]:
    """Columns with the field they don't name the rows by: a phase that comes again beside activities that don't."""
    names = [
        (column, c.field) for column in table.columns if column.profile.texts > 0.8 and column.profile.codes < 0.6
        for c in column.candidates if c.name in NAMES and c.score >= 0.8
    ]  # fmt: skip
    single = {field for column, field in names if column.profile.distinct == column.profile.filled > 2}
    return frozenset((column.index, field) for column, field in names if field in single and is_repeated(column))


def _coded(table: Table) -> frozenset[int]:
    """The columns, by index, of codes that are different in every row."""
    return frozenset(
        c.index for c in table.columns
        if c.profile.codes >= 0.6 and c.profile.texts > 0.8 and c.profile.distinct == c.profile.filled > 1
    )  # fmt: skip


def _is_wide(table: Table) -> bool:
    """Whether rows are objectives with their key results side by side in numbered columns."""
    titles = {
        c.number for c in table.columns
        if c.number is not None and any(m.field == "key_result.title" and m.score >= 0.6 for m in c.candidates)
    }  # fmt: skip
    return len(titles) > 1


def _row_codes(table: Table) -> frozenset[int]:
    """The columns with a code of their own for each row, where names are repeated: they number rows, not what is named."""
    named = [c for c in table.columns if any(m.name in NAMES and m.score >= 0.8 for m in c.candidates)]
    if not any(c.profile.texts > 0.8 and c.profile.distinct < 0.9 * min(c.profile.filled, SAMPLE) for c in named):
        return frozenset()
    return frozenset(
        i for i, c in enumerate(table.columns)
        if c.profile.codes >= 0.6 and c.profile.distinct >= min(c.profile.filled, SAMPLE) > 2
    )  # fmt: skip
