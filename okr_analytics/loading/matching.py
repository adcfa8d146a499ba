"""Which item a row states and which one it refers to, among those stored and those that the file has brought so far."""

import datetime as dt
from collections.abc import Mapping, Sequence

from okr_analytics.diagnostics import CellRef, did_you_mean
from okr_analytics.loading.catalogue import Catalogue, Match, Place
from okr_analytics.loading.identity import Days, comparable, is_only_code, key_of
from okr_analytics.loading.known import Known
from okr_analytics.loading.remarks import MOST_OF_A_KIND, Remarks
from okr_analytics.loading.rows import Row
from okr_analytics.loading.surroundings import Cycles, Units
from okr_analytics.model import Effort, KeyResult, Record

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


class Matching:
    """What one file means, row after row; items that are only referred to come out in `implied`."""

    def __init__(self, key_results: Sequence[KeyResult], known: Known, as_of: dt.date) -> None:
        """Begin with what is stored; key results are looked at ahead for the days of their objectives."""
        renames = known.renames
        self.as_of = as_of
        self.remarks = Remarks()
        self.units = Units(renames.get("unit", {}))
        self.cycles = Cycles(known.cycles, known.policy.cycles, renames.get("cycle", {}), as_of, self.remarks)
        self.items = {
            kind: Catalogue(kind, known.items.get(kind, ()), renames.get(kind, {}), self.cycles.days)
            for kind in DEFINING
        }
        self.implied: list[tuple[str, Row]] = []
        self._spans = _spans(key_results)
        self._first: dict[str, Record] = {}
        self._repeated: dict[tuple[object, ...], int] = {}
        self._cells: dict[str, CellRef] = {}
        self._hints: dict[tuple[str, str], str] = {}
        self._item_of: dict[tuple[str, str | None], tuple[str | None, str | None]] = {}

    def place(self, kind: str, key: str) -> Place:
        """Where an item belongs, as far as anything said it."""
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
        return self._told_apart(record, match.item.key, name)

    def _told_apart(self, record: Record, key: str, name: str) -> str:
        first = self._first.setdefault(key, record)
        if record.where:
            self._cells[key] = record.where
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
        key = match.item.key if match.item else self._nearest_above(match, record)
        if key is None:
            self.not_found(kind, text, match.rivals, record.cells.get(kind) or record.where)
        return key

    def not_found(self, kind: str, text: str, rivals: int, where: CellRef | None) -> None:
        """Say that a reference fits nothing, or several things."""
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
                f"Load the {name} first or correct the name.{self._hint(kind, text)}",
                where,
            )

    def _hint(self, kind: str, text: str) -> str:
        """The nearest name there is, looked for once for each missing name, and for no more of them than are shown."""
        asked = (kind, text)
        if asked not in self._hints:
            enough = len(self._hints) >= MOST_OF_A_KIND
            self._hints[asked] = "" if enough else did_you_mean(text, self.items[kind].titles()[:5000])
        return self._hints[asked]

    def _nearest_above(self, match: Match, record: Record) -> str | None:
        """Of several that fit, the one stated last above the row on its own sheet, as a reader would take it."""
        row = record.where
        if row is None:
            return None
        above = [
            (place.row, item.key)
            for item in match.choice
            if (place := self._cells.get(item.key)) and place.sheet == row.sheet and place.row <= row.row
        ]
        return max(above)[1] if above else None

    def objective_of(self, text: str | None, place: Place, record: Record) -> str | None:
        """The objective that a row belongs to; one that is nowhere stated is there from now on, if only by its name."""
        if not text:
            return None
        match = self.items["objective"].refer(text, place, self.as_of)
        found = match.item.key if match.item else self._nearest_above(match, record)
        if found is None and match.rivals > 1:
            self.not_found("objective", text, match.rivals, record.cells.get("objective") or record.where)
        if found or match.rivals > 1:
            return found
        cycle = place.cycle or self.cycle_of_span(text)
        return self._imply("objective", text, Place(place.unit, cycle), record)

    def stated_or_implied(self, kind: str, text: str | None, place: Place, record: Record) -> str | None:
        """The KPI or project that a row belongs to; one that is nowhere stated is there from now on, if only by its name."""
        if not text:
            return None
        match = self.items[kind].refer(text, place, self.as_of)
        if match.rivals > 1:
            return self.refer(kind, text, place, record)
        return match.item.key if match.item else self._imply(kind, text, place, record)

    def _imply(self, kind: str, text: str, place: Place, record: Record) -> str:
        code, title = (text, None) if is_only_code(text) else (None, text)
        match = self.items[kind].identify(code, title, place, self.as_of, text)
        assert match.item is not None
        where = record.cells.get(kind) or record.where
        row: Row = {"key": match.item.key, "implied": True, "code" if code else _title_field(kind): text}
        row |= {"unit_key": place.unit} if place.unit else {}
        row |= {"cycle_key": place.cycle} if place.cycle and kind == "objective" else {}
        self.implied.append((kind, row | ({"where": str(where)} if where else {})))
        return match.item.key

    def effort_item(self, record: Effort, unit: str | None) -> tuple[str | None, str | None]:
        """The kind and key of what the effort went into; None where it is nothing that is known."""
        if not record.item:
            return None, None
        asked = (record.item, unit)
        if asked not in self._item_of:
            self._item_of[asked] = self._find_item(record.item, unit, record.start)
        return self._item_of[asked]

    def _find_item(self, text: str, unit: str | None, day: dt.date | None) -> tuple[str | None, str | None]:
        for kind in ("key_result", "initiative", "project", "kpi", "objective"):
            match = self.items[kind].refer(text, Place(unit), day or self.as_of)
            if match.item:
                return kind, match.item.key
        return None, None

    def occurrence(self, *what: object) -> int:
        """The how-manieth row of the file with exactly this content, from 1."""
        self._repeated[what] = self._repeated.get(what, 0) + 1
        return self._repeated[what]

    def cycle_of_span(self, text: str | None) -> str | None:
        """The cycle in which the key results of an objective run, by their days."""
        days = self._spans.get(comparable(text) or "")
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
