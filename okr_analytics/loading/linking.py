"""Gives every record its identity and its references: pure, from the records of one file and what is stored."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from okr_analytics.diagnostics import Diagnostic
from okr_analytics.ingest.resting import collector_at_rest
from okr_analytics.loading.catalogue import Place
from okr_analytics.loading.identity import comparable, key_of
from okr_analytics.loading.known import Known
from okr_analytics.loading.matching import Matching
from okr_analytics.loading.rows import Row, row_of
from okr_analytics.model import (
    RECORDS,
    Champion,
    CheckIn,
    Cycle,
    Effort,
    Initiative,
    KeyResult,
    Kpi,
    KpiReading,
    Milestone,
    Objective,
    Project,
    Record,
    Retrospective,
    Target,
    Unit,
)


@dataclass(frozen=True)
class Linked:
    """The rows to be stored by kind, in JSON terms, and what there is to say about their links."""

    rows: Mapping[str, Sequence[Row]]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def count(self) -> int:
        """How many rows there are, those of items that are only referred to included."""
        return sum(len(rows) for rows in self.rows.values())


def link(records: Iterable[Record], known: Known, as_of: dt.date) -> Linked:
    """Key and references for every record; what a reference doesn't find is said, and the row kept without it."""
    by_kind: dict[str, list[Any]] = {kind: [] for kind in RECORDS}
    for record in records:
        by_kind[record.record_kind].append(record)
    with collector_at_rest():
        return _Linking(by_kind, known, as_of).run()


