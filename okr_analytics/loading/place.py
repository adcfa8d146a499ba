"""Where a store lies, and how its database file is opened, set aside when it is damaged, and removed."""

import shutil
from pathlib import Path

from okr_analytics.errors import StoreUnavailable
from okr_analytics.journal.event import now
from okr_analytics.store.database import Database, StoreDamaged

FREE_BYTES = 64 * 1024 * 1024
FREE_PER_BYTE = 40  # a compressed sheet grows in the store; a full disk leaves a file that can't be written any more


def journal_folder(store: Path) -> Path:
    """Where the journal of a store lies: data/okr.duckdb → data/okr.journal."""
    return store.with_suffix(".journal")


def open_database(file: Path) -> Database:
    """The database in a file, set aside and made anew where it won't open; one in memory while another process holds it."""
    try:
        return Database.open(file)
    except StoreDamaged:
        set_aside(file)
        return Database.open(file)
    except StoreUnavailable:
        if not file.exists():
            raise
        return Database.in_memory()


def must_be_free(file: Path) -> None:
    """Raises StoreUnavailable while another process holds the database; one that is damaged is free."""
    if not file.exists():
        return
    try:
        Database.open(file).close()
    except StoreDamaged:
        return


def set_aside(file: Path) -> None:
    """Keep a database that won't open beside the one that takes its place, for those who want to look at it."""
    stamp = now().strftime("%Y%m%dT%H%M%S%f")
    for part in (file, file.with_name(f"{file.name}.wal")):
        if part.exists():
            part.rename(part.with_name(f"{part.name}.damaged-{stamp}"))


def remove(file: Path) -> None:
    """Delete a database file and its log."""
    for part in (file, file.with_name(f"{file.name}.wal")):
        part.unlink(missing_ok=True)


def check_space(folder: Path, size: int) -> None:
    """Raises StoreUnavailable where a load of that many bytes may not fit on the disk any more."""
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES + FREE_PER_BYTE * size:
        raise StoreUnavailable(
            f"Only {free // 2**20} MB are free beside the database, too little for this load. Nothing was changed."
        )
