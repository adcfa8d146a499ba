"""What an annotated copy says: remarks at cells, and what was understood of the file, as values."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from okr_analytics.charts.letters import printable
from okr_analytics.diagnostics import CellRef, Diagnostic, Severity
from okr_analytics.packs.annotation.notes import Said

WORDS: Mapping[Severity, str] = {Severity.ERROR: "Error", Severity.WARNING: "Check", Severity.INFO: "Note"}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_MOST_WORDS = 1_200  # letters of one remark in a comment; the summary has all of it
_MOST_REMARKS = 8  # in one comment


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say, at a cell or of the whole file; `title` names a rule of quality, "" for what was read."""

    code: str
    severity: Severity
    message: str
    advice: str = ""
    where: CellRef | None = None
    title: str = ""

    @classmethod
    def of(cls, said: Diagnostic) -> "Remark":
        """The remark of a diagnostic."""
        return cls(said.code, said.severity, said.message, said.advice, said.where)


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """What a column was taken for: its letters, its header, the words for the field or "", how sure (0-1), and why."""

    letters: str
    header: str
    field: str
    confidence: float
    how: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table that was found: where it begins, what it holds, in words."""

    where: CellRef
    range: str
    kind: str
    records: str
    confidence: float
    how: str
    columns: tuple[ColumnLine, ...] = ()


@dataclass(frozen=True, slots=True)
class UnusedLine:
    """Cells that were not loaded, and why."""

    where: CellRef
    range: str
    cells: int
    reason: str


@dataclass(frozen=True)
class Understood:
    """What is known of a file: remarks, tables, what was left aside, and the counts of its filled cells."""

    file: str
    remarks: tuple[Remark, ...] = ()
    tables: tuple[TableLine, ...] = ()
    unused: tuple[UnusedLine, ...] = ()
    nonblank: int = 0
    loaded: int = 0
    as_of: dt.date | None = None
    as_of_source: str = ""

    def renamed(self, names: Mapping[str, str]) -> "Understood":
        """The same, said of sheets that have other names now."""

        def moved(ref: CellRef) -> CellRef:
            return replace(ref, sheet=names.get(ref.sheet, ref.sheet))

        return replace(
            self,
            remarks=tuple(replace(r, where=moved(r.where)) if r.where else r for r in self.remarks),
            tables=tuple(replace(t, where=moved(t.where)) for t in self.tables),
            unused=tuple(replace(u, where=moved(u.where)) for u in self.unused),
        )

    @property
    def ordered(self) -> list[Remark]:
        """The remarks, gravest first, then by their place."""
        return sorted(self.remarks, key=lambda r: (_ORDER[r.severity], r.where is None, r.where or CellRef("", 0, 0)))


def by_sheet(remarks: Iterable[Remark]) -> dict[str, dict[tuple[int, int], list[Remark]]]:
    """Sheet → cell → its remarks, gravest first."""
    found: dict[str, dict[tuple[int, int], list[Remark]]] = {}
    for remark in sorted(remarks, key=lambda r: _ORDER[r.severity]):
        if remark.where:
            cells = found.setdefault(remark.where.sheet, {})
            cells.setdefault((remark.where.row, remark.where.column), []).append(remark)
    return found


def gravest(remarks: Sequence[Remark]) -> str:
    """The severity that a cell's colour shows."""
    return str(min((remark.severity for remark in remarks), key=_ORDER.__getitem__))


def comment(remarks: Sequence[Remark]) -> Said:
    """The comment that says several remarks at a cell: the severity in words, so that a grey print says it too."""
    parts: list[tuple[str, bool]] = []
    for number, remark in enumerate(sorted(remarks, key=lambda r: _ORDER[r.severity])[:_MOST_REMARKS]):
        title = f" · {remark.title}" if remark.title else ""
        lead = "\n\n" if number else ""
        parts.append((f"{lead}{WORDS[remark.severity]}{title}\n", True))
        parts.append((_short(remark.message) + (f"\n→ {_short(remark.advice)}" if remark.advice else ""), False))
    if len(remarks) > _MOST_REMARKS:
        parts.append((f"\n\n{len(remarks) - _MOST_REMARKS} more on the summary sheet.", False))
    return Said(tuple(parts))


def _short(words: str) -> str:
    said = printable(words)
    return said if len(said) <= _MOST_WORDS else said[: _MOST_WORDS - 1] + "…"
