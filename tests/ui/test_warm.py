"""What is made ready in the background is exactly what the pages ask for when they open."""

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def _as_it_was() -> Iterator[None]:
    usual, frozen = sys.getswitchinterval(), gc.get_freeze_count()
    yield
    sys.setswitchinterval(usual)
    if gc.get_freeze_count() > frozen:
        gc.unfreeze()


def _until(is_so: Callable[[], bool]) -> bool:
    for _ in range(600):
        if is_so():
            return True
        time.sleep(0.1)
    return False


def test_after_a_write_every_page_is_made_in_short_turns_and_set_apart(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm, "WORTH", 1)
    workspace = Workspace.open(store)
    made: list[str] = []
    turns: set[float] = set()

    def keep(build: warm.Build, question: Question) -> View:
        made.append(build.__module__)
        turns.add(sys.getswitchinterval())
        return build(question)

    with _as_it_was():
        gc.unfreeze()
        usual = sys.getswitchinterval()
        warm.after_writes(workspace, keep)
        assert _until(lambda: gc.get_freeze_count() > 0)  # the last thing that is done
        assert _until(lambda: sys.getswitchinterval() == usual)
    assert made == [page.__name__ for page in warm.PAGES]
    assert all(turn < usual for turn in turns)
    known = warm.filters.opening(workspace).filters.times
    there = workspace.database._snapshots
    assert [view for view in warm.KEPT - warm.DAYLESS if there.existing(view, *known) is None] == []
    workspace.close()


def test_few_key_results_are_not_worth_it(store: Path) -> None:
    workspace = Workspace.open(store)
    warm.after_writes(workspace, lambda build, question: pytest.fail("made without need"))
    assert "warm" not in {thread.name for thread in threading.enumerate()}
    workspace.close()


def test_it_starts_once_for_a_moment() -> None:
    done = threading.Event()
    warmer = warm.Warmer()
    assert warmer.start("monday", done.set)
    assert done.wait(5)
    assert not warmer.start("monday", done.set)
    assert warmer.start("tuesday", done.set)
