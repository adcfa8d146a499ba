"""What people wrote beside their numbers, the initiatives they ran, and the targets on the way."""

import datetime as dt
from dataclasses import dataclass

from story.model import INCIDENT, CheckIn
from story.organisation import DCS, EMD, HOS, ISD, PCD, PPD, PRE


@dataclass(frozen=True)
class Note:
    """The three Ps of a check-in; None leaves a cell blank."""

    progress: str | None = None
    problems: str | None = None
    plans: str | None = None


# (key result, month, day): note
_NOTES = {
    ("EMD-Q3-1.1", 8, 7): Note("Second physician at triage from 8 to 20 h works.", None, "Extend to weekends"),
    ("EMD-Q3-1.1", 8, 21): Note(None, "Patient record down since Tuesday. Everything goes on paper."),
    ("EMD-Q3-1.1", 9, 4): Note("Record is back, paper is being typed in.", "Overtime used up.", "Evening shift"),
    ("ISD-Q3-1.1", 8, 21): Note(None, "Outage since 18 August, all projects stopped.", "Recovery plan, see P-02"),
    ("ISD-Q3-2.1", 9, 18): Note("29 of 34 services are back.", "Imaging archive still slow."),
    ("DCS-Q3-1.1", 9, 4): Note(None, "Nearly 900 staff hours lost in August."),
    ("EMD-Q4-1.1", 10, 23): Note(None, "Four of six people of the redesign team fill shifts.", "Ask for agency staff"),
    ("EMD-Q4-1.1", 11, 20): Note("Evening shift in one clinic: 41 minutes there.", "No hours for the other clinics."),
    ("EMD-Q4-1.2", 11, 13): Note(None, "People leave after 90 minutes, mostly at night."),
    ("ISD-Q4-1.1", 11, 6): Note(None, "Service desk takes every second hour of the record team.", "Decide what waits"),
    ("ISD-Q4-2.1", 10, 30): Note("Restore test in 5.8 hours.", None, "Next test on 26 November"),
    ("DCS-Q4-2.1", 11, 20): Note("Seven systems restored in the test, four of them new."),
    ("PCD-Q4-1.1", 11, 13): Note("Two wards confirm the date on the day of indication.", None, "Third ward follows"),
    ("PRE-Q4-2.1", 11, 20): Note(None, "Hospital and digital directorates spend half of the planned hours on growth.",
                                 "Decide on 3 December what is stopped"),
    ("DAP-Q4-2.1", 10, 30): Note(None, "Projeto de territórios parado: sem horas reservadas.", "Pedir meio dia"),
    ("DAP-Q4-1.1", 11, 13): Note("Agentes visitam primeiro quem faltou à consulta."),
    ("DSF-Q4-1.1", 11, 20): Note("Aferição em casa ajuda muito.", None, "Mais 20 aparelhos"),
    ("DVV-Q4-1.2", 11, 6): Note(None, "Lista nominal saiu com três meses de atraso.", "Formar agentes em novembro"),
}  # fmt: skip
_USUAL = (Note("As planned."), Note(), Note("Numbers of the last week included."), Note(), Note(None, None, "Go on"))


def note_for(item: CheckIn) -> Note:
    """What was written with a check-in: something on the days that mattered, else little or nothing."""
    code, day = item.key_result.code, item.date
    told = _NOTES.get((code, day.month, day.day))
    if told:
        return told
    if code[:3] in ("DAP", "DSF", "DVV"):
        return Note("Conforme planejado.") if (day.day + len(code)) % 3 == 0 else Note()
    if code.startswith(("EMD", "ISD", "DCS")) and INCIDENT < day < dt.date(2026, 9, 10):
        return Note(None, "Outage: little time for this.")
    return _USUAL[(day.day + ord(code[0]) + ord(code[-1])) % len(_USUAL)]


def _d(month: int, day: int) -> dt.date:
    return dt.date(2026, month, day)


