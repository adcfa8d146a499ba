"""Many rows into a table at once: typed columns from Python values, one registered frame, one INSERT."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import duckdb
import numpy as np
import pandas as pd

from okr_analytics.diagnostics import did_you_mean
from okr_analytics.errors import UnknownName

T = TypeVar("T")
Tables = Mapping[str, Mapping[str, str]]  # table → column → DuckDB type


def insert_rows(
    cursor: duckdb.DuckDBPyConnection, tables: Tables, table: str, rows: Sequence[Mapping[str, object]]
) -> None:
    """Add rows given as column → value to a table of the schema; raises UnknownName for any other name.

    100,000 rows take a fifth of a second this way, and a quarter of an hour row by row.
    """
    types = _known(tables, table, "table")
    given = dict.fromkeys(name for row in rows for name in row)
    for name in given:
        _known(types, name, "column")
    if not rows:
        return
    frame = pd.DataFrame({name: _column([row.get(name) for row in rows], types[name]) for name in given})
    names = ", ".join(f'"{name}"' for name in given)
    values = ", ".join(_cast(name, types[name]) for name in given)
    cursor.register("incoming", frame)
    try:
        cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {values} FROM incoming')
    finally:
        cursor.unregister("incoming")


def _known(names: Mapping[str, T], name: str, what: str) -> T:
    if name not in names:
        raise UnknownName(f"The store has no {what} {name!r}.{did_you_mean(name, names)}")
    return names[name]


def _column(values: list[Any], kind: str) -> Any:
    """The values in the form that DuckDB reads without guessing from a sample of them."""
    if kind == "DOUBLE":
        return np.array([np.nan if v is None else float(v) for v in values], dtype="float64")
    if kind == "DATE":
        return np.array(["NaT" if v is None else str(v) for v in values], dtype="datetime64[s]")
    if kind in ("INTEGER", "BIGINT") and None not in values:
        return np.array(values, dtype="int64")
    return pd.array([None if v is None else _text(kind)(v) for v in values], dtype="str")


def _text(kind: str) -> Callable[[Any], str]:
    if kind.startswith("MAP") or kind.endswith("[]"):
        return lambda value: json.dumps(value if isinstance(value, (list, tuple)) else dict(value), ensure_ascii=False)
    return str


def _cast(name: str, kind: str) -> str:
    if kind.startswith("MAP") or kind.endswith("[]"):
        return f'CAST(CAST("{name}" AS JSON) AS {kind})'
    if kind == "BOOLEAN":
        return f'coalesce(CAST("{name}" AS BOOLEAN), false)'
    return f'CAST("{name}" AS {kind})'
