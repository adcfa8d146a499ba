"""Sheets filled in like a form – "Objective: …", "KR1 …", "Target: …" one below the other – without a header row."""

from dataclasses import dataclass, field

from okr_analytics.ingest.finding.headers import label, meanings, row_cells
from okr_analytics.ingest.tables import Draft, Position, Region, Source
from okr_analytics.ingest.values import clean, split_code
from okr_analytics.ingest.vocabulary import Candidate
from okr_analytics.model import field_types

SURE = 0.75
LONGEST = 400  # rows; nobody fills in a longer form


@dataclass
class Form:
    """What a form says: its drafts in order, and the labels that told what the cells mean."""

    drafts: list[Draft] = field(default_factory=list)
    labels: list[Position] = field(default_factory=list)


def read_form(region: Region) -> Form | None:
    """The objectives and key results of a form, None where the block isn't one."""
    if len(region.body) > LONGEST:
        return None
    form = Form()
    general: dict[str, Source] = {}
    objective: Draft | None = None
    current: Draft | None = None
    for row in region.body:
        for text, place, source in _pairs(region, row):
            kind, name = _meaning(text, current)
            if kind in ("objective", "key_result"):
                fields = {"title": source}
                if kind == "key_result" and objective:
                    fields["objective"] = _borrowed(objective.fields["title"])
                if split_code(f"{text} x").code:
                    fields["code"] = Source(*place, clean(text).rstrip(":： "))
                current = Draft(kind, fields, row, place[1])
                objective = current if kind == "objective" else objective
                form.drafts.append(current)
            elif name in ("unit", "cycle") or (current is None and name):
                general[name] = _borrowed(source)
            elif name and current and name in field_types(current.kind) and name not in current.fields:
                current.fields[name] = source
            else:
                continue
            form.labels.append(place)
    for draft in form.drafts:
        for name, source in general.items():
            if name in field_types(draft.kind):
                draft.fields.setdefault(name, source)
    return form if objective and len(form.drafts) > 1 else None


def _pairs(region: Region, row: int) -> list[tuple[str, Position, Source]]:
    """(label, its cell, value) of a row: in two cells, or in one with a colon between."""
    cells = row_cells(region.sheet, row, region.left, region.right)
    ordered = sorted(cells)
    out = []
    at = 0
    while at < len(ordered):
        column = ordered[at]
        text = label(cells[column])
        head, colon, rest = text.partition(":")
        if colon and rest.strip() and len(head) < 40:
            out.append((head, (row, column), Source(row, column, rest.strip())))
            at += 1
        elif at + 1 < len(ordered):
            beside = ordered[at + 1]
            code = region.sheet.formats.get((row, beside), "General")
            out.append((text, (row, column), Source(row, beside, cells[beside], code)))
            at += 2
        else:
            at += 1
    return out


def _meaning(text: str, current: Draft | None) -> tuple[str | None, str | None]:
    """(kind of a new item, None) or (None, field of the item before)."""
    coded = split_code(f"{text.rstrip(':： ')} x")
    if coded.kind in ("objective", "key_result") and coded.title == "x":
        return coded.kind, None
    found = [c for c in meanings(text.rstrip(":： ")) if c.score >= SURE and c.kind != "other"]
    for candidate in found:
        if (
            candidate.field in ("objective.title", "key_result.title")
            and candidate.score >= 0.9
            and not _is_general(found)
        ):
            return candidate.kind, None
    own = current.kind if current else "objective"
    names = [c.name for c in found if c.kind == own] or [c.name for c in found]
    return None, names[0] if names else None


def _is_general(found: list[Candidate]) -> bool:
    return sum(1 for c in found if c.name in ("title", "name")) > 3


def _borrowed(source: Source) -> Source:
    return Source(source.row, source.column, source.value, source.format, inherited=True)