# title, key result, type, unit, owner, start, due, status, share done
INITIATIVES_Q3: tuple[tuple[object, ...], ...] = (
    ("Second physician at triage", "EMD-Q3-1.1", "Initiative",
     EMD, "Elin Marsh", _d(7, 6), _d(9, 30), "Done", 1.0),
    ("Hand-over on a tablet in one clinic", "EMD-Q3-2.1", "Experiment",
     EMD, "Jonas Adler", _d(7, 20), _d(8, 28), "Done", 1.0),
    ("Surgery date at the first visit", "PCD-Q3-1.1", "Experiment",
     PCD, "Oskar Venn", _d(7, 13), _d(9, 18), "Done", 1.0),
    ("Reminder before an invoice falls due", "PRE-Q3-2.1", "Initiative",
     PRE, "Leo Farrant", _d(7, 1), _d(8, 31), "Done", 1.0),
    ("Record training in the wards", "ISD-Q3-1.1", "Initiative",
     ISD, "Priya Anand", _d(7, 6), _d(9, 25), "Stopped", 0.4),
    ("Panel chosen before advertising", "PPD-Q3-1.1", "Experiment",
     PPD, "Dora Whitfield", _d(7, 6), _d(9, 11), "Done", 1.0),
)  # fmt: skip
INITIATIVES_Q4: tuple[tuple[object, ...], ...] = (
    ("Senior physician in the evening", "EMD-Q4-1.1", "Experiment",
     EMD, "Elin Marsh", _d(10, 12), _d(12, 4), "In progress", 0.35),
    ("Waiting room tells how long it takes", "EMD-Q4-1.2", "Initiative",
     EMD, "Elin Marsh", _d(10, 19), _d(11, 13), "Not started", 0.0),
    ("Hand-over form in all ambulances", "EMD-Q4-2.1", "Initiative",
     EMD, "Jonas Adler", _d(10, 5), _d(12, 11), "In progress", 0.5),
    ("Discharge talk the evening before", "HOS-Q4-1.2", "Experiment",
     HOS, "Samuel Reyes", _d(10, 12), _d(11, 27), "In progress", 0.6),
    ("Call after two days at home", "HOS-Q4-1.3", "Experiment",
     HOS, "Samuel Reyes", _d(11, 2), _d(12, 18), "In progress", 0.2),
    ("Surgery date on the day of indication", "PCD-Q4-1.1", "Initiative",
     PCD, "Oskar Venn", _d(10, 1), _d(12, 18), "In progress", 0.65),
    ("Call the day before the operation", "PCD-Q4-1.2", "Experiment",
     PCD, "Gwen Tallis", _d(10, 5), _d(11, 13), "Done", 1.0),
    ("Monthly restore test", "DCS-Q4-2.1", "Initiative",
     DCS, "Henrik Sole", _d(10, 1), _d(12, 18), "In progress", 0.6),
    ("Test mail with a short talk", "DCS-Q4-2.2", "Experiment",
     DCS, "Viktor Hale", _d(10, 12), _d(12, 11), "In progress", 0.55),
    ("Remove duplicates at admission", "ISD-Q4-1.2", "Initiative",
     ISD, "Priya Anand", _d(10, 19), _d(12, 11), "Delayed", 0.2),
    ("Offer within three days", "PPD-Q4-1.2", "Experiment",
     PPD, "Bram Colley", _d(10, 12), _d(12, 4), "In progress", 0.5),
    ("Mentor for every new nurse", "PPD-Q4-1.3", "Initiative",
     PPD, "Bram Colley", _d(10, 5), _d(12, 18), "Not started", 0.0),
    ("Ask once, answer in ten days", "PRE-Q4-1.3", "Experiment",
     PRE, "Leo Farrant", _d(10, 5), _d(12, 4), "In progress", 0.6),
)  # fmt: skip

PHASED_TARGETS = (
    ("EMD-Q4-1.1", _d(10, 31), 47.0), ("EMD-Q4-1.1", _d(11, 30), 43.0), ("EMD-Q4-1.1", _d(12, 31), 40.0),
    ("PCD-Q4-1.1", _d(10, 31), 0.64), ("PCD-Q4-1.1", _d(11, 30), 0.75), ("PCD-Q4-1.1", _d(12, 31), 0.85),
    ("ISD-Q4-1.1", _d(10, 31), 0.58), ("ISD-Q4-1.1", _d(11, 30), 0.67), ("ISD-Q4-1.1", _d(12, 31), 0.75),
)  # fmt: skip
