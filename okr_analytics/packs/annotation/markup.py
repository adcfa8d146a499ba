"""XML edited in place: finds where elements stand in the bytes of a part, so that everything else stays as it is."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pyexpat import ExpatError, ParserCreate
from xml.sax.saxutils import escape, quoteattr

from okr_analytics.charts.letters import printable
from okr_analytics.errors import OkrError

_TAG = re.compile(rb"<[^\"'>]*(?:(?:\"[^\"]*\"|'[^']*')[^\"'>]*)*>")
_ROOT = re.compile(rb"<([A-Za-z_][\w.\-]*:)?[A-Za-z_]")
_DEEPEST = 200


class Unpatchable(OkrError):
    """A part isn't built as expected, so that marks can't be put into it without risk."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces the bytes from `start` to `end` by `text`; an insertion has both ends equal."""

    start: int
    end: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Element:
    """An element in the bytes of a part: `start` to `head` is its first tag, `start` to `end` all of it.

    `inner_end` is where its end tag begins, equal to `end` for an empty element written as one tag.
    """

    name: str
    attributes: dict[str, str]
    start: int
    head: int
    inner_end: int
    end: int


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with every edit made; raises Unpatchable where two overlap."""
    out, at = [], 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            raise Unpatchable("two marks would stand in the same place")
        out += [data[at : edit.start], edit.text]
        at = edit.end
    return b"".join([*out, data[at:]])


def scan(data: bytes, seen: Callable[[Element, tuple[str, ...]], None], wanted: Callable[[str, int], bool]) -> str:
    """Calls `seen` with each wanted element, when it ends, and the names above it; returns the root's namespace.

    `wanted` gets the local name and the depth (0 = root). Raises Unpatchable for XML that isn't UTF-8, isn't
    well-formed, declares a document type, or is nested beyond reason.
    """
    parser = ParserCreate(namespace_separator=" ")
    open_: list[tuple[str, dict[str, str], int]] = []
    names: list[str] = []
    space: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if not names:
            space.append(name.rpartition(" ")[0])
        local = name.rpartition(" ")[2]
        if len(names) > _DEEPEST:
            raise Unpatchable("its XML is nested too deeply")
        if wanted(local, len(names)):
            open_.append((local, attributes, parser.CurrentByteIndex))
        names.append(local)

    def end(_: str) -> None:
        local = names.pop()
        if wanted(local, len(names)):
            _, attributes, at = open_.pop()
            head = tag_end(data, at)
            if data[head - 2 : head - 1] == b"/":
                seen(Element(local, attributes, at, head, head, head), tuple(names))
            else:
                stop = parser.CurrentByteIndex
                seen(Element(local, attributes, at, head, stop, tag_end(data, stop)), tuple(names))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(utf8(data), True)
    except (ExpatError, LookupError, ValueError) as error:
        raise Unpatchable("its XML is not well-formed") from error
    return space[0]


def utf8(data: bytes) -> bytes:
    """The bytes of a part, known to be UTF-8; raises Unpatchable for any other encoding."""
    declared = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)", data[:300])
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")):
        raise Unpatchable("its XML is not UTF-8")
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise Unpatchable("its XML is not UTF-8")
    return data


def tag_end(data: bytes, start: int) -> int:
    """Where the tag that begins at `start` is over."""
    found = _TAG.match(data, start)
    if not found:
        raise Unpatchable("its XML is not well-formed")
    return found.end()


def prefix(data: bytes, element: Element) -> str:
    """The namespace prefix an element is written with, such as "x:", or ""."""
    found = _ROOT.match(data, element.start)
    return (found[1] or b"").decode() if found else ""


def with_attributes(tag: bytes, values: dict[str, str]) -> bytes:
    """A first tag with these attributes set, in the place of those it has."""
    for name, value in values.items():
        pattern = rb"(\s%s\s*=\s*)(?:\"[^\"]*\"|'[^']*')" % re.escape(name).encode()
        found = re.search(pattern, tag)
        if found:
            tag = tag[: found.end(1)] + f'"{value}"'.encode() + tag[found.end() :]
        else:
            close = b"/>" if tag.endswith(b"/>") else b">"
            tag = tag[: -len(close)].rstrip() + f' {name}="{value}"'.encode() + close
    return tag


def text(words: str) -> str:
    """Words as XML text; what a spreadsheet would take for an escape (_x000D_) stays words."""
    return escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", printable(words)))


def attribute(words: str) -> str:
    """Words as a quoted XML attribute."""
    return quoteattr(printable(words))


def _refuse(*_: object) -> None:
    raise Unpatchable("its XML declares a document type")
