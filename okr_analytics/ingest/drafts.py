"""From lines to drafts: which records a row yields, each field with the cell it is read from."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.context import Context
from okr_analytics.ingest.crossings import Crossing
from okr_analytics.ingest.decision import Decision
from okr_analytics.ingest.lines import Line, is_empty
from okr_analytics.ingest.parts import parts_of
from okr_analytics.ingest.retrospectives import retrospective_kind
from okr_analytics.ingest.sides import side_of
from okr_analytics.ingest.spreads import Spread, Times
from okr_analytics.ingest.tables import Draft, Position, Source, Table
from okr_analytics.ingest.values import fold, read_text, split_code
from okr_analytics.model import field_types

Fields = dict[str, Source]

# What a kind calls the field that another kind calls so.
_SAME = {"title": "name", "name": "title", "percent_complete": "progress", "progress": "percent_complete"}
# What an amount becomes in a row that says that it is planned, or actual.
_SIDES = {
    ("effort", "planned"): "planned",
    ("effort", "actual"): "actual",
    ("kpi_reading", "planned"): "target",
    ("kpi_reading", "actual"): "value",
}
_TITLES = {"kpi": "name", "project": "name", "milestone": "name", "unit": "name", "cycle": "name"}


@dataclass
class Drafts:
    """Collects the drafts of a table, and what is said of cells that no draft takes."""

    table: Table
    decision: Decision
    context: Context
    times: Times
    as_of: dt.date
    drafts: list[Draft] = field(default_factory=list)
    reasons: dict[Position, str] = field(default_factory=dict)
    repeated: set[Position] = field(default_factory=set)  # cells that say again what another row said
    shared_codes: frozenset[str] = frozenset()  # codes of several key results, such as KR1 under every objective
    _dependents: list[tuple[Draft, Draft]] = field(default_factory=list)
    _right: dict[Position, dict[str, list[Source]]] = field(default_factory=dict)
    _places: dict[Position, Draft] = field(default_factory=dict)
    _objectives: dict[tuple[str, ...], Draft] = field(default_factory=dict)
    _once: dict[tuple[str, ...], Draft] = field(default_factory=dict)

    def add(self, lines: Iterable[Line]) -> None:
        """Draws the records of these lines."""
        for line in lines:
            self._line(line)
        self._settle_references()
        self._settle_objectives()

    def _settle_objectives(self) -> None:
        """A unit or cycle right of the objective is that of its key results; where all agree it is its own as well."""
        for place, names in self._right.items():
            objective = self._places.get(place)
            for name, sources in names.items():
                if objective and len({_key(s) for s in sources}) == 1:
                    objective.fields.setdefault(name, _borrow(sources[0]))

    def _settle_references(self) -> None:
        """What refers to a key result by its code does so by its title where several have that code."""
        codes = Counter(code for d in self.drafts if d.kind == "key_result" and (code := code_of(d.fields)))
        self.shared_codes = frozenset(code for code, count in codes.items() if count > 1)
        for draft, key_result in self._dependents:
            if code_of(key_result.fields) in self.shared_codes and "title" in key_result.fields:
                draft.fields["key_result"] = key_result.fields["title"]

    # -- one line --------------------------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        members = self._members(line)
        if line.kind:
            members = _as_kind(members, line)
        numbered = self._numbered(line)
        kind = line.kind or self.decision.kind
        self._surroundings(members, line, kind)
        if self.decision.crossing:
            self._crossed(self.decision.crossing, members.get(kind, {}), line)
            return
        draw = {
            "key_result": self._key_result,
            "kpi": self._kpi,
            "kpi_reading": self._kpi_reading,
            "check_in": self._check_in,
            "effort": self._effort,
            "retrospective": self._notes,
        }.get(kind)
        if kind == "objective":
            self._objective(members, line)
        elif draw:
            draw(members, line)
        else:
            self._plain(kind, members, line)
        for fields in numbered:
            objective = self._objective(members, line)
            self._one_key_result({**fields, **_reference(objective)}, members, line)

    def _members(self, line: Line) -> dict[str, Fields]:
        """Kind → field → source, of the ordinary columns."""
        out: dict[str, Fields] = {}
        values = line.values
        for index, kind, name in self._ordinary:
            source = values.get(index)
            if source is not None:
                out.setdefault(kind, {})[name] = source
        return out

    @cached_property
    def _ordinary(self) -> list[tuple[int, str, str]]:
        """(column, kind, field) of the columns that are neither times nor numbered key results."""
        times = self.times.columns
        return [
            (a.column.index, a.kind, a.name)
            for a in self.decision.assignments
            if a.field
            and a.column.index not in times
            and not (a.kind == "key_result" and a.column.number in self._numbers)
        ]

    @cached_property
    def _numbers(self) -> frozenset[int]:
        """The numbers of key results that stand side by side."""
        if self.decision.rows:
            return frozenset()
        found = [
            a.column.number
            for a in self.decision.assignments
            if a.kind == "key_result" and a.column.number is not None and not a.column.period and a.name == "title"
        ]
        return frozenset(n for n in found if n is not None) if len(found) > 1 else frozenset()

    def _numbered(self, line: Line) -> list[Fields]:
        """The first, second … key result of a row that has them side by side."""
        if not self._numbers:
            return []
        groups: dict[int, Fields] = {}
        for a in self.decision.assignments:
            source = line.values.get(a.column.index)
            if a.field and source is not None and a.column.number in self._numbers and a.kind == "key_result":
                groups.setdefault(a.column.number or 0, {})[a.name] = source
        return [fields for _, fields in sorted(groups.items()) if not is_empty(fields.get("title"))]

    def _surroundings(self, members: dict[str, Fields], line: Line, kind: str) -> None:
        """Unit, cycle and other values that stand above the table or above the row."""
        types = field_types(kind)
        fields = members.setdefault(kind, {})
        for name, source in line.parents.items():
            if name in types:
                fields.setdefault(name, source)
        for name, source in self.context.values.items():
            if name in types and name != "objective" and not (name == "owner" and kind != "objective"):
                fields.setdefault(name, source)
        if "unit" in types and "unit" not in fields and kind == "key_result":
            unit = members.get("objective", {}).get("unit")
            if unit:
                fields["unit"] = unit

    # -- objectives and key results --------------------------------------------------------------------------

    def _objective(self, members: dict[str, Fields], line: Line) -> Draft | None:
        fields = dict(members.get("objective", {}))
        above = self.context.values.get("objective")
        if is_empty(fields.get("title")) and is_empty(fields.get("code")):
            borrowed = line.parents.get("objective") or above
            if borrowed is None:
                return None
            if borrowed.position in self._places:
                return self._places[borrowed.position]
            fields["title"] = borrowed
        own = members.get("key_result", {})
        title = fields.get("title") or fields["code"]
        for name in ("unit", "cycle"):
            found = fields.get(name) or own.get(name)
            if found and found.column > title.column and name not in fields and found.row:
                self._right.setdefault(title.position, {}).setdefault(name, []).append(found)
            elif found or name in self.context.values:
                fields[name] = found or self.context.values[name]
        key = tuple(_key(fields.get(n)) for n in ("code", "title", "unit", "cycle"))
        known = self._objectives.get(key)
        if known is not None and title.position in self._right:
            first = known.fields.get("title") or known.fields["code"]
            for name, sources in self._right.pop(title.position).items() if first.position != title.position else ():
                self._right.setdefault(first.position, {}).setdefault(name, []).extend(sources)
        if known is None:
            known = self._objectives[key] = self._emit("objective", fields, line)
            for name in ("title", "code"):
                if name in fields:
                    self._places[fields[name].position] = known
        else:
            self._again(known, fields)
        return known

    def _again(self, known: Draft, fields: Fields) -> None:
        """A later row of the same record: equal cells repeat it, missing ones complete it, others are left."""
        for name, source in fields.items():
            if name not in known.fields:
                known.fields[name] = source
            elif _key(known.fields[name]) == _key(source):
                self.repeated.add(source.position)
            elif not source.inherited:
                self.reasons.setdefault(source.position, f"the first row of this {known.kind} says something else")

    def _key_result(self, members: dict[str, Fields], line: Line) -> None:
        objective = self._objective(members, line)
        fields = members.get("key_result", {})
        if not is_empty(fields.get("title")) or not is_empty(fields.get("code")):
            for part in parts_of(fields):
                self._one_key_result({**part, **_reference(objective)}, members, line)
        initiative = members.get("initiative", {})
        if not is_empty(initiative.get("title")):
            reference = _pick(fields, "code", "title")
            base = {"key_result": reference} if reference else {}
            if "unit" in fields:
                base["unit"] = fields["unit"]
            for part in parts_of(initiative):
                self._emit("initiative", {**base, **part}, line)

    def _one_key_result(self, fields: Fields, members: dict[str, Fields], line: Line) -> None:
        title = read_text(fields["title"].value) if "title" in fields else ""
        if "title" in fields and not split_code(title or "").title.strip(" :.-–"):
            self.reasons.setdefault(fields["title"].position, "a template row: a number without a text")
            return
        draft = self._emit("key_result", fields, line)
        first = len(self.drafts)
        self._moments(line, {"key_result": _pick(draft.fields, "code", "title")}, draft.fields, "check_in")
        check_in = members.get("check_in", {})
        if check_in.get("date") and any(not is_empty(s) for n, s in check_in.items() if n not in ("date", "author")):
            base = {"key_result": _pick(draft.fields, "code", "title")}
            found = {**{n: s for n, s in base.items() if s}, **check_in}
            self._emit("check_in", found, line)
        self._dependents += [(d, draft) for d in self.drafts[first:] if "key_result" in d.fields]

    # -- KPIs ------------------------------------------------------------------------------------------------

    def _kpi(self, members: dict[str, Fields], line: Line) -> None:
        fields = members.get("kpi", {})
        if is_empty(fields.get("name")) and is_empty(fields.get("code")):
            return
        draft = self._single("kpi", fields, line, ("code", "name", "unit", "valid_from"))
        base = {"kpi": _pick(fields, "code", "name"), "unit": fields.get("unit")}
        reading = dict(members.get("kpi_reading", {}))
        if not is_empty(reading.get("value")):
            reading.setdefault("date", _said(self.as_of))
            self._emit("kpi_reading", {**_present(base), **reading}, line)
        self._moments(line, base, draft.fields, "kpi_reading", self._side(line))

    def _kpi_reading(self, members: dict[str, Fields], line: Line) -> None:
        fields = dict(members.get("kpi_reading", {}))
        own = members.get("kpi", {})
        if "kpi" not in fields:
            reference = _pick(own, "code", "name")
            if reference:
                fields["kpi"] = reference
        if "unit" in own:
            fields.setdefault("unit", own["unit"])
        if own and (set(own) - {"name", "code", "unit", "target"}):
            self._single("kpi", own, line, ("code", "name", "unit"))
        elif "target" in own:
            fields.setdefault("target", own["target"])
        if is_empty(fields.get("kpi")) or is_empty(fields.get("value")):
            return
        side = self._side(line)
        if side == "planned":
            fields["target"] = fields.pop("value")
        self._one_of_sides("kpi_reading", fields, line, side)

    # -- check-ins, effort, the rest ---------------------------------------------------------------------------

    def _check_in(self, members: dict[str, Fields], line: Line) -> None:
        fields = members.get("check_in", {})
        self._moments(line, {"key_result": fields.get("key_result")}, fields, "check_in")
        said = [
            n
            for n, s in fields.items()
            if n not in ("key_result", "unit", "cycle", "date", "author") and not is_empty(s)
        ]
        if said and not is_empty(fields.get("key_result")):
            self._emit("check_in", fields, line)

    def _effort(self, members: dict[str, Fields], line: Line) -> None:
        fields, side = members.get("effort", {}), self._side(line)
        self._moments(line, {}, fields, "effort", side)
        said = [name for name in ("actual", "planned", "stated") if not is_empty(fields.get(name))]
        if said and side:
            fields = {n: s for n, s in fields.items() if n not in said} | {side: fields[said[0]]}
        if said:
            self._one_of_sides("effort", fields, line, side)

    def _notes(self, members: dict[str, Fields], line: Line) -> None:
        """One note for each column of notes; "what went well" says its kind in the header."""
        fields = {n: s for n, s in members.get("retrospective", {}).items() if n != "note"}
        for a in self.decision.assignments:
            source = line.values.get(a.column.index)
            if a.field != "retrospective.note" or source is None or is_empty(source):
                continue
            kind = retrospective_kind(a.column.title)
            own: Fields = {"kind": Source(*a.column.header_cells[-1], kind, inherited=True)} if kind else {}
            for part in parts_of({**fields, **own, "note": source}, "note"):
                self._emit("retrospective", part, line)

    def _plain(self, kind: str, members: dict[str, Fields], line: Line) -> None:
        fields = members.get(kind, {})
        title = {"champion": "person", "retrospective": "note", "target": "value"}.get(kind, _TITLES.get(kind, "title"))
        if is_empty(fields.get(title)):
            return
        if kind in ("milestone", "project", "initiative"):
            fields = self._with_gantt(fields, line)
        if kind == "milestone" and set(members.get("project", {})) - {"name", "code"}:
            self._single("project", members["project"], line, ("code", "name"))
        for part in parts_of(fields) if kind in ("initiative", "objective") else [fields]:
            self._emit(kind, part, line)

    def _with_gantt(self, fields: Fields, line: Line) -> Fields:
        """Start and due of a plan's row from its marks, where no column says them."""
        marked = [(c, p) for c, p in self.times.gantt if c.index in line.values and _is_on(line.values[c.index].value)]
        if not marked or "start" in fields or "due" in fields:
            return fields
        first, last = marked[0], marked[-1]
        for column, _ in marked:
            self.repeated.add(line.values[column.index].position)
        start, due = line.values[first[0].index], line.values[last[0].index]
        return {
            **fields,
            "start": Source(start.row, start.column, first[1].start or "", inherited=start.inherited),
            "due": Source(due.row, due.column, last[1].end or "", inherited=due.inherited),
        }

    def _crossed(self, crossing: Crossing, fields: Fields, line: Line) -> None:
        """One record for each thing that the headers name and the row has a value for."""
        groups: dict[str, Fields] = {}
        for crossed in crossing.columns:
            source = line.values.get(crossed.column.index)
            if source is not None and not is_empty(source):
                groups.setdefault(crossed.key, dict(crossed.about))[crossed.name] = source
        values = {crossed.name for crossed in crossing.columns}
        row = {n: s for n, s in fields.items() if n not in values}
        if crossing.kind == "effort" and "period" not in row and "cycle" in self.context.values:
            row["period"] = self.context.values["cycle"]
        for found in groups.values():
            self._emit(crossing.kind, {**row, **found}, line)

    # -- times across ------------------------------------------------------------------------------------------

    def _moments(
        self,
        line: Line,
        base: Mapping[str, Source | None],
        own: Mapping[str, Source],
        kind: str,
        side: str | None = None,
    ) -> None:
        """The readings, check-ins or hours of the row's time columns, one record a time."""
        found: dict[tuple[str, dt.date | None, dt.date | None], Fields] = {}
        for spread in self.times.spreads:
            source = line.values.get(spread.column.index)
            if source is None or is_empty(source):
                continue
            key = (spread.kind, spread.period.start, spread.period.end)
            fields = found.setdefault(key, self._moment(spread, base, own, kind))
            fields.setdefault(_SIDES.get((spread.kind, side or ""), spread.name), source)
        for (record_kind, _, _), fields in found.items():
            self._one_of_sides(record_kind, fields, line, side)

    def _moment(
        self, spread: Spread, base: Mapping[str, Source | None], own: Mapping[str, Source], kind: str
    ) -> Fields:
        place = spread.column.header_cells[-1]
        fields = _present(base)
        if spread.kind == "effort":
            kept = {n: s for n, s in own.items() if n not in ("actual", "planned", "stated", "period", "start", "end")}
            return {
                **kept,
                "period": Source(*place, spread.period.name, inherited=True),
                "start": Source(*place, spread.period.start or "", inherited=True),
                "end": Source(*place, spread.period.end or "", inherited=True),
            }
        types = field_types(spread.kind)
        if spread.kind == "target" and kind == "check_in":
            fields.pop("unit", None)
        for name in ("unit", "cycle"):
            if name in types and name in own:
                fields.setdefault(name, own[name])
        fields["date"] = Source(*place, spread.period.end or "", inherited=True)
        return {n: s for n, s in fields.items() if n in types}

    # -- planned and actual in rows of their own -----------------------------------------------------------------

    def _side(self, line: Line) -> str | None:
        """What the table's column for planned and actual says of a row."""
        source = line.values.get(self.decision.sides) if self.decision.sides is not None else None
        side = side_of(read_text(source.value) or "") if source else None
        if source and side:
            self.repeated.add(source.position)
        return side

    def _one_of_sides(self, kind: str, fields: Fields, line: Line, side: str | None) -> None:
        """A record; where its row is one of planned and actual, the other row's amount joins it."""
        if side is None:
            self._emit(kind, fields, line)
            return
        amounts = {"planned", "actual", "stated", "value", "target"}
        key = (kind, *(f"{n} {_key(s)}" for n, s in sorted(fields.items()) if n not in amounts))
        known = self._once.get(key)
        own = {n: s for n, s in fields.items() if n in amounts}
        if known is None or set(own) & set(known.fields):
            self._once[key] = self._emit(kind, fields, line)
        else:
            known.fields.update(own)

    # -- drafts ------------------------------------------------------------------------------------------------

    def _single(self, kind: str, fields: Fields, line: Line, names: tuple[str, ...]) -> Draft:
        """The record of this identity, drawn once however many rows repeat it."""
        key = (kind, *(_key(fields.get(n)) for n in names))
        known = self._once.get(key)
        if known is None:
            known = self._once[key] = self._emit(kind, fields, line)
        else:
            self._again(known, fields)
        return known

    def _emit(self, kind: str, fields: Mapping[str, Source], line: Line) -> Draft:
        types = field_types(kind)
        known = {n: s for n, s in fields.items() if n in types}
        row = line.row if kind != "objective" or "title" not in known or not known["title"].row else known["title"].row
        columns = [s.column for s in known.values() if s.row == row and s.column]
        draft = Draft(kind, known, row, min(columns, default=self.table.region.left))
        self.drafts.append(draft)
        return draft


