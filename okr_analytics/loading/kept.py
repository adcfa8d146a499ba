"""The journal and its projection, kept in step: what was decided is in the journal before it is in the store."""

import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from okr_analytics.errors import StoreUnavailable
from okr_analytics.journal.event import Actor, Event, Kind
from okr_analytics.journal.journal import FolderJournal, Journal
from okr_analytics.journal.memory import MemoryJournal
from okr_analytics.loading.archive import unpack_backup, write_backup
from okr_analytics.loading.place import journal_folder, must_be_free, open_database, remove
from okr_analytics.loading.projection import apply, by_kind, last_event, skip
from okr_analytics.loading.rows import Row
from okr_analytics.store.database import Database


class Kept:
    """A store with the journal that it is made from; any thread may share it, and other processes append to it."""

    def __init__(self, database: Database, journal: Journal, path: Path | None = None) -> None:
        """Most callers want `open`, or `Workspace.in_memory`."""
        self._database = database
        self._journal = journal
        self._lock = threading.RLock()
        self.path = path

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, read_only: bool = False) -> Self:
        """The store at a path with its journal beside it, both made if there are none; rebuilt where it won't open.

        While another process holds the database, the workspace works on a copy in memory made from the journal: what
        it appends, the other process applies. `read_only` leaves no files behind where there is no store yet.
        """
        file = Path(path)
        folder = journal_folder(file)
        if read_only and not folder.exists():
            return cls(Database.in_memory(), MemoryJournal())
        journal = FolderJournal(folder)
        workspace = cls(open_database(file), journal, file)
        if last_event(workspace.database) > journal.last:
            workspace.close()
            raise StoreUnavailable(
                f"The journal {folder.name} holds {journal.last} events and the database more than that. "
                "The journal is the record: restore it from a backup."
            )
        workspace.catch_up()
        return workspace

    @property
    def database(self) -> Database:
        """The store to ask; another object after a rebuild."""
        return self._database

    @property
    def shared(self) -> bool:
        """Whether another process holds the database, so that this one works on a copy in memory."""
        return self.path is not None and self._database.path is None

    @property
    def last_event(self) -> int:
        """The number of the last event that the store holds: "known by now"."""
        return last_event(self._database)

    def catch_up(self) -> int:
        """Apply the events that the store doesn't hold yet; returns how many there were."""
        if self._journal.last == self.last_event:
            return 0
        with self._lock:
            pending = list(self._journal.events(self.last_event))
            abandoned = {event.payload["number"] for event in pending if event.kind is Kind.ABANDONED}
            for event in pending:
                if event.number in abandoned:
                    skip(self._database, event)
                else:
                    self._apply(event, by_kind(self._journal.rows(event.number)))
            if pending:
                self._database.checkpoint()
            return len(pending)

    def rebuild(self) -> int:
        """Make the store anew from the journal, exactly as confirmed; returns the number of its events."""
        with self._lock:
            if self.path is None or self.shared:
                raise StoreUnavailable("The database is in use by another program, most likely the running app.")
            self._database.close()
            remove(self.path)
            self._database = Database.open(self.path)
            self.catch_up()
            return self.last_event

    def backup(self, path: str | os.PathLike[str]) -> int:
        """Write journal and database into one zip file; returns the number of events in it."""
        if not isinstance(self._journal, FolderJournal):
            raise StoreUnavailable("There is no store yet that could be backed up.")
        with self._lock:
            self.catch_up()
            return write_backup(Path(path), self._journal, self._database)

    @classmethod
    def restore(cls, archive: str | os.PathLike[str], path: str | os.PathLike[str]) -> Self:
        """The store as a backup has it, put in the place of the one at `path`, which is set aside, not deleted."""
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        must_be_free(file)
        unpack_backup(Path(archive), file, journal_folder(file))
        return cls.open(file)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # --- inside

    def _append(
        self,
        kind: Kind,
        actor: str | Actor,
        payload: Mapping[str, Any],
        rows: Mapping[str, Sequence[Row]] | None = None,
        *,
        after: int | None = None,
    ) -> Event:
        who = Actor(actor) if isinstance(actor, str) else actor
        own = rows or {}
        lines = ([kind_of, row] for kind_of, of_kind in own.items() for row in of_kind)
        event = self._journal.append(kind, who, payload, lines, after=after)
        if event.number != self.last_event + 1:
            self.catch_up()  # another process appended meanwhile: in the order of the journal
            return event
        try:
            self._apply(event, own)
            self._database.checkpoint()
        except (StoreUnavailable, OSError) as error:
            self._abandon(event, who, error)
        return event

    def _apply(self, event: Event, rows: Mapping[str, Sequence[Row]]) -> None:
        if event.kind is Kind.PURGE:
            self._journal.erase(event.payload["load_id"], event.payload["sha256"])
        apply(self._database, event, rows)

    def _abandon(self, event: Event, actor: Actor, error: Exception) -> None:
        """The event is in the journal and can't be in the store: say so in the journal, and to the person."""
        reason = str(error).splitlines()[0][:300]
        self._journal.append(Kind.ABANDONED, actor, {"number": event.number, "reason": reason})
        self.catch_up()
        raise StoreUnavailable(f"This could not be stored and was taken back: {reason}") from error
