"""The page Review pack: choices reach the pack, a kept pack comes back whole, units get theirs."""

import io
import zipfile
from pathlib import Path

from streamlit.testing.v1 import AppTest

from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace
from okr_analytics.packs.definition import AUDIENCES
from tests.pages.conftest import open_page, words

SCRIPT = "work/pack.py"


def press(app: AppTest, key: str) -> AppTest:
    next(button for button in app.button if button.key == key).click()
    return app.run()


def test_an_audience_sets_what_goes_in(store: Path) -> None:
    app = open_page(SCRIPT)
    (audience,) = [group for group in app.button_group if group.key == "pack_for"]
    audience.set_value("Board").run()
    assert app.session_state["pack_pages"] == list(AUDIENCES["Board"])
    assert not app.exception


def test_without_a_page_it_says_what_to_do(store: Path) -> None:
    app = open_page(SCRIPT)
    (pages,) = [group for group in app.button_group if group.key == "pack_pages"]
    pages.set_value([]).run()
    assert "Choose at least one page." in words(app)


def test_a_kept_pack_comes_back_whole(store: Path) -> None:
    app = open_page(SCRIPT)
    app.text_input(key="pack_title").set_value("Board review").run()
    app.text_input(key="pack_line").set_value("Confidential").run()
    next(field for field in app.text_input if field.label == "Name").set_value("Quarterly").run()
    press(app, "pack_keep")
    assert not app.exception
    workspace = Workspace.open(store, read_only=True)
    kept = workspace.decisions(Kind.PACK)["Quarterly"]
    workspace.close()
    assert (kept["title"], kept["confidentiality"], kept["cycle"]) == ("Board review", "Confidential", "running")
    app.text_input(key="pack_title").set_value("Something else").run()
    app.selectbox(key="pack_kept").set_value("Quarterly").run()
    assert not app.exception, app.exception
    assert app.text_input(key="pack_title").value == "Board review"


def test_each_unit_gets_its_pack(store: Path) -> None:
    app = open_page(SCRIPT)
    app.multiselect(key="pack_units").set_value(["Planned Care Department", "Presidency"]).run()
    (formats,) = [group for group in app.button_group if group.key == "pack_formats"]
    formats.set_value(["html"]).run()
    press(app, "pack_make")
    assert not app.exception, app.exception
    _, data, count = app.session_state["pack_zip"]
    assert count == 2
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["Planned-Care-Department.html", "Presidency.html"]
        page = archive.read("Presidency.html").decode()
    assert "Review of our three conversations · Presidency" in page
