"""Alignment: do objectives hang together, and who delivers what others own?"""

from okr_analytics.metrics.definitions.metric import ITEM_CELLS, Metric

_WORK = "initiatives, projects and effort that name it"


def _fit(name: str, label: str, words: str, kind: str) -> Metric:
    return Metric(
        name,
        label,
        "count",
        f"Key results {words}. Who contributes is told from {_WORK}.",
        "kr_fit",
        f"count(*) FILTER (WHERE v.delivered_by = '{kind}')",
        "alignment",
        better="lower",
        cells=ITEM_CELLS,
    )


ALIGNMENT = (
    Metric(
        "objectives_top_down_share",
        "Objectives from above",
        "percent",
        "Share of the objectives below the whole organisation that hang on an objective of another unit; the others were "
        "set by the unit itself or hang on one of its own. Objectives of no unit are left out.",
        "objective_fit",
        "count(*) FILTER (WHERE v.direction = 'top_down') / nullif(count(*), 0)",
        "alignment",
        where="direction NOT IN ('top', 'unknown')",
        cells=ITEM_CELLS,
    ),
    Metric(
        "objectives_without_parent",
        "Objectives that hang on nothing",
        "count",
        "Objectives below the whole organisation without a parent objective.",
        "objective_fit",
        "count(*) FILTER (WHERE v.parent_key IS NULL AND v.direction <> 'top')",
        "alignment",
        cells=ITEM_CELLS,
    ),
    Metric(
        "objectives_without_key_results",
        "Objectives without key results",
        "count",
        "Objectives for which no key result is loaded.",
        "objective_fit",
        "count(*) FILTER (WHERE v.key_results = 0)",
        "alignment",
        better="lower",
        cells=ITEM_CELLS,
    ),
    Metric(
        "objectives_with_barrier",
        "Objectives with a barrier",
        "count",
        "Objectives that the structure can't deliver as it stands: no key results, nobody who owns them, nobody who works "
        "on any of their key results, or work needed from units none of whose objectives hangs on them.",
        "objective_fit",
        "count(v.barrier)",
        "alignment",
        better="lower",
        cells=ITEM_CELLS,
    ),
    _fit("key_results_without_work", "Key results nobody works on", "to which nobody contributes", "nobody"),
    _fit(
        "key_results_delivered_by_others",
        "Owned here, delivered elsewhere",
        "that other units than the owner deliver",
        "others",
    ),
    _fit("key_results_shared", "Delivered together", "that their unit and others deliver together", "shared"),
)
