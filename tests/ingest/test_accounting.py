"""Every non-blank cell is loaded or left aside with a reason, exactly once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from okr_analytics.ingest.accounting import OUTSIDE, Ledger
from okr_analytics.ingest.cells import Sheet

positions = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 8)), max_size=60)


def _sheet(filled: set[tuple[int, int]]) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    for row, column in sorted(filled):
        rows.setdefault(row, {})[column] = "x"
    return Sheet("S", rows)


@settings(deadline=None)
@given(filled=positions, loaded=positions, left=positions)
def test_cells_add_up_and_none_is_twice(
    filled: set[tuple[int, int]], loaded: set[tuple[int, int]], left: set[tuple[int, int]]
) -> None:
    ledger = Ledger(_sheet(filled))
    ledger.load(loaded & filled)
    ledger.leave(left & filled, "a reason")
    unused = ledger.unused()
    seen: list[tuple[int, int]] = []
    for item in unused:
        inside = [p for p in filled if p in item.range]
        assert len(inside) == item.cells
        seen += inside
        assert all((item.reason == "a reason") == (p in left) for p in inside)
    assert sorted(seen) == sorted(filled - loaded)


def test_a_loaded_cell_stays_loaded_and_the_first_reason_stays() -> None:
    ledger = Ledger(_sheet({(1, 1), (1, 2), (2, 1)}))
    ledger.leave([(1, 1), (1, 2)], "first")
    ledger.leave([(1, 2)], "second")
    ledger.load([(1, 1)])
    assert [(str(u.range), u.reason) for u in ledger.unused()] == [("B1:B1", "first"), ("A2:A2", OUTSIDE)]
