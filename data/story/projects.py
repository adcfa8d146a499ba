"""The portfolio: ten projects that cross units, their steps, how they slipped and what they cost."""

import datetime as dt

from story.model import Milestone, Project
from story.organisation import DAP, DCD, DCS, DPR, DSF, DSS, DVV, EMD, HOS, ISD, PCD, PPD, PRE


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


def _steps(project: str, *rows: tuple[str, str, str, str, float]) -> tuple[Milestone, ...]:
    """Steps from (name, promised, due now, finished or "", share done); days as MM-DD of 2026 or ISO."""
    return tuple(
        Milestone(f"{project}.{n}", name, _day(promised), _day(due), _day(done) if done else None, share)
        for n, (name, promised, due, done, share) in enumerate(rows, start=1)
    )


# fmt: off
PROJECTS = (
    Project("P-01", "Single patient record", ISD, (EMD, PCD, DSF, HOS), "Henrik Sole", "Anya Petrov", "1 - High",
            dt.date(2025, 10, 1), dt.date(2027, 3, 31), "at_risk", 0.58, 4_200_000, 3_050_000, "ISD-Q4-1.1",
            _steps("P-01", ("Data model agreed", "01-30", "02-13", "02-12", 1.0),
                   ("First hospital connected", "05-29", "06-30", "07-03", 1.0),
                   ("Emergency care connected", "09-15", "11-06", "", 0.7),
                   ("Family health teams connected", "11-30", "2027-01-29", "", 0.2),
                   ("Old records closed", "12-18", "2027-03-31", "", 0.0))),
    Project("P-02", "Recovery and cyber resilience", ISD, (DCS, PRE, EMD), "Ines Calder", "Priya Anand", "1 - High",
            dt.date(2026, 8, 24), dt.date(2026, 12, 18), "on_track", 0.66, 1_100_000, 742_500, "DCS-Q4-2.1",
            _steps("P-02", ("Patient record back", "08-31", "08-31", "09-01", 1.0),
                   ("All services back", "09-30", "10-09", "10-08", 1.0),
                   ("Monthly restore test", "10-30", "10-30", "10-29", 1.0),
                   ("Second data centre in use", "12-18", "12-18", "", 0.35))),
    Project("P-03", "Emergency pathway redesign", EMD, (HOS, ISD, PPD), "Tomas Brandt", "Elin Marsh", "1 - High",
            dt.date(2026, 3, 2), dt.date(2026, 12, 11), "off_track", 0.42, 620_000, 398_000, "EMD-Q4-1.1",
            _steps("P-03", ("Pathway mapped", "04-30", "04-30", "04-28", 1.0),
                   ("New triage in one clinic", "07-31", "08-28", "09-11", 1.0),
                   ("New triage in all clinics", "10-16", "11-13", "", 0.3),
                   ("Evening senior shift", "11-13", "12-11", "", 0.0))),
    Project("P-04", "Territórios da atenção primária", DAP, (DSF, DVV), "Beatriz Aroeira", "Teresa Palma", "2 - Medium",
            dt.date(2026, 2, 2), dt.date(2026, 11, 30), "off_track", 0.15, 380_000, 41_000, "DAP-Q4-2.1",
            _steps("P-04", ("Mapa dos territórios", "04-15", "06-30", "07-20", 1.0),
                   ("Equipes de referência definidas", "07-31", "10-30", "", 0.1),
                   ("Famílias informadas", "09-30", "11-30", "", 0.0),
                   ("Avaliação", "11-30", "11-30", "", 0.0))),
    Project("P-05", "Agenda de cuidados en casa", DCD, (DPR, ISD), "Rosalía Vega", "Pilar Sanmartín", "2 - Medium",
            dt.date(2026, 4, 1), dt.date(2026, 12, 15), "on_track", 0.74, 260_000, 171_600, "DCD-Q4-1.1",
            _steps("P-05", ("Agenda diseñada", "05-29", "05-29", "05-27", 1.0),
                   ("Piloto con dos equipos", "07-31", "07-31", "08-05", 1.0),
                   ("Todos los equipos", "10-30", "10-30", "10-28", 1.0),
                   ("Familias con acceso", "12-15", "12-15", "", 0.3))),
    Project("P-06", "Portal único de prestaciones", DPR, (ISD, DSS), "Rosalía Vega", "Marcos Luján", "1 - High",
            dt.date(2026, 1, 15), dt.date(2026, 12, 11), "on_track", 0.88, 890_000, 801_000, "DPR-Q4-1.1",
            _steps("P-06", ("Solicitud en línea", "04-30", "04-30", "04-24", 1.0),
                   ("Firma electrónica", "07-15", "07-15", "07-10", 1.0),
                   ("Consulta del expediente", "10-15", "10-15", "10-02", 1.0),
                   ("Cita previa integrada", "12-11", "12-11", "", 0.6))),
    Project("P-07", "Open waiting list for surgery", PCD, (ISD, HOS), "Tomas Brandt", "Gwen Tallis", "2 - Medium",
            dt.date(2026, 4, 13), dt.date(2026, 12, 4), "on_track", 0.71, 240_000, 149_000, "PCD-Q4-1.1",
            _steps("P-07", ("List cleaned", "06-12", "06-12", "06-16", 1.0),
                   ("Dates shown to patients", "09-25", "10-09", "10-12", 1.0),
                   ("Dates shown to general practices", "12-04", "12-04", "", 0.4))),
    Project("P-08", "Rede de busca ativa da vacinação", DVV, (DSF, ISD), "Beatriz Aroeira", "Davi Sarmento",
            "2 - Medium", dt.date(2026, 5, 4), dt.date(2026, 12, 18), "off_track", 0.08, 175_000, 9_500, "DVV-Q4-1.2",
            _steps("P-08", ("Lista nominal pronta", "06-30", "09-30", "10-20", 1.0),
                   ("Agentes formados", "08-31", "11-16", "", 0.0),
                   ("Busca em todos os bairros", "12-18", "12-18", "", 0.0))),
    Project("P-09", "Workforce plan 2027-2030", PPD, (HOS, DAP, DSS), "Ines Calder", "Dora Whitfield", "3 - Low",
            dt.date(2026, 6, 1), dt.date(2027, 2, 26), "at_risk", 0.4, 150_000, 52_000, "PPD-Q4-1.3",
            _steps("P-09", ("Needs by profession", "08-31", "10-02", "10-09", 1.0),
                   ("Scenarios", "10-30", "11-27", "", 0.4),
                   ("Plan approved", "2027-01-29", "2027-02-26", "", 0.0))),
    Project("P-10", "New intranet", DCS, (ISD,), "Henrik Sole", "Viktor Hale", "3 - Low",
            dt.date(2026, 2, 16), dt.date(2026, 10, 30), "cancelled", 0.4, 210_000, 96_000, None,
            _steps("P-10", ("Contents moved", "06-30", "08-28", "", 0.6),
                   ("Launch", "10-30", "10-30", "", 0.0))),
)
# fmt: on
