"""What commands that read or write files share: the FILE arguments, files → readings, new files in a folder."""

import argparse
import datetime as dt
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from okr_analytics.errors import OkrError
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read


class CannotWrite(OkrError):
    """Files can't be written where they should be."""

    exit_code = 2


def write_new(folder: Path, name: str, data: bytes) -> Path:
    """Writes a file under its name, or with a number behind it: nothing that is there is replaced. Raises CannotWrite."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path, number = folder / name, 2
        while path.exists():
            path = folder / f"{Path(name).stem} {number}{Path(name).suffix}"
            number += 1
        path.write_bytes(data)
    except OSError as error:
        raise CannotWrite(f"Nothing can be written to {folder}: {error.strerror}.") from error
    return path


def add_file_arguments(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Adds FILE... and --as-of."""
    parser.add_argument("files", nargs="+" if required else "*", metavar="FILE", help="spreadsheets to read")
    parser.add_argument("--as-of", type=dt.date.fromisoformat, metavar="DATE", help="the day the file's values hold")


def readings(files: Iterable[str], as_of: dt.date | None = None) -> Iterator[Reading]:
    """What was understood of each file, in order; a file that can't be opened becomes a refused reading."""
    for file in files:
        try:
            with open(file, "rb") as stream:
                data = stream.read()
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else "it can't be opened"
            yield Reading(file=file, sha256="", refused=f"The file can't be read: {reason}.")
            continue
        yield read(file, data, as_of=as_of)
