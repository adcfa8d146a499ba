"""The comments of a worksheet: notes and threaded conversations, as the person reads them."""

from pyexpat import XMLParserType
from typing import Protocol

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.formats.raw import Notes, RawSheet, unescape
from okr_analytics.ingest.formats.references import area
from okr_analytics.ingest.gate import Package, tree_guard


class HasRelations(Protocol):
    """The relations of the sheet's part."""

    def of_type(self, kind: str) -> list[str]:
        """The parts of a type."""


class _Comments:
    """Both kinds of comment part: `comment ref` with runs of `t`, `threadedComment ref` with `text`."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], list[str]] = {}
        self._at: tuple[int, int] | None = None
        self._threaded = False
        self._text: list[str] = []

    def prepare(self, parser: XMLParserType) -> None:
        self._parser = parser
        parser.StartElementHandler = tree_guard(self._start)
        parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag in ("comment", "threadedComment"):
            box = area(attributes.get("ref", ""))
            self._threaded = tag == "threadedComment"
            self._at = box[:2] if box else None
            self._text.clear()
        elif tag == "t" or (tag == "text" and self._threaded):
            self._parser.CharacterDataHandler = self._text.append

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag in ("t", "text"):
            self._parser.CharacterDataHandler = None
        elif tag in ("comment", "threadedComment") and self._at:
            self.found.setdefault(self._at, []).append(unescape("".join(self._text)).strip())
            self._at = None


def read_comments(package: Package, relations: HasRelations, sheet: RawSheet, notes: Notes) -> None:
    """Put the sheet's comments in; a threaded conversation replaces the note Excel keeps for old versions."""
    for kind in ("comments", "threadedComment"):
        comments = _Comments()
        for path in relations.of_type(kind):
            if path not in package:
                continue
            try:
                package.parse(path, comments.prepare)
            except RefusedFile:
                notes.add("comments-unreadable", sheet.name)
        sheet.comments.update({at: "\n".join(texts) for at, texts in comments.found.items() if any(texts)})
