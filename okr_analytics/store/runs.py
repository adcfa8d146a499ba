"""Frames of many short series, in order: cut where the key changes, without a Python object for each row."""

from collections.abc import Iterator

import pandas as pd


def runs(keys: "pd.Series[str] | pd.Series[int]") -> Iterator[tuple[str | int, slice]]:
    """Each key with the places of its rows; equal keys must stand together."""
    begins = keys.ne(keys.shift()).to_numpy().nonzero()[0].tolist()
    for begin, end in zip(begins, [*begins[1:], len(keys)], strict=True):
        yield keys.iloc[begin], slice(begin, end)
