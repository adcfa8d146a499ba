"""The upload page in a real browser: hard sheets corrected, confirmed, and one click for the next file of a layout."""

import re
from pathlib import Path
from typing import Any

import pytest

from okr_analytics.loading import Workspace
from tests.browser.conftest import Server
from tests.browser.hard_sheets import SHAPES, across, hostile, side_by_side
from tests.browser.test_story import settled

pytestmark = pytest.mark.browser
WAIT = 60_000


def opened(server: Server, browser: Any) -> Any:
    """The data page as the first request to a fresh server: it opens, without any greeting of "Page not found"."""
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.goto(f"{server.url}/data")
    settled(page)
    page.wait_for_selector('input[type="file"]', state="attached", timeout=WAIT)
    assert page.get_by_text("Page not found").count() == 0
    return page


def upload(page: Any, path: Path) -> None:
    page.set_input_files('input[type="file"]', str(path))
    page.locator('[data-testid="stHeading"] h3').filter(has_text=path.name).wait_for(timeout=WAIT)
    quiet(page)


def quiet(page: Any) -> None:
    """Waits until nothing runs any more."""
    page.wait_for_timeout(150)
    page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached", timeout=WAIT)


def choose(page: Any, label: str, option: str) -> None:
    """Two clicks: the box, then the option; the page reads the file again with it."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click(timeout=WAIT)
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click(timeout=WAIT)
    quiet(page)
    page.wait_for_function(
        "([label, option]) => [...document.querySelectorAll('input[role=combobox]')]"
        ".some(box => box.ariaLabel === label && box.value === option)",
        arg=[label, option],
        timeout=WAIT,
    )


def confirm(page: Any, path: Path) -> None:
    """One click on the button that stands on the first screen."""
    button = page.get_by_role("button", name="Confirm and load")
    assert button.bounding_box()["y"] < 1000
    button.click(timeout=WAIT)
    page.get_by_text(re.compile(rf"{re.escape(path.name)}: Load \d+")).wait_for(timeout=WAIT)
    quiet(page)


def stored(tmp_path: Path, query: str) -> list[tuple[object, ...]]:
    """The rows that the running app has stored, as its journal tells them."""
    workspace = Workspace.open(tmp_path / "store" / "okr.duckdb")
    try:
        return [tuple(row) for row in workspace.database.query(query)]
    finally:
        workspace.close()


@pytest.mark.parametrize("make", SHAPES, ids=lambda make: str(make.__name__))
def test_a_hard_sheet_is_corrected_once_and_then_needs_one_click(
    make: Any, server: Server, browser: Any, tmp_path: Path
) -> None:
    page = opened(server, browser)
    shape, first, second = make(tmp_path)
    upload(page, first)
    if shape.begins:
        page.get_by_text("Rows and extent of this table").click(timeout=WAIT)
        choose(page, "Another table begins at column", shape.begins)
        page.get_by_role("button", name="Read it so").click(timeout=WAIT)
        page.get_by_role("combobox", name="Table (2 found)").wait_for(timeout=WAIT)
    choose(page, f"Column {shape.column} means", shape.means)
    confirm(page, first)

    upload(page, second)
    known = page.get_by_text(re.compile(rf"ame layout as {re.escape(first.name)} .*your corrections of"))
    known.first.wait_for(timeout=WAIT)
    confirm(page, second)
    assert stored(tmp_path, shape.stored) == shape.later
    page.close()


def test_several_files_have_each_their_outcome(server: Server, browser: Any, tmp_path: Path) -> None:
    page = opened(server, browser)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    _, one, _ = across(tmp_path)
    _, two, _ = side_by_side(tmp_path)
    page.set_input_files('input[type="file"]', [str(one), str(broken), str(two)])
    page.get_by_role("button", name="Load the 2 files that are ready").click(timeout=WAIT)
    for path in (one, two):
        page.get_by_text(re.compile(rf"{re.escape(path.name)}: Load \d+")).wait_for(timeout=WAIT)
    assert len(stored(tmp_path, "SELECT 1 FROM load")) == 2


def test_hostile_texts_stay_texts(server: Server, browser: Any, tmp_path: Path) -> None:
    page = opened(server, browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail("a sheet's text ran as a script"))
    path = hostile(tmp_path)
    upload(page, path)
    sheet = page.locator(".okr-sheet")
    sheet.wait_for(timeout=WAIT)
    shown = sheet.inner_text()
    for text in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "**bold**", "$x^2$", ":red[danger]"):
        assert text in shown, text
    main = page.locator('[data-testid="stMain"]')
    assert main.locator("script, iframe, img[src='x'], .katex").count() == 0
    assert page.evaluate("() => document.querySelectorAll('a[href*=\"evil.example\"]').length") == 0
    confirm(page, path)
    assert not [url for url in asked if "evil.example" in url]
