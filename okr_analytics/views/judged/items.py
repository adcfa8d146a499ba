"""The key results and objectives themselves: what is said of each, the worst first, and the best to learn from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from okr_analytics.document import Column, Note, Section, Table
from okr_analytics.quality.index import calibrated
from okr_analytics.views import parts
from okr_analytics.views.judged import words
from okr_analytics.views.question import Question

MOST = 60
_BEST = 12
_FAMILIES = ("KR1", "KR2", "KR3", "OB")  # whose suggestion is a rewrite
_LAST = len(words.GRADE_ORDER)
_TOLD = ("title", "unit", "cycle", "file", "where")
_GRADED = ("key_result_key", "code", "grade", "index_points", "objective", "cycle_key", *_TOLD)
_FOUND = (
    "code",
    "name",
    "severity",
    "message",
    "suggestion",
    "source",
    "destination",
    "spans",
    "points",
    "is_new",
    "votes",
)
_FINDING = ("item_kind", "item_key", "cycle_key", *_FOUND, *_TOLD)


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as people read it; `spans` are characters of the item's title, `points` what it costs of the index."""

    code: str
    name: str
    severity: str
    message: str
    suggestion: str
    source: str
    destination: str
    spans: tuple[tuple[int, int], ...]
    points: float | None
    is_new: bool | None
    votes: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A key result or an objective with everything the rules say of it, the heaviest finding first."""

    kind: str
    key: str
    title: str
    grade: str
    index: float | None
    unit: str
    cycle: str
    objective: str
    where: str
    findings: tuple[Found, ...]
    cycle_key: str = ""

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The words that findings other than hints mean, all where there are only hints."""
        heavy = [f for f in self.findings if f.severity != "info"] or list(self.findings)
        return tuple(span for found in heavy for span in found.spans)

    @property
    def destination(self) -> str:
        """Where it belongs if it is no key result, by its heaviest finding that says so."""
        return next((found.destination for found in self.findings if found.destination), "")

    @property
    def _offered(self) -> list[Found]:
        """The findings that suggest something: on its framing first, then on its measure, hints last."""
        offered = [found for found in self.findings if found.suggestion]
        return sorted(offered, key=lambda found: (found.severity == "info", *_family(found.code)))

    @property
    def suggestion(self) -> str:
        """Another way to say it, else what to do about it."""
        return next((found.suggestion for found in self._offered), "")

    @property
    def rewrites(self) -> bool:
        """Whether the suggestion is another way to say it."""
        return any(found.code.startswith(_FAMILIES) for found in self._offered[:1])

    @property
    def is_new(self) -> bool:
        """Whether a finding wasn't there when the known ones were recorded."""
        return any(found.is_new for found in self.findings)

    @property
    def waterfall(self) -> str:
        """How the index comes about: "67 − 45 KR101 − 12 KR201 = 10"; empty without an index."""
        if self.index is None:
            return ""
        lost = [
            (found.points, found.code) for found in self.findings if found.points is not None and found.points >= 0.5
        ]
        if not lost:
            return f"{self.index:.0f}"
        steps = "".join(f" − {points:.0f} {code}" for points, code in sorted(lost, reverse=True))
        return f"{calibrated().best:.0f}{steps} = {self.index:.0f}"


def judged(question: Question) -> tuple[Judged, ...]:
    """Every key result with a grade and every objective with a finding: new findings first, then the worst."""
    state, findings = question.rows("quality_state"), question.rows("finding_state")
    own: dict[tuple[str, str], list[Found]] = {}
    heads: dict[str, Mapping[Any, Any]] = {}
    for row in parts.records(findings[list(_FINDING)]):
        own.setdefault((str(row["item_kind"]), str(row["item_key"])), []).append(_found(row))
        if row["item_kind"] == "objective":
            heads[str(row["item_key"])] = row
    items = [_key_result(row, own) for row in parts.records(state[list(_GRADED)]) if not _none(row["grade"])]
    items += [_objective(key, row, own) for key, row in heads.items()]
    return tuple(sorted(items, key=_place))


def _family(code: str) -> tuple[int, str]:
    return next((n for n, family in enumerate(_FAMILIES) if code.startswith(family)), len(_FAMILIES)), code


def _place(item: Judged) -> tuple[object, ...]:
    grade = _LAST - words.GRADE_ORDER.index(item.grade) if item.grade else _LAST - 2
    return (not item.is_new, grade, item.index if item.index is not None else 101.0, item.cycle, item.unit, item.title)


def _key_result(row: Mapping[Any, Any], own: Mapping[tuple[str, str], Sequence[Found]]) -> Judged:
    key = str(row["key_result_key"])
    return Judged(
        "key_result",
        key,
        _text(row["title"]) or _text(row["code"]),
        str(row["grade"]),
        parts.number_or_none(row["index_points"]),
        _text(row["unit"]),
        _text(row["cycle"]),
        _text(row["objective"]),
        f"{_text(row['file'])} {_text(row['where'])}".strip(),
        _heaviest_first(own.get(("key_result", key), ())),
        _text(row["cycle_key"]),
    )


