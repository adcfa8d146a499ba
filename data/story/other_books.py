"""The workbooks beside the OKRs: organisation, KPI board, portfolio, effort, timesheet, retrospectives."""

import csv
import datetime as dt
import io
from itertools import groupby
from pathlib import Path

from story import effort
from story.kpis import KPIS
from story.kpis import MONTHS as KPI_MONTHS
from story.model import AS_OF, CYCLES, Kpi, KpiRange, Milestone
from story.organisation import CHAMPIONS, NAME, RETROSPECTIVES, UNITS
from story.projects import PROJECTS
from story.sheets import HEADER, TOTAL, Book, Cell, Page, light, measured, percent

MONEY, HOURS = {"num_format": "#,##0"}, {"num_format": "#,##0"}


def write_organisation(path: Path) -> None:
    """Units on three levels, the two cycles, who helps whom."""
    with Book(path, NAME, AS_OF) as book:
        page = book.sheet("Units", (42, 42, 8, 14, 20, 16))
        page.title(NAME, 5)
        page.line(("As of", AS_OF))
        page.gap()
        page.header(("Unit", "Part of", "Level", "Type", "Head", "Capacity (hours a year)"))
        for name, (parent, level, kind, lead, capacity) in UNITS.items():
            page.line((name, parent, level, kind, lead, Cell(capacity, HOURS)))
        cycles = book.sheet("Cycles", (12, 12, 12, 18))
        cycles.header(("Cycle", "Start", "End", "Check-in rhythm"))
        for name, (start, end, cadence) in CYCLES.items():
            cycles.line((name, start, end, cadence.capitalize()))
        people = book.sheet("OKR champions", (20, 42, 14, 12))
        people.title("Who helps with OKRs")
        people.note("Planned Care, Vigilância e Vacinação and People and Procurement are still looking for somebody.")
        people.gap()
        people.header(("Person", "Unit", "Role", "Since"))
        for row in CHAMPIONS:
            people.line(row)


def write_kpis(path: Path) -> None:
    """The catalogue with dated ranges under a header of two rows, and readings with months as columns."""
    with Book(path, "KPI board", AS_OF) as book:
        page = book.sheet("Catalogue", (9, 42, 38, 18, 12, 13, 10, 9, 9, 9, 9, 9, 12, 11))
        page.title("KPI board: what we have promised to keep", 6)
        page.line(("As of", AS_OF))
        page.note("A KPI whose range has changed has one row for each range; the newer one holds from its date on.")
        page.header_over(
            (("", 1), ("", 1), ("", 1), ("", 1), ("", 1), ("", 1), ("", 1), ("", 1), ("Healthy range", 2),
             ("Warning range", 2), ("", 1), ("", 1))
        )  # fmt: skip
        page.header(
            ("Code", "KPI", "Unit", "Owner", "Perspective", "Unit of measure", "Direction", "Target", "From", "To",
             "From", "To", "Valid from", "Frequency")
        )  # fmt: skip
        for kpi in KPIS:
            for dated in kpi.ranges:
                _kpi_row(page, kpi, dated)
        months = book.sheet("Readings", (9, 42, 38, 13, *(9 for _ in KPI_MONTHS)))
        months.title("Monthly readings", 4)
        months.note("n/a = not reported that month")
        months.header(("Code", "KPI", "Unit", "Unit of measure"))
        for column, month in enumerate(KPI_MONTHS, start=4):
            months.put(months.row - 1, column, Cell(month, {**HEADER, "num_format": "mmm yyyy"}))
        for kpi in KPIS:
            values = ("n/a" if v is None else measured(v, kpi.measure) for v in kpi.readings)
            months.line((kpi.code, kpi.name, kpi.unit, kpi.measure, *values))
        hidden = book.sheet("_lists", hidden=True)
        for word in ("higher", "lower", "range"):
            hidden.line((word,))


def _kpi_row(page: Page, kpi: Kpi, dated: KpiRange) -> None:
    words = {"higher": "Higher is better", "lower": "Lower is better", "range": "In range"}
    bounds = (dated.low, dated.high, dated.warn_low, dated.warn_high)
    page.line(
        (kpi.code, kpi.name, kpi.unit, kpi.owner, kpi.perspective, kpi.measure, words[kpi.direction],
         measured(kpi.target, kpi.measure), *(measured(b, kpi.measure) for b in bounds), dated.valid_from, "Monthly")
    )  # fmt: skip


