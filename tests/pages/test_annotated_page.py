"""The data page offers the annotated copy of what was loaded, and clean sheets to start from."""

from pathlib import Path

from tests.pages.conftest import open_page, words


def test_the_copy_of_a_load_is_made_when_asked_for_and_says_what_it_lacks(store: Path) -> None:
    app = open_page("keep/data.py")
    assert not [b for b in app.button if b.label == "Make the annotated copy"]
    app.button(key="annotate_read").click().run()
    made = next(b for b in app.button if b.label == "Make the annotated copy")
    made.click().run()
    assert not app.exception
    assert "is in the copy" in words(app) or "is different in the copy" in words(app)
    assert [b.label for b in app.get("download_button") if "annotated" in b.label] == [
        "Download the annotated workbook"
    ]


def test_a_clean_sheet_is_offered_where_nothing_is_chosen(empty: Path) -> None:
    app = open_page("keep/data.py")
    assert app.selectbox(key="template_group").value == "all"
    assert app.selectbox(key="template_language").options == ["English", "Português", "Español", "Deutsch", "Français"]
    app.selectbox(key="template_language").select("de").run()
    assert not app.exception
    assert any(b.label == "Download the template" for b in app.get("download_button"))
