"""The gate: opens a zip package and its XML under strict limits, before and instead of any parser that trusts them."""

import re
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from pyexpat import ExpatError, ParserCreate, XMLParserType

from okr_analytics.errors import RefusedFile

MAX_FILE = 64 << 20  # bytes of an upload
MAX_ENTRIES = 2_000  # real workbooks reach 1,033
MAX_UNPACKED = 200 << 20  # real workbooks reach 60 MB
MAX_RATIO = 250  # real workbooks reach 121; small files may exceed it harmlessly
RATIO_COUNTS_FROM = 100 << 20
MAX_CELLS = 2_000_000
MAX_COLUMNS = 4_000  # columns that hold something
MAX_BOX = 50_000_000  # cells of the rectangle around everything on a sheet
MAX_SHEETS = 1_000
MAX_TEXT = 32_767  # characters, as in Excel
MAX_FORMAT = 255  # characters of a number format
MAX_DEPTH = 200
MAX_ATTRIBUTES = 2_000
MAX_SECONDS = 45.0  # of processor time: a busy server must not refuse what an idle one reads
BLOCK = 1 << 16

_DAMAGED = "The file is damaged ({why}): open it where it was made, save it again as .xlsx, and upload that copy."
_DANGER = "The file is built in a way no spreadsheet program builds one ({why}) and isn't opened: save a new copy from Excel or LibreOffice."
_BIG = "The file is too big ({why}): split it, or remove what isn't needed, and save it again."
_BAD_NAME = re.compile(r"[\x00-\x1f]|(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:")


def damaged(why: str) -> RefusedFile:
    """The refusal of a file that is broken."""
    return RefusedFile(_DAMAGED.format(why=why))


def dangerous(why: str) -> RefusedFile:
    """The refusal of a file that looks like an attack."""
    return RefusedFile(_DANGER.format(why=why))


def too_big(why: str) -> RefusedFile:
    """The refusal of a file beyond a limit."""
    return RefusedFile(_BIG.format(why=why))


class Deadline:
    """The processor time within which everything must be read; `check` refuses the file when it is used up."""

    def __init__(self, seconds: float = MAX_SECONDS) -> None:
        self._end = time.process_time() + seconds

    def check(self) -> None:
        """Raise RefusedFile when the time is over."""
        if time.process_time() > self._end:
            raise too_big("it takes too long to read")


class Entry:
    """One part of the package as its directory describes it."""

    __slots__ = ("crc", "flags", "method", "name", "offset", "packed", "size", "stop")

    def __init__(self, name: str, kind: tuple[int, int], crc: int, sizes: tuple[int, int, int]) -> None:
        self.name, self.crc = name, crc
        self.flags, self.method = kind
        self.packed, self.size, self.offset = sizes
        self.stop = 0


class Package:
    """A zip file whose directory passed every check; parts are found without regard to case and streamed."""

    def __init__(self, data: bytes, deadline: Deadline | None = None) -> None:
        self._data = data
        self.deadline = deadline or Deadline()
        self._unpacked = 0
        self.entries: dict[str, Entry] = {}
        for entry in _directory(data):
            self._admit(entry)
        _check_sizes(list(self.entries.values()), len(data))
        _check_overlap(data, list(self.entries.values()))

    def _admit(self, entry: Entry) -> None:
        if _BAD_NAME.search(entry.name):
            raise dangerous(f"its archive holds a part with the name {entry.name[:60]!r}")
        key = entry.name.replace("\\", "/").lower()
        if key in self.entries:
            raise dangerous(f"its archive holds the part {entry.name[:60]!r} twice")
        if entry.flags & 0x41:
            raise RefusedFile("The file is protected by a password: remove the password and upload it again.")
        if entry.method not in (0, 8):
            raise dangerous("its archive is compressed in an unusual way")
        self.entries[key] = entry

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; raises RefusedFile when they don't match what the directory says."""
        entry = self.entries[name.lower()]
        crc, size = 0, 0
        for block in _inflate(self._data[entry.offset : entry.offset + entry.packed], entry.method):
            self.deadline.check()
            size += len(block)
            self._unpacked += len(block)
            if size > entry.size:
                raise damaged(f"its part {entry.name[:60]!r} is longer than its directory says")
            if self._unpacked > 2 * MAX_UNPACKED:
                raise too_big("it unpacks to more than can be read")
            crc = zlib.crc32(block, crc)
            yield block
        if size != entry.size or crc != entry.crc:
            raise damaged(f"its part {entry.name[:60]!r} doesn't match its checksum")

    def read(self, name: str) -> bytes:
        """The whole part."""
        return b"".join(self.blocks(name))

    def parse(self, name: str, prepare: Callable[[XMLParserType], None]) -> None:
        """Stream a part through expat; names come as "namespace local"; raises RefusedFile for anything unsafe."""
        parser = new_parser()
        prepare(parser)
        feed(parser, self.blocks(name), name)


def new_parser() -> XMLParserType:
    """An expat parser with namespaces resolved, text joined, and every document type refused."""
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = BLOCK
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def feed(parser: XMLParserType, blocks: Iterator[bytes], name: str) -> None:
    """Run the parser over the blocks; ill-formed XML and unknown encodings become a RefusedFile."""
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except ExpatError as error:
        raise damaged(f"its part {name[:60]!r} is not well-formed at line {error.lineno}") from error
    except (LookupError, ValueError, UnicodeError) as error:
        raise damaged(f"its part {name[:60]!r} is in an encoding that can't be read") from error


