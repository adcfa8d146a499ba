"""The institution: its units on three levels, who leads them, who helps them, what they learned."""

import datetime as dt

from story.model import Q3

NAME = "Three Rivers Health and Social Services Agency"

PRE = "Presidency"
HOS = "Hospital Services Directorate"
EMD = "Emergency Care Department"
PCD = "Planned Care Department"
DAP = "Diretoria de Atenção Primária"
DSF = "Departamento de Saúde da Família"
DVV = "Departamento de Vigilância e Vacinação"
DSS = "Dirección de Servicios Sociales"
DPR = "Departamento de Prestaciones"
DCD = "Departamento de Cuidados Domiciliarios"
DCS = "Digital and Corporate Services Directorate"
ISD = "Information Systems Department"
PPD = "People and Procurement Department"

# name: (part of, level, kind, lead, capacity in hours a year)
UNITS: dict[str, tuple[str | None, int, str, str, int]] = {
    PRE: (None, 0, "Presidency", "Ines Calder", 24080),
    HOS: (PRE, 1, "Directorate", "Tomas Brandt", 34400),
    EMD: (HOS, 2, "Department", "Mara Lindqvist", 110080),
    PCD: (HOS, 2, "Department", "Oskar Venn", 84280),
    DAP: (PRE, 1, "Directorate", "Beatriz Aroeira", 27520),
    DSF: (DAP, 2, "Department", "Caio Ferraz", 98040),
    DVV: (DAP, 2, "Department", "Lívia Montes", 56760),
    DSS: (PRE, 1, "Directorate", "Rosalía Vega", 20640),
    DPR: (DSS, 2, "Department", "Julián Otero", 67080),
    DCD: (DSS, 2, "Department", "Pilar Sanmartín", 13760),
    DCS: (PRE, 1, "Directorate", "Henrik Sole", 22360),
    ISD: (DCS, 2, "Department", "Anya Petrov", 61920),
    PPD: (DCS, 2, "Department", "Dora Whitfield", 46440),
}
DIRECTORATES = (HOS, DAP, DSS, DCS)

# person, unit, role, since; Planned Care, Vigilância e Vacinação and People and Procurement have none.
CHAMPIONS = (
    ("Ines Calder", PRE, "Sponsor", dt.date(2026, 1, 12)),
    ("Noor Haddad", PRE, "OKR Master", dt.date(2026, 1, 12)),
    ("Samuel Reyes", HOS, "Champion", dt.date(2026, 3, 2)),
    ("Elin Marsh", EMD, "Champion", dt.date(2026, 3, 2)),
    ("Beatriz Aroeira", DAP, "Godparent", dt.date(2026, 6, 15)),
    ("Rafael Nogueira", DSF, "Champion", dt.date(2026, 6, 15)),
    ("Elena Ruiz", DSS, "Champion", dt.date(2026, 4, 20)),
    ("Marcos Luján", DPR, "Champion", dt.date(2026, 4, 20)),
    ("Paula Iriarte", DCD, "Coach", dt.date(2026, 9, 7)),
    ("Viktor Hale", DCS, "Champion", dt.date(2026, 3, 2)),
    ("Priya Anand", ISD, "Champion", dt.date(2026, 3, 16)),
)

# cycle, unit, kind, note
RETROSPECTIVES = (
    (Q3, PRE, "Keep", "The fortnightly round of 20 minutes: short, on time, and everybody had looked at the numbers."),
    (Q3, PRE, "Change", "Two key results had no owner who felt responsible. One owner each from Q4 on."),
    (
        Q3,
        PRE,
        "Learned",
        "We planned 35 % of hospital and digital hours for growth and never asked where they come from.",
    ),
    (Q3, HOS, "Keep", "Looking at length of stay ward by ward instead of in total."),
    (Q3, HOS, "Change", "Fewer meetings as key results: they filled the calendar and moved nothing."),
    (
        Q3,
        EMD,
        "Learned",
        "After the outage every hour went to paper forms; waiting times came back to where we started.",
    ),
    (Q3, EMD, "Change", "Say aloud what we stop when an incident takes the team away."),
    (Q3, PCD, "Keep", "The weekly list of patients without a date."),
    (Q3, PCD, "Learned", "A confirmed date prevents more cancellations than a reminder."),
    (Q3, DAP, "Learned", "Os projetos pararam porque ninguém tinha horas reservadas para eles."),
    (Q3, DAP, "Change", "Reservar meio dia por semana para o plano de território."),
    (Q3, DSF, "Keep", "Reunião curta de acompanhamento às sextas."),
    (Q3, DVV, "Change", "Resultados-chave precisam de linha de base antes do início do ciclo."),
    (Q3, DSS, "Keep", "Un solo plan por persona: los equipos ya lo piden."),
    (Q3, DPR, "Learned", "El portal creció porque movimos gente; los expedientes empezaron a acumularse en agosto."),
    (Q3, DPR, "Change", "Acordar un mínimo de personas para resolver solicitudes antes de mover a nadie."),
    (Q3, DCD, "Learned", "Sin revisar el plan de cuidados a tiempo, las visitas se repiten."),
    (Q3, DCS, "Learned", "Recovery took three times the hours that we had put aside for incidents."),
    (Q3, DCS, "Change", "Restore tests every month; no key result without a number."),
    (Q3, ISD, "Keep", "Blameless reviews: the list of causes was complete within ten days."),
    (Q3, ISD, "Change", "Stop three small projects instead of slowing all of them."),
    (Q3, PPD, "Learned", "Time to hire fell where managers chose the panel before advertising."),
)
