"""The end of a cycle: what was achieved, how scores are spread, what is carried over."""

from okr_analytics.metrics.definitions.metric import ACTIVE, ITEM_CELLS, KR_CELLS, Metric

_FINAL = "coalesce(v.score, v.progress_rollup)"
_KNOWN = f"count({_FINAL}) / nullif(count(*), 0)"


def _share(name: str, label: str, words: str, test: str, better: str) -> Metric:
    return Metric(
        name,
        label,
        "percent",
        f"Share of the key results {words}, of those with a score or a progress. The score that a sheet states counts "
        "before the progress.",
        "kr_state",
        f"count(*) FILTER (WHERE {test}) / nullif(count({_FINAL}), 0)",
        "review",
        ACTIVE,
        _KNOWN,
        "higher" if better == "higher" else "none",
        cells=KR_CELLS,
    )


REVIEW = (
    Metric(
        "achievement",
        "Achievement",
        "percent",
        "Mean of the key results' final scores: the score that a sheet states, else the progress from 0 to 100 %.",
        "kr_state",
        f"avg({_FINAL})",
        "review",
        ACTIVE,
        _KNOWN,
        "higher",
        cells=KR_CELLS,
    ),
    _share("reached", "Reached", "that reached their target", f"round({_FINAL}, 9) >= 1", "higher"),
    _share(
        "sweet_spot",
        "In the sweet spot",
        "that ended between 60 and 70 %, where ambitious goals are meant to end",
        f"round({_FINAL}, 9) BETWEEN 0.6 AND 0.7",
        "none",
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
