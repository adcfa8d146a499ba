"""Use case: lint what the store holds on a day, as known by an event, and keep findings and grades for the views."""

import datetime as dt
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from okr_analytics.diagnostics import CellRef
from okr_analytics.policy import Policy
from okr_analytics.quality import decisions
from okr_analytics.quality.index import Calibration, calibrated, index, waterfall
from okr_analytics.quality.items import Change, Context, Item, Kind
from okr_analytics.quality.lint import LintReport, lint
from okr_analytics.quality.registry import edition, existing
from okr_analytics.quality.rule import Finding
from okr_analytics.quality.suppressions import Suppression, fingerprint
from okr_analytics.quality.text import analyse
from okr_analytics.store.database import Database
from okr_analytics.store.runs import runs

Record = Mapping[str, Any]
Lost = Mapping[tuple[str, str], float]  # (item's key, rule) → points of the index


@dataclass(frozen=True)
class _Question:
    """A SELECT whose columns are known by name: column → expression ("" where it is the same), and where from."""

    columns: Mapping[str, str]
    source: str

    def rows(self, database: Database, as_of: dt.date, known: int) -> list[Record]:
        """The rows by column name, as Python values (a frame would turn missing texts and days into NaN)."""
        selected = ", ".join(f'{expression or name} AS "{name}"' for name, expression in self.columns.items())
        source = _VIEW.sub(lambda call: database.relation(call[1], as_of, known), self.source)  # planned once for all
        return [dict(zip(self.columns, row, strict=True)) for row in database.query(f"SELECT {selected} FROM {source}")]


_VIEW = re.compile(r"\b(\w+)\(as_of, known\)")
_CYCLE = {"cycle_start": 'c."start"', "cycle_end": 'c."end"'}
_KEY_RESULTS = _Question(
    {
        "key": "s.key_result_key",
        **{name: f"s.{name}" for name in ("code", "title", "objective_key", "objective", "unit", "cycle", "owner")},
        **{name: f"s.{name}" for name in ("metric", "measure", "kind", "baseline", "target", "lower", "upper")},
        **{name: f"s.{name}" for name in ("current_value", "ambition", "status_reported", "last_check_in")},
        **{name: f"s.{name}" for name in ("is_closed", "cells", "load_id")},
        "where": 's."where"',
        "due": "CASE WHEN b.has_own_dates THEN s.due END",
        **_CYCLE,
    },
    """kr_state(as_of, known) s
    JOIN kr_basis(as_of, known) b ON b.key_result_key = s.key_result_key
    LEFT JOIN cycle_state(as_of, known) c ON c.cycle_key = s.cycle_key
    ORDER BY s.load_id, s.key_result_key""",
)
_OBJECTIVES = _Question(
    {
        **{name: f"o.{name}" for name in ("key", "code", "owner", "ambition", "cells")},
        "title": "coalesce(o.title, o.code)",
        "unit": "coalesce(u.name, o.unit)",
        "cycle": "coalesce(c.cycle, o.cycle)",
        "where": 'o."where"',
        **_CYCLE,
    },
    """objective_now(as_of, known) o
    LEFT JOIN unit_now(as_of, known) u ON u.key = o.unit_key
    LEFT JOIN cycle_state(as_of, known) c ON c.cycle_key = o.cycle_key
    ORDER BY o.load_id, o.key""",
)
_TARGETS = _Question(
    {"key": "r.key", "date": "l.load_as_of", "target": "r.target"},
    """key_result r JOIN loads_in_force(as_of, known) l USING (load_id)
    WHERE r.target IS NOT NULL ORDER BY r.key, l.load_as_of, r.load_id""",
)
_ATTAINED = _Question(
    {"unit": "", "cycle_end": "", "attained": ""},
    "kr_attained(as_of, known) ORDER BY cycle_end, key_result_key",
)
_READINGS = 'SELECT key_result_key, value FROM {point} WHERE value IS NOT NULL ORDER BY key_result_key, "date"'
_ENOUGH_FOR_NOISE = 6  # check-ins


