"""Gives every record its identity and its references: pure, from the records of one file and what is stored."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from okr_analytics.diagnostics import CellRef, Diagnostic, did_you_mean
from okr_analytics.loading.catalogue import Catalogue, Match, Place
from okr_analytics.loading.identity import Days, comparable, is_only_code, key_of
from okr_analytics.loading.known import Known
from okr_analytics.loading.remarks import MOST_OF_A_KIND, Remarks
from okr_analytics.loading.rows import Row, row_of
from okr_analytics.loading.surroundings import Cycles, Units
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

R = TypeVar("R", bound=Record)
# Fields in which two rows about one item of a sheet can't both be right; what changes from week to week isn't here.
DEFINING: Mapping[str, tuple[str, ...]] = {
    "objective": ("title", "owner", "parent", "weight"),
    "key_result": (
        "metric",
        "measure",
        "kind",
        "baseline",
        "target",
        "lower",
        "upper",
        "weight",
        "start",
        "due",
        "owner",
    ),
    "initiative": ("kind", "owner", "start", "due"),
    "kpi": ("measure", "direction", "target", "healthy_low", "healthy_high", "owner"),
    "project": ("sponsor", "owner", "start", "due", "budget"),
}
NAMES: Mapping[str, str] = {
    "objective": "objective",
    "key_result": "key result",
    "initiative": "initiative",
    "kpi": "KPI",
    "project": "project",
}


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
    return _Linking(by_kind, known, as_of).run()


class _Linking:
    """One file being linked: what its rows said so far."""

    def __init__(self, records: Mapping[str, list[Any]], known: Known, as_of: dt.date) -> None:
        self.records = records
        self.as_of = as_of
        self.remarks = Remarks()
        renames = known.renames
        self.units = Units(renames.get("unit", {}))
        self.cycles = Cycles(known.cycles, known.policy.cycles, renames.get("cycle", {}), as_of, self.remarks)
        self.items = {
            kind: Catalogue(kind, known.items.get(kind, ()), renames.get(kind, {}), self.cycles.days)
            for kind in DEFINING
        }
        self.rows: dict[str, list[Row]] = {kind: [] for kind in RECORDS}
        self.first: dict[str, Record] = {}
        self.repeated: dict[tuple[object, ...], int] = {}
        self.places: dict[str, CellRef] = {}
        self.item_of: dict[tuple[str, str | None], tuple[str | None, str | None]] = {}
        self.hints: dict[tuple[str, str], str] = {}

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
        self.spans = _spans(self.records["key_result"])
        for kind, step in steps.items():
            for record in self.records[kind]:
                step(record)
        self.parents()
        self.rows["unit"] = [*self.units.implied(), *self.rows["unit"]]
        self.rows["cycle"] = [*self.cycles.implied(), *self.rows["cycle"]]
        for rows in self.rows.values():
            for number, row in enumerate(rows, 1):
                row["row_number"] = number
        return Linked({kind: rows for kind, rows in self.rows.items() if rows}, self.remarks.all())

    # --- units and cycles

    def unit(self, record: Unit) -> None:
        key = self.units.key(record.name, record.where) or key_of("unit", record.where)
        self.put(record, key, parent_key=self.units.key(record.parent, record.cells.get("parent")))

    def cycle(self, record: Cycle) -> None:
        key = self.cycles.key(record.name, record.where) or key_of("cycle", record.start, record.end)
        self.cycles.state(key, record.start, record.end)
        self.put(record, key)

    # --- items with a code or a title

    def objective(self, record: Objective) -> None:
        unit = self.units.key(record.unit, record.cells.get("unit"))
        cycle = self.cycles.key(record.cycle, record.cells.get("cycle")) or self.cycle_of_key_results(record)
        key = self.identity(record, record.code, record.title or record.description, Place(unit, cycle))
        item = self.items["objective"].get(key)
        place = item.place if item else Place(unit, cycle)
        self.put(record, key, unit_key=unit or place.unit, cycle_key=cycle or place.cycle)

    def key_result(self, record: KeyResult) -> None:
        unit = self.units.key(record.unit, record.cells.get("unit"))
        cycle = self.cycles.key(record.cycle, record.cells.get("cycle"))
        objective = self.objective_of(record.objective, Place(unit, cycle), record)
        stated = self.items["objective"].get(objective)
        unit = unit or (stated.place.unit if stated else None)
        cycle = cycle or (stated.place.cycle if stated else None) or self.cycles.of_dates(record.start, record.due)
        key = self.identity(record, record.code, record.title or record.metric, Place(unit, cycle, objective))
        item = self.items["key_result"].get(key)
        place = item.place if item else Place(unit, cycle, objective)
        self.put(
            record,
            key,
            objective_key=objective or place.parent,
            unit_key=unit or place.unit,
            cycle_key=cycle or place.cycle,
        )

    def initiative(self, record: Initiative) -> None:
        unit = self.units.key(record.unit, record.cells.get("unit"))
        key_result = self.refer("key_result", record.key_result, Place(unit), record)
        objective = self.objective_of(record.objective, Place(unit), record)
        key = self.identity(record, record.code, record.title, Place(unit, None, key_result or objective))
        self.put(record, key, key_result_key=key_result, objective_key=objective, unit_key=unit)

    def project(self, record: Project) -> None:
        unit = self.units.key(record.unit, record.cells.get("unit"))
        for other in record.contributing_units:
            self.units.key(other, record.cells.get("contributing_units"))
        key_result = self.refer("key_result", record.key_result, Place(), record)
        key = self.identity(record, record.code, record.name, Place(unit))
        self.put(record, key, unit_key=unit or self.place("project", key).unit, key_result_key=key_result)

    def kpi(self, record: Kpi) -> None:
        unit = self.units.key(record.unit, record.cells.get("unit"))
        key = self.identity(record, record.code, record.name, Place(unit))
        self.put(record, key, unit_key=unit or self.place("kpi", key).unit)

    # --- rows that belong to an item

    def target(self, record: Target) -> None:
        place = Place(self.units.key(record.unit, record.cells.get("unit")))
        key_result = self.refer("key_result", record.key_result, place, record, record.date)
        kpi = self.stated_or_implied("kpi", record.kpi, place, record)
        key = key_of("target", key_result or record.key_result, kpi, record.date)
        self.put(record, key, key_result_key=key_result, kpi_key=kpi)

    def check_in(self, record: CheckIn) -> None:
        unit = self.units.key(record.unit, record.cells.get("unit"))
        place = Place(unit, self.cycles.key(record.cycle, record.cells.get("cycle")))
        key_result = self.refer("key_result", record.key_result, place, record, record.date)
        key = key_of("check_in", key_result or comparable(record.key_result), record.date or self.as_of)
        self.put(record, key, key_result_key=key_result)

    def kpi_reading(self, record: KpiReading) -> None:
        place = Place(self.units.key(record.unit, record.cells.get("unit")))
        kpi = self.stated_or_implied("kpi", record.kpi, place, record)
        self.put(record, key_of("kpi_reading", kpi, record.date or self.as_of), kpi_key=kpi)

    def milestone(self, record: Milestone) -> None:
        place = Place(self.units.key(record.unit, record.cells.get("unit")))
        project = self.stated_or_implied("project", record.project, place, record)
        name = record.code or comparable(record.name)
        self.put(
            record, key_of("milestone", project, name, self.occurrence("milestone", project, name)), project_key=project
        )

    def effort(self, record: Effort) -> None:
        unit = self.units.key(record.unit, record.cells.get("unit"))
        kind, item = self.effort_item(record, unit)
        what = (record.conversation or record.category, item or record.item, record.person, record.measure)
        line = (unit, record.start or record.period, record.end, *what)
        key = key_of("effort", *line, self.occurrence("effort", *line))
        self.put(record, key, unit_key=unit, item_kind=kind, item_key=item)

    def retrospective(self, record: Retrospective) -> None:
        unit = self.units.key(record.unit, record.cells.get("unit"))
        cycle = self.cycles.key(record.cycle, record.cells.get("cycle"))
        key = key_of("retrospective", unit, cycle, record.kind, comparable(record.note))
        self.put(record, key, unit_key=unit, cycle_key=cycle)

    def champion(self, record: Champion) -> None:
        unit = self.units.key(record.unit, record.cells.get("unit"))
        self.put(record, key_of("champion", comparable(record.person), unit, record.role), unit_key=unit)

    # --- how items are found

    def put(self, record: Record, key: str, **references: str | None) -> None:
        self.rows[record.record_kind].append(row_of(record, key, **references))

    def place(self, kind: str, key: str) -> Place:
        item = self.items[kind].get(key)
        return item.place if item else Place()

    def identity(self, record: Record, code: str | None, title: str | None, place: Place) -> str:
        """The key of the item that a row states; a row that contradicts an earlier one of its sheet is another item."""
        kind = record.record_kind
        name = title or code or f"row {record.where}"
        match = self.items[kind].identify(code, title or (None if code else name), place, self.as_of, name)
        assert match.item is not None
        if match.how == "renumbered":
            self.remarks.inform(
                "renumbered",
                f'The {NAMES[kind]} "{name}" has the code {code} here and had another before; it is kept as the same.',
                "Undo the load if it is another one, and give it another title.",
                record.where,
            )
        if match.rivals > 1:
            self.remarks.warn(
                "ambiguous",
                f'{match.rivals} stored items fit the {NAMES[kind]} "{name}". It was kept as a new one.',
                "Say its unit, cycle or objective, so that it can be told apart.",
                record.where,
            )
        return self.told_apart(record, match.item.key, name)

    def told_apart(self, record: Record, key: str, name: str) -> str:
        first = self.first.setdefault(key, record)
        if record.where:
            self.places[key] = record.where
        if first is record:
            return key
        clash = [f for f in DEFINING[record.record_kind] if _differ(getattr(first, f), getattr(record, f))]
        if getattr(first, "valid_from", None) != getattr(record, "valid_from", None) or not clash:
            return key
        if _sheet(first) == _sheet(record):
            number = self.occurrence(record.record_kind, key) + 1
            self.remarks.warn(
                "same-name-twice",
                f'The {NAMES[record.record_kind]} "{name}" stands twice with another {clash[0]}. Both are kept.',
                "Give each its own code or title.",
                record.where,
            )
            return key_of(record.record_kind, key, number)
        self.remarks.warn(
            "conflicting-rows",
            f'The {NAMES[record.record_kind]} "{name}" stands on two sheets with another {", ".join(clash)}; '
            f"the later row ({record.where}) counts.",
            "Correct the sheet that is wrong.",
            record.where,
        )
        return key

    def refer(
        self, kind: str, text: str | None, place: Place, record: Record, day: dt.date | None = None
    ) -> str | None:
        """The key that a reference means; where none or several fit, that is said and None returned."""
        if not text:
            return None
        match = self.items[kind].refer(text, place, day or self.as_of)
        key = match.item.key if match.item else self.nearest_above(match, record)
        if key is None:
            self.not_found(kind, text, match.rivals, record.cells.get(kind) or record.where)
        return key

    def not_found(self, kind: str, text: str, rivals: int, where: CellRef | None) -> None:
        name = NAMES[kind]
        if rivals > 1:
            self.remarks.warn(
                "ambiguous-reference",
                f'"{text}" fits {rivals} {name}s. The row is kept without its {name}.',
                "Say the unit or the cycle, or use the code.",
                where,
            )
        else:
            self.remarks.warn(
                "unknown-reference",
                f'There is no {name} "{text}". The row is kept without its {name}.',
                f"Load the {name} first or correct the name.{self.hint(kind, text)}",
                where,
            )

    def hint(self, kind: str, text: str) -> str:
        """The nearest name there is, looked for once for each missing name, and for no more of them than are shown."""
        asked = (kind, text)
        if asked not in self.hints:
            enough = len(self.hints) >= MOST_OF_A_KIND
            self.hints[asked] = "" if enough else did_you_mean(text, self.items[kind].titles()[:5000])
        return self.hints[asked]

    def nearest_above(self, match: Match, record: Record) -> str | None:
        """Of several that fit, the one stated last above the row on its own sheet, as a reader would take it."""
        row = record.where
        if row is None:
            return None
        above = [
            (place.row, item.key)
            for item in match.choice
            if (place := self.places.get(item.key)) and place.sheet == row.sheet and place.row <= row.row
        ]
        return max(above)[1] if above else None

    def objective_of(self, text: str | None, place: Place, record: Record) -> str | None:
        """The objective that a row belongs to; one that is nowhere stated is there from now on, if only by its name."""
        if not text:
            return None
        match = self.items["objective"].refer(text, place, self.as_of)
        found = match.item.key if match.item else self.nearest_above(match, record)
        if found is None and match.rivals > 1:
            self.not_found("objective", text, match.rivals, record.cells.get("objective") or record.where)
        if found or match.rivals > 1:
            return found
        cycle = place.cycle or self.cycle_of_span(text)
        return self.imply("objective", text, Place(place.unit, cycle), record)

    def stated_or_implied(self, kind: str, text: str | None, place: Place, record: Record) -> str | None:
        if not text:
            return None
        match = self.items[kind].refer(text, place, self.as_of)
        if match.rivals > 1:
            return self.refer(kind, text, place, record)
        return match.item.key if match.item else self.imply(kind, text, place, record)

    def imply(self, kind: str, text: str, place: Place, record: Record) -> str:
        code, title = (text, None) if is_only_code(text) else (None, text)
        match = self.items[kind].identify(code, title, place, self.as_of, text)
        assert match.item is not None
        where = record.cells.get(kind) or record.where
        row: Row = {"key": match.item.key, "implied": True, "code" if code else _title_field(kind): text}
        row |= {"unit_key": place.unit} if place.unit else {}
        row |= {"cycle_key": place.cycle} if place.cycle and kind == "objective" else {}
        self.rows[kind].append(row | ({"where": str(where)} if where else {}))
        return match.item.key

    def effort_item(self, record: Effort, unit: str | None) -> tuple[str | None, str | None]:
        """The kind and key of what the effort went into; None where it is nothing that is known."""
        if not record.item:
            return None, None
        asked = (record.item, unit)
        if asked not in self.item_of:
            self.item_of[asked] = self.find_item(record.item, unit, record.start)
        return self.item_of[asked]

    def find_item(self, text: str, unit: str | None, day: dt.date | None) -> tuple[str | None, str | None]:
        for kind in ("key_result", "initiative", "project", "kpi", "objective"):
            match = self.items[kind].refer(text, Place(unit), day or self.as_of)
            if match.item:
                return kind, match.item.key
        return None, None

    def occurrence(self, *what: object) -> int:
        """The how-manieth row of the file with exactly this content, from 1."""
        self.repeated[what] = self.repeated.get(what, 0) + 1
        return self.repeated[what]

    def parents(self) -> None:
        """Objectives point to their parents once all are known."""
        stated = [row for row in self.rows["objective"] if not row.get("implied")]
        for row, record in zip(stated, self.records["objective"], strict=True):
            if not record.parent:
                continue
            match = self.items["objective"].refer(record.parent, Place(cycle=row.get("cycle_key")), self.as_of)
            if match.item and match.item.key != row["key"]:
                row["parent_key"] = match.item.key
            else:
                self.not_found("objective", record.parent, match.rivals, record.cells.get("parent") or record.where)

    # --- cycles that only dates tell

    def cycle_of_key_results(self, record: Objective) -> str | None:
        return self.cycle_of_span(record.code) or self.cycle_of_span(record.title)

    def cycle_of_span(self, text: str | None) -> str | None:
        days = self.spans.get(comparable(text) or "")
        return self.cycles.of_dates(days.start, days.end) if days else None


def _spans(key_results: Sequence[KeyResult]) -> dict[str, Days]:
    """Objective as key results refer to it → the days from their first start to their last due day."""
    spans: dict[str, Days] = {}
    for record in key_results:
        name = comparable(record.objective)
        if not name or record.due is None or record.cycle:
            continue
        start = record.start or record.due
        old = spans.get(name, Days(start, record.due))
        spans[name] = Days(min(old.start, start), max(old.end, record.due))
    return spans


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _sheet(record: Record) -> str | None:
    return record.where.sheet if record.where else None


def _title_field(kind: str) -> str:
    return "title" if kind in ("objective", "key_result", "initiative") else "name"