def _objective(key: str, row: Mapping[Any, Any], own: Mapping[tuple[str, str], Sequence[Found]]) -> Judged:
    where = f"{_text(row['file'])} {_text(row['where'])}".strip()
    found = _heaviest_first(own[("objective", key)])
    title, unit, cycle, cycle_key = (_text(row[name]) for name in ("title", "unit", "cycle", "cycle_key"))
    return Judged("objective", key, title, "", None, unit, cycle, "", where, found, cycle_key)


def _heaviest_first(found: Sequence[Found]) -> tuple[Found, ...]:
    return tuple(sorted(found, key=lambda f: (words.SEVERITIES.index(f.severity), -(f.points or 0), f.code)))


def _found(row: Mapping[Any, Any]) -> Found:
    spans = row["spans"]
    return Found(
        str(row["code"]),
        str(row["name"]),
        str(row["severity"]),
        _text(row["message"]),
        _text(row["suggestion"]),
        _text(row["source"]),
        _text(row["destination"]),
        () if _none(spans) else tuple((int(start), int(end)) for start, end in spans),
        parts.number_or_none(row["points"]),
        None if _none(row["is_new"]) else bool(row["is_new"]),
        int(row["votes"]),
    )


def _none(value: Any) -> bool:
    if value is None or isinstance(value, str | bool):
        return value is None
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _text(value: object) -> str:
    return "" if _none(value) else str(value)


def worst(question: Question, found: Sequence[Judged]) -> Section:
    """What to mend first: the words meant, why, a rewrite, and where it belongs if it is no key result."""
    heavy = [item for item in found if any(f.severity != "info" for f in item.findings)]
    if not heavy:
        return Section("findings", "What to mend first", (Note("No key result has an error or a warning.", "good"),))
    frame = pd.DataFrame([_row(item) for item in heavy[:MOST]])
    columns = [
        Column("grade", "Grade", role="grade"),
        Column("title", "Key result, with the words meant", role="spans"),
        Column("why", "Why"),
        Column("suggestion", "A way to say it"),
        Column("destination", "Better place"),
        Column("waterfall", "Index"),
        Column("unit", "Unit"),
        Column("cycle", "Cycle"),
        Column("where", "Cell"),
    ]
    if any(item.is_new for item in heavy):
        columns.insert(1, Column("new", "New"))
    more = f"The first {MOST} of {len(heavy)}; filter by unit or cycle to see the others." if len(heavy) > MOST else ""
    broken = sum(any(f.severity == "error" for f in item.findings) for item in heavy)
    says = f"{words.many(len(heavy), 'item')} to mend, {broken or 'none'} of them with an error."
    lead = "Suggestions are offered, never applied by themselves."
    return Section("findings", "What to mend first", (Table(tuple(columns), frame, caption=more),), lead, says=says)


def _row(item: Judged) -> dict[str, object]:
    heavy = [f for f in item.findings if f.severity != "info"]
    return {
        "grade": item.grade or "–",
        "new": "new" if item.is_new else "",
        "title": item.title,
        "title_spans": item.spans,
        "why": " ".join(f"{found.code}: {found.message}" for found in heavy),
        "suggestion": item.suggestion,
        "destination": item.destination,
        "waterfall": item.waterfall,
        "unit": item.unit,
        "cycle": item.cycle,
        "where": item.where,
    }


def best(question: Question) -> Section:
    """Key results without a finding and with baseline, target and date, one unit after the other."""
    state = question.rows("quality_state")
    good = state[(state["grade"] == "A") & (state["form"] == "outcome")]
    complete = good[["baseline", "target", "due"]].notna().sum(axis=1)
    silent = good["findings"] == 0
    ranked = good.assign(complete=complete, silent=silent).sort_values(
        ["silent", "complete", "cycle", "unit", "title"], ascending=[False, False, False, True, True], kind="stable"
    )
    turn = ranked.groupby("unit", dropna=False, sort=False).cumcount()
    chosen = ranked.assign(turn=turn).sort_values("turn", kind="stable").head(_BEST)
    columns = (
        Column("title", "Key result"),
        Column("unit", "Unit"),
        Column("cycle", "Cycle"),
        Column("baseline", "Baseline", "number", role="measured"),
        Column("target", "Target", "number", role="measured"),
        Column("measure", "Measure"),
        parts.FILE,
        parts.CELL,
    )
    table = Table(columns, chosen, empty="No key result has an A yet.")
    says = f"{words.many(len(chosen), 'key result')} to learn from." if len(chosen) else ""
    return Section(
        "best", "Examples to learn from", (table,), "Grade A, complete, one unit after the other.", says=says
    )
