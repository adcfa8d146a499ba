"""Use cases on stored data: the one place where ingest, journal and store meet."""

from okr_analytics.loading.diff import Diff, Difference, Renaming
from okr_analytics.loading.familiar import Familiar
from okr_analytics.loading.preview import Mode, Preview
from okr_analytics.loading.report import EventEntry, LoadEntry, LoadReport
from okr_analytics.loading.workspace import PreviewOutdated, Workspace

__all__ = [
    "Diff",
    "Difference",
    "EventEntry",
    "Familiar",
    "LoadEntry",
    "LoadReport",
    "Mode",
    "Preview",
    "PreviewOutdated",
    "Renaming",
    "Workspace",
]
