"""The child process: bytes from standard input, JSON lines to standard output, nothing else.

It imports no pandas, no Streamlit and none of our dataclasses, so that it starts in a tenth of a second.
"""

import gc
import json
import sys
from collections.abc import Iterator

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.formats.file_kinds import kind_of, kind_of_package
from okr_analytics.ingest.formats.raw import Notes, RawSheet
from okr_analytics.ingest.formats.xlsx import modified, read_xlsx, workbook_part
from okr_analytics.ingest.gate import MAX_CELLS, MAX_FILE, Deadline, Package, too_big

MEMORY = 2 << 30  # bytes of address space
CPU_SECONDS = 60
OUTPUT = 1 << 30  # bytes


class Contents:
    """What was read: format, sheets, notes, and the file's own date as ISO text."""

    def __init__(self, kind: str, sheets: list[RawSheet], notes: Notes, changed: str = "") -> None:
        self.kind, self.sheets, self.notes, self.changed = kind, sheets, notes, changed


def read(data: bytes) -> Contents:
    """Read a file of any supported format; raises RefusedFile."""
    if len(data) > MAX_FILE:
        raise too_big(f"it has {len(data) >> 20:,} MB, and {MAX_FILE >> 20} MB are allowed")
    notes, kind = Notes(), kind_of(data)
    if kind == "zip":
        contents = _package(Package(data, Deadline()), notes)
    elif kind in ("ole", "biff"):
        from okr_analytics.ingest.formats.xls import read_xls  # noqa: PLC0415 - only where needed: start-up time

        contents = Contents("xls", read_xls(data, notes), notes)
    else:
        from okr_analytics.ingest.formats.text import read_text  # noqa: PLC0415 - only where needed: start-up time

        contents = Contents("csv", [read_text(data, notes)], notes)
    if sum(len(cells) for sheet in contents.sheets for cells in sheet.rows.values()) > MAX_CELLS:
        raise too_big(f"it has more than {MAX_CELLS:,} cells")
    return contents


def _package(package: Package, notes: Notes) -> Contents:
    workbook = workbook_part(package)
    kind = kind_of_package(package, workbook)
    if kind == "ods":
        from okr_analytics.ingest.formats.ods import read_ods  # noqa: PLC0415 - only where needed: start-up time

        return Contents(kind, *read_ods(package, notes))
    if kind == "xlsb":
        from okr_analytics.ingest.formats.xlsb import read_xlsb  # noqa: PLC0415 - only where needed: start-up time

        return Contents(kind, read_xlsb(package, notes), notes, modified(package))
    return Contents(kind, read_xlsx(package, notes), notes, modified(package))


def dump(contents: Contents) -> Iterator[bytes]:
    """The contents as JSON lines."""
    head = {"format": contents.kind, "modified": contents.changed, "notes": contents.notes.all()}
    for item in (head, *(sheet.dump() for sheet in contents.sheets)):
        text = json.dumps(item, separators=(",", ":"), allow_nan=False, ensure_ascii=False)
        yield text.encode("utf-8", "replace") + b"\n"
    yield b"done\n"


def confine() -> None:
    """Take away what reading needs no more of: memory, time, large output, core dumps."""
    try:
        import resource  # noqa: PLC0415 - Unix only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))


def main() -> None:
    """Read standard input and write the answer; whatever goes wrong becomes one sentence."""
    confine()
    gc.disable()  # millions of cells and no cycles: collecting costs a tenth of the time and frees nothing
    out = sys.stdout.buffer
    try:
        for line in dump(read(sys.stdin.buffer.read(MAX_FILE + 1))):
            out.write(line)
    except RefusedFile as refusal:
        _refuse(str(refusal))
    except (MemoryError, RecursionError):
        _refuse(str(too_big("it needs more memory than is allowed")))
    except BaseException as error:
        _refuse(
            f"The file can't be read ({type(error).__name__}): open it in Excel or LibreOffice, save it as .xlsx, and upload that copy."
        )
    out.flush()


def _refuse(sentence: str) -> None:
    out = sys.stdout.buffer
    out.flush()
    sys.stdout.buffer.seek(0)
    sys.stdout.buffer.truncate()
    out.write(b"refused\n" + " ".join(sentence.split()).encode("utf-8") + b"\n")
