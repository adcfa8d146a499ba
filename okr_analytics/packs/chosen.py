"""Chooses what of the pages goes into a pack: nothing twice, nothing that only says what is missing; what is left out is named."""

from collections.abc import Sequence
from dataclasses import replace

from okr_analytics.document import Block, Chart, Note, Section, Table, View
from okr_analytics.packs import chart_data, words
from okr_analytics.views.contents import Content

Left = list[str]  # a sentence for each thing left out


def chosen(pages: Sequence[tuple[View, Content]], brief: bool) -> tuple[tuple[View, ...], tuple[str, ...]]:
    """The views of a pack, and what was left out of them with the reason.

    In brief a view keeps what its page is about alone; a view with none of the sections named stays whole. Where no page
    has anything to show, all stay, so that the pack says what to load.
    """
    left: Left = []
    whole = [_without_missing(_for_the_meeting(view, content, brief), left) for view, content in pages]
    if not any(view.sections for view in whole):
        return tuple(view for view, _ in pages), ()
    once = [_once(view, whole[place + 1 :], left) for place, view in enumerate(whole)]
    return tuple(view for view in once if view.sections), tuple(left)


def _for_the_meeting(view: View, content: Content, brief: bool) -> View:
    """The view without what is only there to look things up on the page; in brief with what its page is about alone."""
    kept = tuple(section for section in view.sections if not section.detail)
    short = tuple(section for section in kept if section.key in content.brief) if brief else ()
    return replace(view, sections=short or kept)


def _without_missing(view: View, left: Left) -> View:
    kept = []
    for section in view.sections:
        reason = _reason(section)
        if reason:
            left.append(f"{_place(view, section)}: {reason}")
        else:
            kept.append(section)
    return replace(view, sections=tuple(kept))


def _reason(section: Section) -> str:
    """Why a section has nothing to show in a meeting; empty where it has."""
    if section.missing:
        return " ".join(block.text for block in section.blocks if isinstance(block, Note))
    tables = [block for block in section.blocks if isinstance(block, Table) and block.frame.empty]
    if section.blocks and len(tables) == len(section.blocks):
        return " ".join(table.empty for table in tables)
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    if section.key == "units" and charts and len(charts) == len(section.blocks) and all(map(_is_of_one, charts)):
        return words.ONE_UNIT
    return ""


def _is_of_one(chart: Chart) -> bool:
    """Whether a chart that compares units has one alone."""
    return chart.family in ("bar", "bullet") and len({row[0] for row in chart_data.data(chart).rows}) == 1


def _once(view: View, later: Sequence[View], left: Left) -> View:
    """The view without the sections that a later page shows too: there they stand beside what belongs to them."""
    kept = []
    for section in view.sections:
        shown = [block for block in section.blocks if isinstance(block, Chart | Table)]
        home = next((other for other in later if shown and all(_shows(other, block) for block in shown)), None)
        if home is None:
            kept.append(section)
        else:
            left.append(f"{_place(view, section)}: {words.STANDS_UNDER} {home.title}.")
    return replace(view, sections=tuple(kept))


def _shows(view: View, block: Block) -> bool:
    return any(_same(block, other) for section in view.sections for other in section.blocks)


def _same(one: Block, other: Block) -> bool:
    if isinstance(one, Table) and isinstance(other, Table):
        names = [column.name for column in one.columns]
        if names != [column.name for column in other.columns] or len(one.frame) != len(other.frame):
            return False
        first, second = (frame[names].reset_index(drop=True) for frame in (one.frame, other.frame))
        return bool(first.equals(second))
    if isinstance(one, Chart) and isinstance(other, Chart):
        return one.family == other.family and chart_data.data(one).rows == chart_data.data(other).rows
    return False


def _place(view: View, section: Section) -> str:
    return " · ".join(dict.fromkeys(part for part in (view.title, section.title) if part))
