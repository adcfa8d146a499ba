"""What a review pack can hold: the pages that have a View, in the order of a meeting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from okr_analytics.document import View
from okr_analytics.metrics.catalogue import METRICS
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
    review,
    rhythm,
    scenario,
    stated,
)
from okr_analytics.views.question import Question


@dataclass(frozen=True, slots=True)
class Content:
    """One part of a pack; `usual` parts go in unless somebody chooses."""

    title: str
    build: Callable[[Question], View]
    usual: bool = True


PAGES: Mapping[str, Content] = MappingProxyType(
    {
        "overview": Content("Overview", overview.build),
        "effort": Content("Effort split", effort.build),
        "progress": Content("Progress", progress.build),
        "quality": Content("KR quality", quality.build),
        "kpis": Content("KPI health", kpis.build),
        "projects": Content("Projects", projects.build),
        "rhythm": Content("Rhythm", rhythm.build, usual=False),
        "review": Content("Cycle review", review.build, usual=False),
        "calibration": Content("Calibration", calibration.build, usual=False),
        "alignment": Content("Alignment", alignment.build),
        "reach": Content("Reach", reach.build, usual=False),
        "stated": Content("Believed and true", stated.build, usual=False),
        "scenarios": Content("Scenarios", scenario.build, usual=False),
    }
)

USUAL = tuple(name for name, content in PAGES.items() if content.usual)


def definitions() -> dict[str, str]:
    """Metric name → what it means, for the notes of a pack."""
    return {name: metric.definition for name, metric in METRICS.items()}