def write_projects(path: Path) -> None:
    """The portfolio with a total of the money, milestones under merged projects, and a list of decisions."""
    words = {"on_track": "Green", "at_risk": "Amber", "off_track": "Red", "cancelled": "Cancelled"}
    with Book(path, "Project portfolio", AS_OF) as book:
        page = book.sheet("Portfolio", (8, 36, 38, 44, 16, 18, 12, 12, 12, 11, 12, 14, 14, 13))
        page.title("Strategic projects across units", 4)
        page.line(("As of", AS_OF))
        page.gap()
        page.header(
            ("Code", "Project", "Lead unit", "Contributing units", "Sponsor", "Manager", "Priority", "Start", "Due",
             "Status", "% complete", "Budget (EUR)", "Spent (EUR)", "Key result")
        )  # fmt: skip
        for p in PROJECTS:
            page.line(
                (p.code, p.name, p.unit, "; ".join(p.contributing), p.sponsor, p.owner, p.priority, p.start, p.due,
                 light(p.status, words[p.status]), percent(p.share_done), Cell(p.budget, MONEY), Cell(p.spent, MONEY),
                 p.key_result)
            )  # fmt: skip
        budget, spent = sum(p.budget for p in PROJECTS), sum(p.spent for p in PROJECTS)
        last = page.row
        page.line(
            (Cell("Total", TOTAL), *(None for _ in range(10)),
             Cell(budget, {**TOTAL, **MONEY}, f"=SUM(L5:L{last})"),
             Cell(spent, {**TOTAL, **MONEY}, f"=SUM(M5:M{last})"))
        )  # fmt: skip
        _milestones(book)
        decisions = book.sheet("Decisions", (12, 90))
        decisions.title("Decisions of the portfolio board")
        decisions.note("15 September: P-02 goes first; people of P-01 and P-03 help until the services are back.")
        decisions.note("13 October: P-10 is stopped; what is left of its money goes to P-02.")


def _milestones(book: Book) -> None:
    page = book.sheet("Milestones", (8, 8, 36, 14, 12, 12, 12, 14))
    page.title("Milestones")
    page.note("Original date = as approved; due date = as promised today.")
    page.gap()
    page.header(("Project", "No.", "Milestone", "Original date", "Due date", "Finished on", "% complete", "Status"))
    for project in PROJECTS:
        top = page.row
        for step in project.milestones:
            word = milestone_word(step)
            page.line(
                (None, step.code, step.name, step.promised, step.due, step.finished, percent(step.share_done), word)
            )
        page.merge_down(top, 0, project.code)


def milestone_word(step: Milestone) -> str:
    """The status that the portfolio office writes beside a milestone."""
    if step.finished:
        return "Done"
    if step.due < AS_OF:
        return "Late"
    return "In progress" if step.share_done else "Not started"


_WORDS = {
    effort.GROWTH: "Growth",
    effort.BAU: "BAU",
    effort.IMPROVEMENT: "Improvement",
    effort.UNKNOWN: "Not classified",
}
_PORTUGUESE = {
    effort.GROWTH: "Crescimento", effort.BAU: "Rotina", effort.IMPROVEMENT: "Melhoria",
    effort.UNKNOWN: "Não classificado",
}  # fmt: skip
_SPANISH = {
    effort.GROWTH: "Crecimiento",
    effort.BAU: "Operación",
    effort.IMPROVEMENT: "Mejora",
    effort.UNKNOWN: "Sin clasificar",
}


def write_effort(path: Path) -> None:
    """Planned and actual hours: two header rows in English, rows of a kind in Portuguese, a plain list in Spanish."""
    with Book(path, "Effort 2026, planned and actual", AS_OF) as book:
        _effort_english(book)
        _effort_portuguese(book)
        _effort_spanish(book)


def _effort_english(book: Book) -> None:
    page = book.sheet("Hours", (40, 16, *(9 for _ in range(20))))
    page.title("Effort 2026 in hours, planned and actual", 6)
    page.line(("As of", AS_OF))
    page.note("November to the 20th. Home care keeps timesheets. 'Not classified' is what nobody could attribute.")
    page.header_over((("", 1), ("", 1), *((f"{month:%b %Y}", 2) for month in effort.MONTHS), ("Total", 2)))
    page.header(("Unit", "Conversation", *(("Planned", "Actual") * (len(effort.MONTHS) + 1))))
    first = page.row
    for unit in effort.ENGLISH_UNITS:
        top = page.row
        hours = {(h.conversation, h.month): h for h in effort.monthly(unit)}
        for conversation in effort.CONVERSATIONS:
            cells = [hours[conversation, month] for month in effort.MONTHS]
            flat = [value for h in cells for value in (h.planned, h.actual)]
            totals = [sum(h.planned or 0 for h in cells), sum(h.actual or 0 for h in cells)]
            page.line((None, _WORDS[conversation], *(Cell(v, HOURS) for v in flat), *(Cell(v, HOURS) for v in totals)))
        page.merge_down(top, 0, unit)
    _grand_total(page, first)


