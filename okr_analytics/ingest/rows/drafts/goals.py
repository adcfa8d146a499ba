"""Objectives, key results and what hangs on them: which row begins which, and by what name others refer to it."""

from collections import Counter

from okr_analytics.ingest.rows.drafts.desk import Desk
from okr_analytics.ingest.rows.drafts.moments import put_moments
from okr_analytics.ingest.rows.drafts.sources import Fields, code_of, key_of, pick
from okr_analytics.ingest.rows.lines import Line, borrowed, is_empty
from okr_analytics.ingest.rows.parts import parts_of
from okr_analytics.ingest.tables import Draft, Position, Source
from okr_analytics.ingest.values import read_text, split_code


class Goals:
    """Draws objectives and key results onto the desk; `settle` once all lines are in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.shared_codes: frozenset[str] = frozenset()  # codes of several key results, such as KR1 of each objective
        self._dependents: list[tuple[Draft, Draft]] = []
        self._right: dict[Position, dict[str, list[Source]]] = {}
        self._places: dict[Position, Draft] = {}
        self._objectives: dict[tuple[str, ...], Draft] = {}

    # -- after the last line -----------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Names what refers to what, now that every row is known."""
        self._settle_references()
        self._settle_objectives()

    def _settle_objectives(self) -> None:
        """A unit or cycle right of the objective is that of its key results; where all agree it is its own as well."""
        for place, names in self._right.items():
            objective = self._places.get(place)
            for name, sources in names.items():
                if objective and len({key_of(s) for s in sources}) == 1:
                    objective.fields.setdefault(name, borrowed(sources[0]))

    def _settle_references(self) -> None:
        """What refers to a key result by its code does so by its title where several have that code."""
        codes = Counter(code for d in self._desk.drafts if d.kind == "key_result" and (code := code_of(d.fields)))
        self.shared_codes = frozenset(code for code, count in codes.items() if count > 1)
        for draft, key_result in self._dependents:
            if code_of(key_result.fields) in self.shared_codes and "title" in key_result.fields:
                draft.fields["key_result"] = key_result.fields["title"]

    # -- objectives --------------------------------------------------------------------------------------------------

    def objective(self, members: dict[str, Fields], line: Line) -> Draft | None:
        """The objective of a row: its own, or the one above it; None where the sheet names none."""
        desk = self._desk
        fields = dict(members.get("objective", {}))
        if is_empty(fields.get("title")) and is_empty(fields.get("code")):
            above = line.parents.get("objective") or desk.context.values.get("objective")
            if above is None:
                return None
            if above.position in self._places:
                return self._places[above.position]
            fields["title"] = above
        title = fields.get("title") or fields["code"]
        self._sides_of(title, fields, members.get("key_result", {}))
        key = tuple(key_of(fields.get(n)) for n in ("code", "title", "unit", "cycle"))
        known = self._objectives.get(key)
        if known is not None and title.position in self._right:
            first = known.fields.get("title") or known.fields["code"]
            for name, sources in self._right.pop(title.position).items() if first.position != title.position else ():
                self._right.setdefault(first.position, {}).setdefault(name, []).extend(sources)
        if known is not None:
            desk.complete(known, fields)
            return known
        known = self._objectives[key] = desk.put("objective", fields, line)
        for name in ("title", "code"):
            if name in fields:
                self._places[fields[name].position] = known
        return known

    def _sides_of(self, title: Source, fields: Fields, own: Fields) -> None:
        """Takes unit and cycle from left of the objective's title; notes those right of it, which may differ by row."""
        above = self._desk.context.values
        for name in ("unit", "cycle"):
            found = fields.get(name) or own.get(name)
            if found and found.column > title.column and name not in fields and found.row:
                self._right.setdefault(title.position, {}).setdefault(name, []).append(found)
            elif found or name in above:
                fields[name] = found or above[name]

    # -- key results -------------------------------------------------------------------------------------------------

    def key_result(self, members: dict[str, Fields], line: Line) -> None:
        """The key results of a row, under their objective, and the initiatives beside them."""
        objective = self.objective(members, line)
        fields = members.get("key_result", {})
        if not is_empty(fields.get("title")) or not is_empty(fields.get("code")):
            for part in parts_of(fields):
                self.one_key_result({**part, **(self._named(part, members) or _reference(objective))}, members, line)
        initiative = members.get("initiative", {})
        if not is_empty(initiative.get("title")):
            reference = pick(fields, "code", "title")
            base = {"key_result": reference} if reference else {}
            if "unit" in fields:
                base["unit"] = fields["unit"]
            for part in parts_of(initiative):
                self._desk.put("initiative", {**base, **part}, line)

    def _named(self, fields: Fields, members: dict[str, Fields]) -> Fields:
        """The objective that the row itself names by its code or title, wherever it stands; nothing for an unknown one."""
        own = fields.get("objective")
        if own is None or own.inherited or is_empty(own) or members.get("objective"):
            return {}
        return {"objective": own} if any(key_of(own) in key[:2] for key in self._objectives) else {}

    def side_by_side(self, numbered: list[Fields], members: dict[str, Fields], line: Line) -> None:
        """The key results that stand side by side in one row."""
        for fields in numbered:
            objective = self.objective(members, line)
            self.one_key_result({**fields, **_reference(objective)}, members, line)

    def one_key_result(self, fields: Fields, members: dict[str, Fields], line: Line) -> None:
        """One key result with the check-ins of its row."""
        desk = self._desk
        title = read_text(fields["title"].value) if "title" in fields else ""
        if "title" in fields and not split_code(title or "").title.strip(" :.-–"):
            desk.reasons.setdefault(fields["title"].position, "a template row: a number without a text")
            return
        side = desk.side(line)
        if side == "planned" and "current" in fields and "target" not in fields:
            fields = {n: s for n, s in fields.items() if n != "current"} | {"target": fields["current"]}
        draft = self._of_sides(fields, line) if side else desk.put("key_result", fields, line)
        first = len(desk.drafts)
        reference = pick(draft.fields, "code", "title")
        put_moments(desk, line, {"key_result": reference}, draft.fields, "check_in", side)
        check_in = members.get("check_in", {})
        if check_in.get("date") and any(not is_empty(s) for n, s in check_in.items() if n not in ("date", "author")):
            base = {"key_result": reference} if reference else {}
            desk.put("check_in", {**base, **check_in}, line)
        self._dependents += [(d, draft) for d in desk.drafts[first:] if "key_result" in d.fields]

    def _of_sides(self, fields: Fields, line: Line) -> Draft:
        """The key result of a row of targets or of actuals: drawn once for both."""
        return self._desk.put_once("key_result", fields, line, ("code", "title", "objective"))


def _reference(objective: Draft | None) -> Fields:
    source = pick(objective.fields, "code", "title") if objective else None
    return {"objective": source} if source else {}
