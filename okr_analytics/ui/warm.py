"""Makes ready in the background, after each write, what the first click would otherwise wait for.

Grades, forecasts and the views that pages ask for are computed once per write for the day that pages open with. A click
that comes earlier waits for no more than it needs itself.
"""

import threading
from collections.abc import Callable

import streamlit as st

from okr_analytics.errors import OkrError
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.store.snapshot import KEPT
from okr_analytics.views.derived import prepare

WORTH = 500  # key results; fewer are ready before anybody notices


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


def after_writes(workspace: Workspace) -> None:
    """Starts to make ready what belongs to the last event, where the store is large enough to be worth it."""
    database = workspace.database
    if int(database.query("SELECT count(*) FROM key_result")[0][0]) < WORTH:
        return
    today = Filters().resolve(database)
    policy = workspace.policy

    def work() -> None:
        try:
            prepare(database, today, policy)
            for view in sorted(KEPT):
                database.relation(view, *today.times)
        except OkrError:
            return  # the click that needs it meets the same trouble and says so

    _warmer().start((id(database), today.times, workspace.policy_event), work)
