"""Key results that were accepted as something else, on the page they went to: named, with where they came from, no more."""

from dataclasses import replace

from okr_analytics.document import Column, Section, Table, View
from okr_analytics.quality.rule import Destination
from okr_analytics.views.question import Question

_COLUMNS = (
    Column("title", "Was a key result"),
    Column("destination", "Accepted as"),
    Column("objective", "Stood under"),
    Column("unit", "Unit"),
    Column("cycle", "Cycle"),
    Column("since", "Since", "date"),
    Column("actor", "Accepted by"),
    Column("rule", "Because of"),
    Column("place", "Read from"),
)
_KPIS = "They have no readings and no range yet: load them with the KPIs, and their health is judged like any other's."
_PROJECTS = (
    "They have no plan and no milestones yet: load them with the projects, and they are followed like any other."
)
KPI_HEALTH = (Destination.KPI_BOARD, Destination.COMPLIANCE)
PROJECTS = (Destination.PROJECTS, Destination.INITIATIVE)


def sections(question: Question, page: tuple[Destination, ...]) -> tuple[Section, ...]:
    """The section of a page (KPI_HEALTH, PROJECTS) on what came to it; none where nothing did."""
    frame = question.with_filters(cycle=None).rows("destination_state")
    frame = frame[frame["destination"].isin([str(destination) for destination in page])]
    if frame.empty:
        return ()
    place = frame["file"].fillna("") + " · " + frame["where"].fillna("").astype(str)
    shown = frame.assign(place=place.str.strip(" ·")).sort_values(["destination", "unit", "title"], na_position="last")
    lead = _KPIS if page is KPI_HEALTH else _PROJECTS
    says = f"{len(shown)} {'key result was' if len(shown) == 1 else 'key results were'} accepted as belonging here."
    return (Section("arrived", "Accepted from the key results", (Table(_COLUMNS, shown),), lead, says=says),)


def added(view: View, question: Question, page: tuple[Destination, ...]) -> View:
    """A page's view with what came to it from the key results at its end."""
    return replace(view, sections=(*view.sections, *sections(question, page)))
