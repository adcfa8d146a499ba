"""Effort: how much, on which conversation, against plan; one measure at a time."""

from okr_analytics.metrics.definitions.metric import ITEM_CELLS, Metric


def _effort() -> tuple[Metric, ...]:
    metrics: list[Metric] = []
    for name, label, words in (
        ("actual", "actual", "actually spent"),
        ("planned", "planned", "planned"),
        ("stated", "stated", "that leaders estimated"),
    ):
        suffix = "" if name == "actual" else f"_{name}"
        cells = (("cells", (name,)),)
        amount = f"v.{name}_amount"
        known = f"coalesce(sum({amount}) FILTER (WHERE v.conversation <> 'unknown'), 0) / nullif(sum({amount}), 0)"
        metrics += [
            Metric(
                f"effort{suffix}",
                f"Effort, {label}",
                "number",
                f"Sum of the effort {words}, in one measure at a time; hours, days and FTE are brought to hours by the "
                "policy's hours, money, percentages and counts stay apart.",
                "effort_entry",
                f"sum({amount})",
                "effort",
                coverage=known,
                cells=cells,
            ),
            Metric(
                f"effort_share{suffix}",
                f"Share of effort, {label}",
                "percent",
                f"Effort {words} in a conversation divided by all effort {words}, in one measure at a time. Effort whose "
                "conversation nobody can tell is shown as unknown; the shares add up to 100 %.",
                "effort_entry",
                f"sum({amount})",
                "effort",
                coverage=known,
                share_of=amount,
                cells=cells,
            ),
            Metric(
                f"effort_unknown_share{suffix}",
                f"Effort of unknown conversation, {label}",
                "percent",
                f"Share of the effort {words} whose conversation neither the sheet nor a linked item tells.",
                "effort_entry",
                f"1 - {known}",
                "effort",
                better="lower",
                cells=cells,
            ),
        ]
    drift = "abs(coalesce(v.actual_amount, 0) - coalesce(v.planned_amount, 0))"
    return (
        *metrics,
        Metric(
            "effort_plan_kept",
            "Effort against plan",
            "percent",
            "Effort actually spent divided by effort planned.",
            "effort_entry",
            "sum(v.actual_amount) / nullif(sum(v.planned_amount), 0)",
            "effort",
            cells=(("cells", ("actual", "planned")),),
        ),
        Metric(
            "effort_off_plan",
            "Effort off plan",
            "number",
            "Sum of the differences between effort spent and effort planned, line by line.",
            "effort_entry",
            f"sum({drift})",
            "effort",
            better="lower",
            cells=(("cells", ("actual", "planned")),),
        ),
        Metric(
            "effort_lines",
            "Effort lines",
            "count",
            "How many lines of effort there are.",
            "effort_entry",
            "count(*)",
            "effort",
            cells=ITEM_CELLS,
        ),
    )


EFFORT = _effort()
