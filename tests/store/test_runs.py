"""Series are cut where their key changes."""

import pandas as pd

from okr_analytics.store.runs import runs


def test_each_key_with_its_rows() -> None:
    assert list(runs(pd.Series(["a", "a", "b"]))) == [("a", slice(0, 2)), ("b", slice(2, 3))]
    assert list(runs(pd.Series([7]))) == [(7, slice(0, 1))]
    assert list(runs(pd.Series([], dtype="str"))) == []
