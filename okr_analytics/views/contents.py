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
    """One part of a pack; `usual` parts go in unless somebody chooses, `brief` names the sections that a board needs."""

    title: str
    build: Callable[[Question], View]
    usual: bool = True
    brief: tuple[str, ...] = ()


PAGES: Mapping[str, Content] = MappingProxyType(
    {
        "overview": Content("Overview", overview.build, brief=("conversations", "effort", "attention")),
        "effort": Content("Effort split", effort.build, brief=("answers", "units")),
        "progress": Content("Progress", progress.build, brief=("figures", "units", "trend", "changed")),
        "quality": Content("KR quality", quality.build, brief=("figures", "cycles", "findings")),
        "kpis": Content("KPI health", kpis.build, brief=("figures", "units", "ranges", "cycles")),
        "projects": Content("Projects", projects.build, brief=("figures", "curve", "plan", "budget")),
        "rhythm": Content("Rhythm", rhythm.build, usual=False, brief=("figures", "units", "silent")),
        "review": Content(
            "Cycle review",
            review.build,
            usual=False,
            brief=("figures", "units", "objectives", "keep", "change", "learned", "carried"),
        ),
        "calibration": Content("Calibration", calibration.build, usual=False, brief=("figures", "owners")),
        "alignment": Content("Alignment", alignment.build, brief=("figures", "barriers")),
        "reach": Content("Reach", reach.build, usual=False, brief=("levels", "stages")),
        "stated": Content("Believed and true", stated.build, usual=False),
        "scenarios": Content("Scenarios", scenario.build, usual=False),
    }
)

USUAL = tuple(name for name, content in PAGES.items() if content.usual)


def definitions() -> dict[str, str]:
    """Metric name → what it means, for the notes of a pack."""
    return {name: metric.definition for name, metric in METRICS.items()}
