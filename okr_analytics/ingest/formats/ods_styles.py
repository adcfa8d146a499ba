"""The styles of an OpenDocument file: which number format a cell style shows, and which tables are hidden."""

import re
from pyexpat import XMLParserType

from okr_analytics.ingest.formats.number_formats import GENERAL
from okr_analytics.ingest.gate import MAX_FORMAT, tree_guard

_STYLES = {
    "number-style",
    "percentage-style",
    "currency-style",
    "date-style",
    "time-style",
    "boolean-style",
    "text-style",
}
_PLAIN = re.compile(r"^[ \-/.,:%()]*$")
_PARTS = {
    "day": ("d", "dd"),
    "day-of-week": ("ddd", "dddd"),
    "year": ("yy", "yyyy"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "am-pm": ("AM/PM", "AM/PM"),
}


def attribute(attributes: dict[str, str], name: str) -> str:
    """An attribute by its local name, "" where it is absent."""
    for key, value in attributes.items():
        if key.rpartition(" ")[2] == name:
            return value
    return ""


class OdsStyles:
    """Collects styles from styles.xml and content.xml; an Excel format code stands for each number style."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._codes: dict[str, str] = {}
        self._cells: dict[str, tuple[str, str]] = {}  # style → (number style, parent)
        self._name = ""
        self._table = ""
        self._code: list[str] = []
        self._elapsed = False
        self._literal = False

    def prepare(self, parser: XMLParserType) -> None:
        """Hang the collector into a parser of a part that only holds styles."""
        parser.StartElementHandler = tree_guard(self.start)
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text

    def code(self, style: str) -> str:
        """The number format code of a cell style."""
        for _ in range(20):
            number, parent = self._cells.get(style, ("", ""))
            if number:
                return self._codes.get(number, GENERAL)
            style = parent
        return GENERAL

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition(" ")[2]
        if tag in _STYLES:
            self._name, self._code = attribute(attributes, "name"), []
            self._elapsed = attribute(attributes, "truncate-on-overflow") == "false"
        elif tag in ("style", "default-style"):
            self._table = attribute(attributes, "name") if attribute(attributes, "family") == "table" else ""
            if attribute(attributes, "family") == "table-cell":
                number, parent = attribute(attributes, "data-style-name"), attribute(attributes, "parent-style-name")
                self._cells[attribute(attributes, "name") or "Default"] = (number, parent)
        elif tag == "table-properties" and attribute(attributes, "display") == "false":
            self.hidden_tables.add(self._table)
        elif self._name:
            self._part(tag, attributes)

    def _part(self, tag: str, attributes: dict[str, str]) -> None:
        long = attribute(attributes, "style") == "long"
        if tag in _PARTS:
            code = _PARTS[tag][long]
            self._code.append(f"[{code}]" if self._elapsed and tag == "hours" else code)
        elif tag == "month":
            textual = attribute(attributes, "textual") == "true"
            self._code.append("mmm"[: 3 if textual else 1] + ("m" if long else ""))
        elif tag == "seconds":
            places = _digits(attribute(attributes, "decimal-places"))
            self._code.append(("ss" if long else "s") + ("." + "0" * places if places else ""))
        elif tag == "number":
            self._code.append(_number(attributes))
        elif tag == "scientific-number":
            self._code.append("0." + "0" * _digits(attribute(attributes, "decimal-places")) + "E+00")
        elif tag == "fraction":
            self._code.append("# ??/??")
        elif tag == "text-content":
            self._code.append("@")
        self._literal = tag in ("text", "currency-symbol")

    def text(self, text: str) -> None:
        """Text inside a number style is shown as it is."""
        if self._name and self._literal:
            self._code.append(text if _PLAIN.match(text) else '"' + text.replace('"', "") + '"')

    def end(self, name: str) -> None:
        """An element ends."""
        tag = name.rpartition(" ")[2]
        if tag in _STYLES:
            code = "".join(self._code)
            self._codes[self._name] = code if code and len(code) <= MAX_FORMAT else GENERAL
            self._name = ""
        elif tag in ("text", "currency-symbol"):
            self._literal = False


def _number(attributes: dict[str, str]) -> str:
    places, whole = (
        _digits(attribute(attributes, "decimal-places")),
        _digits(attribute(attributes, "min-integer-digits")),
    )
    grouped = attribute(attributes, "grouping") == "true"
    if not attribute(attributes, "decimal-places") and not grouped and whole <= 1:
        return GENERAL
    digits = "#,##0" if grouped else "0" * max(whole, 1)
    return digits + ("." + "0" * places if places else "")


def _digits(text: str) -> int:
    return min(int(text), 20) if text.isascii() and text.isdigit() and len(text) < 5 else 0
