"""Every metric by its name: gathered from the definitions, found with a hint where a name is wrong."""

from collections.abc import Mapping
from types import MappingProxyType

from okr_analytics.diagnostics import did_you_mean
from okr_analytics.errors import UnknownName
from okr_analytics.metrics.definitions.alignment import ALIGNMENT
from okr_analytics.metrics.definitions.effort import EFFORT
from okr_analytics.metrics.definitions.health import HEALTH
from okr_analytics.metrics.definitions.metric import Metric
from okr_analytics.metrics.definitions.progress import PROGRESS
from okr_analytics.metrics.definitions.projects import PROJECTS
from okr_analytics.metrics.definitions.quality import QUALITY
from okr_analytics.metrics.definitions.review import REVIEW
from okr_analytics.metrics.definitions.rhythm import RHYTHM
from okr_analytics.metrics.dimensions import DIMENSIONS, Dimension

METRICS: Mapping[str, Metric] = MappingProxyType(
    {metric.name: metric for metric in (*PROGRESS, *RHYTHM, *REVIEW, *EFFORT, *HEALTH, *PROJECTS, *QUALITY, *ALIGNMENT)}
)


def metric(name: str) -> Metric:
    """The metric of that name; raises UnknownName."""
    if name not in METRICS:
        raise UnknownName(f"There is no metric {name!r}.{did_you_mean(name, METRICS)}")
    return METRICS[name]


def dimension(name: str, of: Metric) -> Dimension:
    """The dimension of that name; raises UnknownName where it doesn't exist or not for this metric."""
    if name not in DIMENSIONS:
        raise UnknownName(f"There is no dimension {name!r}.{did_you_mean(name, DIMENSIONS)}")
    if name not in of.dimensions:
        raise UnknownName(f"{of.name} can't be told apart by {name}. It can by: {', '.join(of.dimensions)}.")
    return DIMENSIONS[name]
