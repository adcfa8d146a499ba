"""Records of every kind, written out in hundreds of layouts, come back equal; `OKR_LAYOUTS=500` tries so many anew."""

import pytest
from hypothesis import given
from made_layouts import KINDS, Style, Written, as_workbook, tables
from made_times import AS_OF, SHAPES, Across, across
from same_records import EACH, differences, moments

from okr_analytics.ingest.understand import read_workbook


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_every_kind_comes_back(kind: str) -> None:
    @EACH
    @given(drawn=tables(kind))
    def holds(drawn: tuple[Written, Style]) -> None:
        reading = read_workbook(as_workbook(drawn[0]))
        assert not differences(kind, drawn[0].known, reading.records)
        assert 0 <= reading.unused_count <= reading.nonblank

    holds()


@pytest.mark.parametrize("shape", SHAPES)
def test_numbers_at_times_come_back(shape: str) -> None:
    @EACH
    @given(made=across(shape))
    def holds(made: Across) -> None:
        assert not moments(made, read_workbook(made.workbook(), as_of=AS_OF).records)

    holds()
