"""Makes packs of a question: the pages asked for, with definitions, provenance and the records that travel along."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from okr_analytics.diagnostics import did_you_mean
from okr_analytics.document import View
from okr_analytics.errors import UnknownName
from okr_analytics.packs.chosen import chosen
from okr_analytics.packs.definition import CYCLE_START, LAST_LOAD, RUNNING, Definition
from okr_analytics.packs.pack import Pack, Records
from okr_analytics.views import carried, contents
from okr_analytics.views.question import Question

Build = Callable[[contents.Content, Question], View]


def narrowed(question: Question, definition: Definition) -> Question:
    """The question of a pack: its unit and cycle, where it names them, and what it compares with, on the question's day.

    Raises UnknownName where the unit or cycle isn't there.
    """
    cycle = question.running_cycle if definition.cycle == RUNNING else definition.cycle
    filters = question.filters
    asked = question.with_filters(unit=definition.unit or filters.unit, cycle=cycle or filters.cycle)
    asked = replace(asked, filters=asked.filters.resolve(asked.database))
    since = asked.cycle_start if definition.since == CYCLE_START else definition.since
    choices = {} if since in (None, LAST_LOAD) else {"since": str(since)}
    return replace(asked, choices={**question.choices, **choices})


def compose(
    question: Question, definition: Definition | None = None, *, carry: bool = True, build: Build | None = None
) -> Pack:
    """The pack of a definition; raises UnknownName for a page, unit or cycle that isn't there.

    `carry`: whether the records travel along, which only the Excel pack needs. `build` makes a page's View, so that an
    app can give one that it has made already.
    """
    definition = definition or Definition()
    for name in definition.pages:
        if name not in contents.PAGES:
            raise UnknownName(f"There is no page {name!r} to put into a pack.{did_you_mean(name, contents.PAGES)}")
    asked = narrowed(question, definition)
    make, pages = build or _built, [contents.PAGES[name] for name in definition.pages]
    views, left_out = chosen([(make(page, asked), page) for page in pages], definition.brief)
    return Pack(
        title=definition.title,
        views=views,
        date=asked.filters.as_of or dt.date.today(),
        organisation=asked.policy.organisation,
        audience=definition.audience,
        confidentiality=definition.confidentiality,
        locale=definition.locale or asked.policy.locale,
        logo=definition.logo,
        accent=definition.accent,
        paper=definition.paper,
        definitions=contents.definitions(),
        records=tuple(Records(r.kind, r.frame) for r in carried.records(asked)) if carry else (),
        interactive=definition.interactive,
        brief=definition.brief,
        left_out=left_out,
    )


def for_units(question: Question, definition: Definition, units: Iterable[str]) -> Iterator[tuple[str, Pack]]:
    """One pack for each unit, with its name, one at a time so that the next isn't held with the last."""
    carry = "xlsx" in definition.formats
    for unit in units:
        yield unit, compose(question, definition.for_unit(unit), carry=carry)


def units_to_review(question: Question) -> tuple[str, ...]:
    """The units that have something of their own to review under the question's filters, in the order of their names."""
    views = ("kr_basis", "kpi_state", "project_state", "effort_entry")
    found = {str(unit) for view in views for unit in question.rows(view)["unit"].dropna()}
    return tuple(sorted(found))


def _built(content: contents.Content, question: Question) -> View:
    return content.build(question)
