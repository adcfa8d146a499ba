"""Clean templates, one sheet a kind of record, and stored records written in the same shape."""

import datetime as dt
from collections.abc import Sequence

from okr_analytics.forms.form import Asked, Form, forms, kinds_of, words
from okr_analytics.model import RECORDS, Record
from okr_analytics.packs.excel.forms import Book
from okr_analytics.packs.stable import stable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template(group: str, language: str = "en", *, day: dt.date | None = None) -> bytes:
    """The xlsx bytes of a template by its name ("okrs", "all"); raises NoSuchTemplate for a name or language unknown.

    `day` becomes the file's own date, today unless given.
    """
    book = Book(words(language))
    asked = forms(kinds_of(group), language)
    for form in asked:
        book.form(form)
    book.guide(asked)
    return stable(book.done(), day or dt.date.today())


def records_workbook(records: Sequence[Record], language: str = "en", *, day: dt.date | None = None) -> bytes:
    """Records as a workbook in the shape of the templates: one sheet a kind, every column that has something to say.

    `day` is the one the records hold for; it becomes the file's own date, today unless given.
    """
    book = Book(words(language))
    shown = []
    for kind in RECORDS:
        own = [record for record in records if record.record_kind == kind]
        if own:
            form = _with_values(forms((kind,), language, whole=True)[0], own)
            book.form(form, own)
            shown.append(form)
    book.guide(shown)
    return stable(book.done(), day or dt.date.today())


def file_name(group: str, language: str) -> str:
    """What a template is called as a file."""
    return f"okr-template-{group}-{language}.xlsx"


def _with_values(form: Form, records: Sequence[Record]) -> Form:
    kept = tuple(asked for asked in form.columns if asked.needed or any(_says(r, asked) for r in records))
    return Form(form.kind, form.sheet, form.lead, kept)


def _says(record: Record, asked: Asked) -> bool:
    value = getattr(record, asked.field)
    if asked.field == "status":
        value = value or getattr(record, "status_word", None)
    return value is not None and value != ()
