"""The parts of a workbook file in memory: read, looked up by relation, changed, written again."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from okr_analytics.packs.annotation.markup import Edit, Element, Unpatchable, attribute, edited, prefix, scan

TYPES = "[Content_Types].xml"
_MOST = 200 << 20  # bytes unpacked, as the gate allows
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another: its id, the last word of its type, the part it leads to ("" if outside)."""

    id: str
    kind: str
    target: str


@dataclass
class Package:
    """The parts of a file by name, in their order; a changed part is put back under its name."""

    parts: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes) -> "Package":
        """The parts of a zip file; raises Unpatchable where it isn't one, or unpacks to more than is reasonable."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                entries = [e for e in file.infolist() if not e.is_dir()]
                if sum(e.file_size for e in entries) > _MOST:
                    raise Unpatchable("it unpacks to too much")
                parts = {e.filename: file.read(e) for e in entries}
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError) as error:
            raise Unpatchable("it is no archive of parts") from error
        if len({name.lower() for name in parts}) != len(entries) or any("\\" in name for name in parts):
            raise Unpatchable("its parts have unusual names")
        return cls(parts)

    def write(self) -> bytes:
        """The file; the same parts give the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name in sorted(self.parts, key=lambda n: n != TYPES):
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                file.writestr(entry, self.parts[name], compresslevel=6)
        return out.getvalue()

    def name_of(self, wanted: str) -> str:
        """The part's own spelling of a name, which counts without regard to case; raises Unpatchable if missing."""
        if wanted in self.parts:
            return wanted
        for name in self.parts:
            if name.lower() == wanted.lower():
                return name
        raise Unpatchable(f"its part {wanted[:60]!r} is missing")

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        return self.parts[self.name_of(name)]

    def free(self, pattern: str) -> str:
        """A name with a number in the place of {} that no part has."""
        taken = {name.lower() for name in self.parts}
        return next(n for i in range(1, 1 << 20) if (n := pattern.format(i)).lower() not in taken)

    # -- relations ---------------------------------------------------------------------------------------------------

    def relations(self, part: str) -> list[Relation]:
        """Where a part leads to; an empty list if it has no relations."""
        name = relations_name(part)
        try:
            data = self.part(name)
        except Unpatchable:
            return []
        found: list[Relation] = []
        base = posixpath.dirname(part)

        def seen(element: Element, _: tuple[str, ...]) -> None:
            said = element.attributes
            outside = said.get("TargetMode", "").lower() == "external"
            target = "" if outside else resolved(base, said.get("Target", ""))
            found.append(Relation(said.get("Id", ""), said.get("Type", "").rpartition("/")[2], target))

        scan(data, seen, lambda local, depth: local == "Relationship" and depth == 1)
        return found

    def relate(self, part: str, kind: str, target: str) -> str:
        """Adds a relation from a part to another and returns its id; `kind` is the whole type."""
        name = relations_name(part)
        taken = {relation.id for relation in self.relations(part)}
        own = next(i for n in range(1, 1 << 20) if (i := f"rIdOkr{n}") not in taken)
        said = f'Id="{own}" Type={attribute(kind)} Target={attribute("/" + target)}'
        try:
            name = self.name_of(name)
        except Unpatchable:
            self.parts[name] = (
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
                b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
            )
        self.parts[name] = _appended(self.parts[name], f"Relationship {said}")
        return own

    def unrelate(self, part: str, kinds: frozenset[str]) -> list[str]:
        """Removes a part's relations of these kinds and returns the parts they led to."""
        gone = [relation for relation in self.relations(part) if relation.kind in kinds]
        if not gone:
            return []
        name = self.name_of(relations_name(part))
        edits: list[Edit] = []

        def seen(element: Element, _: tuple[str, ...]) -> None:
            if element.attributes.get("Type", "").rpartition("/")[2] in kinds:
                edits.append(Edit(element.start, element.end, b""))

        scan(self.parts[name], seen, lambda local, depth: local == "Relationship" and depth == 1)
        self.parts[name] = edited(self.parts[name], edits)
        return [relation.target for relation in gone if relation.target]

    # -- content types -------------------------------------------------------------------------------------------------

    def declare(self, part: str, kind: str) -> None:
        """Says what a new part is."""
        name = self.name_of(TYPES)
        self.parts[name] = _appended(
            self.parts[name], f"Override PartName={attribute('/' + part)} ContentType={attribute(kind)}"
        )

    def declare_extension(self, extension: str, kind: str) -> None:
        """Says what parts with an extension are, unless that is said already."""
        known = [e for e in self._declared("Default") if e.attributes.get("Extension", "").lower() == extension]
        if not known:
            name = self.name_of(TYPES)
            words = f"Default Extension={attribute(extension)} ContentType={attribute(kind)}"
            data = self.parts[name]
            first = next(iter(self._declared("")), None)
            if first is None:
                self.parts[name] = _appended(data, words)
            else:
                said = f"<{prefix(data, first)}{words}/>".encode()
                self.parts[name] = edited(data, [Edit(first.start, first.start, said)])

    def redeclare(self, part: str, kind: str | None) -> None:
        """Says anew what a part is; None takes what is said of it away."""
        name = self.name_of(TYPES)
        data, wanted = self.parts[name], "/" + part.lower()
        said = [e for e in self._declared("Override") if e.attributes.get("PartName", "").lower() == wanted]
        self.parts[name] = edited(data, [Edit(e.start, e.end, b"") for e in said])
        if kind is not None:
            self.declare(part, kind)

    def remove(self, part: str) -> None:
        """Takes a part away, with its relations, what they alone led to, and what is said of it."""
        try:
            name = self.name_of(part)
        except Unpatchable:
            return
        below = [relation.target for relation in self.relations(name) if relation.target]
        self.parts.pop(name)
        self.parts.pop(relations_name(name), None)
        self.redeclare(name, None)
        for target in below:
            if target not in set(self.targets()):
                self.remove(target)

    def targets(self) -> Iterator[str]:
        """Every part that some relation leads to."""
        for name in list(self.parts):
            if name.endswith(".rels"):
                folder, _, file = name.rpartition("_rels/")
                yield from (r.target for r in self.relations(folder + file.removesuffix(".rels")) if r.target)

    def _declared(self, wanted: str) -> list[Element]:
        found: list[Element] = []
        data = self.part(TYPES)
        scan(data, lambda e, _: found.append(e), lambda local, depth: depth == 1 and wanted in ("", local))
        return found


def relations_name(part: str) -> str:
    """The part that holds the relations of a part."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def resolved(base: str, target: str) -> str:
    """The part that a relation's target names, seen from the folder `base`."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(base, target)).lstrip("/")


def _appended(data: bytes, words: str) -> bytes:
    """The part with one more child at the end of its root."""
    roots: list[Element] = []
    scan(data, lambda e, _: roots.append(e), lambda _, depth: depth == 0)
    root = roots[0]
    own = prefix(data, root)
    said = f"<{own}{words}/>".encode()
    if root.head == root.end:  # an empty root written as one tag
        name = f"{own}{root.name}".encode()
        opened = data[root.start : root.head].removesuffix(b"/>").rstrip() + b">"
        return edited(data, [Edit(root.start, root.end, opened + said + b"</" + name + b">")])
    return edited(data, [Edit(root.inner_end, root.inner_end, said)])
