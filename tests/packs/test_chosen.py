"""What goes into a pack: nothing twice, nothing that only says what is missing, and what is left out is named."""

import dataclasses

import pandas as pd

from okr_analytics.document import Block, Chart, Column, Note, Section, Table, View
from okr_analytics.packs import sources
from okr_analytics.packs.chosen import chosen
from okr_analytics.packs.pack import Pack
from okr_analytics.views.contents import Content


def _view(title: str, *sections: Section) -> View:
    return View(title.lower(), title, "?", sections)


def _pages(*views: View) -> list[tuple[View, Content]]:
    return [(view, Content(view.title, lambda question, view=view: view)) for view in views]


def _table(value: float = 1.0) -> Table:
    return Table((Column("a", "A"), Column("b", "B", "number")), pd.DataFrame({"a": ["x"], "b": [value], "c": [0]}))


def _chart(value: float = 1.0) -> Chart:
    return Chart("bar", pd.DataFrame({"x": ["a"], "y": [value]}), "Bars", "a", x="x", y="y")


def _section(key: str, *blocks: Block, missing: bool = False) -> Section:
    return Section(key, key.capitalize(), blocks, missing=missing)


def test_what_only_says_that_it_is_missing_is_named_and_left_out() -> None:
    here = _view("Here", _section("rows", _table()), _section("lessons", Note("None yet."), missing=True))
    empty = _view("Empty", _section("none", Note("Nothing is loaded."), missing=True))
    views, left = chosen(_pages(here, empty), brief=False)
    assert [(view.title, [section.key for section in view.sections]) for view in views] == [("Here", ["rows"])]
    assert left == ("Here · Lessons: None yet.", "Empty · None: Nothing is loaded.")


def test_where_nothing_is_there_every_page_says_so() -> None:
    pages = _pages(*(_view(name, _section("none", Note("Nothing."), missing=True)) for name in ("One", "Two")))
    views, left = chosen(pages, brief=False)
    assert ([view.title for view in views], left) == (["One", "Two"], ())


def test_the_same_chart_or_table_stands_once_on_the_page_that_comes_later() -> None:
    first = _view("First", _section("own", _table(2)), _section("again", _table()), _section("drawn", _chart()))
    second = _view("Second", _section("home", Note("More."), _table()), _section("drawn", _chart(3)))
    views, left = chosen(_pages(first, second), brief=False)
    assert [section.key for section in views[0].sections] == ["own", "drawn"]
    assert [section.key for section in views[1].sections] == ["home", "drawn"]
    assert left == ("First · Again: it stands under Second.",)


def test_what_was_left_out_is_told_where_the_numbers_come_from(pack: Pack) -> None:
    told = dict(sources.lines(dataclasses.replace(pack, left_out=("Reach: nothing is loaded.",))))
    assert told["Not in this pack"] == ("Reach: nothing is loaded.",)
