"""Makes a pack of a question: the views asked for, with definitions, provenance and the records that travel along."""

import datetime as dt
from dataclasses import replace

from okr_analytics.diagnostics import did_you_mean
from okr_analytics.document import View
from okr_analytics.errors import UnknownName
from okr_analytics.packs.pack import Pack
from okr_analytics.views import contents
from okr_analytics.views.question import Question


def compose(
    question: Question,
    names: tuple[str, ...] = tuple(contents.PAGES),
    *,
    title: str = "Review of our three conversations",
    confidentiality: str = "",
) -> Pack:
    """The pack of these pages under the question's filters; raises UnknownName for a page that isn't there."""
    for name in names:
        if name not in contents.PAGES:
            raise UnknownName(f"There is no page {name!r} to put into a pack.{did_you_mean(name, contents.PAGES)}")
    views = tuple(_for_the_meeting(contents.PAGES[name].build(question)) for name in names)
    return Pack(
        title=title,
        views=views,
        date=question.filters.as_of or dt.date.today(),
        organisation=question.policy.organisation,
        confidentiality=confidentiality,
        locale=question.policy.locale,
        definitions=contents.definitions(),
    )


def _for_the_meeting(view: View) -> View:
    """The view without what is only there to look things up on the page."""
    return replace(view, sections=tuple(section for section in view.sections if not section.detail))
