"""The use cases on stored data: preview, confirm, undo, history, policy; one object that any thread may share."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Self

from okr_analytics.errors import OkrError, RefusedFile, UnknownName
from okr_analytics.ingest.cells import Workbook
from okr_analytics.ingest.mapping import Mapping as LayoutMapping
from okr_analytics.ingest.mapping import Mend
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.ingest.workbook import open_workbook
from okr_analytics.journal.event import Actor, Event, Kind, now
from okr_analytics.journal.journal import Moved
from okr_analytics.journal.memory import MemoryJournal
from okr_analytics.loading.decided import decisions, layouts, mends_of, newly_told, policy
from okr_analytics.loading.familiar import familiar, offered
from okr_analytics.loading.kept import Kept
from okr_analytics.loading.known import known
from okr_analytics.loading.linking import link
from okr_analytics.loading.place import check_space
from okr_analytics.loading.preview import Mode, Preview, content_hash, replaced_kinds
from okr_analytics.loading.projection import load_row
from okr_analytics.loading.report import EventEntry, LoadEntry, LoadReport, events, loads
from okr_analytics.loading.scopes import scopes
from okr_analytics.loading.trial import dry_run
from okr_analytics.policy import Policy
from okr_analytics.store.database import Database


class PreviewOutdated(OkrError):
    """The store changed since the preview, and with it what the load would do: look at `preview`, then confirm that."""

    def __init__(self, preview: Preview) -> None:
        super().__init__("The data changed since the preview was made. Look at what the load would do now.")
        self.preview = preview


class Workspace(Kept):
    """What people do with stored data; each use case first catches up with the journal."""

    reports: tuple[LoadReport, ...] = ()

    @classmethod
    def in_memory(
        cls,
        files: Iterable[tuple[str, bytes]] = (),
        policy: Policy | None = None,
        *,
        as_of: dt.date | None = None,
        actor: str | Actor = "command line",
    ) -> Self:
        """A store that ends with the process, with these files loaded in their order; `reports` says how that went."""
        workspace = cls(Database.in_memory(), MemoryJournal())
        if policy is not None:
            workspace.set_policy(policy, actor)
        workspace.reports = tuple(workspace.load(name, data, as_of=as_of, actor=actor) for name, data in files)
        return workspace

    # --- what is there

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return policy(self._database)

    @property
    def policy_event(self) -> int:
        """The number of the event that set the policy in force, 0 where it is the default one."""
        return int(self._database.query("SELECT coalesce(max(event), 0) FROM policy")[0][0])

    def decisions(self, kind: Kind | str) -> dict[str, Any]:
        """What was decided of one kind: subject → the latest payload; what was withdrawn (payload None) is left out."""
        return decisions(self._database, kind)

    def history(self) -> list[LoadEntry]:
        """Every load, the newest first."""
        return loads(self._database)

    def events(self) -> list[EventEntry]:
        """Every event, the newest first: the audit log."""
        return events(self._database)

    def blob(self, load_id: int) -> bytes | None:
        """The file of a load as it was uploaded; None where it was purged."""
        return self._journal.blob(self._load(load_id).sha256)

    # --- loading

    def preview(
        self,
        file: str,
        data: bytes,
        *,
        as_of: dt.date | None = None,
        mode: Mode | None = None,
        mapping: LayoutMapping | None = None,
        mends: Sequence[Mend] | None = None,
        workbook: Workbook | None = None,
    ) -> Preview:
        """What loading a file would do; nothing is stored.

        Mappings remembered for its layouts are used where `mapping` has none; `mends` None = those of the same bytes.
        `workbook` spares the parsing where these bytes were opened before.
        """
        self.catch_up()
        known_layouts = layouts(self._database, mapping)
        cells = mends_of(self._database, data) if mends is None else tuple(mends)
        try:
            opened = workbook or open_workbook(file, data)
        except RefusedFile as error:
            return Preview.of_refused(Reading(file, hashlib.sha256(data).hexdigest(), refused=str(error)))
        reading = read_workbook(opened, as_of=as_of, policy=self.policy, mapping=known_layouts, mends=cells)
        known_before = familiar(self._database, reading)
        again = offered(self._database, opened, (reading.file, *(one.file for one in known_before)), cells)
        preview = self.preview_reading(reading, data, mode=mode, mapping=known_layouts, mends=cells)
        return replace(preview, told=mapping, offered_mends=again, familiar=known_before)

    def preview_reading(
        self,
        reading: Reading,
        data: bytes = b"",
        *,
        mode: Mode | None = None,
        mapping: LayoutMapping | None = None,
        mends: Sequence[Mend] = (),
    ) -> Preview:
        """What loading a file would do that has been understood already."""
        with self._lock:
            self.catch_up()
            based_on = self.last_event
            as_of = reading.as_of or dt.date.today()
            linked = link(reading.records, known(self._database, based_on, self.policy), as_of)
            own = scopes(linked.rows)
            replaced = replaced_kinds(mode, own)
            preview = Preview(
                reading=reading,
                data=data,
                linked=linked,
                scopes=tuple(scope for scope in own if scope["kind"] in replaced),
                mode=mode,
                mapping=mapping,
                mends=tuple(mends),
                based_on=based_on,
                as_of=as_of,
                content=content_hash(reading, mapping, mends, mode),
            )
            if reading.refused or not linked.count:
                return preview
            trial = Event(based_on + 1, now(), Actor("trial"), Kind.LOAD, preview.payload())
            diff, said = dry_run(self._database, load_row(trial), own, replaced, linked.rows)
            return replace(preview, diff=diff, said=said, duplicate_of=self._duplicate(preview))

    def confirm(self, preview: Preview, actor: str | Actor) -> LoadReport:
        """Store what a preview showed; raises PreviewOutdated where the store changed so that the diff is another one.

        Corrections given with it hold from now on. What is loaded already, refused or empty changes nothing, as it says.
        """
        with self._lock:
            fresh = self._fresh(preview)
            if not fresh.can_be_stored:
                return LoadReport(fresh, None)
            if fresh.diff != preview.diff:
                raise PreviewOutdated(fresh)
            if self.path is not None:
                check_space(self.path.parent, len(preview.data))
            if preview.data:
                self._journal.put_blob(preview.data)
            try:
                event = self._append(Kind.LOAD, actor, fresh.payload(), fresh.linked.rows, after=fresh.based_on)
            except Moved:
                return self.confirm(preview, actor)
            for name, corrected in newly_told(self._database, preview.told):
                self.decide(Kind.LAYOUT, name, corrected.as_dict(), actor)
            return LoadReport(fresh, event.number)

    def load(
        self,
        file: str,
        data: bytes,
        *,
        as_of: dt.date | None = None,
        mode: Mode | None = None,
        actor: str | Actor = "command line",
    ) -> LoadReport:
        """Preview and confirm at once."""
        return self.confirm_latest(self.preview(file, data, as_of=as_of, mode=mode), actor)

    def load_reading(self, reading: Reading, actor: str | Actor, *, mode: Mode | None = None) -> LoadReport:
        """Preview and confirm at once what has been understood already."""
        return self.confirm_latest(self.preview_reading(reading, mode=mode), actor)

    def confirm_latest(self, preview: Preview, actor: str | Actor) -> LoadReport:
        """Store a file as it would be stored now, whatever changed since its preview."""
        while True:
            try:
                return self.confirm(preview, actor)
            except PreviewOutdated as outdated:
                preview = outdated.preview

    def undo(self, load_id: int, actor: str | Actor) -> None:
        """Take a load back: everything is as if it had never been; raises UnknownName where there is none to undo."""
        with self._lock:
            self.catch_up()
            entry = self._load(load_id)
            if entry.undone is not None or entry.purged is not None:
                raise UnknownName(f"Load {load_id} is undone already.")
            self._append(Kind.UNDO, actor, {"load_id": load_id})

    def purge(self, load_id: int, actor: str | Actor) -> None:
        """Remove a load's file and contents for good, from journal and store; its line in the history stays."""
        with self._lock:
            self.catch_up()
            entry = self._load(load_id)
            if entry.purged is not None:
                raise UnknownName(f"Load {load_id} is purged already.")
            others = [e for e in self.history() if e.sha256 == entry.sha256 and e.load_id != load_id]
            self._append(Kind.PURGE, actor, {"load_id": load_id, "sha256": None if others else entry.sha256})
            if not self.shared and self.path is not None:
                self.rebuild()  # what is deleted in a database stays readable in its file until it is overwritten

    # --- deciding

    def set_policy(self, policy: Policy, actor: str | Actor) -> Event:
        """Put a policy in force from now on."""
        return self.decide(Kind.POLICY, "organisation", policy.as_dict(), actor)

    def rename(self, kind: str, new_key: str, old_key: str, actor: str | Actor) -> Event:
        """From now on, what would be the item `new_key` is the item `old_key`; preview again to see it."""
        with self._lock:
            self.catch_up()
            return self._append(Kind.RENAME, actor, {"kind": kind, "alias": new_key, "key": old_key})

    def decide(self, kind: Kind, subject: str, payload: Any, actor: str | Actor) -> Event:
        """Record a decision about a subject, in JSON terms; None withdraws the one before."""
        with self._lock:
            self.catch_up()
            return self._append(kind, actor, {"subject": subject, "payload": payload})

    # --- inside

    def _fresh(self, preview: Preview) -> Preview:
        self.catch_up()
        if preview.based_on == self.last_event:
            return preview
        fresh = self.preview_reading(
            preview.reading, preview.data, mode=preview.mode, mapping=preview.mapping, mends=preview.mends
        )
        return replace(fresh, told=preview.told, offered_mends=preview.offered_mends, familiar=preview.familiar)

    def _load(self, load_id: int) -> LoadEntry:
        for entry in self.history():
            if entry.load_id == load_id:
                return entry
        raise UnknownName(f"There is no load {load_id}.")

    def _duplicate(self, preview: Preview) -> int | None:
        """The load in force that brought the same content for the same day, or for any day if nobody gave one."""
        given = preview.reading.as_of_source == "person"
        rows = self._database.query(
            "SELECT max(load_id) FROM load WHERE content = ? AND (as_of = ? OR NOT ?) "
            "AND undone_by IS NULL AND purged_by IS NULL",
            (preview.content, preview.as_of, given),
        )
        return None if rows[0][0] is None else int(rows[0][0])
