"""Everything that the views of a store show, for comparing two states."""

import datetime as dt

from okr_analytics.loading import Workspace
from okr_analytics.model import RECORDS
from okr_analytics.store.definitions import called_views, view_texts

BASE = tuple(f"{kind}_now" for kind in RECORDS)
LATE = dt.date(2025, 12, 31)


def top_views() -> tuple[str, ...]:
    """The base views, and all views that take (as_of, known) and that no other view stands on: together they see all."""
    texts = view_texts()
    below = {name for view, text in texts.items() for name in called_views(text) - {view}}
    return BASE + tuple(n for n in texts if f"MACRO {n}(as_of, known) AS TABLE" in texts[n] and n not in below)


def seen(
    workspace: Workspace, views: tuple[str, ...] = BASE, as_of: dt.date = LATE, known: int = 10**6
) -> dict[str, str]:
    """View → its rows, sorted, as text."""
    return {
        view: repr(sorted(map(repr, workspace.database.query(f"SELECT * FROM {view}(?, ?)", (as_of, known)))))
        for view in views
    }
