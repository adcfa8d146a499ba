"""What one cell of a worksheet part holds: its raw text typed by the cell's kind and its style."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Protocol

from okr_analytics.ingest.formats.number_formats import moment
from okr_analytics.ingest.formats.raw import Wire, unescape, wire

NOT_CALCULATED = "#NOT CALCULATED"
UNREADABLE = "#UNREADABLE"


class CellStyle(Protocol):
    """The part of a cell's style that matters here."""

    code: str
    kind: str
    indent: int


class Typing:
    """Types raw values; `note(code, detail)` is told of every value that isn't what its cell says."""

    def __init__(self, strings: Sequence[str], note: Callable[[str, str], None], *, from_1904: bool) -> None:
        self._strings, self._note, self._from_1904 = strings, note, from_1904

    def typed(self, kind: str | None, text: str | None, style: CellStyle, *, computed: bool) -> Wire | None:
        """The cell's value, None for a blank cell."""
        if computed and (text is None or (text == "" and kind != "str")):
            self._note("formula-not-calculated", "")
            return ["e", NOT_CALCULATED]
        if not text:
            return None
        if kind is None or kind == "n":
            return self._numeric(text, style)
        if kind == "s":
            return self._shared_text(text)
        if kind in ("str", "inlineStr"):
            return unescape(text) or None
        if kind == "b" and text.strip().lower() in ("1", "0", "true", "false"):
            return text.strip().lower() in ("1", "true")
        if kind == "e":
            return ["e", text.strip()[:40]]
        if kind == "d" and (when := _iso(text.strip())):
            return when
        return self._as_text(text)

    def _numeric(self, text: str, style: CellStyle) -> Wire | None:
        try:
            number = float(text)
        except ValueError:
            return self._as_text(text) if text.strip() else None
        if number - number != 0 or "_" in text:
            return self._as_text(text)
        if style.kind:
            when = moment(number, style.kind, from_1904=self._from_1904)
            if when is not None:
                return wire(when)
            if number:
                self._note("date-impossible", text)
        return number

    def _shared_text(self, text: str) -> Wire | None:
        digits = text.strip()
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else -1
        if 0 <= number < len(self._strings):
            return self._strings[number] or None
        self._note("text-missing", text)
        return ["e", UNREADABLE]

    def _as_text(self, text: str) -> Wire:
        self._note("value-unreadable", text)
        return unescape(text)


def _iso(text: str) -> list[str] | None:
    try:
        if "T" in text or " " in text:
            return wire(dt.datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=None))
        return wire(dt.time.fromisoformat(text) if ":" in text else dt.date.fromisoformat(text))
    except ValueError:
        return None
