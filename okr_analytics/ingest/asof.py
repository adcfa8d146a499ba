"""The day for which a file's values hold: said by the person, a cell, the file's name, the file itself, or today."""

import datetime as dt
import re
from pathlib import PurePath

from okr_analytics.ingest.cells import Sheet, Workbook
from okr_analytics.ingest.finding.headers import label
from okr_analytics.ingest.tables import Position
from okr_analytics.ingest.values import read_date, read_period
from okr_analytics.ingest.vocabulary import day_label

TOP = 15  # rows of a sheet in which its as-of date is looked for
MANY = 10  # cells of a row of label–value pairs at most
_LABELS = """
    as of|as at|status as of|status as at|date|report date|reporting date|updated|last updated|update|position as of
    data|data base|data-base|data de referencia|data de corte|posicao em|posicao|atualizado em|ultima atualizacao
    fecha|fecha de corte|fecha de actualizacion|actualizado|actualizado al|al|corte al|stand|stand vom|stand per|datum
    berichtsdatum|stichtag|date de mise a jour|mise a jour|arrete au|situation au|etat au|au|dato|oppdatert|opdateret
    per|pr|status pr|status per|日期|截至|更新日期|更新时间
"""
_WORDS = sorted(_LABELS.strip().replace("\n", "|").replace("    ", "").split("|"), key=len, reverse=True)
_ISO = re.compile(r"(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DMY = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_.](0?[1-9]|1[0-2])[-_.](20\d\d)(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d\d)[-_.](0[1-9]|1[0-2])(?!\d)")
_QUARTER = re.compile(r"(?<![A-Za-z0-9])(?:(20\d\d)[-_ .]?[QTqt]([1-4])|[QTqt]([1-4])[-_ .]?(20\d\d))(?!\d)")


def find_as_of(
    workbook: Workbook, given: dt.date | None, today: dt.date | None = None
) -> tuple[dt.date, str, dict[str, list[Position]]]:
    """The day, where it comes from (person, cell, file name, file date, today), and the cells that said it by sheet."""
    if given:
        return given, "person", {}
    for sheet in workbook.sheets:
        found = _in_cells(sheet)
        if found:
            return found[0], "cell", {sheet.name: found[1]}
    named = in_name(workbook.file)
    if named:
        return named, "file name", {}
    if workbook.modified:
        return workbook.modified, "file date", {}
    return today or dt.date.today(), "today", {}


def _in_cells(sheet: Sheet) -> tuple[dt.date, list[Position]] | None:
    """A label such as "As of" with a date in the same cell, or alone beside one, above the first table."""
    for row in sorted(sheet.rows)[:TOP]:
        cells = sheet.rows[row]
        ordered = sorted(cells)
        for number, column in enumerate(ordered):
            value = cells[column]
            found = day_label(label(value)) if isinstance(value, str) else None
            if not found:
                continue
            rest, sure = found
            if rest:
                day = read_date(rest).day
                if day and _plausible(day):
                    return day, [(row, column)]
            elif number + 1 < len(ordered) and len(ordered) <= (MANY if sure else 4):
                beside = ordered[number + 1]
                day = read_date(cells[beside], sheet.formats.get((row, beside), "General")).day
                if day and _plausible(day):
                    return day, [(row, column), (row, beside)]
    return None


def in_name(file: str) -> dt.date | None:
    """The last day that a file's name speaks of: 2025-03-31, 31.03.2025, 2025-03 or Q1 2025."""
    stem = PurePath(file).name
    for pattern, order in ((_ISO, (1, 2, 3)), (_DMY, (3, 2, 1))):
        match = pattern.search(stem)
        if match:
            try:
                return dt.date(*(int(match[i]) for i in order))
            except ValueError:
                continue
    match = _QUARTER.search(stem)
    if match:
        return read_period(f"Q{match[2] or match[3]} {match[1] or match[4]}").end
    match = _MONTH.search(stem)
    if match:
        following = dt.date(int(match[1]) + int(match[2]) // 12, int(match[2]) % 12 + 1, 1)
        return following - dt.timedelta(days=1)
    return None


def _plausible(day: dt.date) -> bool:
    return 1990 <= day.year <= 2100
