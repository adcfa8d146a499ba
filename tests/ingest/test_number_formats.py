"""What a number format shows, and which day a serial number is."""

import datetime as dt

import pytest

from okr_analytics.ingest.formats.number_formats import BUILTIN, date_kind, moment


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", ""),
        ("0.00", ""),
        ("0%", ""),
        ("#,##0.00 [$€-407]", ""),
        ('0 "days"', ""),
        (r"0\ \d", ""),
        ("[Red]0;[Red]-0", ""),
        ("@", ""),
        ("0.00E+00", ""),
        ("dd/mm/yyyy", "date"),
        ("[$-409]d-mmm;@", "date"),
        ("mmm-yy", "date"),
        ("yyyy", "date"),
        ("h:mm", "time"),
        ("hh:mm:ss AM/PM", "time"),
        ("mm:ss", "time"),
        ("[h]:mm:ss", "elapsed"),
        ("[mm]:ss", "elapsed"),
        ("m/d/yy h:mm", "datetime"),
        ("dd.mm.yyyy hh:mm", "datetime"),
        (";;;", ""),
        ("[" * 200, ""),
        ('"' * 199, ""),
    ],
)
def test_what_a_format_shows(code: str, kind: str) -> None:
    assert date_kind(code) == kind


def test_builtin_dates() -> None:
    shown = {number: date_kind(code) for number, code in BUILTIN.items()}
    assert {n for n, kind in shown.items() if kind == "date"} == {
        14,
        15,
        16,
        17,
        *range(27, 32),
        36,
        *range(50, 55),
        57,
        58,
    }
    assert shown[22] == "datetime"
    assert shown[46] == "elapsed"


@pytest.mark.parametrize(
    ("serial", "kind", "from_1904", "expected"),
    [
        (1, "date", False, dt.date(1900, 1, 1)),
        (59, "date", False, dt.date(1900, 2, 28)),
        (60, "date", False, None),
        (61, "date", False, dt.date(1900, 3, 1)),
        (0, "date", False, None),
        (0, "date", True, dt.date(1904, 1, 1)),
        (2_958_465, "date", False, dt.date(9999, 12, 31)),
        (2_958_466, "date", False, None),
        (-1, "date", False, None),
        (1e308, "date", False, None),
        (45_000.25, "date", False, dt.datetime(2023, 3, 15, 6)),
        (45_000.0, "datetime", False, dt.datetime(2023, 3, 15)),
        (0.999999999, "time", False, dt.timedelta(days=1)),
        (0.5, "time", False, dt.time(12)),
        (1.5, "elapsed", False, dt.timedelta(hours=36)),
        (-0.5, "elapsed", False, dt.timedelta(hours=-12)),
    ],
)
def test_which_moment_a_serial_is(serial: float, kind: str, from_1904: bool, expected: object) -> None:
    assert moment(serial, kind, from_1904=from_1904) == expected
