"""A store loaded from sample workbooks, made once; every test of a page gets a copy of its own."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from okr_analytics.loading import Workspace

ROOT = Path(__file__).parent.parent.parent
APP = str(ROOT / "app.py")


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store that holds the whole sample."""
    folder = tmp_path_factory.mktemp("loaded")
    workspace = Workspace.open(folder / "okr.duckdb")
    for path in sorted((ROOT / "data").glob("[01]*.*")):
        workspace.load(path.name, path.read_bytes(), actor="test")
    workspace.close()
    return folder


@pytest.fixture
def store(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the loaded store, which the app opens."""
    folder = tmp_path / "store"
    shutil.copytree(loaded, folder)
    monkeypatch.setenv("OKR_DATABASE", str(folder / "okr.duckdb"))
    return folder / "okr.duckdb"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a store where nothing is yet."""
    monkeypatch.setenv("OKR_DATABASE", str(tmp_path / "okr.duckdb"))
    return tmp_path / "okr.duckdb"


def open_page(script: str = "") -> AppTest:
    """The app, run at a page; the overview without one."""
    app = AppTest.from_file(APP, default_timeout=120)
    app.run()
    if script:
        app.switch_page(f"pages/{script}").run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    """Everything that is written on the page, for assertions."""
    parts = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.success]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")
