"""One chart of every family, with names as sheets have them: long, doubled, hostile."""

import datetime as dt

import pandas as pd
import pytest

from okr_analytics.document import Chart

UNITS = ("Education and Early Childhood Development", "Health", "Digital Services and Citizen Contact Centre")
DAY = dt.date(2026, 10, 1)


def family_charts(units: tuple[str, ...] = UNITS) -> dict[str, Chart]:
    effort = pd.DataFrame(
        [(u, c, 100.0 * (i + 1) + j) for i, u in enumerate(units) for j, c in enumerate(("growth", "bau", "unknown"))],
        columns=["unit", "conversation", "hours"],
    )
    days = [DAY + dt.timedelta(weeks=i) for i in range(6)]
    path = pd.DataFrame(
        [(d, u, 0.1 * i + 0.01, 0.1 * i - 0.05, 0.1 * i + 0.07) for u in units for i, d in enumerate(days)],
        columns=["day", "unit", "p", "low", "high"],
    )
    shares = pd.DataFrame([(u, 0.2, 0.5, 0.3) for u in units], columns=["unit", "growth", "bau", "improvement"])
    plan = pd.DataFrame(
        [(u, DAY, DAY + dt.timedelta(days=60 + i), "at_risk", 0.4) for i, u in enumerate(units)],
        columns=["project", "start", "end", "status", "done"],
    )
    kpis = pd.DataFrame([(u, 71.0 + i, 85.0, 70.0, 95.0, "healthy") for i, u in enumerate(units)])
    kpis.columns = pd.Index(["kpi", "actual", "target", "low", "high", "status"])
    today = (("today", DAY + dt.timedelta(days=20)),)
    named = {"alt": "What it shows", "x_label": "Unit", "y_label": "Effort"}
    return {
        "bar": Chart("bar", effort, "Effort", x="unit", y="hours", color="conversation", unit="hours", **named),
        "stacked": Chart(
            "bar", effort, "Effort", x="unit", y="hours", color="conversation", unit="hours", stack="stacked", **named
        ),
        "percent": Chart(
            "bar",
            effort,
            "Shares",
            x="unit",
            y="hours",
            color="conversation",
            unit="hours",
            stack="percent",
            horizontal=True,
            bands=(("Band", 0.2, 0.4),),
            **named,
        ),
        "line": Chart(
            "line", path, "Trend", x="day", y="p", color="unit", unit="percent", x_unit="date", lines=today, **named
        ),
        "band": Chart(
            "band",
            path,
            "Landing",
            x="day",
            y="p",
            low="low",
            high="high",
            color="unit",
            unit="percent",
            x_unit="date",
            **named,
        ),
        "scatter": Chart(
            "scatter", path, "Two numbers", x="low", y="high", color="unit", label="unit", unit="percent",
            x_unit="percent", **named,
        ),
        "heatmap": Chart("heatmap", effort, "Grid", x="conversation", y="unit", value="hours", unit="hours", **named),
        "gantt": Chart(
            "gantt", plan, "Plan", y="project", low="start", high="end", color="status", value="done", lines=today,
            **named,
        ),
        "treemap": Chart(
            "treemap", effort, "Tree", path=("conversation", "unit"), value="hours", unit="hours", **named
        ),
        "ternary": Chart(
            "ternary", shares, "Balance", alt="a", x="growth", y="bau", value="improvement", label="unit"
        ),
        "bullet": Chart(
            "bullet", kpis, "KPIs", y="kpi", x="actual", target="target", low="low", high="high", color="status",
            unit="number", **named,
        ),
    }  # fmt: skip


HOSTILE = (
    "<script>alert(1)</script>",
    "<b>bold</b><a href='javascript:alert(1)'>click</a><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","x") & "quotes" %{y} $E=mc^2$ \x00\x1b',
    "ملخص\u202e reversed \u2066",
    "W" * 300,
)


@pytest.fixture(params=sorted(family_charts()))
def chart(request: pytest.FixtureRequest) -> Chart:
    return family_charts()[request.param]


@pytest.fixture(params=sorted(family_charts(HOSTILE)))
def hostile_chart(request: pytest.FixtureRequest) -> Chart:
    return family_charts(HOSTILE)[request.param]
