"""Pieces that several views share: tiles from metrics, columns of lists, provenance, sentences about coverage."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from okr_analytics import __version__, numbers, texts
from okr_analytics.document import Column, Note, Provenance, Tile, Tone
from okr_analytics.metrics.catalogue import METRICS
from okr_analytics.metrics.evaluate import MetricRow
from okr_analytics.views.question import Question

CELL = Column("where", "Cell", role="cell", help="Sheet and cell the row starts at")
FILE = Column("file", "File")
STATUS_ORDER = ("on_track", "done", "at_risk", "off_track", "outdated", "not_started", "unknown", "cancelled")
_SAID = 70  # letters of a name that a sentence can carry
CONVERSATION_ORDER = ("growth", "bau", "improvement", "unknown")


def tile(
    row: MetricRow,
    *,
    label: str = "",
    tone: Tone = "neutral",
    note: str = "",
    delta: float | None = None,
    than: str = "",
) -> Tile:
    """A metric as a figure; its note says the definition and, where not everything is known, how much is."""
    metric = METRICS[row.metric]
    parts = [note or metric.definition, coverage(row)]
    return Tile(
        label or metric.label,
        row.value,
        metric.unit,
        delta=delta,
        delta_label=than,
        tone="unknown" if row.value is None else tone,
        note=" ".join(part for part in parts if part),
        metric=row.metric,
    )


def coverage(row: MetricRow) -> str:
    """The sentence that says how much of the whole a figure stands on; empty where it is all of it."""
    if row.value is None:
        return "Unknown: nothing loaded says it."
    if row.coverage is None or row.coverage >= 1:
        return ""
    return f"Known for {numbers.text(row.coverage, 'percent')} of the items."


def share(part: float | None, whole: float | None) -> str:
    """ "5 of 14", for sentences."""
    return f"{numbers.text(part or 0, 'count')} of {numbers.text(whole or 0, 'count')}"


def tone_of_share(value: float | None, good: float, warning: float) -> Tone:
    """Good from `good` on, a warning from `warning` on, bad below, unknown without a value."""
    if value is None:
        return "unknown"
    return "good" if value >= good else "warning" if value >= warning else "bad"


def in_words(frame: pd.DataFrame, column: str, catalogue: Mapping[str, str]) -> pd.DataFrame:
    """The frame with a column of closed-vocabulary names turned into words; an unknown one stays unknown."""
    return frame.assign(**{column: frame[column].map(lambda name: texts.word(catalogue, name), na_action="ignore")})


def number_or_none(value: Any) -> float | None:
    """A cell of a frame as a float, None for NaN, NA and None."""
    return None if pd.isna(value) else float(value)


def words_of(values: Iterable[str], most: int = 3) -> str:
    """ "A, B and 3 more", for sentences; names that nobody reads out are shortened."""
    found = list(dict.fromkeys(shortened(value) for value in values))
    if len(found) <= most:
        return " and ".join(([", ".join(found[:-1])] if len(found) > 1 else []) + found[-1:])
    return f"{', '.join(found[:most])} and {len(found) - most} more"


def shortened(name: object, most: int = _SAID) -> str:
    """A name for use inside a sentence: long ones end in "…" at a word."""
    text = " ".join(str(name).split())
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0] if " " in text[:most] else text[:most]
    return f"{cut.rstrip(' ,;:.')}…"


def rule_note(question: Question) -> Note:
    """Which rule gives the colours, on every page that shows any."""
    rule = question.policy.rule
    origin = " (the default; set yours in Settings)" if question.policy.is_default("status_rule") else ""
    return Note(
        f"Colours by the rule “{rule.label}”{origin}. An item without a check-in for more than two rhythms "
        f"({2 * question.policy.cadence_days} days) is shown as outdated, whatever its last colour."
    )


def provenance(question: Question, metrics: tuple[str, ...] = ()) -> Provenance:
    """Where the numbers of a view come from: loads, day, event, rule, versions, and what wasn't used."""
    loads = question.rows("load_state")
    filters = question.filters
    parts = [
        f"Unit: {question.name_of('unit', filters.unit)} and everything below it." if filters.unit else "",
        f"Cycle: {question.name_of('cycle', filters.cycle)}." if filters.cycle else "",
    ]
    return Provenance(
        as_of=str(filters.as_of),
        known_at=str(filters.known),
        loads=tuple(
            {
                "load": int(row["load_id"]),
                "file": str(row["file"]),
                "as_of": str(row["load_as_of"])[:10],
                "cells": int(row["nonblank"]),
                "unused": int(row["unused"]),
                "diagnostics": int(row["errors"]) + int(row["warnings"]) + int(row["infos"]),
            }
            for _, row in loads.iterrows()
        ),
        rules=(f"Status rule: {question.policy.rule.label}",),
        metrics=tuple(f"{METRICS[name].label}: {METRICS[name].definition}" for name in metrics),
        filters=" ".join(part for part in parts if part),
        versions=(f"OKR Analytics {__version__}",),
        unused_cells=int(loads["unused"].sum()) if len(loads) else 0,
        diagnostics=int(loads[["errors", "warnings", "infos"]].sum().sum()) if len(loads) else 0,
    )


def records(frame: pd.DataFrame) -> list[Mapping[str, Any]]:
    """The rows of a frame as mappings from column to value, in their order."""
    names = [str(name) for name in frame.columns]
    columns = [frame[name].tolist() for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
