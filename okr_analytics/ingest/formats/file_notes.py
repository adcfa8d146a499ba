"""What a reader may have to say of a file, in words: one entry per code."""

from okr_analytics.diagnostics import CellRef, Diagnostic, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_SAVE_AGAIN = "Open the file in Excel or LibreOffice, save it, and upload it again."

_TEXTS: dict[str, tuple[Severity, str, str]] = {
    "formula-not-calculated": (
        _W,
        "this formula was never calculated, so the file holds no value for it. The cell is kept as not calculated.",
        _SAVE_AGAIN,
    ),
    "cell-outside-sheet": (
        _E,
        "the file places a cell at {detail!r}, which no sheet has. It was left out.",
        _SAVE_AGAIN,
    ),
    "cell-twice": (_E, "the file holds this cell twice. The first value was kept.", _SAVE_AGAIN),
    "cell-under-merge": (
        _I,
        "a merged range hides this cell, so its value {detail!r} was left out.",
        "Unmerge the cells if the value matters.",
    ),
    "value-unreadable": (
        _W,
        "{detail!r} doesn't fit the cell's own type. It was read as text.",
        "Type the value again.",
    ),
    "text-missing": (
        _E,
        "the cell points to text number {detail}, which the file doesn't hold. The cell is kept as unreadable.",
        _SAVE_AGAIN,
    ),
    "text-cut": (_W, "the text has {detail} characters. Only the first 32,767 were read.", "Shorten the text."),
    "style-missing": (
        _I,
        "the cell's number format is missing in the file. It was read as a plain number.",
        _SAVE_AGAIN,
    ),
    "date-impossible": (
        _W,
        "{detail} is shown as a date, but no calendar has that day. It was read as a number.",
        "Type the date again.",
    ),
    "format-too-long": (_W, "a number format has more than 255 characters and was ignored.", _SAVE_AGAIN),
    "merge-unreadable": (_W, "a merged range is given as {detail!r}, which is no range. It was ignored.", _SAVE_AGAIN),
    "sheet-missing": (_E, "the workbook lists this sheet, but the file doesn't hold it.", _SAVE_AGAIN),
    "sheet-without-cells": (_I, "this sheet holds no cells ({detail}) and was left out.", ""),
    "comments-unreadable": (_W, "the comments can't be read and were left out.", _SAVE_AGAIN),
    "encoding-guessed": (
        _I,
        "the text isn't UTF-8. It was read as {detail}.",
        "If letters with accents look wrong, save the file as UTF-8.",
    ),
    "characters-replaced": (
        _W,
        "{detail} characters can't be read and are shown as \N{REPLACEMENT CHARACTER}.",
        "Save the file as UTF-8.",
    ),
    "quotes-mended": (
        _W,
        "the quotation marks of this row don't pair. They were read so that the row has the usual number of columns.",
        "Check the row, and double quotation marks that belong to the text.",
    ),
    "formats-lost": (
        _W,
        "its number formats can't be read, so percentages look like plain numbers.",
        "Save the file as .xlsx.",
    ),
}


def diagnostic(code: str, where: CellRef | None, sheet: str, detail: str, count: int) -> Diagnostic:
    """The diagnostic of a note; raises KeyError for an unknown code."""
    severity, text, advice = _TEXTS[code]
    message = text.format(detail=detail)
    message = message[0].upper() + message[1:]
    if not where and sheet:
        message = f"Sheet {sheet!r}: {message[0].lower() + message[1:]}"
    if count > 1:
        message += f" The same is true of {count - 1:,} more on this sheet." if sheet else f" There are {count:,} such."
    return Diagnostic(code, severity, message, advice, where)
