"""The records that travel in an Excel pack so that corrections can be loaded back: what the filters leave, as stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from okr_analytics.model import field_types
from okr_analytics.views.question import Question

MOST_ROWS = 5000  # of one kind: nobody corrects more by hand, and the workbook stays one that opens quickly
# What is computed from check-ins or told in other words: loading it back would make news of old news.
_LEFT_OUT = frozenset({"current", "progress", "score", "status_word"})


@dataclass(frozen=True, slots=True)
class Carried:
    """One kind of record as it travels; `frame` has the kind's fields by their canonical names."""

    kind: str
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Way:
    """From which view the filters choose, by which key, and which rows of one item travel."""

    view: str
    key: str
    own: str = "key"  # the column of <kind>_now that holds that key
    latest: str = ""  # the column by which only the last row of each item travels


_WAYS: Mapping[str, _Way] = MappingProxyType(
    {
        "objective": _Way("objective_state", "objective_key"),
        "key_result": _Way("kr_basis", "key_result_key"),
        "check_in": _Way("kr_basis", "key_result_key", "key_result_key", "date"),
        "initiative": _Way("initiative_state", "initiative_key"),
        "kpi": _Way("kpi_state", "kpi_key"),
        "kpi_reading": _Way("kpi_state", "kpi_key", "kpi_key", "date"),
        "project": _Way("project_state", "project_key"),
        "milestone": _Way("milestone_state", "milestone_key"),
    }
)


def records(question: Question) -> tuple[Carried, ...]:
    """Each kind that has rows under the question's filters, in the order in which they refer to each other.

    Of check-ins and readings the last one of each item travels: earlier ones are history, corrected where they were
    made. Effort doesn't travel, because lines that come back would replace those that a filter left out.
    """
    names = _Names(question)
    found = (Carried(kind, _frame(question, kind, way, names)) for kind, way in _WAYS.items())
    return tuple(each for each in found if 0 < len(each.frame) <= MOST_ROWS)


def _frame(question: Question, kind: str, way: _Way, names: "_Names") -> pd.DataFrame:
    chosen = question.rows(way.view)[way.key]
    rows = question.database.frame(
        f"SELECT * FROM {kind}_now(?, ?) ORDER BY load_id, row_number", question.filters.times
    )
    rows = rows[rows[way.own].isin(chosen)]
    if kind == "check_in":
        rows = rows[rows["source"] == "check_in"]
    if way.latest:
        rows = rows.sort_values(way.latest, kind="stable").drop_duplicates(way.own, keep="last")
    told = names.told(kind, rows)
    fields = [name for name in field_types(kind) if name in told and not (kind == "key_result" and name in _LEFT_OUT)]
    fields = [name for name in fields if name != "status_word"]
    return told[fields].dropna(axis="columns", how="all").reset_index(drop=True)


class _Names:
    """What items are called, where a row doesn't say itself to which unit, cycle, objective … it belongs."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._of: dict[str, Mapping[str, str]] = {}

    def told(self, kind: str, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows with names for references, and the sheet's own word for a status."""
        told = rows.copy()
        for field, key in _REFERENCES.items():
            if field in told and key in told and not (field == "key_result" and kind == "key_result"):
                told[field] = told[field].fillna(told[key].map(self.of(field)))
        if "status_word" in told:
            told["status"] = told["status_word"].fillna(told["status"])
        if "contributing_units" in told:
            told["contributing_units"] = [_listed(units) for units in told["contributing_units"]]
        if kind == "check_in":  # a title can stand in two cycles
            basis = self._question.with_filters(unit=None, cycle=None).rows("kr_basis").set_index("key_result_key")
            codes, titles = basis["code"].value_counts(), basis["title"].value_counts()
            shared = set(codes[codes > 1].index) | set(titles[titles > 1].index)
            for name in ("unit", "cycle"):
                said = told["key_result_key"].map(basis[name]).where(told["key_result"].isin(shared))
                told[name] = told[name].fillna(said)
        return told

    def of(self, field: str) -> Mapping[str, str]:
        """Key → name of everything of a kind."""
        if field not in self._of:
            sql, times = _NAMES[field], self._question.filters.times
            self._of[field] = dict(self._question.database.query(sql, times))
        return self._of[field]


_REFERENCES: Mapping[str, str] = MappingProxyType(
    {
        "unit": "unit_key",
        "cycle": "cycle_key",
        "parent": "parent_key",
        "objective": "objective_key",
        "key_result": "key_result_key",
        "kpi": "kpi_key",
        "project": "project_key",
    }
)
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "unit": "SELECT unit_key, unit FROM unit_state(?, ?)",
        "cycle": "SELECT cycle_key, cycle FROM cycle_state(?, ?)",
        "parent": "SELECT key, coalesce(title, code) FROM objective_now(?, ?)",
        "objective": "SELECT key, coalesce(title, code) FROM objective_now(?, ?)",
        "key_result": "SELECT key, coalesce(title, code) FROM key_result_now(?, ?)",
        "kpi": "SELECT key, coalesce(name, code) FROM kpi_now(?, ?)",
        "project": "SELECT key, coalesce(name, code) FROM project_now(?, ?)",
    }
)


def _listed(units: object) -> str | None:
    return "; ".join(map(str, units)) or None if isinstance(units, Iterable) else None
