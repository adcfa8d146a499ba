"""The KPI board: what business as usual promises, the ranges that moved with the OKRs, 18 months of readings."""

import datetime as dt

from story.model import Kpi, KpiRange, noise
from story.organisation import DAP, DCD, DCS, DPR, DSF, DSS, DVV, EMD, HOS, ISD, PCD, PPD, PRE

MONTHS = tuple(dt.date(2025 + (4 + n) // 12, (4 + n) % 12 + 1, 1) for n in range(18))  # May 2025 to October 2026
_START = dt.date(2025, 1, 1)
_JUL, _OCT = dt.date(2026, 7, 1), dt.date(2026, 10, 1)
_Bounds = tuple[float | None, float | None, float | None, float | None]
_NOTHING: dict[str, float | None] = {}


def _readings(
    code: str, measure: str, line: tuple[float, float, float], facts: dict[str, float | None]
) -> tuple[float | None, ...]:
    first, last, swing = line
    decimals = 3 if measure == "%" else 1 if max(abs(first), abs(last)) < 100 else 0
    out: list[float | None] = []
    for number, month in enumerate(MONTHS):
        value = first + (last - first) * number / (len(MONTHS) - 1) + swing * noise(code, month)
        known = facts.get(f"{month:%Y-%m}", value)
        out.append(None if known is None else round(known, decimals))
    return tuple(out)


def _kpi(
    identity: tuple[str, str, str, str, str, str, str],
    target: float,
    bounds: _Bounds,
    line: tuple[float, float, float],
    facts: dict[str, float | None] = _NOTHING,
    *,
    moved: tuple[dt.date, _Bounds] | None = None,
) -> Kpi:
    """A KPI: (code, name, unit, owner, perspective, measure, direction), its target, the healthy and the warning
    bounds, the way of its readings as (first, last, swing), months that were different, and a later range.
    """
    ranges = [KpiRange(_START, *bounds)]
    if moved:
        ranges.append(KpiRange(moved[0], *moved[1]))
    return Kpi(*identity, target, tuple(ranges), _readings(identity[0], identity[5], line, facts))


def _rising(*last: float) -> dict[str, float | None]:
    """The readings from July 2026 on."""
    return {f"2026-{7 + n:02d}": value for n, value in enumerate(last)}


_CITIZEN, _PROCESS, _PEOPLE, _MONEY = "Citizens", "Processes", "People", "Finance"

# fmt: off
KPIS = (
    _kpi(("KPI-01", "Citizens rating our services good or very good", PRE, "Noor Haddad", _CITIZEN, "%", "higher"),
         0.65, (0.60, None, 0.55, None), (0.58, 0.66, 0.012)),
    _kpi(("KPI-02", "Complaints answered within 10 working days", PRE, "Leo Farrant", _PROCESS, "%", "higher"),
         0.90, (0.85, None, 0.75, None), (0.84, 0.89, 0.02)),
    _kpi(("KPI-03", "Bed occupancy", HOS, "Samuel Reyes", _PROCESS, "%", "range"),
         0.85, (0.78, 0.88, 0.72, 0.92), (0.84, 0.87, 0.015), _rising(0.871, 0.889, 0.902, 0.897)),
    _kpi(("KPI-04", "Readmissions within 30 days", HOS, "Samuel Reyes", _CITIZEN, "%", "lower"),
         0.08, (None, 0.09, None, 0.11), (0.096, 0.087, 0.004)),
    _kpi(("KPI-05", "Median time to first physician contact", EMD, "Mara Lindqvist", _CITIZEN, "minutes", "lower"),
         40, (None, 60, None, 70), (63, 57, 2.0), _rising(52, 63, 58, 48), moved=(_JUL, (None, 45, None, 55))),
    _kpi(("KPI-06", "Patients leaving unseen", EMD, "Elin Marsh", _CITIZEN, "%", "lower"),
         0.04, (None, 0.065, None, 0.08), (0.079, 0.066, 0.003), _rising(0.066, 0.081, 0.074, 0.062)),
    _kpi(("KPI-07", "Operations cancelled on the day", PCD, "Oskar Venn", _PROCESS, "%", "lower"),
         0.05, (None, 0.08, None, 0.10), (0.096, 0.071, 0.005)),
    _kpi(("KPI-08", "Use of operating rooms", PCD, "Gwen Tallis", _PROCESS, "%", "range"),
         0.82, (0.75, 0.90, 0.68, 0.95), (0.78, 0.81, 0.02), {"2026-08": 0.731}),
    _kpi(("KPI-09", "Consultations per physician and day", DAP, "Teresa Palma", _PROCESS, "consultations", "range"),
         16, (13, 18, 11, 20), (15.2, 16.4, 0.6)),
    _kpi(("KPI-10", "Referrals answered within 15 days", DAP, "Teresa Palma", _PROCESS, "%", "higher"),
         0.80, (0.70, None, 0.60, None), (0.71, 0.76, 0.02)),
    _kpi(("KPI-11", "Hypertension under control", DSF, "Caio Ferraz", _CITIZEN, "%", "higher"),
         0.55, (0.42, None, 0.36, None), (0.37, 0.52, 0.01)),
    _kpi(("KPI-12", "Household visits a month", DSF, "Rafael Nogueira", _PROCESS, "visits", "higher"),
         4200, (3800, None, 3400, None), (3950, 4180, 120)),
    _kpi(("KPI-13", "Measles vaccination at the age of 2", DVV, "Lívia Montes", _CITIZEN, "%", "higher"),
         0.92, (0.80, None, 0.75, None), (0.77, 0.861, 0.006), {"2026-10": 0.876},
         moved=(_OCT, (0.90, None, 0.85, None))),
    _kpi(("KPI-14", "Outbreaks investigated within 48 hours", DVV, "Davi Sarmento", _PROCESS, "%", "higher"),
         0.95, (0.90, None, 0.80, None), (0.93, 0.95, 0.02), {"2026-02": None}),
    _kpi(("KPI-15", "Cases opened again within 60 days", DSS, "Elena Ruiz", _CITIZEN, "%", "lower"),
         0.10, (None, 0.18, None, 0.22), (0.205, 0.152, 0.008)),
    _kpi(("KPI-16", "Calls answered within 3 minutes", DSS, "Elena Ruiz", _CITIZEN, "%", "higher"),
         0.85, (0.80, None, 0.70, None), (0.82, 0.84, 0.015)),
    _kpi(("KPI-17", "Applications decided within 20 working days", DPR, "Julián Otero", _CITIZEN, "%", "higher"),
         0.90, (0.85, None, 0.75, None), (0.87, 0.90, 0.012), _rising(0.861, 0.792, 0.724, 0.681)),
    _kpi(("KPI-18", "Applications waiting for a decision", DPR, "Julián Otero", _PROCESS, "applications", "lower"),
         900, (None, 1200, None, 1600), (1080, 1010, 60), _rising(1120, 1460, 1830, 2140)),
    _kpi(("KPI-19", "Home visits kept", DCD, "Paula Iriarte", _CITIZEN, "%", "higher"),
         0.97, (0.95, None, 0.92, None), (0.958, 0.966, 0.006)),
    _kpi(("KPI-20", "People waiting for home care", DCD, "Pilar Sanmartín", _CITIZEN, "people", "lower"),
         120, (None, 160, None, 200), (188, 141, 8)),
    _kpi(("KPI-21", "Availability of the patient record", ISD, "Anya Petrov", _PROCESS, "%", "higher"),
         0.998, (0.995, None, 0.99, None), (0.997, 0.997, 0.001), _rising(0.997, 0.912, 0.978, 0.991)),
    _kpi(("KPI-22", "Open service-desk tickets", ISD, "Priya Anand", _PROCESS, "tickets", "lower"),
         400, (None, 600, None, 800), (480, 540, 40), _rising(560, 1390, 1120, 910)),
    _kpi(("KPI-23", "Tickets solved on the first call", ISD, "Priya Anand", _PROCESS, "%", "higher"),
         0.65, (0.60, None, 0.50, None), (0.63, 0.66, 0.015), _rising(0.641, 0.512, 0.548, 0.587)),
    _kpi(("KPI-24", "Vacant posts", PPD, "Dora Whitfield", _PEOPLE, "%", "range"),
         0.05, (0.03, 0.08, 0.02, 0.10), (0.098, 0.073, 0.003)),
    _kpi(("KPI-25", "Purchase orders placed within 15 days", PPD, "Bram Colley", _PROCESS, "%", "higher"),
         0.75, (0.65, None, 0.55, None), (0.61, 0.70, 0.02), {"2025-12": None}),
    _kpi(("KPI-26", "Payslips corrected afterwards", DCS, "Viktor Hale", _MONEY, "%", "lower"),
         0.005, (None, 0.01, None, 0.02), (0.009, 0.007, 0.001)),
)
# fmt: on


def range_on(kpi: Kpi, day: dt.date) -> KpiRange:
    """The range that holds on a day."""
    return max((r for r in kpi.ranges if r.valid_from <= day), key=lambda r: r.valid_from)


def zone(kpi: Kpi, value: float, day: dt.date) -> str:
    """healthy, warning or outside, by the range that holds on the day."""
    now = range_on(kpi, day)
    if _inside(value, now.low, now.high):
        return "healthy"
    return "warning" if _inside(value, now.warn_low, now.warn_high) else "outside"


def _inside(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
