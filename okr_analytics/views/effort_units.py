"""The effort split of the units: down the tree, each unit beside the others, how far from plan, and where each stands."""

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table
from okr_analytics.views import parts, shares
from okr_analytics.views.question import Question

_THREE = ("growth", "bau", "improvement")
CLOSE = 0.05  # of the effort elsewhere than planned: what nobody would call off plan


def section(question: Question, frame: pd.DataFrame) -> Section:
    """Bars of 100 % for each branch and unit of the split by unit, and who is furthest from plan."""
    if frame.empty:
        return Section("units", "By unit", (Note("No effort line names a unit."),), missing=True)
    blocks: list[Block] = []
    branches = shares.by(question, "branch")
    if 1 < branches["branch"].nunique() < frame["unit"].nunique():
        blocks.append(_bars(branches, "branch", "actual", "Actual effort down the tree, each branch with all below it"))
    blocks += [
        _bars(frame, "unit", column, f"{column.capitalize()} effort by unit")
        for column in ("actual", "planned")
        if frame[column].notna().any()
    ]
    columns = (
        Column("unit", "Unit"),
        *(Column(name, shares.LABELS[name], "points") for name in _THREE),
        Column("distance", "Moved from plan", "percent", help="The share of effort that went elsewhere than planned"),
    )
    far = distances(frame)
    if len(far):
        blocks.append(Table(columns, far, title="Who is furthest from plan (actual minus planned)"))
    return Section("units", "By unit", tuple(blocks), "Each unit's own effort = 100 %.", says=_furthest(far))


def _furthest(far: pd.DataFrame) -> str:
    """Which units moved furthest from their plan."""
    away = far[far["distance"] >= CLOSE].head(2)
    if len(far) < 2 or away.empty:
        return "Every unit spent its effort about as planned." if len(far) > 1 else ""
    told = [
        f"{parts.shortened(row['unit'])} spent {numbers.text(float(row['distance']), 'percent')}"
        for _, row in away.iterrows()
    ]
    return f"{' and '.join(told)} of {'its' if len(away) == 1 else 'their'} effort elsewhere than planned."


def distances(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per unit with plan and actual, the furthest first: drift of each conversation as fractions.

    `distance` is half the sum of all drifts without their signs, unknown included: the share of the effort that went
    to another conversation than planned (total variation distance), 0 to 1.
    """
    drift = frame.assign(drift=frame["actual"].astype(float) - frame["planned"].astype(float))
    wide = drift.pivot(index="unit", columns="conversation", values="drift").dropna(how="all")
    wide = wide.reindex(columns=list(parts.CONVERSATION_ORDER))
    out = wide.assign(distance=(wide.abs().sum(axis="columns") / 2).round(10)).reset_index()
    return out.sort_values(["distance", "unit"], ascending=[False, True]).reset_index(drop=True)


def places(question: Question, units: pd.DataFrame) -> Section:
    """Where each unit of the split stands between the three conversations, and how large the effort behind it is."""
    frame = units.pivot(index="unit", columns="conversation", values="actual").astype(float)
    known = frame.reindex(columns=list(_THREE)).fillna(0.0)
    known = known[known.sum(axis="columns") > 0]
    if len(known) < 2:
        return Section(
            "places", "Where units stand", (Note("A picture of units needs actual effort of two units."),), missing=True
        )
    points = known.div(known.sum(axis="columns"), axis="index").reset_index()
    triangle = Chart(
        family="ternary",
        frame=points,
        title="Units between growth, business as usual and improvement",
        alt="A triangle: each unit is a point, the nearer to a corner, the more of its effort goes there",
        x="growth",
        y="bau",
        value="improvement",
        label="unit",
        x_label="Growth",
        y_label="Business as usual",
        unit="percent",
        labels=shares.LABELS,
        note="Shares of the effort whose conversation is known.",
    )
    return Section("places", "Where units stand", (triangle, _areas(question)), says=_ends(points))


def _ends(points: pd.DataFrame) -> str:
    """Who gives growth the largest and the smallest share of its known effort."""
    ordered = points.sort_values("growth")
    least, most = (
        f"{parts.shortened(row['unit'])} ({numbers.text(float(row['growth']), 'percent')})"
        for _, row in ordered.iloc[[0, -1]].iterrows()
    )
    return f"Growth gets most of the effort at {most}, least at {least}."


def _areas(question: Question) -> Chart:
    rows = question.metrics("effort", by=("conversation", "unit"))
    frame = pd.DataFrame(
        [
            {
                "conversation": str(row.dims["conversation"]),
                "unit": row.dims["unit"] or texts.NO_UNIT,
                "effort": row.value,
            }
            for row in rows
            if row.value
        ],
        columns=["conversation", "unit", "effort"],
    )
    return Chart(
        family="treemap",
        frame=frame,
        title="Actual effort by conversation and unit",
        alt="Rectangles as large as the effort: conversations, and the units within them",
        path=("conversation", "unit"),
        value="effort",
        unit="hours" if question.filters.measure == "hours" else "number",
        colors=shares.COLORS,
        labels=shares.LABELS,
    )


def _bars(frame: pd.DataFrame, name: str, column: str, title: str) -> Chart:
    alt = f"Bars of 100 percent by {name}: {column} effort by conversation"
    return shares.bars(frame, name, column, title, alt, f"Share of the {name}'s effort", name.capitalize())
