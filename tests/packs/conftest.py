"""Packs to write: an ordinary one with every chart family, one with hostile text, one with 200 long key results."""

import datetime as dt

import pandas as pd
import pytest

from okr_analytics.document import Chart, Column, Note, Provenance, Section, Table, Tile, Tiles, View
from okr_analytics.packs.pack import Pack, Records

DAY = dt.date(2026, 11, 22)
UNITS = ("Education and Early Childhood Development", "Health", "Digital Services")
LONG = (
    "Increase the share of citizens who complete their request for a building permit fully online without visiting "
    "an office from 34 % to 60 % by the end of the fourth quarter, measured monthly by the service centre, excluding "
    "requests that the law requires to be made in person, and report it to the committee each month"
)
HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    '@SUM(1;2)=HYPERLINK("http://evil.example")',
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "[link](javascript:alert(1)) #eval(1) $x^2$ *bold* `raw` @ref",
    "</script><svg onload=alert(1)> {{ 7*7 }} {% raw %}",
    "a\x00b\x1bc\x0bd",
    "ملخص \u202e txt.exe",
    "W" * 300,
    "_x0041_ &amp; &lt;b&gt; %{y}",
)


def charts(units: tuple[str, ...]) -> list[Chart]:
    effort = pd.DataFrame(
        [(u, c, 101.25 * (i + 1) + j) for i, u in enumerate(units) for j, c in enumerate(("growth", "bau", "unknown"))],
        columns=["unit", "conversation", "hours"],
    )
    days = [DAY - dt.timedelta(weeks=6 - i) for i in range(6)]
    path = pd.DataFrame(
        [(d, u, 0.13 * i + k / 100, 0.1 * i, 0.17 * i) for k, u in enumerate(units[:3]) for i, d in enumerate(days)],
        columns=["day", "unit", "p", "low", "high"],
    )
    shares = pd.DataFrame([(u, 0.21, 0.46, 0.33) for u in units], columns=["unit", "growth", "bau", "improvement"])
    plan = pd.DataFrame(
        [(f"{u} {i}", DAY, DAY + dt.timedelta(days=61 + i), "at_risk", 0.415) for i, u in enumerate(units)],
        columns=["project", "start", "end", "status", "done"],
    )
    kpis = pd.DataFrame([(u, 71.5 + i, 85.25, 70.0, 95.0) for i, u in enumerate(units)])
    kpis.columns = pd.Index(["kpi", "actual", "target", "low", "high"])
    axes = {"x_label": "Unit", "y_label": "Effort"}
    first = units[0]
    return [
        Chart("bar", effort, first, first, x="unit", y="hours", color="conversation", unit="hours", **axes),
        Chart("bar", effort, "Shares", "a", x="unit", y="hours", color="conversation", stack="percent", unit="hours"),
        Chart("line", path, "Trend", "a", x="day", y="p", color="unit", unit="percent", x_unit="date"),
        Chart(
            "band", path, "Landing", "a", x="day", y="p", low="low", high="high", color="unit", unit="percent",
            x_unit="date", bands=(("Band", 0.2, 0.4),), lines=(("today", DAY),),
        ),
        Chart("scatter", path, "Two", "a", x="low", y="high", color="unit", label="unit", unit="percent"),
        Chart("heatmap", effort, "Grid", "a", x="conversation", y="unit", value="hours", unit="hours"),
        Chart("gantt", plan, "Plan", "a", y="project", low="start", high="end", color="status", value="done"),
        Chart("treemap", effort, "Tree", "a", path=("conversation", "unit"), value="hours", unit="hours"),
        Chart("ternary", shares, "Balance", "a", x="growth", y="bau", value="improvement", label="unit"),
        Chart("bullet", kpis, "KPIs", "a", y="kpi", x="actual", target="target", low="low", high="high"),
        Chart("line", pd.DataFrame({"d": [], "v": []}), "Nothing", "a", x="d", y="v", note="No check-ins yet."),
    ]  # fmt: skip


def key_results(titles: list[str]) -> Table:
    frame = pd.DataFrame(
        [
            (f"KR{i}", title, UNITS[i % 3], None if i % 7 == 3 else (i * 37 % 100) / 97, "on_track", i * 12.5, DAY)
            for i, title in enumerate(titles)
        ],
        columns=["code", "title", "unit", "progress", "status", "current", "due"],
    )
    columns = (
        Column("code", "Code"),
        Column("title", "Key result"),
        Column("unit", "Unit"),
        Column("progress", "Progress", "percent", role="bar", help="(current − baseline) / (target − baseline)"),
        Column("status", "Status", role="status"),
        Column("current", "Current", "number"),
        Column("due", "Due", "date"),
    )
    return Table(columns, frame, "Key results", caption="Progress is shown unclamped.", key="code")


def make(words: tuple[str, ...] = UNITS, titles: list[str] | None = None, locale: str = "en") -> Pack:
    tiles = Tiles(
        (
            Tile("Growth share", 0.28354, "percent", -0.1165, words[0], "bad", metric="effort_share_growth"),
            Tile(words[0], None, "percent", tone="unknown", note=words[-1]),
            Tile("Hours", 128400.25, "hours", note="Known for 80 % of the items."),
            Tile("Moved", "5 of 14", "text"),
        )
    )
    spans = pd.DataFrame({"text": [words[0]], "text_spans": [((0, 2),)]})
    marked = Table((Column("text", "Text", role="spans"),), spans, "Findings")
    sections = (
        Section("now", "This cycle", (tiles, Note(words[0], "warning", words[-1]), *charts(words)), lead=words[0]),
        Section("all", words[0], (key_results(titles or list(words)), marked, Table((), pd.DataFrame(), "None yet"))),
    )
    source = Provenance(
        as_of="2026-11-22",
        known_at="42",
        loads=({"file": words[0], "as_of": "2026-11-20", "cells": 1234},),
        rules=(words[0],),
        metrics=("Progress: what it means",),
        versions=("OKR Analytics",),
        unused_cells=123,
        diagnostics=17,
    )
    view = View("effort", "Effort split", "Is growth being eaten?", sections, headline=words[0], provenance=source)
    records = Records("key_result", pd.DataFrame({"code": ["KR1"], "title": [words[0]], "progress": [0.25]}))
    return Pack(
        "Review",
        (view,),
        DAY,
        organisation="City of Examplia",
        audience="Board",
        confidentiality="Confidential & internal",
        locale=locale,
        definitions={"effort_share_growth": "Effort of growth / all effort"},
        records=(records,),
    )


@pytest.fixture(scope="session")
def pack() -> Pack:
    return make()


@pytest.fixture(scope="session")
def hostile() -> Pack:
    return make(HOSTILE)


@pytest.fixture(scope="session")
def large() -> Pack:
    return make(titles=[LONG[: 80 + (i * 53) % 220] for i in range(200)])


@pytest.fixture(scope="session")
def german() -> Pack:
    return make(locale="de")
