"""Views are created after those they need, under the name of their file."""

import pytest

from okr_analytics.store import definitions
from okr_analytics.store.database import Database


def test_a_view_comes_after_those_it_needs() -> None:
    assert definitions.in_order({"c": {"a", "b"}, "a": {"b"}, "b": set()}, ["c"]) == ["b", "a", "c"]


def test_views_that_need_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="a → b → a"):
        definitions.in_order({"a": {"b"}, "b": {"a"}}, ["a"])


def test_every_file_creates_the_view_of_its_name() -> None:
    for view in definitions.view_texts():
        assert definitions.macro_statement(view)


def test_every_view_can_be_created() -> None:
    database = Database.in_memory()
    for view in definitions.view_texts():
        database.query(f"SELECT 1 WHERE false AND '{view}(' = ''")
    found = {row[0] for row in database.query("SELECT function_name FROM duckdb_functions() WHERE NOT internal")}
    assert set(definitions.view_texts()) <= found


def test_names_in_comments_are_no_calls() -> None:
    assert definitions.called_views("-- like old_view(x)\nSELECT * FROM new_view(as_of, known)") == {"new_view"}


def test_every_view_says_its_grain() -> None:
    for view in definitions.view_texts():
        assert definitions.grain(view), view
        assert definitions.view_texts()[view].startswith("--"), view
