"""Reads a file in a throw-away child process under limits on memory, time and output; only plain JSON comes back."""

import os
import signal
import tempfile
from pathlib import Path
from typing import IO

from okr_analytics import child
from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.confined import OUTPUT

WALL_SECONDS = 150.0  # the processor time allowed inside is far less

_ROOT = str(Path(__file__).resolve().parents[2])
_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from okr_analytics.ingest.confined import main; main()"
_CRASHED = (
    "The file makes its reader fail ({why}): open it in Excel or LibreOffice, save it as .xlsx, and upload that copy."
)
_SLOW = "The file takes too long to read: split it, or save only the sheets that matter in a new workbook."


def read_lines(data: bytes, *, wall_seconds: float = WALL_SECONDS) -> list[bytes]:
    """The lines the confined reader wrote for these bytes, the first being its head; raises RefusedFile.

    Input and output are unnamed temporary files, so neither the upload's name nor a full pipe can do harm.
    """
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as result:
        source.write(data)
        source.seek(0)
        code = _run(source, result, wall_seconds)
        result.seek(0)
        lines = result.read(OUTPUT).split(b"\n")[:-1]
    if lines and lines[0] == b"refused":
        raise RefusedFile(lines[1].decode("utf-8", "replace")[:500])
    if code != 0 or not lines or lines[-1] != b"done":
        raise _failure(code)
    return lines[:-1]


def _run(source: IO[bytes], result: IO[bytes], wall_seconds: float) -> int:
    environment = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR") if key in os.environ}
    try:
        return child.run(_BOOT, _ROOT, source=source, result=result, seconds=wall_seconds, environment=environment)
    except TimeoutError:
        raise RefusedFile(_SLOW) from None


def _failure(code: int) -> RefusedFile:
    slow = {-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0)} - {0}
    if code in slow:
        return RefusedFile(_SLOW)
    return RefusedFile(_CRASHED.format(why=f"signal {-code}" if code < 0 else f"code {code}"))
