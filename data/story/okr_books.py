"""The workbooks of objectives, key results and check-ins: two in English, one in Portuguese, one in Spanish."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from story import okrs_english, okrs_portuguese, okrs_spanish
from story.model import AS_OF, CHECK_IN_DAYS, CYCLES, Q3, Q4, KeyResult, check_ins, last_check_in, progress
from story.notes import INITIATIVES_Q3, INITIATIVES_Q4, PHASED_TARGETS, note_for
from story.sheets import Book, Cell, Page, light, measured, percent, spoken

ENGLISH = {"on_track": "On track", "at_risk": "At risk", "off_track": "Off track", "done": "Done"}
LIGHTS = {"on_track": "🟢 On track", "at_risk": "🟡 At risk", "off_track": "🔴 Off track", "done": "✔ Done"}
PORTUGUESE = {"on_track": "No prazo", "at_risk": "Em risco", "off_track": "Atrasado", "done": "Concluído"}
SPANISH = {"on_track": "En plazo", "at_risk": "En riesgo", "off_track": "Retrasado", "done": "Completado"}
CLOSED = dt.date(2026, 9, 30)


def _status(kr: KeyResult) -> str | None:
    last = last_check_in(kr)
    if last is None:
        return None
    return "done" if last.share_done == 1 else last.status


def _light(kr: KeyResult, words: dict[str, str]) -> object:
    status = _status(kr)
    return light(status, words[status]) if status else None


def _done(kr: KeyResult) -> float | None:
    last = last_check_in(kr)
    if last is None:
        return None
    return last.share_done if last.value is None else progress(kr, last.value)


def _log(
    page: Page, header: Sequence[str], key_results: Sequence[KeyResult], words: dict[str, str], *, text: bool
) -> None:
    """Check-ins as a list, one a row, by day."""
    page.header(header)
    rows = sorted((c for kr in key_results for c in check_ins(kr)), key=lambda c: (c.date, c.key_result.code))
    for item in rows:
        kr, note = item.key_result, note_for(item)
        value = spoken(item.value, kr.measure, comma=True) if text else measured(item.value, kr.measure)
        page.line(
            (item.date, kr.code, value, percent(item.share_done), percent(item.confidence),
             light(item.status, words[item.status]), note.progress, note.problems, note.plans, kr.owner)
        )  # fmt: skip


def write_first_cycle(path: Path) -> None:
    """2026-Q3, closed: merged cells, "61% → 68%" in one cell, text percentages, confidence out of ten."""
    key_results = okrs_english.FIRST_CYCLE
    with Book(path, "OKRs 2026-Q3", dt.date(2026, 10, 5)) as book:
        _read_me(book)
        page = book.sheet("OKRs", (24, 12, 30, 13, 52, 16, 28, 12, 16, 11, 10, 11, 12))
        page.title("Three Rivers Health and Social Services Agency: OKRs 2026-Q3 (closed)", 8)
        page.line(("Cycle", "2026-Q3", None, "As of", CLOSED))
        page.note("Baseline → target as agreed on 3 July. Colours are those of the owners.")
        page.gap()
        page.header(
            ("Unit", "Obj. ID", "Objective", "KR ID", "Key result", "Owner", "Metric", "Unit of measure",
             "Baseline → target", "Final value", "Progress", "Confidence", "Status")
        )  # fmt: skip
        for unit, of_unit in groupby(key_results, lambda kr: kr.objective.unit):
            unit_top = page.row
            for objective, of_objective in groupby(of_unit, lambda kr: kr.objective):
                top = page.row
                for kr in of_objective:
                    _first_cycle_row(page, kr)
                page.merge_down(top, 1, objective.code)
                page.merge_down(top, 2, objective.title)
            page.merge_down(unit_top, 0, unit)
        log = book.sheet("Check-ins", (12, 13, 10, 9, 11, 12, 44, 44, 34, 16))
        log.title("Check-ins, every second Friday")
        log.gap()
        header = ("Date", "KR ID", "Value", "% done", "Confidence", "Status", "Progress made", "Problems", "Next steps",
                  "Reported by")  # fmt: skip
        _log(log, header, key_results, ENGLISH, text=False)
        _initiatives(book, INITIATIVES_Q3)
        _lists(book, ENGLISH, key_results)


def _first_cycle_row(page: Page, kr: KeyResult) -> None:
    last, done = last_check_in(kr), _done(kr)
    way = (
        f"{spoken(kr.baseline, kr.measure) or '?'} → {spoken(kr.target, kr.measure)}" if kr.target is not None else None
    )
    value = spoken(last.value, kr.measure) if last else None
    odd = page.row % 2  # half of them typed as text, half as numbers: several people keep this sheet
    shown: object = value if odd or last is None else measured(last.value, kr.measure)
    sure = f"{last.confidence * 10:.0f}/10" if last else None
    page.line(
        (None, None, None, kr.code, kr.title, kr.owner or None, kr.metric or None, kr.measure or None, way, shown,
         f"{done:.0%}" if done is not None else None, sure, _light(kr, ENGLISH))
    )  # fmt: skip


def write_second_cycle(path: Path) -> None:
    """2026-Q4, running: one column a value, units and objectives named once, comments on cells, phased targets."""
    key_results = okrs_english.SECOND_CYCLE
    with Book(path, "OKRs 2026-Q4", AS_OF) as book:
        page = book.sheet("OKRs", (24, 12, 34, 12, 13, 56, 10, 28, 12, 10, 10, 10, 11, 14, 16, 11, 11))
        page.title("Three Rivers Health and Social Services Agency", 6)
        page.title("OKRs 2026-Q4")
        page.line(("As of", AS_OF, None, "Cycle", "2026-Q4"))
        page.gap()
        page.header(
            ("Unit", "Objective ID", "Objective", "Supports", "KR ID", "Key result", "Type", "Metric",
             "Unit of measure", "Baseline", "Target", "Current", "Confidence", "Status", "Owner", "Start", "Due")
        )  # fmt: skip
        unit = objective = ""
        for kr in key_results:
            _second_cycle_row(
                page, kr, new_unit=kr.objective.unit != unit, new_objective=kr.objective.code != objective
            )
            unit, objective = kr.objective.unit, kr.objective.code
        log = book.sheet("Check-ins", (12, 13, 10, 9, 11, 14, 44, 44, 34, 16))
        log.title("Check-ins, every Friday")
        log.note("Fifteen minutes a unit. No slides.")
        header = (
            "Date",
            "KR ID",
            "Value",
            "% done",
            "Confidence",
            "Status",
            "Progress made",
            "Problems",
            "Plans",
            "Author",
        )
        _log(log, header, key_results, LIGHTS, text=False)
        phased = book.sheet("Phased targets", (14, 14, 12))
        phased.title("Where we want to be on the way")
        phased.gap()
        phased.header(("KR ID", "Date", "Target"))
        for code, day, value in PHASED_TARGETS:
            phased.line((code, day, percent(value) if value < 1 else value))
        _initiatives(book, INITIATIVES_Q4)
        _lists(book, LIGHTS, key_results)


def _second_cycle_row(page: Page, kr: KeyResult, *, new_unit: bool, new_objective: bool) -> None:
    last, objective = last_check_in(kr), kr.objective
    start, end, _ = CYCLES[Q4]
    fresh = last is not None and last.date == AS_OF  # who fell silent left the cell empty
    current = measured(last.value, kr.measure) if last and fresh else None
    remark = "Carried over from Q3 without a number: please discuss." if kr.code == "DCS-Q4-1.3" else ""
    page.line(
        (objective.unit if new_unit else None, objective.code if new_objective else None,
         objective.title if new_objective else None, objective.supports if new_objective else None,
         kr.code, Cell(kr.title, comment=remark), kr.kind.capitalize() or None, kr.metric or None, kr.measure or None,
         measured(kr.baseline, kr.measure), measured(kr.target, kr.measure), current,
         percent(last.confidence) if last else None, _light(kr, LIGHTS), kr.owner, start, end)
    )  # fmt: skip


def _initiatives(book: Book, rows: Sequence[tuple[object, ...]]) -> None:
    page = book.sheet("Initiatives", (48, 14, 12, 34, 18, 12, 12, 14, 12))
    page.title("What we do to move the key results")
    page.gap()
    page.header(("Initiative", "Key result", "Type", "Unit", "Owner", "Start", "Due", "Status", "% complete"))
    for row in rows:
        page.line((*row[:-1], percent(float(str(row[-1])))))


def _lists(book: Book, words: dict[str, str], key_results: Sequence[KeyResult]) -> None:
    """The hidden sheet behind the drop-down lists."""
    page = book.sheet("_lists", hidden=True)
    owners = sorted({kr.owner for kr in key_results if kr.owner})
    for number, owner in enumerate(owners):
        page.line((list(words.values())[number] if number < len(words) else None, owner))


def _read_me(book: Book) -> None:
    page = book.sheet("Read me", (110,))
    page.title("How to fill in this workbook")
    for text in (
        "One row a key result. Please do not delete rows; write 'stopped' in the status instead.",
        "Check-ins go to the sheet 'Check-ins', every second Friday before noon.",
        "Questions: Noor Haddad, Planning Office, extension 204.",
    ):
        page.note(text)


def write_portuguese(path: Path) -> None:
    """Both cycles in Portuguese: one sheet a unit, numbers as text with decimal commas."""
    key_results = (*okrs_portuguese.FIRST_CYCLE, *okrs_portuguese.SECOND_CYCLE)
    with Book(path, "OKR da Diretoria de Atenção Primária", AS_OF) as book:
        names = ("Diretoria", "Saúde da Família", "Vigilância e Vacinação")
        units = dict.fromkeys(kr.objective.unit for kr in key_results)
        for name, unit in zip(names, units, strict=True):
            mine = [kr for kr in key_results if kr.objective.unit == unit]
            _portuguese_unit(book.sheet(name, (10, 12, 34, 13, 56, 18, 30, 12, 11, 11, 11, 11, 12, 11)), unit, mine)
        log = book.sheet("Acompanhamento", (12, 13, 10, 12, 11, 12, 44, 44, 34, 18))
        log.title("Acompanhamento dos resultados-chave")
        log.gap()
        header = ("Data", "Código RC", "Valor", "% concluído", "Confiança", "Situação", "Avanços", "Problemas",
                  "Próximos passos", "Responsável")  # fmt: skip
        _log(log, header, key_results, PORTUGUESE, text=True)


def _portuguese_unit(page: Page, unit: str, key_results: Sequence[KeyResult]) -> None:
    page.title("OKR 2026", 4)
    page.line(("Unidade:", unit))
    page.line(("Data-base:", AS_OF))
    page.gap()
    page.header(
        ("Ciclo", "Código", "Objetivo", "Código RC", "Resultado-chave", "Responsável", "Indicador", "Unidade de medida",
         "Linha de base", "Meta", "Atual", "Confiança", "Situação", "Prazo")
    )  # fmt: skip
    for objective, of_objective in groupby(key_results, lambda kr: kr.objective):
        top = page.row
        for kr in of_objective:
            last = last_check_in(kr)
            running = last is not None and objective.cycle == Q4 and last.date == AS_OF
            numbers = (kr.baseline, kr.target, last.value if last and running else None)
            page.line(
                (objective.cycle, None, None, kr.code, kr.title, kr.owner, kr.metric or None, kr.measure or None,
                 *(spoken(number, kr.measure, comma=True) for number in numbers),
                 spoken(last.confidence, "%", comma=True) if last else None, _light(kr, PORTUGUESE),
                 CYCLES[objective.cycle][1])
            )  # fmt: skip
        page.merge_down(top, 1, objective.code)
        page.merge_down(top, 2, objective.title)


def write_spanish(path: Path) -> None:
    """Both cycles in Spanish: one list, and the values with the days of the check-ins as columns."""
    key_results = (*okrs_spanish.FIRST_CYCLE, *okrs_spanish.SECOND_CYCLE)
    with Book(path, "OKR de la Dirección de Servicios Sociales", AS_OF) as book:
        page = book.sheet("OKR", (10, 34, 12, 34, 13, 56, 18, 30, 12, 10, 10, 11, 11, 12))
        page.title("OKR de la Dirección de Servicios Sociales", 6)
        page.line(("Fecha de corte", AS_OF))
        page.gap()
        page.header(
            ("Ciclo", "Unidad", "Código", "Objetivo", "Código RC", "Resultado clave", "Responsable", "Indicador",
             "Unidad de medida", "Valor inicial", "Meta", "Valor actual", "Confianza", "Estado")
        )  # fmt: skip
        for objective, of_objective in groupby(key_results, lambda kr: kr.objective):
            top = page.row
            for kr in of_objective:
                _spanish_row(page, kr)
            page.merge_down(top, 2, objective.code)
            page.merge_down(top, 3, objective.title)
        days = (*CHECK_IN_DAYS[Q3], *CHECK_IN_DAYS[Q4])
        trend = book.sheet("Seguimiento", (13, 56, *(11 for _ in days)))
        trend.title("Seguimiento: valores por fecha")
        trend.gap()
        trend.header(("Código RC", "Resultado clave"))
        for column, day in enumerate(days, start=2):
            trend.put(trend.row - 1, column, Cell(day, {"bold": True, "num_format": "dd/mm/yyyy"}))
        for kr in key_results:
            values = {c.date: c.value for c in check_ins(kr)}
            trend.line((kr.code, kr.title, *(measured(values.get(day), kr.measure) for day in days)))


def _spanish_row(page: Page, kr: KeyResult) -> None:
    last, cycle = last_check_in(kr), kr.objective.cycle
    running = last is not None and cycle == Q4 and last.date == AS_OF
    page.line(
        (cycle, kr.objective.unit, None, None, kr.code, kr.title, kr.owner or None, kr.metric or None,
         kr.measure or None, measured(kr.baseline, kr.measure), measured(kr.target, kr.measure),
         measured(last.value, kr.measure) if last and running else None, percent(last.confidence) if last else None,
         _light(kr, SPANISH))
    )  # fmt: skip
