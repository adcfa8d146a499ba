"""The upload page in a real browser: hard sheets corrected, confirmed, and one click for the next file of a layout."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import TimeoutError

from okr_analytics.loading import Workspace
from tests.browser.conftest import Server
from tests.browser.hard_sheets import SHAPES, hostile
from tests.browser.test_story import settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
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
    found = page.get_by_role("option", name=option, exact=True)
    for _ in range(10):  # a page that is still being drawn closes the list again
        box.click(timeout=WAIT)
        box.fill(option)
        try:
            found.click(timeout=6_000)
            break
        except TimeoutError:
            page.keyboard.press("Escape")
            quiet(page)
    quiet(page)
    page.wait_for_function(
        "([label, option]) => [...document.querySelectorAll('input[role=combobox]')]"
        ".some(box => box.ariaLabel === label && box.value === option)",
        arg=[label, option],
        timeout=WAIT,
    )


def correct(page: Any, column: str, means: str) -> None:
    """Says what a column means, until the page says that it knows: a box shows typed words even where none was chosen."""
    for _ in range(5):
        choose(page, f"Column {column} means", means)
        try:
            page.get_by_text(re.compile("You corrected .* here")).wait_for(timeout=10_000)
            return
        except TimeoutError:
            page.keyboard.press("Escape")
    raise AssertionError(f"column {column} could not be corrected")


def confirm(page: Any, path: Path) -> None:
    """One click on the button that stands on the first screen."""
    button = page.get_by_role("button", name="Confirm and load")
    assert button.bounding_box()["y"] < 1000
    button.click(timeout=WAIT)
    page.get_by_text(re.compile(rf"{re.escape(path.name)}: Load \d+")).wait_for(timeout=WAIT)
    quiet(page)


def stored(server: Server, query: str) -> list[tuple[object, ...]]:
    """The rows that the running app has stored, as its journal tells them."""
    workspace = Workspace.open(server.store)
    try:
        return [tuple(row) for row in workspace.database.query(query)]
    finally:
        workspace.close()


@pytest.mark.parametrize("make", SHAPES, ids=lambda make: str(make.__name__))
def test_a_hard_sheet_is_corrected_once_and_then_needs_one_click(
    make: Any, shared_server: Server, browser: Any, tmp_path: Path
) -> None:
    page = opened(shared_server, browser)
    shape, first, second = make(tmp_path)
    upload(page, first)
    if shape.begins:
        page.get_by_text("Rows and extent of this table").click(timeout=WAIT)
        choose(page, "Another table begins at column", shape.begins)
        page.get_by_role("button", name="Read it so").click(timeout=WAIT)
        page.get_by_role("combobox", name="Table (2 found)").wait_for(timeout=WAIT)
    correct(page, shape.column, shape.means)
    confirm(page, first)

    upload(page, second)
    known = page.get_by_text(re.compile(rf"ame layout as {re.escape(first.name)} .*your corrections of"))
    known.first.wait_for(timeout=WAIT)
    confirm(page, second)
    assert stored(shared_server, shape.stored) == shape.later
    page.close()


def test_several_files_have_each_their_outcome(shared_server: Server, browser: Any, tmp_path: Path) -> None:
    page = opened(shared_server, browser)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    one, two = tmp_path / "clinics.csv", tmp_path / "parks.csv"
    one.write_text("Objective,Key result,Baseline,Target\nCare,Visits at home,10,50\n", encoding="utf-8")
    two.write_text("Project,Start,Due date,Budget\nPlayground,2026-01-01,2026-06-30,9000\n", encoding="utf-8")
    page.set_input_files('input[type="file"]', [str(one), str(broken), str(two)])
    page.get_by_role("button", name="Load the 2 files that are ready").click(timeout=WAIT)
    for path in (one, two):
        page.get_by_text(re.compile(rf"{re.escape(path.name)}: Load \d+")).wait_for(timeout=WAIT)
    files = stored(shared_server, "SELECT DISTINCT file FROM load")
    assert {(one.name,), (two.name,)} <= set(files)
    assert (broken.name,) not in files
    page.close()


def test_hostile_texts_stay_texts(shared_server: Server, browser: Any, tmp_path: Path) -> None:
    page = opened(shared_server, browser)
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
    page.close()
    assert not [url for url in asked if "evil.example" in url]


# Real files: a column that is left aside or misread, what a person says it means, and what is stored only then.
REAL = (
    ("truongpv85__Template_Update/Scorecard.xlsx", "B", "KPI: Baseline", "kpi", "baseline"),
    ("lucagubler__BA-Projektplan/Projektplan.xlsx", "F", "Milestone: Weight", "milestone", "weight"),
    ("ipfs__community/DERIVED_2019-q1_stacked.csv", "D", "Key result: Progress", "key_result", "progress"),
    ("vini-moura__okr-replit/krs.csv", "G", "Key result: Lower", "key_result", "lower"),
    (
        "spicysoft__jp-www-gitlab-com/DERIVED_gitlab_okrs_fy20-q3_indented.csv",
        "L",
        "Key result: Comment",
        "key_result",
        "comment",
    ),
)


def next_version(path: Path, folder: Path) -> Path:
    """The same layout under another name with other rows: a line gone, or every formula a value and a cell changed."""
    later = folder / f"next {path.name}"
    if path.suffix == ".csv":
        later.write_bytes(b"\n".join(path.read_bytes().rstrip().split(b"\n")[:-1]) + b"\n")
        return later
    book = openpyxl.load_workbook(path, data_only=True)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, float | int)]
    cells[-1].value = 7
    book.save(later)
    return later


@pytest.mark.corpus
@pytest.mark.parametrize(("file", "column", "means", "kind", "field"), REAL, ids=[case[0] for case in REAL])
def test_a_real_sheet_is_corrected_once_and_then_needs_one_click(
    file: str,
    column: str,
    means: str,
    kind: str,
    field: str,
    shared_server: Server,
    browser: Any,
    tmp_path: Path,
    corpus: Path,
) -> None:
    path = corpus / "sheets" / file
    if not path.exists():
        pytest.skip(f"{file} is not in this folder of real spreadsheets")
    page = opened(shared_server, browser)
    upload(page, path)
    correct(page, column, means)
    confirm(page, path)
    later = next_version(path, tmp_path)
    upload(page, later)
    page.get_by_text(re.compile("ame layout as .*your corrections of")).first.wait_for(timeout=WAIT)
    confirm(page, later)
    held = f"SELECT file, count(r.{field}) > 0, count(*) > 3 FROM {kind} AS r JOIN load USING (load_id) GROUP BY ALL"
    rows = stored(shared_server, held)
    assert {(path.name, True, True), (later.name, True, True)} <= set(rows)
    page.close()
