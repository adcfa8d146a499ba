"""Backups: journal and database in one zip file, and back; nothing that was there before is deleted."""

import json
import os
import re
import shutil
import uuid
import zipfile
from contextlib import ExitStack
from pathlib import Path

from okr_analytics.errors import RefusedFile, StoreUnavailable
from okr_analytics.journal.event import now
from okr_analytics.journal.journal import FolderJournal
from okr_analytics.store.database import Database

VERSION = 1
_STORE = "store.duckdb"
_MEMBER = re.compile(r"manifest\.json|store\.duckdb|journal/events/[0-9]{8}\.event|journal/blobs/[0-9a-f]{64}")
_CHUNK = 1 << 20


def write_backup(path: Path, journal: FolderJournal, database: Database) -> int:
    """Write everything into a zip file, whole or not at all; returns the number of events in it.

    A database that another process holds is left out: the journal is the record.
    """
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        with ExitStack() as still:
            still.enter_context(journal.locked())
            events = journal.last
            with zipfile.ZipFile(temporary, "x") as archive:
                archive.writestr("manifest.json", json.dumps({"version": VERSION, "events": events}))
                for file in journal.files():
                    archive.write(file, f"journal/{file.parent.name}/{file.name}")
                if database.path is not None:
                    still.enter_context(database.still())
                    archive.write(database.path, _STORE, zipfile.ZIP_DEFLATED)
        temporary.replace(path)
        return events
    except OSError as error:
        raise StoreUnavailable(f"The backup can't be written to {path.name}: {error.strerror}.") from error
    finally:
        temporary.unlink(missing_ok=True)


def unpack_backup(path: Path, store: Path, folder: Path) -> None:
    """Put a backup in the place of a store and its journal folder; both are set aside first.

    Raises RefusedFile where the file is no backup, StoreUnavailable where the store is in use.
    """
    fresh = folder.with_name(f".{uuid.uuid4().hex}.restoring")
    try:
        _unpack(path, fresh)
        events = FolderJournal(fresh / "journal").last
        if events != json.loads((fresh / "manifest.json").read_text())["events"]:
            raise RefusedFile(f"{path.name} is not whole: events are missing in it.")
        _put_in_place(fresh, store, folder)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise RefusedFile(f"{path.name} is not a backup that this program wrote: {error}.") from error
    except OSError as error:
        raise StoreUnavailable(f"{path.name} can't be restored: {error.strerror}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _unpack(path: Path, fresh: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        strange = [name for name in names if not _MEMBER.fullmatch(name)]
        if strange or "manifest.json" not in names or len(names) != len(set(names)):
            raise RefusedFile(f"{path.name} is not a backup that this program wrote.")
        if sum(info.file_size for info in archive.infolist()) > shutil.disk_usage(path.parent).free:
            raise StoreUnavailable(f"There is too little space on the disk to restore {path.name}.")
        for name in names:
            target = fresh / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as packed, open(target, "xb") as out:
                shutil.copyfileobj(packed, out, _CHUNK)
                out.flush()
                os.fsync(out.fileno())


def _put_in_place(fresh: Path, store: Path, folder: Path) -> None:
    stamp = now().strftime("%Y%m%dT%H%M%S%f")
    for part in (store, store.with_name(f"{store.name}.wal"), folder):
        if part.exists():
            part.rename(part.with_name(f"{part.name}.before-{stamp}"))
    (fresh / "journal").rename(folder)
    if (fresh / _STORE).exists():
        (fresh / _STORE).rename(store)
