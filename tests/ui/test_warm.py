"""What is made ready in the background is exactly what the pages ask for when they open."""

import threading
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from okr_analytics.document import View
from okr_analytics.loading import Workspace
from okr_analytics.ui import session, warm
from okr_analytics.views import quality
from okr_analytics.views.question import Question

ROOT = Path(__file__).parent.parent.parent
FILES = ("01_organisation.xlsx", "03_okrs_2026-Q4.xlsx")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "okr.duckdb"
    workspace = Workspace.open(path)
    for name in FILES:
        workspace.load(name, (ROOT / "data" / name).read_bytes())
    workspace.close()
    monkeypatch.setenv("OKR_DATABASE", str(path))
    return path


def test_a_page_that_was_made_ready_asks_for_nothing_else(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def build(question: Question) -> View:
        made.append(question.cache_key)
        return real(question)

    real = quality.build
    build.__module__, build.__qualname__ = real.__module__, real.__qualname__
    monkeypatch.setattr(quality, "build", build)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    warm.make_ready(session.workspace(), session.ready)
    assert len(made) == 1
    app.switch_page("pages/conversations/quality.py").run()
    assert not app.exception
    assert len(made) == 1


def test_it_starts_once_for_a_moment() -> None:
    done = threading.Event()
    warmer = warm.Warmer()
    assert warmer.start("monday", done.set)
    assert done.wait(5)
    assert not warmer.start("monday", done.set)
    assert warmer.start("tuesday", done.set)
