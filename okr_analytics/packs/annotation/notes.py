"""Comments of a sheet: new ones, and the person's own with our words below; drawn boxes for both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from okr_analytics.diagnostics import CellRef
from okr_analytics.packs.annotation.grid import Position, place_of
from okr_analytics.packs.annotation.markup import Edit, Element, Unpatchable, edited, prefix, scan, tag_end, text
from okr_analytics.packs.annotation.package import Package

AUTHOR = "OKR Analytics"
RULE = "— OKR Analytics —"  # between the person's words and ours
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BLOCK = 1024  # shape numbers of one drawing come in blocks
_WIDE = 46  # letters in a line of the box
_LETTERS = (
    '<{p}rPr>{bold}<{p}sz val="9"/><{p}color rgb="FF1B2430"/><{p}rFont val="Arial"/><{p}family val="2"/></{p}rPr>'
)
_IDMAP = re.compile(rb"<(?:[\w.\-]+:)?idmap\b[^>]*?\bdata=[\"']([\d,\s]*)[\"']")
_SHAPE = re.compile(rb"<(?:[\w.\-]+:)?shape\b.*?</(?:[\w.\-]+:)?shape>", re.DOTALL)
_PLACE = re.compile(rb"<(?:[\w.\-]+:)?(Row|Column)>\s*(\d+)\s*<")
_NAMESPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml"',
    b'xmlns:o="urn:schemas-microsoft-com:office:office"',
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_EMPTY_VML = b"<xml " + b" ".join(_NAMESPACES) + b"></xml>"
_SHAPE_TYPE = (
    '<v:shapetype id="okr_note" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a comment says: parts of a text, each plain or bold."""

    parts: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(words for words, _ in self.parts)


def conversations(package: Package, sheet: str) -> frozenset[Position]:
    """The cells with a conversation (threaded comment), whose old-style note Excel doesn't show."""
    found: set[Position] = set()
    for relation in package.relations(sheet):
        if relation.kind == "threadedComment" and relation.target:
            data = package.part(relation.target)
            scan(data, lambda e, _: _collect(found, e), lambda local, _: local == "threadedComment")
    return frozenset(found)


def add(package: Package, sheet: str, comments: Mapping[Position, Said]) -> None:
    """Writes comments at cells of a sheet; its `legacyDrawing` must name the relation that `drawing` gives."""
    relations = package.relations(sheet)
    part = next((r.target for r in relations if r.kind == "comments" and r.target), "")
    known = _write(package, part, comments) if part else set()
    if not part:
        part = package.free("xl/comments{}.xml")
        package.parts[part] = _new_part(comments)
        package.declare(part, _COMMENTS)
        package.relate(sheet, f"{_OFFICE}/comments", part)
    boxes = {position: said for position, said in comments.items() if position not in known}
    _draw(package, sheet, boxes)


def withdraw(package: Package, sheet: str) -> None:
    """Takes away what an earlier copy said at the cells of a sheet; what the person wrote stays."""
    relations = package.relations(sheet)
    part = next((r.target for r in relations if r.kind == "comments" and r.target), "")
    if not part:
        return
    found = _Found.of(package.part(part))
    gone = {place for place, element in found.comments.items() if found.author_of(element) == AUTHOR}
    edits = [Edit(found.comments[place].start, found.comments[place].end, b"") for place in gone]
    for place, element in found.texts.items():
        if place not in gone and (start := _ours(found.data, element)) is not None:
            edits.append(Edit(start, element.inner_end, b""))
    package.parts[package.name_of(part)] = edited(found.data, edits)
    for relation in relations:
        if relation.kind == "vmlDrawing" and relation.target:
            name = package.name_of(relation.target)
            boxes = _SHAPE.sub(lambda m: b"" if _box_place(m[0]) in gone else m[0], package.parts[name])
            package.parts[name] = boxes


def drawing(package: Package, sheet: str) -> str:
    """The relation id of the sheet's drawing of comment boxes."""
    return next(r.id for r in package.relations(sheet) if r.kind == "vmlDrawing")


# -- words ---------------------------------------------------------------------------------------------------------------


