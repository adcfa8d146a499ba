"""What a line says of each kind of record: its cells by the fields that their columns were taken for."""

from functools import cached_property

from okr_analytics.ingest.context import Context
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.rows.drafts.sources import Fields
from okr_analytics.ingest.rows.lines import Line, is_empty
from okr_analytics.ingest.rows.places import JOINED
from okr_analytics.ingest.rows.spreads import Times
from okr_analytics.ingest.values import read_text
from okr_analytics.model import field_types

# What a kind calls the field that another kind calls so.
_SAME = {"title": "name", "name": "title", "percent_complete": "progress", "progress": "percent_complete"}


class Members:
    """Reads lines as kind → field → source, in the light of what was decided about the table."""

    def __init__(self, decision: Decision, context: Context, times: Times) -> None:
        self._decision, self._context, self._times = decision, context, times

    def of(self, line: Line) -> dict[str, Fields]:
        """Kind → field → source, of the ordinary columns and of what stands above the table or the row."""
        found: dict[str, Fields] = {}
        values = line.values
        for index, kind, name in self._ordinary:
            source = values.get(index)
            if source is not None:
                found.setdefault(kind, {})[name] = source
        if self._decision.places:
            self._join_places(found, line)
        if line.kind:
            found = _as_kind(found, line)
        self._surround(found, line, line.kind or self._decision.kind)
        return found

    def _join_places(self, found: dict[str, Fields], line: Line) -> None:
        """The unit of a row whose columns name it together: "Nursing / North"."""
        sources = [s for c in self._decision.places if not is_empty(s := line.values.get(c)) and s is not None]
        kind = next(a.kind for a in self._decision.assignments if a.column.index == self._decision.places[0])
        if sources:
            name = JOINED.join(read_text(s.value, s.format) or "" for s in sources)
            found.setdefault(kind, {})["unit"] = sources[0]._replace(value=name, format="General")

    def numbered(self, line: Line) -> list[Fields]:
        """The first, second … key result of a row that has them side by side."""
        if not self._numbers:
            return []
        groups: dict[int, Fields] = {}
        for a in self._decision.assignments:
            source = line.values.get(a.column.index)
            if a.field and source is not None and a.column.number in self._numbers and a.kind == "key_result":
                groups.setdefault(a.column.number or 0, {})[a.name] = source
        return [fields for _, fields in sorted(groups.items()) if not is_empty(fields.get("title"))]

    @cached_property
    def _ordinary(self) -> list[tuple[int, str, str]]:
        """(column, kind, field) of the columns that are neither times nor numbered key results."""
        times = self._times.columns
        return [
            (a.column.index, a.kind, a.name)
            for a in self._decision.assignments
            if a.field
            and a.column.index not in times
            and not (a.kind == "key_result" and a.column.number in self._numbers)
        ]

    @cached_property
    def _numbers(self) -> frozenset[int]:
        """The numbers of key results that stand side by side."""
        if self._decision.rows:
            return frozenset()
        found = [
            a.column.number
            for a in self._decision.assignments
            if a.kind == "key_result" and a.column.number is not None and not a.column.period and a.name == "title"
        ]
        return frozenset(n for n in found if n is not None) if len(found) > 1 else frozenset()

    def _surround(self, members: dict[str, Fields], line: Line, kind: str) -> None:
        """Unit, cycle and other values that stand above the table or above the row."""
        types = field_types(kind)
        fields = members.setdefault(kind, {})
        for name, source in line.parents.items():
            if name in types:
                fields.setdefault(name, source)
        for name, source in self._context.values.items():
            if name in types and name != "objective" and not (name == "owner" and kind != "objective"):
                fields.setdefault(name, source)
        if "unit" in types and "unit" not in fields and kind == "key_result":
            unit = members.get("objective", {}).get("unit")
            if unit:
                fields["unit"] = unit


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
