"""What is said of a whole file or table: that there is none, that it isn't sure what it holds, that nothing is in it."""

from okr_analytics import texts
from okr_analytics.diagnostics import Diagnostic, Severity
from okr_analytics.ingest.meaning.decision import Decision
from okr_analytics.ingest.rows.spreads import Times
from okr_analytics.ingest.tables import Table


def no_table() -> Diagnostic:
    """A file in which there is no table."""
    return Diagnostic(
        "no-table",
        Severity.ERROR,
        "No table was found in this file; nothing was loaded.",
        "Give the table a header row, with one column for each thing that is said of a row.",
    )


def unsure_table(table: Table, decision: Decision) -> Diagnostic:
    """A table of which it is asked what it holds."""
    message = f"It is not sure what this table holds: perhaps {texts.kind(decision.kind)}. Nothing of it was loaded."
    return _warning("unsure-table", table, message, "Choose its kind in the upload page.")


def assumed_year(table: Table, times: Times) -> Diagnostic:
    """Times without a year, and which one is assumed."""
    where = times.spreads[0].column.header_cells[-1] if times.spreads else (table.region.range.top, table.region.left)
    return Diagnostic(
        "assumed-year",
        Severity.INFO,
        f"{times.assumed[0].upper()}{times.assumed[1:]}.",
        "Write the year into the header or the sheet's name.",
        table.sheet.ref(*where),
    )


def nothing_read(table: Table, decision: Decision) -> Diagnostic:
    """A table whose kind is sure, and of which no row says anything, such as a form that nobody has filled in yet."""
    message = (
        f"This is a table of {texts.kind(decision.kind)}, but none of its rows says one; nothing of it was loaded."
    )
    return _warning(
        "nothing-read", table, message, "Fill the table in, or say in the upload page what its columns mean."
    )


def _warning(code: str, table: Table, message: str, advice: str) -> Diagnostic:
    """A warning about a table as a whole, said where it begins."""
    where = table.sheet.ref(table.region.range.top, table.region.left)
    return Diagnostic(code, Severity.WARNING, message, advice, where)