@dataclass
class _Found:
    """What a comments part holds, by cell."""

    data: bytes
    lists: dict[str, Element]
    authors: list[str]
    comments: dict[Position, Element]
    texts: dict[Position, Element]

    @classmethod
    def of(cls, data: bytes) -> "_Found":
        found = cls(data, {}, [], {}, {})
        texts: list[Element] = []

        def seen(element: Element, above: tuple[str, ...]) -> None:
            if len(above) == 1:
                found.lists[element.name] = element
            elif element.name == "author":
                found.authors.append(data[element.head : element.inner_end].decode(errors="replace"))
            elif element.name == "text":
                texts.append(element)
            elif place := place_of(element.attributes.get("ref")):
                found.comments[place] = element
                found.texts.update((place, t) for t in texts[-1:] if t.start > element.start)

        names = {1: ("authors", "commentList"), 2: ("author", "comment"), 3: ("text",)}
        scan(data, seen, lambda local, depth: local in names.get(depth, ()))
        if set(found.lists) != {"authors", "commentList"} or set(found.texts) != set(found.comments):
            raise Unpatchable("its comments are not built as usual")
        return found

    def author_of(self, comment: Element) -> str:
        """Who wrote a comment."""
        number = comment.attributes.get("authorId", "")
        return self.authors[int(number)] if number.isdecimal() and int(number) < len(self.authors) else ""


def _write(package: Package, part: str, comments: Mapping[Position, Said]) -> set[Position]:
    """Puts the words into the sheet's comments; returns the cells that had a comment."""
    found = _Found.of(package.part(part))
    whole = found.lists["commentList"]
    p = prefix(found.data, whole)
    fresh = {place: said for place, said in comments.items() if place not in found.comments}
    edits = [_author(found.data, found.lists["authors"], p)] if fresh else []
    words = "".join(_comment(at, said, len(found.authors), p) for at, said in fresh.items()).encode()
    if whole.head == whole.end:
        words = f"<{p}commentList>".encode() + words + f"</{p}commentList>".encode()
        edits.append(Edit(whole.start, whole.end, words))
    else:
        edits.append(Edit(whole.inner_end, whole.inner_end, words))
    for place in comments.keys() & found.comments.keys():
        edits += _below(found.data, found.texts[place], comments[place], p)
    package.parts[package.name_of(part)] = edited(found.data, edits)
    return set(found.comments)


def _author(data: bytes, authors: Element, p: str) -> Edit:
    words = f"<{p}author>{AUTHOR}</{p}author>"
    if authors.head == authors.end:
        return Edit(authors.start, authors.end, f"<{p}authors>{words}</{p}authors>".encode())
    return Edit(authors.inner_end, authors.inner_end, words.encode())


def _below(data: bytes, element: Element, said: Said, p: str) -> list[Edit]:
    """Our words below the person's own."""
    runs = f'<{p}r><{p}t xml:space="preserve">\n\n{RULE}\n</{p}t></{p}r>' + _runs(said, p)
    if element.head == element.end:
        return [Edit(element.start, element.end, f"<{p}text>{_runs(said, p)}</{p}text>".encode())]
    inside = data[element.head : element.inner_end]
    plain = re.match(rb"\s*<(?:[\w.\-]+:)?t\b", inside)
    if plain and not re.search(rb"<(?:[\w.\-]+:)?r\b", inside):  # one plain text: in a run, so that others can follow
        whole = f"<{p}r>".encode() + inside + f"</{p}r>".encode()
        return [Edit(element.head, element.inner_end, whole + runs.encode())]
    return [Edit(element.inner_end, element.inner_end, runs.encode())]


def _ours(data: bytes, element: Element) -> int | None:
    """Where, in the text of a comment, the words of an earlier copy begin; None where there are none."""
    at = data.find(RULE.encode(), element.head, element.inner_end)
    runs = [m.start() for m in re.finditer(rb"<(?:[\w.\-]+:)?r[\s>]", data[element.head : max(at, element.head)])]
    return element.head + runs[-1] if at >= 0 and runs else None


