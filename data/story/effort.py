"""Planned and actual hours: how growth was eaten, where it endangers business as usual, what nobody classified."""

import datetime as dt
from dataclasses import dataclass

from story.model import noise
from story.organisation import DAP, DCD, DCS, DPR, DSF, DSS, DVV, EMD, HOS, ISD, PCD, PPD, PRE, UNITS

MONTHS = tuple(dt.date(2026, m, 1) for m in range(4, 13))  # planned to December, actual to 20 November
GROWTH, BAU, IMPROVEMENT, UNKNOWN = "growth", "bau", "improvement", "unknown"
CONVERSATIONS = (GROWTH, BAU, IMPROVEMENT, UNKNOWN)

# unit: planned shares (growth, bau, improvement); actual shares before the outage; actual shares since October
_SHARES: dict[str, tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]] = {
    PRE: ((0.30, 0.45, 0.25), (0.29, 0.46, 0.22), (0.26, 0.49, 0.20)),
    HOS: ((0.35, 0.47, 0.18), (0.33, 0.48, 0.16), (0.20, 0.60, 0.14)),
    EMD: ((0.35, 0.53, 0.12), (0.32, 0.54, 0.11), (0.16, 0.72, 0.06)),
    PCD: ((0.35, 0.50, 0.15), (0.33, 0.50, 0.13), (0.20, 0.615, 0.12)),
    DAP: ((0.28, 0.52, 0.20), (0.27, 0.56, 0.12), (0.27, 0.60, 0.07)),
    DSF: ((0.25, 0.57, 0.18), (0.25, 0.62, 0.08), (0.24, 0.65, 0.04)),
    DVV: ((0.28, 0.52, 0.20), (0.27, 0.58, 0.10), (0.26, 0.63, 0.05)),
    DSS: ((0.30, 0.50, 0.20), (0.29, 0.49, 0.18), (0.29, 0.48, 0.18)),
    DPR: ((0.30, 0.55, 0.15), (0.33, 0.49, 0.14), (0.52, 0.30, 0.12)),
    DCS: ((0.35, 0.45, 0.20), (0.32, 0.46, 0.17), (0.21, 0.59, 0.14)),
    ISD: ((0.35, 0.45, 0.20), (0.31, 0.47, 0.18), (0.16, 0.67, 0.11)),
    PPD: ((0.35, 0.50, 0.15), (0.34, 0.49, 0.13), (0.20, 0.63, 0.12)),
}
# How much more than planned was worked: the outage brought overtime.
_OVERTIME = {EMD: 1.06, ISD: 1.12, DCS: 1.05, HOS: 1.03}


@dataclass(frozen=True)
class Hours:
    """The hours of a unit for a conversation in a month; actual is None where the month hasn't come."""

    unit: str
    month: dt.date
    conversation: str
    planned: int | None
    actual: int | None


def _since_outage(month: dt.date) -> float:
    """0 before August, 1 from October on."""
    return {8: 0.5, 9: 0.95}.get(month.month, 0.0 if month.month < 8 else 1.0)


def _tens(hours: float) -> int:
    return int(round(hours, -1))


def monthly(unit: str) -> list[Hours]:
    """The hours of a unit month by month; the home-care department keeps timesheets instead."""
    planned_shares, before, after = _SHARES[unit]
    capacity = UNITS[unit][4] / 12
    out = []
    for month in MONTHS:
        worked = capacity * (0.66 if month.month == 11 else 1.0) * (1 + 0.03 * noise(unit, month))
        worked *= _OVERTIME.get(unit, 1.0) if month.month >= 8 else 1.0
        turn = _since_outage(month)
        known = [
            b + (a - b) * turn + 0.008 * noise(unit, month, n)
            for n, (b, a) in enumerate(zip(before, after, strict=True))
        ]
        actual_shares = [*known, 1 - sum(known)]
        for n, conversation in enumerate(CONVERSATIONS):
            planned = _tens(capacity * planned_shares[n]) if conversation != UNKNOWN else None
            actual = _tens(worked * max(0.0, actual_shares[n])) if month.month < 12 else None
            out.append(Hours(unit, month, conversation, planned, actual))
    return out


@dataclass(frozen=True)
class TimesheetLine:
    """A line of the home-care timesheet; `category` is the sheet's word or "", `item` a code, a title or a word."""

    day: dt.date
    person: str
    category: str
    item: str
    planned: float
    actual: float
    conversation: str


_PEOPLE = (
    "Pilar Sanmartín",
    "Paula Iriarte",
    "Nuria Calvo",
    "Iván Prats",
    "Sonia Marín",
    "Hugo Lara",
    "Aitana Gil",
    "Rubén Soto",
)
# category as written, item, planned hours a week, actual hours a week, what it is
_WEEK = (
    ("Crecimiento", "DCD-Q4-1.1", 5.0, 5.5, GROWTH),
    ("", "DCD-Q4-1.2", 4.5, 4.0, GROWTH),  # only the key result's code tells what it is
    ("Operación", "Visitas a domicilio", 16.0, 15.0, BAU),
    ("", "KPI-19", 4.0, 4.5, BAU),  # only the KPI's code tells
    ("Mejora", "P-05", 6.5, 5.0, IMPROVEMENT),
    ("Varios", "Reuniones y otros", 0.0, 2.2, UNKNOWN),
)


def timesheet() -> list[TimesheetLine]:
    """Eight people, seven weeks from October 2026 on, by the end of each week."""
    out = []
    for week in range(7):
        day = dt.date(2026, 10, 9) + dt.timedelta(days=7 * week)
        for person in _PEOPLE:
            for category, item, planned, actual, conversation in _WEEK:
                hours = round((actual * (1 + 0.3 * noise(person, day, item))) * 4) / 4
                if hours and noise("away", person, day) < 0.88:
                    out.append(TimesheetLine(day, person, category, item, planned, hours, conversation))
    return out


ENGLISH_UNITS = (PRE, HOS, EMD, PCD, DCS, ISD, PPD)
PORTUGUESE_UNITS = (DAP, DSF, DVV)
SPANISH_UNITS = (DSS, DPR)
TIMESHEET_UNIT = DCD
