"""How well key results are written, and how well the data was understood."""

from okr_analytics.metrics.definitions.metric import ITEM_CELLS, Metric


def _quality() -> tuple[Metric, ...]:
    graded = "count(v.grade) / nullif(count(*), 0)"
    return (
        Metric(
            "quality_good_share",
            "Key results graded A or B",
            "percent",
            "Share of the graded key results with grade A or B.",
            "quality_state",
            "count(*) FILTER (WHERE v.grade IN ('A', 'B')) / nullif(count(v.grade), 0)",
            "quality",
            coverage=graded,
            better="higher",
            cells=ITEM_CELLS,
        ),
        Metric(
            "findings_per_key_result",
            "Findings per key result",
            "number",
            "Findings divided by graded key results.",
            "quality_state",
            "sum(v.findings) / nullif(count(v.grade), 0)",
            "quality",
            coverage=graded,
            better="lower",
            cells=ITEM_CELLS,
        ),
        Metric(
            "quality_errors",
            "Key results with an error",
            "count",
            "Graded key results with at least one finding of severity error.",
            "quality_state",
            "count(*) FILTER (WHERE v.errors > 0)",
            "quality",
            coverage=graded,
            better="lower",
            cells=ITEM_CELLS,
        ),
        Metric(
            "key_results_graded",
            "Key results graded",
            "count",
            "How many key results have a grade.",
            "quality_state",
            "count(v.grade)",
            "quality",
            coverage=graded,
            cells=ITEM_CELLS,
        ),
        Metric(
            "findings",
            "Findings",
            "count",
            "How many findings the rules have on key results and objectives.",
            "finding_state",
            "count(*)",
            "quality",
            better="lower",
            cells=ITEM_CELLS,
        ),
        Metric(
            "unused_cells_share",
            "Cells not used",
            "percent",
            "Share of the filled cells of the loaded files that were not used.",
            "load_state",
            "sum(v.unused) / nullif(sum(v.nonblank), 0)",
            "data",
            better="lower",
        ),
        Metric(
            "data_errors",
            "Errors in the data",
            "count",
            "Diagnostics of severity error in the loaded files.",
            "load_state",
            "coalesce(sum(v.errors), 0)",
            "data",
            better="lower",
        ),
    )


QUALITY = _quality()