def _as_kind(members: dict[str, Fields], line: Line) -> dict[str, Fields]:
    """All fields of a row as fields of the kind that the layout says the row is."""
    kind = line.kind or ""
    types = field_types(kind)
    out: Fields = {}
    for fields in members.values():
        for name, source in fields.items():
            own = name if name in types else _SAME.get(name, "")
            if own in types:
                out.setdefault(own, source)
    if line.title is not None and line.title in line.values:
        out["title"] = line.values[line.title]
    if kind == "initiative" and "key_result" in line.parents:
        out.setdefault("key_result", line.parents["key_result"])
    kept = {k: f for k, f in members.items() if k == "check_in" and k != kind}
    return {**kept, kind: out}


def code_of(fields: Mapping[str, Source]) -> str | None:
    """The code of a draft, from its own cell or before its title."""
    code = read_text(fields["code"].value, fields["code"].format) if "code" in fields else None
    if code or "title" not in fields:
        return code
    return split_code(read_text(fields["title"].value) or "").code


def _reference(objective: Draft | None) -> Fields:
    source = _pick(objective.fields, "code", "title") if objective else None
    return {"objective": source} if source else {}


def _borrow(source: Source) -> Source:
    return Source(source.row, source.column, source.value, source.format, inherited=True)


def _pick(fields: Mapping[str, Source], *names: str) -> Source | None:
    return next((fields[n] for n in names if not is_empty(fields.get(n))), None)


def _present(fields: Mapping[str, Source | None]) -> Fields:
    return {name: source for name, source in fields.items() if source is not None}


def _key(source: Source | None) -> str:
    if source is None:
        return ""
    value = source.value
    return fold(value) if isinstance(value, str) else fold(read_text(value, source.format) or "")


def _said(day: dt.date) -> Source:
    return Source(0, 0, day, inherited=True)


def _is_on(value: Value) -> bool:
    return value not in (0.0, False, "0")
