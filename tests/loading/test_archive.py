"""Backups: whole, checked, and nothing is lost by restoring one."""

import zipfile
from pathlib import Path

import pytest
from made import key_result, objective, reading
from seen import seen

from okr_analytics.errors import RefusedFile, StoreUnavailable
from okr_analytics.loading import Workspace

VIEWS = ("objective_now", "key_result_now")


@pytest.fixture
def store(tmp_path: Path) -> Workspace:
    workspace = Workspace.open(tmp_path / "data" / "okr.duckdb")
    preview = workspace.preview_reading(reading(objective("Grow"), key_result("Users")), b"raw bytes")
    workspace.confirm(preview, "Ana")
    return workspace


@pytest.mark.parametrize("database", ["with", "without"])
def test_a_backup_brings_everything_back(store: Workspace, tmp_path: Path, database: str) -> None:
    shown, archive = seen(store, VIEWS), tmp_path / "backup.zip"
    assert store.backup(archive) == 1
    store.undo(1, "Ana")
    store.close()
    if database == "without":
        _rewrite(archive, leave_out="store.duckdb")
    again = Workspace.restore(archive, tmp_path / "data" / "okr.duckdb")
    assert seen(again, VIEWS) == shown
    assert (again.last_event, again.history()[0].undone) == (1, None)
    aside = sorted(p.name.split(".before-")[0] for p in (tmp_path / "data").iterdir() if ".before-" in p.name)
    assert aside == ["okr.duckdb", "okr.journal"]
    again.close()


def test_a_backup_can_be_restored_elsewhere(store: Workspace, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup.zip")
    other = Workspace.restore(tmp_path / "backup.zip", tmp_path / "elsewhere" / "new.duckdb")
    assert seen(other, VIEWS) == seen(store, VIEWS)
    other.close()
    store.close()


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil", "journal/events/1.event", "journal/blobs/../../x", "readme"]
)
def test_files_that_a_backup_never_holds_are_refused(store: Workspace, tmp_path: Path, name: str) -> None:
    archive = tmp_path / "backup.zip"
    store.backup(archive)
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr(name, "x")
    shown = seen(store, VIEWS)
    store.close()
    with pytest.raises(RefusedFile, match="not a backup"):
        Workspace.restore(archive, tmp_path / "data" / "okr.duckdb")
    assert not (tmp_path / "evil.txt").exists()
    assert seen(Workspace.open(tmp_path / "data" / "okr.duckdb"), VIEWS) == shown


def test_a_backup_that_is_not_whole_is_refused(store: Workspace, tmp_path: Path) -> None:
    archive = tmp_path / "backup.zip"
    store.backup(archive)
    store.close()
    _rewrite(archive, leave_out="journal/events/00000001.event")
    with pytest.raises(RefusedFile, match="not whole"):
        Workspace.restore(archive, tmp_path / "other.duckdb")
    (tmp_path / "no.zip").write_bytes(b"no zip at all")
    with pytest.raises(RefusedFile, match="not a backup"):
        Workspace.restore(tmp_path / "no.zip", tmp_path / "other.duckdb")
    with pytest.raises(StoreUnavailable, match="No such file"):
        Workspace.restore(tmp_path / "none.zip", tmp_path / "other.duckdb")
    assert not (tmp_path / "other.duckdb").exists()


def test_a_backup_that_cannot_be_written_leaves_the_old_one(store: Workspace, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="can't be written"):
        store.backup(tmp_path / "no such folder" / "backup.zip")
    store.close()


def _rewrite(archive: Path, leave_out: str) -> None:
    with zipfile.ZipFile(archive) as old:
        kept = {name: old.read(name) for name in old.namelist() if name != leave_out}
    with zipfile.ZipFile(archive, "w") as new:
        for name, data in kept.items():
            new.writestr(name, data)
