"""A page that has nothing to show says so once, and what to do next, instead of a row of empty charts."""

from okr_analytics.document import Note, Section, View
from okr_analytics.views import parts
from okr_analytics.views.question import Question


def view(question: Question, key: str, title: str, asked: str, *, source: str, things: str, advice: str) -> View:
    """The view of a page about `things` where the filters leave no row of the analytic view `source`.

    Things that only the filters hide ask for other filters; where there are none at all, `advice` says what to load.
    """
    elsewhere = question.with_filters(unit=None, cycle=None)
    if len(elsewhere.rows(source)):
        note = Note(f"No {things} under these filters.", advice="Choose another unit, cycle or day above.")
    else:
        note = Note(f"No {things} are loaded on this day yet.", advice=advice)
    return only(question, key, title, asked, note)


def only(question: Question, key: str, title: str, asked: str, note: Note) -> View:
    """The view of a page that has nothing to show but the sentence that says so."""
    return View(key, title, asked, (Section("none", "", (note,), missing=True),), provenance=parts.provenance(question))
