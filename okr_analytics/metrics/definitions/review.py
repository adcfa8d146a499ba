"""The end of a cycle: what was achieved, how scores are spread, what is carried over."""

from okr_analytics.metrics.definitions.metric import ITEM_CELLS, KR_CELLS, Metric

_KNOWN = "count(v.final) / nullif(count(*), 0)"


def _share(name: str, label: str, words: str, test: str) -> Metric:
    return Metric(
        name,
        label,
        "percent",
        f"Share of the key results {words}, of those with a score or a progress. The score that a sheet states counts "
        "before the progress.",
        "kr_score",
        f"count(*) FILTER (WHERE {test}) / nullif(count(v.final), 0)",
        "review",
        coverage=_KNOWN,
        better="higher" if name == "reached" else "none",
        cells=KR_CELLS,
    )


REVIEW = (
    Metric(
        "achievement",
        "Achievement",
        "percent",
        "Mean of the key results' final scores: the score that a sheet states, else the progress from 0 to 100 %.",
        "kr_score",
        "avg(v.final)",
        "review",
        coverage=_KNOWN,
        better="higher",
        cells=KR_CELLS,
    ),
    _share("reached", "Reached", "that reached their target", "v.final >= 1"),
    _share(
        "sweet_spot",
        "In the sweet spot",
        "that ended between 60 and 70 %, where ambitious goals are meant to end",
        "v.final BETWEEN 0.6 AND 0.7",
    ),
    Metric(
        "key_results_scored",
        "Key results with a score",
        "count",
        "How many key results have a final score: one that a sheet states, else their progress.",
        "kr_score",
        "count(v.final)",
        "review",
        cells=KR_CELLS,
    ),
    Metric(
        "carried_over",
        "Carried over",
        "count",
        "Key results that the same unit already had in its cycle before: the same title but for its numbers, or the same metric.",
        "kr_carried",
        "count(*)",
        "review",
        cells=ITEM_CELLS,
    ),
)
