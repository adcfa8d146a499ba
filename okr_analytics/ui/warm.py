"""Makes ready in the background, after each write and for each new day, what the first click would otherwise wait for.

The pages as they open, forecasts, grades and the tables that filters are asked of are made once per write for the day
that pages open with. A click that comes earlier waits for no more than it needs itself.
"""

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TypeAlias

import streamlit as st

from okr_analytics.document import View
from okr_analytics.errors import OkrError
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.store.snapshot import DAYLESS, KEPT
from okr_analytics.ui import filters
from okr_analytics.views import (
    alignment,
    calibration,
    effort,
    kpis,
    overview,
    progress,
    projects,
    quality,
    reach,
    rhythm,
)
from okr_analytics.views.derived import EVERYTHING, prepare
from okr_analytics.views.question import Question

Build: TypeAlias = Callable[[Question], View]
Keep: TypeAlias = Callable[[Build, Question], View]

WORTH = 500  # key results; fewer are ready before anybody notices
# In the order in which they are opened and become ready: grades take longest, so what needs them comes last.
PAGES: tuple[ModuleType, ...] = (
    *(overview, effort, kpis, projects, progress, rhythm),
    *(alignment, calibration, quality, reach),
)
_TURN = 0.001  # seconds until a click gets the interpreter back after each question; Python's own 0.005 would be felt


class Warmer:
    """Remembers what was made ready last; one for the process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done: object = None

    def start(self, moment: object, work: Callable[[], None]) -> bool:
        """Runs the work in the background unless it was started for this moment already; returns whether it did."""
        with self._lock:
            if moment == self._done:
                return False
            self._done = moment
        threading.Thread(target=work, name="warm", daemon=True).start()
        return True


@st.cache_resource(show_spinner=False)
def _warmer() -> Warmer:
    return Warmer()


def after_writes(workspace: Workspace, keep: Keep) -> None:
    """Starts to make ready what belongs to the last event, where the store is large enough to be worth it.

    keep: makes a View of a question and keeps it for the page that asks next.
    """
    database = workspace.database
    if int(database.query("SELECT count(*) FROM key_result")[0][0]) < WORTH:
        return
    today = Filters().resolve(database)

    def work() -> None:
        try:
            with _short_turns(), _set_apart():
                make_ready(workspace, keep)
        except OkrError:
            return  # the click that needs it meets the same trouble and says so

    _warmer().start((id(database), today.times, workspace.policy_event), work)


def make_ready(workspace: Workspace, keep: Keep) -> None:
    """The pages as they open, each after the grades and forecasts that it needs, then the tables behind all filters."""
    question = filters.opening(workspace)
    for page in PAGES:
        prepare(workspace.database, question.filters, question.policy, getattr(page, "NEEDS", EVERYTHING))
        keep(page.build, question)
    # What is the same every day is not asked for itself, and would push others out again.
    for view in sorted(KEPT - DAYLESS):
        workspace.database.relation(view, *question.filters.times)


@contextmanager
def _set_apart() -> Iterator[None]:
    """What is there in the end is no garbage: the collection that Streamlit runs after each click needn't look at it.

    It took 0.15 s of every click while nothing could be sent to the browser.
    """
    gc.unfreeze()
    yield
    gc.collect()
    gc.freeze()


@contextmanager
def _short_turns() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