def tree_guard(start: Callable[[str, dict[str, str]], None]) -> Callable[[str, dict[str, str]], None]:
    """The start handler with a cap on attributes of one element."""

    def guarded(name: str, attributes: dict[str, str]) -> None:
        if len(attributes) > MAX_ATTRIBUTES:
            raise dangerous("an element of it has thousands of attributes")
        start(name, attributes)

    return guarded


def _refuse_doctype(*_: object) -> None:
    raise dangerous("its XML declares a document type")


def _inflate(data: bytes, method: int) -> Iterator[bytes]:
    if method == 0:
        yield from (data[at : at + BLOCK] for at in range(0, len(data), BLOCK))
        return
    stream = zlib.decompressobj(-15)
    try:
        for at in range(0, len(data), BLOCK):
            rest = data[at : at + BLOCK]
            while rest and not stream.eof:
                block = stream.decompress(rest, BLOCK * 4)
                rest = stream.unconsumed_tail
                if block:
                    yield block
        tail = stream.flush()
    except zlib.error as error:
        raise damaged("its compressed data can't be unpacked") from error
    if tail:
        yield tail


def _directory(data: bytes) -> Iterator[Entry]:
    """The entries of the central directory; raises RefusedFile when the archive isn't whole."""
    if not data.startswith(b"PK\x03\x04"):
        raise dangerous("something stands before its archive")
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or end + 22 > len(data):
        raise damaged("its end is missing, so it was probably not downloaded completely")
    disk, first, _, count, size, start = struct.unpack_from("<HHHHII", data, end + 4)
    if 0xFFFF in (disk, count) or 0xFFFFFFFF in (size, start):
        count, size, start = _zip64_end(data, end)
    if count > MAX_ENTRIES:
        raise too_big(f"its archive has {count:,} parts, and {MAX_ENTRIES:,} are allowed")
    if first or start + size > end:
        raise damaged("its directory points outside the file")
    at = start
    for _ in range(count):
        entry, at = _entry(data, at, end)
        if not entry.name.endswith("/"):
            yield entry


def _zip64_end(data: bytes, end: int) -> tuple[int, int, int]:
    at = data.rfind(b"PK\x06\x06", 0, end)
    if at < 0 or at + 56 > end:
        raise damaged("its directory points outside the file")
    count, size, start = struct.unpack_from("<QQQ", data, at + 32)
    return count, size, start


def _entry(data: bytes, at: int, end: int) -> tuple[Entry, int]:
    if at + 46 > end or data[at : at + 4] != b"PK\x01\x02":
        raise damaged("its directory is broken")
    (system, flags, method, crc, packed, size, name_length, extra_length, comment, attributes, offset) = (
        struct.unpack_from("<5xBxxHHxxxxIIIHHHxxxxII", data, at)
    )
    name_at = at + 46
    raw, extra = (
        data[name_at : name_at + name_length],
        data[name_at + name_length : name_at + name_length + extra_length],
    )
    if 0xFFFFFFFF in (packed, size, offset):
        packed, size, offset = _zip64_sizes(extra, packed, size, offset)
    if system == 3 and (attributes >> 28) == 0xA:
        raise dangerous("its archive holds a link")
    name = raw.decode("utf-8", "replace") if flags & 0x800 else raw.decode("cp437")
    return Entry(name, (flags, method), crc, (packed, size, offset)), name_at + name_length + extra_length + comment


def _zip64_sizes(extra: bytes, packed: int, size: int, offset: int) -> tuple[int, int, int]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            wide = [int.from_bytes(extra[i : i + 8], "little") for i in range(at + 4, at + 4 + length, 8)]
            size = wide.pop(0) if size == 0xFFFFFFFF and wide else size
            packed = wide.pop(0) if packed == 0xFFFFFFFF and wide else packed
            offset = wide.pop(0) if offset == 0xFFFFFFFF and wide else offset
        at += 4 + length
    return packed, size, offset


def _check_sizes(entries: list[Entry], on_disk: int) -> None:
    total = sum(entry.size for entry in entries)
    if total > MAX_UNPACKED:
        raise too_big(f"it unpacks to {total >> 20:,} MB, and {MAX_UNPACKED >> 20} MB are allowed")
    if total > RATIO_COUNTS_FROM and total > MAX_RATIO * on_disk:
        raise dangerous("it is almost empty but unpacks to an enormous size")


def _check_overlap(data: bytes, entries: list[Entry]) -> None:
    """Find where each part's bytes start and refuse parts that share bytes or leave the file."""
    before = 0
    for entry in sorted(entries, key=lambda e: e.offset):
        at = entry.offset
        if data[at : at + 4] != b"PK\x03\x04" or at + 30 > len(data):
            raise damaged(f"its part {entry.name[:60]!r} is not where the directory says")
        name_length, extra_length = struct.unpack_from("<HH", data, at + 26)
        entry.offset = at + 30 + name_length + extra_length
        entry.stop = entry.offset + entry.packed
        if at < before or entry.stop > len(data):
            raise dangerous("parts of its archive overlap")
        before = entry.stop