class _Linking:
    """One file being linked: what its rows said so far."""

    def __init__(self, records: Mapping[str, list[Any]], known: Known, as_of: dt.date) -> None:
        self.records = records
        self.match = Matching(records["key_result"], known, as_of)
        self.rows: dict[str, list[Row]] = {kind: [] for kind in RECORDS}

    def run(self) -> Linked:
        steps: dict[str, Callable[[Any], None]] = {
            "unit": self.unit,
            "cycle": self.cycle,
            "objective": self.objective,
            "key_result": self.key_result,
            "initiative": self.initiative,
            "project": self.project,
            "kpi": self.kpi,
            "target": self.target,
            "check_in": self.check_in,
            "kpi_reading": self.kpi_reading,
            "milestone": self.milestone,
            "effort": self.effort,
            "retrospective": self.retrospective,
            "champion": self.champion,
        }
        for kind, step in steps.items():
            for record in self.records[kind]:
                step(record)
        self.parents()
        for kind, row in self.match.implied:
            self.rows[kind].append(row)
        self.rows["unit"] = [*self.match.units.implied(), *self.rows["unit"]]
        self.rows["cycle"] = [*self.match.cycles.implied(), *self.rows["cycle"]]
        for rows in self.rows.values():
            for number, row in enumerate(rows, 1):
                row["row_number"] = number
        return Linked({kind: rows for kind, rows in self.rows.items() if rows}, self.match.remarks.all())

    def unit(self, record: Unit) -> None:
        key = self.match.units.key(record.name, record.where) or key_of("unit", record.where)
        self.put(record, key, parent_key=self.match.units.key(record.parent, record.cells.get("parent")))

    def cycle(self, record: Cycle) -> None:
        key = self.match.cycles.key(record.name, record.where) or key_of("cycle", record.start, record.end)
        self.match.cycles.state(key, record.start, record.end)
        self.put(record, key)

    def objective(self, record: Objective) -> None:
        unit = self.match.units.key(record.unit, record.cells.get("unit"))
        cycle = self.match.cycles.key(record.cycle, record.cells.get("cycle")) or self.cycle_of_key_results(record)
        key = self.match.identity(record, record.code, record.title or record.description, Place(unit, cycle))
        item = self.match.items["objective"].get(key)
        place = item.place if item else Place(unit, cycle)
        self.put(record, key, unit_key=unit or place.unit, cycle_key=cycle or place.cycle)

    def key_result(self, record: KeyResult) -> None:
        unit = self.match.units.key(record.unit, record.cells.get("unit"))
        cycle = self.match.cycles.key(record.cycle, record.cells.get("cycle"))
        objective = self.match.objective_of(record.objective, Place(unit, cycle), record)
        stated = self.match.items["objective"].get(objective)
        unit = unit or (stated.place.unit if stated else None)
        cycle = (
            cycle or (stated.place.cycle if stated else None) or self.match.cycles.of_dates(record.start, record.due)
        )
        key = self.match.identity(record, record.code, record.title or record.metric, Place(unit, cycle, objective))
        item = self.match.items["key_result"].get(key)
        place = item.place if item else Place(unit, cycle, objective)
        self.put(
            record,
            key,
            objective_key=objective or place.parent,
            unit_key=unit or place.unit,
            cycle_key=cycle or place.cycle,
        )

    def initiative(self, record: Initiative) -> None:
        unit = self.match.units.key(record.unit, record.cells.get("unit"))
        key_result = self.match.refer("key_result", record.key_result, Place(unit), record)
        objective = self.match.objective_of(record.objective, Place(unit), record)
        key = self.match.identity(record, record.code, record.title, Place(unit, None, key_result or objective))
        self.put(record, key, key_result_key=key_result, objective_key=objective, unit_key=unit)

    def project(self, record: Project) -> None:
        unit = self.match.units.key(record.unit, record.cells.get("unit"))
        for other in record.contributing_units:
            self.match.units.key(other, record.cells.get("contributing_units"))
        key_result = self.match.refer("key_result", record.key_result, Place(), record)
        key = self.match.identity(record, record.code, record.name, Place(unit))
        self.put(record, key, unit_key=unit or self.match.place("project", key).unit, key_result_key=key_result)

    def kpi(self, record: Kpi) -> None:
        unit = self.match.units.key(record.unit, record.cells.get("unit"))
        key = self.match.identity(record, record.code, record.name, Place(unit))
        self.put(record, key, unit_key=unit or self.match.place("kpi", key).unit)

    def target(self, record: Target) -> None:
        place = Place(self.match.units.key(record.unit, record.cells.get("unit")))
        key_result = self.match.refer("key_result", record.key_result, place, record, record.date)
        kpi = self.match.stated_or_implied("kpi", record.kpi, place, record)
        key = key_of("target", key_result or record.key_result, kpi, record.date)
        self.put(record, key, key_result_key=key_result, kpi_key=kpi)

    def check_in(self, record: CheckIn) -> None:
        unit = self.match.units.key(record.unit, record.cells.get("unit"))
        place = Place(unit, self.match.cycles.key(record.cycle, record.cells.get("cycle")))
        key_result = self.match.refer("key_result", record.key_result, place, record, record.date)
        key = key_of("check_in", key_result or comparable(record.key_result), record.date or self.match.as_of)
        self.put(record, key, key_result_key=key_result)

    def kpi_reading(self, record: KpiReading) -> None:
        place = Place(self.match.units.key(record.unit, record.cells.get("unit")))
        kpi = self.match.stated_or_implied("kpi", record.kpi, place, record)
        self.put(record, key_of("kpi_reading", kpi, record.date or self.match.as_of), kpi_key=kpi)

    def milestone(self, record: Milestone) -> None:
        place = Place(self.match.units.key(record.unit, record.cells.get("unit")))
        project = self.match.stated_or_implied("project", record.project, place, record)
        name = record.code or comparable(record.name)
        self.put(
            record,
            key_of("milestone", project, name, self.match.occurrence("milestone", project, name)),
            project_key=project,
        )

    def effort(self, record: Effort) -> None:
        unit = self.match.units.key(record.unit, record.cells.get("unit"))
        kind, item = self.match.effort_item(record, unit)
        what = (record.conversation or record.category, item or record.item, record.person, record.measure)
        line = (unit, record.start or record.period, record.end, *what)
        key = key_of("effort", *line, self.match.occurrence("effort", *line))
        self.put(record, key, unit_key=unit, item_kind=kind, item_key=item)

    def retrospective(self, record: Retrospective) -> None:
        unit = self.match.units.key(record.unit, record.cells.get("unit"))
        cycle = self.match.cycles.key(record.cycle, record.cells.get("cycle"))
        key = key_of("retrospective", unit, cycle, record.kind, comparable(record.note))
        self.put(record, key, unit_key=unit, cycle_key=cycle)

    def champion(self, record: Champion) -> None:
        unit = self.match.units.key(record.unit, record.cells.get("unit"))
        self.put(record, key_of("champion", comparable(record.person), unit, record.role), unit_key=unit)

    def put(self, record: Record, key: str, **references: str | None) -> None:
        self.rows[record.record_kind].append(row_of(record, key, **references))

    def parents(self) -> None:
        """Objectives point to their parents once all are known."""
        for row, record in zip(self.rows["objective"], self.records["objective"], strict=True):
            if not record.parent:
                continue
            match = self.match.items["objective"].refer(
                record.parent, Place(cycle=row.get("cycle_key")), self.match.as_of
            )
            if match.item and match.item.key != row["key"]:
                row["parent_key"] = match.item.key
            else:
                self.match.not_found(
                    "objective", record.parent, match.rivals, record.cells.get("parent") or record.where
                )

    def cycle_of_key_results(self, record: Objective) -> str | None:
        return self.match.cycle_of_span(record.code) or self.match.cycle_of_span(record.title)