def derived_id(known: int, policy: Policy, as_of: dt.date) -> str:
    """The name under which findings and grades of an event, a policy, a day and these rules are kept."""
    said = json.dumps(policy.as_dict(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"quality|{edition()}|{known}|{said}|{as_of.isoformat()}".encode()).hexdigest()[:32]


def assess(
    database: Database, as_of: dt.date, known: int, policy: Policy, suppressions: Sequence[Suppression] = ()
) -> str:
    """Lints everything that holds on a day and keeps the result; asked again it only returns the derived_id."""
    name = derived_id(known, policy, as_of)
    if database.has_derived(name):
        return name
    with database.deriving():
        if not database.has_derived(name):  # another thread may have been faster
            report = judge(database, as_of, known, policy, suppressions)
            _keep(database, name, report, known, as_of)
    return name


def _keep(database: Database, name: str, report: LintReport, known: int, as_of: dt.date) -> None:
    levels, lost = _points(report, calibrated())
    with database.transaction() as tx:
        tx.insert("quality_finding", _finding_rows(name, report, lost))
        tx.insert("quality_grade", _grade_rows(name, report, levels))
        tx.insert("quality_note", [{"derived_id": name, "note": note} for note in report.notes])
        tx.derive(name, "quality", known, as_of)


def judge(
    database: Database, as_of: dt.date, known: int, policy: Policy, suppressions: Sequence[Suppression] = ()
) -> LintReport:
    """What the rules that the policy chose say of a day, what people silenced as far as known left out."""
    items, context = gather(database, as_of, known, policy)
    silenced = (*decisions.suppressions(database, known), *suppressions)
    return lint(
        items,
        context,
        select=existing(policy.rules_select),
        ignore=existing(policy.rules_ignore),
        preview=policy.rules_preview,
        suppressions=silenced,
    )


def gather(database: Database, as_of: dt.date, known: int, policy: Policy) -> tuple[tuple[Item, ...], Context]:
    """The objectives and key results of a day as items, and the context with the units' past.

    What was accepted to belong elsewhere is no key result any more, but stays in its unit's past.
    """
    times = (as_of, known)
    rows = _KEY_RESULTS.rows(database, *times)
    heads = _OBJECTIVES.rows(database, *times)
    past = _Past.of(rows, _noises(database, *times), _TARGETS.rows(database, *times))
    owners = {row["load_id"] for row in rows if row["owner"]}  # the sheets that have a place for one
    objectives = [_objective(row) for row in heads]
    elsewhere = decisions.moved(database, as_of, known)
    results = [_key_result(row, past, row["load_id"] in owners) for row in rows if row["key"] not in elsewhere]
    attained, cycles = _attainments(_ATTAINED.rows(database, *times))
    context = Context(
        as_of=as_of,
        cadence_days=policy.cadence_days,
        profile=policy.profile,
        attainments=attained,
        finished_cycles=cycles,
    )
    return (*objectives, *results), context


@dataclass(frozen=True)
class _Past:
    """What earlier days say: improvements per metric, noise, last check-ins, and targets as they were."""

    improvements: Mapping[tuple[str, str], Sequence[tuple[dt.date, float]]]
    noise: Mapping[str, float]
    changes: Mapping[str, tuple[Change, ...]]

    @classmethod
    def of(cls, rows: Iterable[Record], noise: Mapping[str, float], targets: Iterable[Record]) -> "_Past":
        improvements: dict[tuple[str, str], list[tuple[dt.date, float]]] = defaultdict(list)
        for row in rows:
            gained = _improvement(row)
            if gained is not None and row["cycle_end"] is not None:
                improvements[_metric(row)].append((row["cycle_end"], gained))
        return cls({k: sorted(v) for k, v in improvements.items()}, noise, _changes(targets))

    def history(self, row: Record) -> tuple[float, ...]:
        """The improvements of the row's metric in cycles that ended before its own began."""
        start = row["cycle_start"]
        if start is None or str(row["unit"] or "") not in self._units:
            return ()
        return tuple(gained for end, gained in self.improvements.get(_metric(row), ()) if end < start)

    @cached_property
    def _units(self) -> frozenset[str]:
        return frozenset(unit for unit, _ in self.improvements)


def _metric(row: Record) -> tuple[str, str]:
    """Unit and metric: the words that carry meaning, so that "NPS from 40 to 50" and "NPS to 60" are the same."""
    return str(row["unit"] or ""), _meaning(row["metric"] or row["title"] or "")


@lru_cache(10_000)  # a finished key result is asked for twice
def _meaning(text: str) -> str:
    return " ".join(sorted(analyse(text).content))


def _improvement(row: Record) -> float | None:
    """How far a finished key result moved in the wanted direction."""
    baseline, target, last = row["baseline"], row["target"], row["current_value"]
    if not row["is_closed"] or None in (baseline, target, last) or baseline == target:
        return None
    return float(last - baseline) * (1 if target > baseline else -1)


def _noises(database: Database, as_of: dt.date, known: int) -> dict[str, float]:
    """Key of each key result with check-ins enough → the noise of its values."""
    said = database.frame(_READINGS.format(point=database.relation("kr_point", as_of, known)))
    values = said["value"].to_numpy()
    every = runs(said["key_result_key"])
    return {str(key): _noise(values[own]) for key, own in every if own.stop - own.start >= _ENOUGH_FOR_NOISE}


def _noise(values: NDArray[np.float64]) -> float:
    """The robust sigma of what neighbouring check-ins differ by, around their usual step."""
    steps = np.diff(values)
    return 1.4826 * _median(np.abs(steps - _median(steps))) / 2**0.5


def _median(numbers: NDArray[np.float64]) -> float:
    ordered = np.sort(numbers)  # a tenth of what np.median takes for fifty numbers
    return float((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)


def _changes(targets: Iterable[Record]) -> dict[str, tuple[Change, ...]]:
    out: dict[str, list[Change]] = defaultdict(list)
    for row in targets:
        known = out[row["key"]]
        if not known or known[-1].target != row["target"]:
            known.append(Change(row["date"], row["target"]))
    return {key: tuple(found) for key, found in out.items()}


def _attainments(rows: Iterable[Record]) -> tuple[dict[str, tuple[float, ...]], dict[str, int]]:
    """Unit → what its finished key results attained, oldest first; unit → cycles they are from."""
    found: dict[str, list[tuple[dt.date, float]]] = defaultdict(list)
    for row in rows:
        found[str(row["unit"] or "")].append((row["cycle_end"], row["attained"]))
    past = {unit: tuple(attained for _, attained in own) for unit, own in found.items()}
    return past, {unit: len({end for end, _ in own}) for unit, own in found.items()}


def _cells(row: Record) -> dict[str, CellRef]:
    return {name: CellRef.parse(ref) for name, ref in (row["cells"] or {}).items()}


def _where(row: Record) -> CellRef | None:
    return CellRef.parse(row["where"]) if row["where"] else None


def _key_result(row: Record, past: _Past, owners: bool) -> Item:
    key = row["key"]
    return Item(
        title=row["title"] or "",
        key=key,
        code=row["code"],
        where=_where(row),
        cells=_cells(row),
        objective=row["objective"],
        objective_key=row["objective_key"],
        unit=row["unit"],
        cycle=row["cycle"],
        cycle_start=row["cycle_start"],
        cycle_end=row["cycle_end"],
        owner=row["owner"],
        owner_known=owners,
        metric=row["metric"],
        measure=row["measure"],
        shape=row["kind"],
        baseline=row["baseline"],
        target=row["target"],
        current=row["current_value"],
        lower=row["lower"],
        upper=row["upper"],
        due=row["due"],
        ambition=row["ambition"],
        status=row["status_reported"],
        history=past.history(row),
        noise=past.noise.get(key),
        last_check_in=row["last_check_in"],
        checked=True,
        changes=past.changes.get(key, ()),
    )


def _objective(row: Record) -> Item:
    return Item(
        kind=Kind.OBJECTIVE,
        title=row["title"] or "",
        key=row["key"],
        code=row["code"],
        where=_where(row),
        cells=_cells(row),
        unit=row["unit"],
        cycle=row["cycle"],
        cycle_start=row["cycle_start"],
        cycle_end=row["cycle_end"],
        owner=row["owner"],
        ambition=row["ambition"],
    )


def _finding_rows(name: str, report: LintReport, lost: Lost) -> list[dict[str, object]]:
    told: set[tuple[str, str]] = set()  # a rule costs an item its points once, however often it fires
    rows = []
    for findings, silenced in ((report.findings, False), (report.suppressed, True)):
        for finding in findings:
            if not finding.item.key:
                continue
            place = (finding.item.key, finding.code)
            points = lost.get(place) if not silenced and place not in told else None
            told.add(place)
            rows.append(_finding_row(name, finding, silenced=silenced, points=points))
    return rows


def _finding_row(name: str, finding: Finding, *, silenced: bool, points: float | None) -> dict[str, object]:
    return {
        "derived_id": name,
        "item_kind": finding.item.kind,
        "item_key": finding.item.key,
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "suggestion": finding.suggestion,
        "destination": str(finding.destination) if finding.destination else None,
        "source": finding.source,
        "span_start": finding.spans[0][0] if finding.spans else None,
        "span_end": finding.spans[0][1] if finding.spans else None,
        "spans": finding.spans,
        "fingerprint": fingerprint(finding),
        "suppressed": silenced,
        "points": points,
    }


def _points(report: LintReport, calibration: Calibration) -> tuple[dict[str, float | None], Lost]:
    """Item → index, and (item, rule) → the points that the rule costs it; key results only."""
    own: dict[str, list[Finding]] = {g.item.key: [] for g in report.grades if g.item.kind == Kind.KEY_RESULT}
    for finding in report.findings:
        if finding.item.key in own:
            own[finding.item.key].append(finding)
    levels = {key: index(found, calibration) for key, found in own.items()}
    lost = {
        (key, code): points
        for key, found in own.items()
        if calibration.calibrated
        for code, points in waterfall(found, calibration)
    }
    return levels, lost


def _grade_rows(name: str, report: LintReport, levels: Mapping[str, float | None]) -> list[dict[str, object]]:
    return [
        {
            "derived_id": name,
            "key_result_key": grade.item.key,
            "grade": grade.grade,
            "errors": grade.errors,
            "warnings": grade.warnings,
            "index": levels.get(grade.item.key),
        }
        for grade in report.grades
        if grade.item.kind == Kind.KEY_RESULT
    ]
