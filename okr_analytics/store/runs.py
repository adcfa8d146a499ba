"""Frames of many short series, in order: cut where the key changes, without a Python object for each row."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd


def runs(keys: "pd.Series[Any]") -> Iterator[tuple[Any, slice]]:
    """Each key with the places of its rows; equal keys must stand together."""
    begins = keys.ne(keys.shift()).to_numpy().nonzero()[0].tolist()
    for key, (begin, end) in zip(keys.iloc[begins].tolist(), pairwise([*begins, len(keys)]), strict=True):
        yield key, slice(begin, end)