def _box_place(shape: bytes) -> Position | None:
    """The cell of a comment's box; None for any other shape."""
    said = {name: int(number) + 1 for name, number in _PLACE.findall(shape)}
    return (said[b"Row"], said[b"Column"]) if {b"Row", b"Column"} <= set(said) else None


def _comment(place: Position, said: Said, author: int, p: str) -> str:
    ref = CellRef("", *place).address
    return f'<{p}comment ref="{ref}" authorId="{author}"><{p}text>{_runs(said, p)}</{p}text></{p}comment>'


def _runs(said: Said, p: str) -> str:
    out = []
    for words, bold in said.parts:
        looks = _LETTERS.format(p=p, bold=f"<{p}b/>" if bold else "")
        out.append(f'<{p}r>{looks}<{p}t xml:space="preserve">{text(words)}</{p}t></{p}r>')
    return "".join(out)


def _new_part(comments: Mapping[Position, Said]) -> bytes:
    said = "".join(_comment(place, words, 0, "") for place, words in sorted(comments.items()))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}"><authors><author>{AUTHOR}'
        f"</author></authors><commentList>{said}</commentList></comments>"
    ).encode()


# -- boxes ---------------------------------------------------------------------------------------------------------------


def _draw(package: Package, sheet: str, boxes: Mapping[Position, Said]) -> None:
    part = next((r.target for r in package.relations(sheet) if r.kind == "vmlDrawing" and r.target), "")
    if not part:
        part = package.free("xl/drawings/vmlDrawing{}.vml")
        package.parts[part] = _EMPTY_VML
        package.declare_extension("vml", _VML)
        package.relate(sheet, f"{_OFFICE}/vmlDrawing", part)
    if not boxes:
        return
    first = _free_block(package)
    count = (len(boxes) + _BLOCK) // _BLOCK
    blocks = ",".join(str(first + n) for n in range(count))
    shapes = "".join(
        _box(first * _BLOCK + number, number, place, said)
        for number, (place, said) in enumerate(sorted(boxes.items()), 1)
    )
    package.parts[package.name_of(part)] = _with_boxes(package.part(part), blocks, shapes)


def _with_boxes(data: bytes, blocks: str, shapes: str) -> bytes:
    known = _IDMAP.search(data)
    head = ""
    if known:
        said = known[1] + b"," + blocks.encode() if known[1].strip() else blocks.encode()
        data = data[: known.start(1)] + said + data[known.end(1) :]
    else:
        head = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
    own = "" if b'id="okr_note"' in data else _SHAPE_TYPE
    root = re.search(rb"<xml\b", data)
    at = data.rfind(b"</xml>")
    if not root or at < 0:
        raise Unpatchable("its comment boxes are not drawn as usual")
    opened = data[root.start() : tag_end(data, root.start())]
    missing = b"".join(b" " + name for name in _NAMESPACES if name.partition(b"=")[0] + b"=" not in opened)
    return data[: root.end()] + missing + data[root.end() : at] + (head + own + shapes).encode() + data[at:]


def _free_block(package: Package) -> int:
    taken = [0]
    for name, data in package.parts.items():
        if name.lower().endswith(".vml"):
            for said in _IDMAP.findall(data):
                taken += [int(number) for number in said.split(b",") if number.strip().isdigit()]
    return max(taken) + 1


def _box(shape: int, order: int, place: Position, said: Said) -> str:
    """A hidden yellow box beside the cell, as high as its words need."""
    row, column = place[0] - 1, place[1] - 1
    lines = sum(1 + len(line) // _WIDE for line in said.text.split("\n"))
    height = min(max(lines, 3), 24) + 1
    anchor = f"{column + 1}, 12, {max(row - 1, 0)}, 4, {column + 5}, 24, {max(row - 1, 0) + height}, 4"
    return (
        f'<v:shape id="_x0000_s{shape}" type="#okr_note" style="position:absolute;margin-left:80pt;margin-top:2pt;'
        f'width:240pt;height:{height * 15}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def _collect(found: set[Position], element: Element) -> None:
    place = place_of(element.attributes.get("ref"))
    if place:
        found.add(place)
