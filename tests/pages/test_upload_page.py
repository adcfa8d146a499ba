"""The upload page: it asks first, two clicks correct it, earlier corrections are offered, the person decides renames."""

import datetime as dt
import html
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from okr_analytics.loading import Workspace
from tests.pages.conftest import open_page
from tests.pages.conftest import words as raw_words

HEAD = "Objective,Key result,Owner,Baseline,Target,Current\n"
JANUARY = HEAD + "Grow,Users of the library,Ana,10,50,twenty\nGrow,Leads in the north,Bo,1,9,2\n"
FEBRUARY = HEAD + "Grow,Users of the library,Ana,10,50,twenty\nGrow,Leads in the far north,Bo,1,9,4\n"
RISKS = "Risk ID,Risk,Probability,Impact,Mitigation\nR1,Fire,low,high,Sprinklers\nR2,Flood,high,low,Pumps\n"
UNSURE = "Name,Venue,Year,Notes\nBelrose,Theatre,2021,x\nCasula,Hall,2022,y\n"


def uploaded(*files: tuple[str, str]) -> AppTest:
    """The data page with these files in the uploader."""
    app = open_page("keep/data.py")
    app.file_uploader[0].set_value([(name, text.encode(), "text/csv") for name, text in files]).run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    return html.unescape(raw_words(app))


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception, app.exception


def box(app: AppTest, label: str) -> object:
    return next(one for one in app.selectbox if one.label == label).value


def choose(app: AppTest, label: str, value: object) -> None:
    next(one for one in app.selectbox if one.label == label).set_value(value).run()
    assert not app.exception, app.exception


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def query(store: Path, sql: str) -> list[tuple[object, ...]]:
    workspace = Workspace.open(store)
    rows = [tuple(row) for row in workspace.database.query(sql)]
    workspace.close()
    return rows


def test_a_table_that_is_not_sure_is_asked_about_first_and_read_after_the_answer(empty: Path) -> None:
    app = uploaded(("Sheet1.csv", UNSURE))
    assert "Which is it?" in words(app)
    assert "Confirm and load" not in labels(app)
    press(app, "Leave it aside")
    assert "Which is it?" not in words(app)
    choose(app, "Sheet1 A1:D3 holds", "project")
    choose(app, "Column A means", "project.name")
    assert "2 projects" in words(app)
    press(app, "Confirm and load")
    assert "Load 1: " in words(app)


def test_a_table_left_aside_can_be_taken_and_a_taken_one_left_aside(empty: Path) -> None:
    app = uploaded(("risks.csv", RISKS))
    assert "nothing is read of this table" in words(app)
    choose(app, "risks A1:E3 holds", "milestone")
    choose(app, "Column B means", "milestone.name")
    assert "2 milestones" in words(app)
    choose(app, "risks A1:E3 holds", "other")
    assert "Confirm and load" not in labels(app)


def test_a_remark_on_every_column_says_how_sure_and_why(empty: Path) -> None:
    app = uploaded(("okrs.csv", JANUARY))
    captions = "\n".join(str(caption.value) for caption in app.caption).replace("\\", "")
    assert "Sure, 100%" in captions
    assert "Runner-up" in captions


def test_mended_cells_are_kept_and_offered_for_the_next_file(empty: Path) -> None:
    app = uploaded(("okrs.csv", JANUARY))
    app.text_input(key=next(t.key for t in app.text_input if t.label == "Cell")).set_value("f2")
    app.text_input(key=next(t.key for t in app.text_input if t.label == "Should say")).set_value("20")
    press(app, "Correct")
    assert "1 cell corrected." in words(app)
    press(app, "Confirm and load")

    app = uploaded(("okrs.csv", FEBRUARY))
    assert "twenty” → “20" in words(app)
    press(app, "Apply these corrections here too")
    press(app, "Confirm and load")
    held = query(empty, "SELECT current FROM key_result_now(DATE '9999-12-31', 99) WHERE title LIKE 'Users%'")
    assert held == [(20.0,)]


@pytest.mark.parametrize(("answer", "items"), [("Yes, the same item", 2), ("No, a new one", 3)])
def test_a_likely_rename_is_the_persons_to_decide(empty: Path, answer: str, items: int) -> None:
    press(uploaded(("okrs.csv", JANUARY)), "Confirm and load")
    app = uploaded(("okrs.csv", FEBRUARY))
    assert "The same item under another name?" in words(app)
    press(app, answer)
    assert "The same item under another name?" not in words(app)
    press(app, "Confirm and load")
    assert query(empty, "SELECT count(*) FROM key_result_now(DATE '9999-12-31', 99)") == [(items,)]


def test_the_day_is_shown_with_its_source_and_can_be_changed(empty: Path) -> None:
    app = uploaded(("okrs 2025-03-31.csv", JANUARY))
    assert app.date_input[0].value == dt.date(2025, 3, 31)
    assert "from the file's name" in words(app)
    app.date_input[0].set_value(dt.date(2025, 4, 2)).run()
    assert "as you said" in words(app)
    press(app, "Confirm and load")
    assert query(empty, "SELECT as_of, as_of_source FROM load") == [(dt.date(2025, 4, 2), "person")]


def test_a_remembered_layout_needs_one_click(empty: Path) -> None:
    app = uploaded(("okrs 2025-01-31.csv", JANUARY))
    choose(app, "Column C means", "key_result.comment")
    press(app, "Confirm and load")
    later = "Plan,,,,,,\nOwner,Objective,Key result,Baseline,Target,Current,Remark\nCleo,Grow,Calls,7,3,5,\n"
    app = uploaded(("okrs 2025-02-28.csv", later))
    assert "Nearly the same layout as okrs 2025-01-31.csv" in words(app)
    assert "your corrections of" in words(app)
    press(app, "Confirm and load")
    held = query(empty, "SELECT comment FROM key_result_now(DATE '9999-12-31', 99) WHERE title = 'Calls'")
    assert held == [("Cleo",)]


def test_a_refused_file_is_one_sentence_and_stops_no_other(empty: Path) -> None:
    app = uploaded(("okrs.csv", JANUARY), ("empty.xlsx", "no workbook"))
    said = words(app)
    assert "empty.xlsx" in said
    press(app, "Load the file that is ready")
    assert "Load 1:" in words(app)


def test_what_is_wrong_is_said_in_full_above_the_cells_to_correct(empty: Path) -> None:
    app = uploaded(("okrs.csv", JANUARY.replace("twenty", "<b>twenty</b>")))
    said = next(body for part in app.get("html") if "What is wrong" in (body := str(part.proto.body)))
    assert "okrs!F2" in said
    assert "&lt;b&gt;twenty&lt;/b&gt;" in said
    assert "What to do" in said
    cells = next(table.value for table in app.dataframe if "correct" in table.value)
    assert cells.to_dict("list") == {"cell": ["okrs!F2"], "found": ["<b>twenty</b>"], "correct": [""]}