def _grand_total(page: Page, first: int) -> None:
    """A row of sums at the bottom, as formulas with their values."""
    lines = [h for unit in effort.ENGLISH_UNITS for h in effort.monthly(unit)]
    cells: list[object] = [Cell("Total", TOTAL), None]
    sums = [
        sum(getattr(h, side) or 0 for h in lines if h.month == month)
        for month in effort.MONTHS
        for side in ("planned", "actual")
    ]
    sums += [sum(h.planned or 0 for h in lines), sum(h.actual or 0 for h in lines)]
    for number, value in enumerate(sums, start=2):
        letter = chr(65 + number)
        cells.append(Cell(value, {**TOTAL, **HOURS}, f"=SUM({letter}{first + 1}:{letter}{page.row})"))
    page.line(cells)


_MONTH_NAMES = ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez")


def _effort_portuguese(book: Book) -> None:
    page = book.sheet("Atenção Primária", (38, 18, 12, *(9 for _ in range(10))))
    page.title("Horas 2026 por conversa, previstas e realizadas", 5)
    page.gap()
    names = [f"{_MONTH_NAMES[month.month - 1]}/26" for month in effort.MONTHS]
    page.header(("Unidade", "Conversa", "Tipo", *names, "Total"))
    for unit in effort.PORTUGUESE_UNITS:
        hours = {(h.conversation, h.month): h for h in effort.monthly(unit)}
        for side, word in (("planned", "Previsto"), ("actual", "Realizado")):
            for conversation in effort.CONVERSATIONS:
                values = [getattr(hours[conversation, month], side) for month in effort.MONTHS]
                if any(values):
                    total = sum(v or 0 for v in values)
                    page.line((unit, _PORTUGUESE[conversation], word, *(Cell(v, HOURS) for v in (*values, total))))
            sums = [sum(getattr(hours[c, m], side) or 0 for c in effort.CONVERSATIONS) for m in effort.MONTHS]
            page.line(
                (
                    Cell("Subtotal", TOTAL),
                    None,
                    Cell(word, TOTAL),
                    *(Cell(v or None, TOTAL) for v in (*sums, sum(sums))),
                )
            )


def _effort_spanish(book: Book) -> None:
    page = book.sheet("Servicios Sociales", (34, 14, 18, 16, 14))
    page.title("Horas por unidad y mes")
    page.gap()
    page.header(("Unidad", "Mes", "Tipo de trabajo", "Horas previstas", "Horas reales"))
    for unit in effort.SPANISH_UNITS:
        for _, of_month in groupby(effort.monthly(unit), lambda h: h.month):
            for h in of_month:
                if h.planned is not None or h.actual is not None:
                    month = Cell(h.month, {"num_format": "mm/yyyy"})
                    page.line((unit, month, _SPANISH[h.conversation], Cell(h.planned, HOURS), Cell(h.actual, HOURS)))


def write_timesheet(path: Path) -> None:
    """The home-care timesheet as its system exports it: semicolons, decimal commas, a byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Fecha", "Persona", "Unidad", "Tipo de trabajo", "Elemento", "Horas previstas", "Horas reales"))
    for line in effort.timesheet():
        hours = (f"{value:.2f}".replace(".", ",") for value in (line.planned, line.actual))
        writer.writerow((f"{line.day:%d/%m/%Y}", line.person, effort.TIMESHEET_UNIT, line.category, line.item, *hours))
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())


def write_retrospectives(path: Path) -> None:
    """What the units took from the first cycle."""
    with Book(path, "Retrospectives 2026-Q3", dt.date(2026, 10, 9)) as book:
        page = book.sheet("Retrospectives", (10, 42, 12, 90))
        page.title("Retrospectives of the first cycle")
        page.line(("As of", dt.date(2026, 10, 9)))
        page.gap()
        page.header(("Cycle", "Unit", "Type", "Note"))
        for row in RETROSPECTIVES:
            page.line(row)
