"""From a number down to the cells it came from, and how it was computed with the numbers put in."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from okr_analytics.metrics.catalogue import METRICS, dimension, metric
from okr_analytics.metrics.definitions.metric import Metric
from okr_analytics.metrics.evaluate import MetricRow, effort_measure, evaluate
from okr_analytics.metrics.filters import Filters
from okr_analytics.metrics.question import counting, source
from okr_analytics.store.database import Database

# What a person calls an item of a view, and its key, in the order in which they are looked for.
_NAMES = ("title", "name", "item", "category", "unit", "file")
_KEYS = ("key_result_key", "objective_key", "kpi_key", "project_key", "milestone_key", "initiative_key", "effort_key")
_FILES = {"value_cells": ("value_load_id", "value_file", "value_where"), "cells": ("load_id", "file", "where")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell behind a number: `cell` is "Sheet!F14", `field` what it says of the item ("" = the item's row)."""

    item: str
    field: str
    cell: str
    file: str
    load_id: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A metric with its definition, its SQL, its value, and the rows and cells that went into it."""

    metric: Metric
    row: MetricRow | None
    rows: pd.DataFrame
    cells: tuple[Cell, ...]


def rows_behind(
    database: Database, name: str, dims: Mapping[str, object] | None = None, filters: Filters | None = None
) -> pd.DataFrame:
    """The rows of the metric's view that its number counts, as a frame with the view's columns.

    dims: dimension → the key (`MetricRow.keys`) or the name (`MetricRow.dims`) of the group that was picked.
    """
    one = metric(name)
    resolved = (filters or Filters()).resolve(database)
    picked = {key: value for key, value in (dims or {}).items() if key != "measure" or "measure" in one.dimensions}
    if one.view == "effort_entry" and resolved.measure is None:
        measure = picked.pop("measure", None) or effort_measure(database, resolved)
        resolved = resolved.with_changes(measure=measure)
    asked = [dimension(key, one) for key in picked]
    part = counting(source(database, one.view, asked, resolved), one.where)
    values = list(part.values)
    conditions = []
    for found, value in zip(asked, picked.values(), strict=True):
        conditions.append(f"({found.key} IS NOT DISTINCT FROM ? OR {found.show} IS NOT DISTINCT FROM ?)")
        values += [value, value]
    return database.frame(" AND ".join([f"SELECT v.* {part.sql}", *conditions]), values)


def cells_behind(
    database: Database, name: str, dims: Mapping[str, object] | None = None, filters: Filters | None = None
) -> tuple[Cell, ...]:
    """The cells that a number came from, item by item; empty for a metric that doesn't come from cells."""
    one = metric(name)
    return _cells(one, rows_behind(database, name, dims, filters)) if one.has_cells else ()


def explain(
    database: Database, name: str, dims: Mapping[str, object] | None = None, filters: Filters | None = None
) -> Explanation:
    """The number of a group with everything that went into it."""
    resolved = (filters or Filters()).resolve(database)
    picked = dict(dims or {})
    answered = evaluate(database, [name], tuple(k for k in picked if k in METRICS[name].dimensions), resolved)
    hits = [row for row in answered if all(v in (row.keys.get(k), row.dims.get(k)) for k, v in picked.items())]
    found = rows_behind(database, name, picked, resolved)
    one = metric(name)
    return Explanation(one, hits[0] if hits else None, found, _cells(one, found) if one.has_cells else ())


def computation(key_result: Mapping[str, object]) -> tuple[str, ...]:
    """How a row of kr_state came to its progress and colour, with its numbers put in, as sentences."""
    return tuple(
        sentence
        for sentence in (_of_progress(key_result), _of_expected(key_result), _of_colour(key_result))
        if sentence
    )


def _cells(one: Metric, frame: pd.DataFrame) -> tuple[Cell, ...]:
    found: dict[Cell, None] = {}
    for row in frame.to_dict("records"):
        item = next((str(row[n]) for n in _NAMES if n in row and not _none(row[n])), "")
        for column, names in one.cells:
            load, file, place = _FILES[column]
            cells = row.get(column)
            if _none(row.get(load)) or not isinstance(cells, dict):
                continue
            told = {name: cell for name, cell in cells.items() if name in names}
            if not told and not _none(row.get(place)):
                told = {"": row[place]}
            for name, cell in told.items():
                found[Cell(item, str(name), str(cell), str(row[file]), int(row[load]))] = None
    return tuple(found)


def _none(value: object) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def _n(value: object, places: int = 4) -> str:
    return f"{round(float(str(value)), places):g}"


def _p(value: object) -> str:
    return f"{_n(100 * float(str(value)), 1)} %"


def _of_progress(row: Mapping[str, object]) -> str:
    how, progress = row["how"], row["progress"]
    value, baseline, target = row["current_value"], row["baseline"], row["target"]
    if _none(progress):
        return NO_PROGRESS.get(str(how), "Its progress isn't known.")
    if how in ("computed", "count_from_zero"):
        start = "0" if _none(baseline) else _n(baseline)
        return f"Progress = ({_n(value)} − {start}) / ({_n(target)} − {start}) = {_p(progress)}."
    if how == "steps":
        return f"Progress = {_n(value)} of {_n(row['steps'])} steps = {_p(progress)}."
    words = {
        "time_in_range": f"Progress = share of the time in its range since the first reading = {_p(progress)}.",
        "done_or_not": f"A milestone without steps is done or not: {_p(progress)}.",
        "reported_progress": f"Progress as the sheet reports it: {_p(progress)}.",
        "reported_score": f"Progress as the sheet's score: {_p(progress)}.",
    }
    return words.get(str(how), f"Progress: {_p(progress)}.")


NO_PROGRESS: Mapping[str, str] = {
    "no_value": "It has no value yet, so no progress can be told.",
    "no_baseline": "It has no baseline: no percentage is invented. Enter where it started.",
    "no_target": "It has no target. Enter the number to be reached.",
    "no_range": "It is to be maintained, but no range is given. Enter the lowest or highest value that is fine.",
    "baseline_equals_target": "Its baseline equals its target, so there is no way to measure progress between them.",
}


def _of_expected(row: Mapping[str, object]) -> str:
    if _none(row["expected"]):
        return "Expected progress isn't known: neither the key result nor its cycle has a start and a due day."
    words = {
        "given": "by its phased targets",
        "stepped": "in steps, the last one on the due day",
        "always": "its range is to hold all the time",
        "linear": f"{_p(row['elapsed'])} of its time has passed",
    }
    return f"Expected = {_p(row['expected'])} ({words[str(row['expected_how'])]})."


def _of_colour(row: Mapping[str, object]) -> str:
    if row["outdated"] and row["status"] == "outdated":
        return f"No check-in for more than two cadences of {_n(row['cadence_days'])} days: silence is never green."
    if row["status_reason"] == "reported":
        return "The colour is the one the sheet reports."
    if _none(row["status_by_rule"]):
        return ""
    gap = "" if _none(row["gap"]) else f" Expected − progress = {_n(100 * float(str(row['gap'])), 1)} points."
    return f"Rule {row['status_rule']!r}:{gap} That is {str(row['status_by_rule']).replace('_', ' ')}."
