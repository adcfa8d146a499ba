"""A person's own workbook back: every remark at its cell, a summary sheet, and what the copy could not carry."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from okr_analytics import texts
from okr_analytics.packs.annotation import carried, frame, notes, summary
from okr_analytics.packs.annotation.grid import Grid, Position, restyled
from okr_analytics.packs.annotation.looks import Looks
from okr_analytics.packs.annotation.markup import Edit, Unpatchable, edited
from okr_analytics.packs.annotation.package import Package
from okr_analytics.packs.annotation.remade import PlainSheet, remake
from okr_analytics.packs.annotation.remarks import Remark, Understood, by_sheet, comment, gravest

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Annotated:
    """An annotated copy: its bytes (xlsx), a name for it, and sentences on what it could not carry, for before it is taken."""

    data: bytes
    file: str
    missing: tuple[str, ...]


def annotate(data: bytes, understood: Understood, cells: Callable[[], tuple[PlainSheet, ...]]) -> Annotated:
    """The annotated copy of an uploaded file.

    An xlsx or xlsm keeps its own parts, byte for byte but for the marks. Any other file, and one whose parts are built
    in a way that can't be marked safely, is made anew from `cells`, which is only called then.
    """
    name = f"{PurePath(understood.file.replace(chr(92), '/')).stem} (annotated).xlsx"
    try:
        copy = _Copy.of(data)
        copy.mark(understood)
        missing = carried.missing(data, copy.package.write())
    except Unpatchable:
        sheets = cells()
        plain, names = remake(sheets)
        understood = understood.renamed(names)
        copy = _Copy.of(plain)
        copy.mark(understood)
        missing = carried.remade(data, copy.package.write(), understood.file)
        missing += carried.formulas_gone(sum(sheet.valued for sheet in sheets))
    missing += _covered(copy)
    copy.add_summary(understood, missing)
    return Annotated(copy.package.write(), name, tuple(missing))


@dataclass
class _Copy:
    """A workbook's parts being marked; `talks` counts the marked cells whose conversation takes no comment."""

    package: Package
    workbook: str
    sheets: dict[str, str]
    styles: str
    looks: Looks
    earlier: bool  # whether the file is itself an annotated copy
    talks: int = 0

    @classmethod
    def of(cls, data: bytes) -> "_Copy":
        """The parts of a file; raises Unpatchable where they aren't those of a usual workbook."""
        package = Package.read(data)
        workbook = frame.workbook_part(package)
        sheets = frame.sheets(package, workbook)
        styles = next((r.target for r in package.relations(workbook) if r.kind == "styles"), "")
        if not styles:
            raise Unpatchable("it has no styles")
        looks = Looks(package.part(styles))
        return cls(package, workbook, sheets, package.name_of(styles), looks, _is_copy(package, sheets))

    def mark(self, understood: Understood) -> None:
        """Puts every remark at its cell, and takes away what runs, and what an earlier copy said."""
        if self.earlier:
            for part in self.sheets.values():
                notes.withdraw(self.package, part)
                self.package.parts[part] = restyled(self.package.part(part), self.looks.unmarked)
        for sheet, remarks in by_sheet(understood.remarks).items():
            if sheet in self.sheets:
                self._sheet(self.sheets[sheet], remarks)
        frame.remove_what_runs(self.package, self.workbook)

    def add_summary(self, understood: Understood, missing: list[str]) -> None:
        """Adds the summary sheet, with which the workbook opens."""
        whole = summary.sheet(summary.lines(understood, missing), self.looks.named)
        self.package.parts[self.styles] = self.looks.done()
        frame.deselect(self.package, list(self.sheets.values()))
        if self.earlier:
            frame.replace_sheet(self.package, self.workbook, summary.NAME, whole)
        else:
            frame.add_sheet(self.package, self.workbook, frame.free_name(summary.NAME, list(self.sheets)), whole)

    def _sheet(self, part: str, remarks: dict[Position, list[Remark]]) -> None:
        data = self.package.part(part)
        grid = Grid(data, frozenset(row for row, _ in remarks))
        anchored: dict[Position, list[Remark]] = {}
        for place, said in remarks.items():
            anchored.setdefault(grid.anchor(place), []).extend(said)
        if not {row for row, _ in anchored} <= grid.wanted:
            grid = Grid(data, frozenset(row for row, _ in anchored))
        edits = grid.edits({place: gravest(said) for place, said in anchored.items()}, self.looks.marked)
        edits += self._comments(part, grid, anchored)
        self.package.parts[part] = edited(data, edits)

    def _comments(self, part: str, grid: Grid, anchored: dict[Position, list[Remark]]) -> list[Edit]:
        """Writes the comments; returns the edit that ties them to the sheet, if it needs one."""
        talks = notes.conversations(self.package, part) & set(anchored)
        self.talks += len(talks)
        comments = {place: comment(said) for place, said in anchored.items() if place not in talks}
        if not comments:
            return []
        notes.add(self.package, part, comments)
        if grid.legacy is not None:
            return []
        own = notes.drawing(self.package, part)
        at = grid.after_cells()
        return [Edit(at, at, f'<{grid.prefix}legacyDrawing xmlns:r="{_OFFICE}" r:id="{own}"/>'.encode())]


def _is_copy(package: Package, sheets: dict[str, str]) -> bool:
    """Whether a workbook has a summary sheet of ours: by its name, and by its own words."""
    if summary.NAME not in sheets:
        return False
    words = [data for name, data in package.parts.items() if name.lower().endswith("sharedstrings.xml")]
    return any(texts.SUMMARY_MARK.encode() in data for data in (package.part(sheets[summary.NAME]), *words))


def _covered(copy: _Copy) -> list[str]:
    """What the marks themselves hide."""
    said = []
    if copy.looks.covered:
        many = copy.looks.covered != 1
        said.append(
            f"{copy.looks.covered:,} marked {'cells' if many else 'cell'} had a fill of {'their' if many else 'its'} own, "
            "which the mark's colour covers."
        )
    if copy.talks:
        many = copy.talks != 1
        said.append(
            f"{copy.talks:,} marked {'cells hold' if many else 'cell holds'} a conversation, which takes no comment: "
            "what is said there stands on the summary sheet."
        )
    return said
