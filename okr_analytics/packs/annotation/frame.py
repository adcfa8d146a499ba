"""The workbook part: its sheets by name, one more sheet that it opens with, and nothing that runs."""

import re

from okr_analytics.packs.annotation.markup import (
    Edit,
    Element,
    Unpatchable,
    attribute,
    edited,
    prefix,
    scan,
    with_attributes,
)
from okr_analytics.packs.annotation.package import Package, relations_name

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SIGNATURES = frozenset({"origin", "signature"})
_RUNS = frozenset({"vbaProject", "extensibility", "ui/extensibility", "attachedToolbars"})
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet", "dialogsheet"})


def workbook_part(package: Package) -> str:
    """The workbook's part; raises Unpatchable where the file doesn't say."""
    for relation in package.relations(""):
        if relation.kind == "officeDocument" and relation.target:
            return package.name_of(relation.target)
    raise Unpatchable("it doesn't say where its workbook is")


def sheets(package: Package, workbook: str) -> dict[str, str]:
    """Sheet name → its part, in their order."""
    targets = {r.id: r for r in package.relations(workbook)}
    if any(relation.kind in _MACRO_SHEETS for relation in targets.values()):
        raise Unpatchable("it has macro sheets of an old kind")
    found: dict[str, str] = {}

    def seen(element: Element, above: tuple[str, ...]) -> None:
        if above[-1] == "sheets":
            said = {name.rpartition(" ")[2]: value for name, value in element.attributes.items()}
            relation = targets.get(said.get("id", ""))
            if relation and relation.target:
                found[said.get("name", "")] = package.name_of(relation.target)

    space = scan(package.part(workbook), seen, lambda local, depth: local == "sheet" and depth == 2)
    if space != _MAIN:
        raise Unpatchable("it is written in the strict form of the format")
    return found


def remove_what_runs(package: Package, workbook: str) -> None:
    """Takes macros, ribbon callbacks and signatures (which no longer hold) away, and calls it a plain workbook."""
    gone = package.unrelate(workbook, _RUNS) + package.unrelate("", _RUNS | _SIGNATURES)
    for part in gone:
        package.remove(part)
    package.redeclare(workbook, _WORKBOOK)


def free_name(wanted: str, taken: list[str]) -> str:
    """The name, with a number behind it if a sheet has it already."""
    names = {name.casefold() for name in taken}
    if wanted.casefold() not in names:
        return wanted
    return next(n for i in range(2, 1 << 12) if (n := f"{wanted} {i}").casefold() not in names)


def add_sheet(package: Package, workbook: str, name: str, data: bytes) -> None:
    """Adds a worksheet at the end and lets the workbook open with it."""
    part = package.free("xl/worksheets/okr_summary{}.xml")
    package.parts[part] = data
    package.declare(part, _WORKSHEET)
    own = package.relate(workbook, f"{_OFFICE}/worksheet", part)
    whole = package.part(workbook)
    found: list[Element] = []
    scan(
        whole,
        lambda e, _: found.append(e),
        lambda local, depth: (
            (local in ("sheets", "bookViews") and depth == 1) or (local in ("sheet", "workbookView") and depth == 2)
        ),
    )
    lists = next(e for e in found if e.name == "sheets")
    there = [e for e in found if e.name == "sheet"]
    p = prefix(whole, lists)
    number = max((int(e.attributes.get("sheetId", "0") or 0) for e in there), default=0) + 1
    said = f'<{p}sheet xmlns:r="{_OFFICE}" name={attribute(name)} sheetId="{number}" r:id="{own}"/>'
    edits = [Edit(lists.inner_end, lists.inner_end, said.encode())]
    view = next((e for e in found if e.name == "workbookView"), None)
    if view:
        shown = with_attributes(whole[view.start : view.head], {"activeTab": str(len(there))})
        edits.append(Edit(view.start, view.head, shown))
    elif not any(e.name == "bookViews" for e in found):
        views = f'<{p}bookViews><{p}workbookView activeTab="{len(there)}"/></{p}bookViews>'
        edits.append(Edit(lists.start, lists.start, views.encode()))
    package.parts[package.name_of(workbook)] = edited(whole, edits)


def replace_sheet(package: Package, workbook: str, name: str, data: bytes) -> None:
    """Puts a worksheet in the place of one that is there, and lets the workbook open with it."""
    part = sheets(package, workbook)[name]
    for relation in package.relations(part):
        if relation.target:
            package.remove(relation.target)
    package.parts.pop(relations_name(part), None)
    package.parts[part] = data
    whole = package.part(workbook)
    place = list(sheets(package, workbook)).index(name)
    views: list[Element] = []
    scan(whole, lambda e, _: views.append(e), lambda local, depth: local == "workbookView" and depth == 2)
    edits = [
        Edit(v.start, v.head, with_attributes(whole[v.start : v.head], {"activeTab": str(place)})) for v in views[:1]
    ]
    package.parts[package.name_of(workbook)] = edited(whole, edits)


def deselect(package: Package, parts: list[str]) -> None:
    """Lets no other sheet be selected beside the one that opens: what is typed would land on both."""
    for name in parts:
        data = package.part(name)
        stop = data.find(b"sheetData")
        head = data[: stop if stop >= 0 else len(data)]
        shown = re.sub(rb"(<(?:[\w.\-]+:)?sheetView\b[^>]*?)\stabSelected=[\"'][^\"']*[\"']", rb"\1", head)
        package.parts[name] = shown + data[len(head) :]
