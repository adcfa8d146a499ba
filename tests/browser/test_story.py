"""The whole story in a real browser: upload, confirm, every page, both packs, and the same numbers everywhere."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from okr_analytics.ui.registry import PAGES
from tests.browser.conftest import Server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
PATHS = [entry.url_path for entries in PAGES.values() for entry in entries if not entry.hidden and not entry.default]


def workbook(path: Path) -> Path:
    """A planning officer's workbook: a title above each table, four sheets, percentages as text."""
    book = openpyxl.Workbook()
    okrs = book.active
    okrs.title = "OKRs"
    for row in (
        ["City library: plan 2026-Q4", None],
        ["As of", "2026-11-20"],
        [],
        ["Unit", "Cycle", "Objective", "KR ID", "Key result", "Owner", "Baseline", "Target", "Current", "Due"],
        [
            "Library",
            "2026-Q4",
            "Readers come back",
            "LIB-1.1",
            "Active readers from 4,000 to 5,000",
            "Ana",
            4000,
            5000,
            4600,
            "2026-12-31",
        ],
        [
            "Library",
            "2026-Q4",
            "Readers come back",
            "LIB-1.2",
            "Loans per reader from 8 to 12",
            "Ben",
            8,
            12,
            9,
            "2026-12-31",
        ],
        [
            "Archive",
            "2026-Q4",
            "Finds in minutes",
            "ARC-1.1",
            "Launch the new catalogue",
            "Cleo",
            None,
            None,
            None,
            "2026-12-31",
        ],
    ):
        okrs.append(row)
    kpis = book.create_sheet("KPIs")
    for row in (
        ["Code", "KPI", "Unit", "Direction", "Healthy from", "Healthy to", "Date", "Value"],
        ["K1", "Opening hours kept", "Library", "higher", "95%", None, "2026-10-31", "91%"],
        ["K2", "Days to shelve a return", "Library", "lower", None, 2, "2026-10-31", 1.5],
    ):
        kpis.append(row)
    projects = book.create_sheet("Projects")
    for row in (
        ["Project code", "Project", "Unit", "Start", "Due date", "% complete", "Budget", "Spent"],
        ["P1", "New reading room", "Library", "2026-07-01", "2026-12-31", "70%", 100000, 64000],
    ):
        projects.append(row)
    effort = book.create_sheet("Effort")
    for row in (
        ["Unit", "Month", "Conversation", "Planned hours", "Actual hours"],
        ["Library", "2026-10", "Growth", 300, 180],
        ["Library", "2026-10", "BAU", 500, 650],
        ["Library", "2026-10", "Improvement", 200, 120],
        ["Archive", "2026-10", "Growth", 100, 90],
        ["Archive", "2026-10", "BAU", 300, 310],
    ):
        effort.append(row)
    book.save(path)
    return path


def settled(page: Any) -> None:
    """Waits until the page has a title and nothing runs any more."""
    page.wait_for_selector('[data-testid="stMain"] h1', timeout=60_000)
    page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached", timeout=60_000)


def test_from_a_workbook_to_both_packs(server: Server, browser: Any, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url)
    settled(page)
    page.goto(f"{server.url}/data")
    settled(page)
    page.set_input_files('input[type="file"]', str(workbook(tmp_path / "library.xlsx")))
    page.get_by_role("button", name="Confirm and load").click(timeout=60_000)
    page.get_by_text("Load 1:").wait_for(timeout=60_000)

    for path in PATHS:
        page.goto(f"{server.url}/{path}")
        settled(page)
        assert page.locator('[data-testid="stException"]').count() == 0, path
        assert page.evaluate(_TOO_WIDE) <= 0, f"{path} scrolls sideways"

    page.goto(f"{server.url}/effort-split")
    settled(page)
    shown = tile(page, "Growth")
    packs = downloaded(page, server, tmp_path)
    assert 270 / 1350 in {round(value, 10) for value in numbers_in_html(packs["html"])}
    assert shown == "20 %"
    assert 270 / 1350 in {round(value, 10) for value in numbers_in_xlsx(packs["xlsx"])}
    elsewhere = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert elsewhere == []  # nothing is asked for, or told, outside this app


_TOO_WIDE = (
    """() => { const m = document.querySelector('[data-testid="stMain"]'); return m.scrollWidth - m.clientWidth }"""
)


def tile(page: Any, label: str) -> str:
    """What the metric tile of that label shows."""
    tiles = page.locator('[data-testid="stMetric"]').filter(has=page.get_by_text(label, exact=True))
    return str(tiles.first.locator('[data-testid="stMetricValue"]').inner_text()).replace("\u00a0", " ").strip()


def downloaded(page: Any, server: Server, folder: Path) -> dict[str, Path]:
    page.goto(f"{server.url}/review-pack")
    settled(page)
    found = {}
    for form in ("html", "xlsx"):
        with page.expect_download(timeout=300_000) as waiting:
            page.get_by_role("button", name=re.compile(_BUTTONS[form])).first.click()
        found[form] = folder / f"pack.{form}"
        waiting.value.save_as(found[form])
    return found


_BUTTONS = {"html": "HTML|Web page", "xlsx": "Excel"}


def numbers_in_html(path: Path) -> set[float]:
    """Every figure of the pack in full precision."""
    text = path.read_text(encoding="utf-8")
    return {float(found) for found in re.findall(r'<data[^>]* value="(-?[0-9.]+)"', text)}


def numbers_in_xlsx(path: Path) -> set[float]:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    return {
        float(c)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for c in row
        if isinstance(c, int | float)
    }
