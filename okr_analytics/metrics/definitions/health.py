"""KPIs: are the commitments kept?"""

from okr_analytics.metrics.definitions.metric import ITEM_CELLS, Metric


def _counted(health: str) -> str:
    """How many KPIs have that health; unknown where nobody knows the health of any."""
    counts = (f"count(*) FILTER (WHERE v.health {those})" for those in ("<> 'unknown'", f"= '{health}'"))
    return "CASE WHEN {} > 0 THEN {} END".format(*counts)


def _kpis() -> tuple[Metric, ...]:
    cells = (
        ("value_cells", ("value", "target")),
        ("cells", ("healthy_low", "healthy_high", "warning_low", "warning_high", "target")),
    )
    known = "count(*) FILTER (WHERE v.health <> 'unknown') / nullif(count(*), 0)"
    return (
        Metric(
            "kpis", "KPIs", "count", "How many KPIs there are.", "kpi_state", "count(*)", "health", cells=ITEM_CELLS
        ),
        Metric(
            "kpis_healthy_share",
            "KPIs healthy",
            "percent",
            "Share of the KPIs whose latest reading lies in the range that held on its day, of those whose health is known.",
            "kpi_state",
            "count(*) FILTER (WHERE v.health = 'healthy') / nullif(count(*) FILTER (WHERE v.health <> 'unknown'), 0)",
            "health",
            coverage=known,
            better="higher",
            cells=cells,
        ),
        Metric(
            "kpis_healthy",
            "KPIs healthy (number)",
            "count",
            "KPIs whose latest reading lies in its healthy range.",
            "kpi_state",
            _counted("healthy"),
            "health",
            coverage=known,
            better="higher",
            cells=cells,
        ),
        Metric(
            "kpis_warning",
            "KPIs with a warning",
            "count",
            "KPIs outside their healthy range but within their warning range.",
            "kpi_state",
            _counted("warning"),
            "health",
            coverage=known,
            better="lower",
            cells=cells,
        ),
        Metric(
            "kpis_unhealthy",
            "KPIs unhealthy",
            "count",
            "KPIs outside their ranges.",
            "kpi_state",
            _counted("unhealthy"),
            "health",
            coverage=known,
            better="lower",
            cells=cells,
        ),
        Metric(
            "kpi_unknown",
            "KPIs of unknown health",
            "count",
            "KPIs without a reading, without a range, or not read for more than two of their periods.",
            "kpi_state",
            "count(*) FILTER (WHERE v.health = 'unknown')",
            "health",
            better="lower",
            cells=cells,
        ),
    )


HEALTH = _kpis()
