"""Green, amber and red of a KPI: which end of the healthy range a cell is, as its comparator says."""

import pytest

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.understand import read_workbook

LIMITS = ("healthy_low", "healthy_high", "warning_low", "warning_high", "direction")
HEADS = {"en": ("Green", "Amber", "Red"), "es": ("Verde", "Amarillo", "Rojo"), "de": ("Grün", "Gelb", "Rot")}


def _limits(cells: tuple[Value, ...], heads: tuple[str, ...]) -> tuple[object, ...]:
    rows: list[list[Value | None]] = [
        ["KPI", "Owner", *heads],
        ["Waiting time", "Ana", *cells],
        ["Queue", "Bo", *cells],
    ]
    reading = read_workbook(workbook_of(sheet_of(rows, name="KPIs")))
    values = next(r.values() for r in reading.records if r.record_kind == "kpi")
    return tuple(values[name] for name in LIMITS)


@pytest.mark.parametrize("language", HEADS)
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("< 2.5", "2.5-4", "> 4"), (None, 2.5, 2.5, 4.0, "lower")),
        ((">= 12", "8-11", "< 8"), (12.0, None, 8.0, 11.0, "higher")),
        ((5.0, 10.0, 15.0), (None, 5.0, None, 10.0, "lower")),
        ((95.0, 90.0, 85.0), (95.0, None, 90.0, None, None)),
    ],
    ids=["less is better", "more is better", "plain and rising", "plain and falling"],
)
def test_limits(cells: tuple[Value, ...], expected: tuple[object, ...], language: str) -> None:
    assert _limits(cells, HEADS[language]) == expected


@pytest.mark.parametrize(("red", "expected"), [("> 4", (None, 4.0)), ("< 3", (3.0, None))])
def test_red_begins_where_the_warning_ends(red: str, expected: tuple[object, ...]) -> None:
    found = _limits(("2", red), ("Target", "Red"))
    assert (found[2], found[3]) == expected


def test_limits_whose_headers_say_from_keep_their_end() -> None:
    assert _limits((40.0, 506.0), ("Green from", "Amber from")) == (40.0, None, 506.0, None, None)
