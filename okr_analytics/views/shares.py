"""The effort split as frames and the one chart of planned beside actual that pages share."""

from collections.abc import Iterable

import pandas as pd

from okr_analytics import texts
from okr_analytics.document import Chart
from okr_analytics.metrics.evaluate import MetricRow, effort_measure
from okr_analytics.metrics.filters import MEASURES
from okr_analytics.views import parts
from okr_analytics.views.question import Question

COLORS = {name: name for name in parts.CONVERSATION_ORDER}
LABELS = dict(texts.CONVERSATIONS)


def measure_of(question: Question) -> str | None:
    """The measure the page speaks in: the one asked for, else the one with the most effort lines; None without effort."""
    found = question.filters.measure or effort_measure(question.database, question.filters)
    return found if found in MEASURES else None


def of(question: Question) -> pd.DataFrame:
    """One row per conversation: `actual` and `planned` share as fractions, None where nothing says it."""
    return by(question)


def by(question: Question, *names: str) -> pd.DataFrame:
    """One row per conversation and group of the dimensions `names`; rows of no group are left out."""
    rows = question.metrics("effort_share", "effort_share_planned", by=(*names, "conversation"))
    return _pivot(rows, names).dropna(subset=list(names))


def _pivot(rows: Iterable[MetricRow], by: tuple[str, ...]) -> pd.DataFrame:
    keyed: dict[tuple[object, ...], dict[str, object]] = {}
    for row in rows:
        key = (*(row.dims[name] for name in by), row.dims["conversation"])
        entry = keyed.setdefault(
            key, {**{name: row.dims[name] for name in by}, "conversation": row.dims["conversation"]}
        )
        entry["actual" if row.metric == "effort_share" else "planned"] = row.value
    frame = pd.DataFrame(list(keyed.values()), columns=[*by, "conversation", "actual", "planned"])
    place = {name: number for number, name in enumerate(parts.CONVERSATION_ORDER)}
    frame = frame.assign(place=frame["conversation"].map(place)).sort_values([*by, "place"]).drop(columns="place")
    return frame.reset_index(drop=True)


def value(total: pd.DataFrame, conversation: str, column: str) -> float | None:
    """The planned or actual share of a conversation; None where nothing says it."""
    found = total.loc[total["conversation"] == conversation, column]
    return parts.number_or_none(found.iloc[0]) if len(found) else None


def bars(
    frame: pd.DataFrame,
    what: str,
    share: str,
    title: str,
    alt: str,
    y_label: str = "Share of effort",
    x_label: str = "Effort",
) -> Chart:
    """Lying bars of 100 %, one for each `what` in the frame's order, split by its column `conversation`."""
    return Chart(
        family="bar",
        frame=frame.dropna(subset=[share]),
        title=title,
        alt=alt,
        x=what,
        y=share,
        color="conversation",
        stack="stacked",
        horizontal=True,
        unit="percent",
        x_label=x_label,
        y_label=y_label,
        order=parts.CONVERSATION_ORDER,
        colors=COLORS,
        labels=LABELS,
    )


def planned_and_actual(total: pd.DataFrame, title: str) -> Chart:
    """Two bars of 100 %: what was planned and what happened, by conversation."""
    long = total.melt("conversation", ["planned", "actual"], var_name="what", value_name="share")
    alt = "Two bars of 100 percent: planned and actual effort by conversation"
    return bars(long.assign(what=long["what"].str.capitalize()), "what", "share", title, alt)
