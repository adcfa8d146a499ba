"""What the rows of a list are: cycles, objectives, targets on the way, reports of key results."""

from collections.abc import Sequence

from okr_analytics.ingest.finding.headers import label
from okr_analytics.ingest.meaning.columns import SAMPLE, column_values
from okr_analytics.ingest.meaning.families import OTHER
from okr_analytics.ingest.meaning.retrospectives import retrospective_kind
from okr_analytics.ingest.meaning.suits import NUMBERS
from okr_analytics.ingest.tables import Assignment, Column, Table
from okr_analytics.ingest.values import split_code
from okr_analytics.model import field_types

CHOICES = "a sheet of lists for drop-downs"
_SURE = 0.8
_NAMED = 0.85  # a header that names the thing itself

# What a key result is, as against what was reported of it.
_DEFINING = (
    "objective.title", "key_result.objective", "key_result.owner", "key_result.metric", "key_result.kind",
    "key_result.baseline", "key_result.target", "key_result.lower", "key_result.upper", "key_result.steps",
    "key_result.weight", "key_result.start", "key_result.due", "key_result.ambition", "key_result.score", "initiative.title",
)  # fmt: skip


def are_cycles(assignments: Sequence[Assignment]) -> bool:
    """Whether the rows are nothing but times of different names, with their first and last days."""
    name = next((a.column for a in assignments if a.field == "cycle.name"), None)
    return name is not None and not is_repeated(name) and all(not a.field or a.kind == "cycle" for a in assignments)


def are_objectives(table: Table, assignments: Sequence[Assignment]) -> bool:
    """Whether goals are those of a cycle, or numbered as objectives are: other plans have goals, too."""
    columns = {a.name: a.column for a in assignments if a.kind == "objective" and a.confidence >= _NAMED}
    named = columns.get("title")
    if named is None or not any(c.field == "key_result.objective" and c.score >= _NAMED for c in named.candidates):
        return False  # "Name" heads anything
    code = columns.get("code")
    coded = [] if code is None else column_values(table.sheet, table.region.body[:SAMPLE], code.index)
    return "cycle" in columns or (bool(coded) and all(_is_objective_code(label(v)) for v in coded))


def _is_objective_code(text: str) -> bool:
    return len(text) < 12 and split_code(f"{text} x").kind == "objective"


def are_notes(kinds: Column | None) -> bool:
    """Whether a column says of each row what is kept, changed or learned, and not of all of them the same."""
    found = {retrospective_kind(word) for word in kinds.profile.short} if kinds else set()
    return len(found) > 1 and None not in found


def is_report(table: Table) -> bool:
    """Whether rows say what was reported of key results on a day, and nothing of what a key result is."""
    dated = any(fits(c, "check_in.date") and c.profile.filled and _is_sure(c) for c in table.columns)
    return dated and not any(fits(c, field) and _is_sure(c) for c in table.columns for field in _DEFINING)


def are_targets(table: Table) -> bool:
    """Whether rows are targets on the way: a day, and a value that is called so and nothing else."""
    phased = [c for c in table.columns if _is_sure(c) and _numbers(c) == {"target.value"}]
    dated = any(fits(c, "target.date") or fits(c, "key_result.due") for c in table.columns if _is_sure(c))
    return bool(phased) and dated


def _numbers(column: Column) -> set[str]:
    """The fields of numbers that a header surely means."""
    sure = [c for c in column.candidates if c.score >= _SURE and c.kind != OTHER]
    return {c.field for c in sure if field_types(c.kind).get(c.name) in NUMBERS}


def fits(column: Column, field: str) -> bool:
    """Whether a header means a field as well as anything else."""
    best = max((c.score for c in column.candidates), default=0.0)
    return any(c.field == field and c.score >= best - 0.05 for c in column.candidates)


def _is_sure(column: Column) -> bool:
    return bool(column.candidates) and column.candidates[0].score >= _SURE and not column.period


def are_choices(table: Table) -> bool:
    """Whether columns of different words end in different rows: what cells elsewhere are chosen from."""
    ends = set()
    for column in table.columns:
        words = [label(table.sheet.value(row, column.index)) for row in table.region.body]
        end = next((i for i, word in enumerate(words) if not word), len(words))
        if column.profile.texts < 0.8 or not end or any(words[end:]) or len(set(words[:end])) < end:
            return False
        ends.add(end)
    return len(ends) > 1


def is_repeated(column: Column) -> bool:
    """Whether several rows have the same: then it says what they belong to."""
    return column.profile.distinct < 0.9 * min(column.profile.filled, SAMPLE)
