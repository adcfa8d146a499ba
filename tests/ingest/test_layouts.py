"""Every recognised shape shows itself with its smallest sheets: the layout is chosen and gives the records it says."""

import datetime as dt

import pytest

from okr_analytics.ingest.examples import Example
from okr_analytics.ingest.layout import all_layouts
from okr_analytics.ingest.understand import read_workbook

CASES = [(name, i, example) for name, layout in all_layouts().items() for i, example in enumerate(layout.EXAMPLES)]


@pytest.mark.parametrize(("name", "number", "example"), CASES, ids=[f"{n}-{i}" for n, i, _ in CASES])
def test_a_layout_reads_its_examples(name: str, number: int, example: Example) -> None:
    reading = read_workbook(example.workbook(), as_of=dt.date(2025, 3, 31))
    for kind, expected in example.expect.items():
        found = [r.values() for r in reading.records if r.record_kind == kind]
        assert len(found) == len(expected), (kind, found, reading.tables)
        for record, fields in zip(found, expected, strict=True):
            assert {n: record[n] for n in fields} == dict(fields)
    assert {r.record_kind for r in reading.records} <= set(example.expect)
    assert name in {t.layout for t in reading.tables}


@pytest.mark.parametrize("name", sorted(all_layouts()))
def test_a_layout_says_what_it_is_and_shows_it(name: str) -> None:
    layout = all_layouts()[name]
    assert name == layout.NAME
    assert layout.EXAMPLES
