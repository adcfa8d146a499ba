"""Rows that stand for themselves: KPIs, readings, check-ins, effort, notes, projects and the rest."""

from okr_analytics.ingest.meaning.clocks import hours_of
from okr_analytics.ingest.meaning.crossings import Crossing
from okr_analytics.ingest.meaning.retrospectives import retrospective_kind
from okr_analytics.ingest.rows.drafts.desk import Desk
from okr_analytics.ingest.rows.drafts.moments import put_moments, with_marks
from okr_analytics.ingest.rows.drafts.sources import Fields, pick, present, said
from okr_analytics.ingest.rows.lines import Line, is_empty
from okr_analytics.ingest.rows.parts import parts_of
from okr_analytics.ingest.tables import Source

_TITLES = {
    "kpi": "name",
    "project": "name",
    "milestone": "name",
    "unit": "name",
    "cycle": "name",
    "champion": "person",
    "retrospective": "note",
    "target": "value",
}


def put_kpi(desk: Desk, members: dict[str, Fields], line: Line) -> None:
    """A KPI, drawn once, with the reading of its row and those of the time columns."""
    fields = members.get("kpi", {})
    if is_empty(fields.get("name")) and is_empty(fields.get("code")):
        return
    draft = desk.put_once("kpi", fields, line, ("code", "name", "unit", "valid_from"))
    base = {"kpi": pick(fields, "code", "name"), "unit": fields.get("unit")}
    reading, side = dict(members.get("kpi_reading", {})), desk.side(line)
    if side == "planned" and not is_empty(reading.get("value")):
        draft.fields.setdefault("target", reading.pop("value"))
    if not is_empty(reading.get("value")):
        if "date" in reading and "target" in fields:
            reading.setdefault("target", fields["target"])  # each day of a list of readings has its own
        reading.setdefault("date", said(desk.as_of))
        desk.put("kpi_reading", {**present(base), **reading}, line)
    put_moments(desk, line, base, draft.fields, "kpi_reading", side)


def put_kpi_reading(desk: Desk, members: dict[str, Fields], line: Line) -> None:
    """One reading of a list of readings, and its KPI where the row says more of it than its name."""
    fields = dict(members.get("kpi_reading", {}))
    own = members.get("kpi", {})
    if "kpi" not in fields:
        reference = pick(own, "code", "name")
        if reference:
            fields["kpi"] = reference
    if "unit" in own:
        fields.setdefault("unit", own["unit"])
    if own and (set(own) - {"name", "code", "unit", "target"}):
        desk.put_once("kpi", own, line, ("code", "name", "unit"))
    elif "target" in own:
        fields.setdefault("target", own["target"])
    if is_empty(fields.get("kpi")) or is_empty(fields.get("value")):
        return
    side = desk.side(line)
    if side == "planned":
        fields["target"] = fields.pop("value")
    desk.put_side("kpi_reading", fields, line, side)


def put_check_in(desk: Desk, members: dict[str, Fields], line: Line) -> None:
    """A check-in where the row says anything, and those of the time columns."""
    fields = members.get("check_in", {})
    put_moments(desk, line, {"key_result": fields.get("key_result")}, fields, "check_in")
    context = ("key_result", "unit", "cycle", "date", "author")
    if any(n not in context and not is_empty(s) for n, s in fields.items()) and not is_empty(fields.get("key_result")):
        desk.put("check_in", fields, line)


def put_effort(desk: Desk, members: dict[str, Fields], line: Line) -> None:
    """The amounts of a line of effort, and those of the time columns."""
    fields, side = _with_hours(desk, members.get("effort", {}), line), desk.side(line)
    put_moments(desk, line, {}, fields, "effort", side)
    amounts = [name for name in ("actual", "planned", "stated") if not is_empty(fields.get(name))]
    if amounts and side:
        fields = {n: s for n, s in fields.items() if n not in amounts} | {side: fields[amounts[0]]}
    if amounts:
        desk.put_side("effort", fields, line, side)


def _with_hours(desk: Desk, fields: Fields, line: Line) -> Fields:
    """The hours of the row, worked out from start, end and break where no column has them."""
    if desk.decision.clocks is None:
        return fields
    hours, cells, why = hours_of(desk.decision.clocks, line.values)
    for source in cells:
        if why:
            desk.reasons.setdefault(source.position, why)
        else:
            desk.repeated.add(source.position)
    return {**fields, "actual": hours} if hours else fields


def put_notes(desk: Desk, members: dict[str, Fields], line: Line) -> None:
    """One note for each column of notes; "what went well" says its kind in the header."""
    said_here = {n: s for n, s in members.get("retrospective", {}).items() if n != "note" and not is_empty(s)}
    for a in desk.decision.assignments:
        source = line.values.get(a.column.index)
        if a.field != "retrospective.note" or source is None or is_empty(source):
            continue
        kind = retrospective_kind(a.column.title)
        own = {"kind": Source(*a.column.header_cells[-1], kind, inherited=True)} if kind else {}
        for part in parts_of({**own, **said_here, "note": source}, "note"):
            desk.put("retrospective", part, line)


def put_plain(desk: Desk, kind: str, members: dict[str, Fields], line: Line) -> None:
    """A row that is one record, such as a project or a milestone; a milestone may tell more of its project."""
    fields = members.get(kind, {})
    if is_empty(fields.get(_TITLES.get(kind, "title"))):
        return
    if kind in ("milestone", "project", "initiative"):
        fields = with_marks(desk, fields, line)
    if kind == "milestone" and set(members.get("project", {})) - {"name", "code"}:
        desk.put_once("project", members["project"], line, ("code", "name"))
    for part in parts_of(fields) if kind in ("initiative", "objective") else [fields]:
        desk.put(kind, part, line)


def put_crossed(desk: Desk, crossing: Crossing, fields: Fields, line: Line) -> None:
    """One record for each thing that the headers name and the row has a value for."""
    groups: dict[str, Fields] = {}
    for crossed in crossing.columns:
        source = line.values.get(crossed.column.index)
        if source is not None and not is_empty(source):
            groups.setdefault(crossed.key, dict(crossed.about))[crossed.name] = source
    values = {crossed.name for crossed in crossing.columns}
    row = {n: s for n, s in fields.items() if n not in values}
    if crossing.kind == "effort" and "period" not in row and "cycle" in desk.context.values:
        row["period"] = desk.context.values["cycle"]
    for found in groups.values():
        desk.put(crossing.kind, {**row, **found}, line)
