"""docs/views.md names every view with its grain and columns; `python tests/store/test_views_documented.py` writes it."""

import datetime as dt
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "views.md"
HEAD = """# The SQL views

Every view is a DuckDB table macro with two parameters: `SELECT * FROM kr_state(as_of, known)`. `as_of` is the day whose
values hold, `known` the number of the event up to which we know. One file a view in `okr_analytics/store/views`; the
first line says its grain. Functions (one value from values) are listed at the end. This page is written from the files.
"""


def page() -> str:
    from okr_analytics.store.database import Database
    from okr_analytics.store.definitions import view_texts

    database = Database.in_memory()
    views, functions = [HEAD], ["## Functions\n"]
    for name, text in view_texts().items():
        comments = [line.removeprefix("--").strip() for line in text.split("CREATE")[0].splitlines()]
        if "AS TABLE" not in text:
            parameters = text.split(f"MACRO {name}(")[1].split(")")[0]
            functions.append(f"- `{name}({parameters})`: {' '.join(comments)}")
            continue
        columns = database.query(f"DESCRIBE SELECT * FROM {database.relation(name, dt.date(2026, 1, 1), 0)}")
        listed = ", ".join(f"{column[0]} {column[1]}" for column in columns)
        views.append(f"## {name}\n\n{' '.join(comments)}\n\n`{listed}`\n")
    return "\n".join([*views, *functions]) + "\n"


def test_the_page_is_true() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/store/test_views_documented.py"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PAGE.write_text(page(), encoding="utf-8")
