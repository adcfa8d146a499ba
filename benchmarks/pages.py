"""Seconds from click to chart in the real app: `python -m benchmarks.pages [--key-results N] [--check-ins N] [--store DIR]`.

Fills a store (10,000 key results with 52 weekly check-ins unless told otherwise), starts the app on it, clicks through
its pages and filters in Chromium and prints, for each, seconds until the first chart of the new page is drawn and until
nothing moves any more: the first time, and the median and worst of several clicks under filters nobody has asked yet.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.big_store import Size, fill

ROOT = Path(__file__).parent.parent
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
# title in the navigation → the key of its View, with which the names of its charts begin
PAGES = {
    "Overview": "overview",
    "Effort split": "effort",
    "Progress": "progress",
    "KR quality": "quality",
    "KPI health": "kpis",
    "Projects": "projects",
}
UNITS = ("Unit 3", "Unit 4", "Unit 5", "Unit 30", "Unit 70")
# Watches every frame: when the first chart of the page is drawn, and when the script is over and nothing is stale.
PROBE = """(key) => {
  const began = performance.now(), seen = {chart: null, done: null, ran: false};
  window.probe = seen;
  const old = new Set(document.querySelectorAll('.js-plotly-plot .main-svg'));
  const look = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const running = app && app.getAttribute('data-test-script-state') === 'running';
    seen.ran = seen.ran || running;
    const drawn = [...document.querySelectorAll(`[class*="st-key-${key}-"] .js-plotly-plot .main-svg`)];
    const stale = document.querySelector('[data-stale="true"]');
    if (seen.chart === null && drawn.some((one) => !old.has(one) || (seen.ran && !running)))
      seen.chart = performance.now() - began;
    if (seen.ran && !running && !stale && seen.chart !== null) { seen.done = performance.now() - began; return; }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass
class Times:
    """Seconds to the first chart and to the end, of several clicks."""

    chart: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)

    def add(self, page: Page) -> None:
        """Takes what the probe saw."""
        page.wait_for_function("() => window.probe && window.probe.done !== null", timeout=300_000)
        seen = page.evaluate("() => window.probe")
        self.chart.append(seen["chart"] / 1000)
        self.done.append(seen["done"] / 1000)

    def line(self, name: str) -> str:
        """The times as a line of the report."""
        told = (f(times) for times in (self.chart, self.done) for f in (statistics.median, max))
        return f"{name:42}{len(self.chart):>4}" + "".join(f"{seconds:>9.2f}" for seconds in told)


def main() -> None:
    """Fills, starts, clicks and prints."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--key-results", type=int, default=10_000)
    told.add_argument("--check-ins", type=int, default=52)
    told.add_argument("--every", type=int, default=7, help="days from one check-in to the next")
    told.add_argument("--store", type=Path, help="a folder to keep the store in, and to take it from the next time")
    asked = told.parse_args()
    size = Size(asked.key_results, asked.check_ins, asked.every)
    with tempfile.TemporaryDirectory() as spare:
        folder = asked.store or Path(spare)
        store = folder / "okr.duckdb"
        if not store.exists():
            began = time.perf_counter()
            fill(store, size)
            say(f"{size.rows:,} check-ins of {size.key_results:,} key results written in {since(began):.1f} s")
        with served(store) as (url, process), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            walk(page, url)
            say(f"memory of the app: {memory(process.pid):,} MB")
            browser.close()


def walk(page: Page, url: str) -> None:
    """Opens the app and clicks through it."""
    began = time.perf_counter()
    page.goto(url)
    page.wait_for_selector('[class*="st-key-overview-"] .js-plotly-plot .main-svg', timeout=600_000)
    settle(page)
    say(f"first page after the start (grades and forecasts of everything made): {since(began):.1f} s\n")
    say(f"{'':42}{'':>4}{'to the chart':>18}{'all of it':>18}\n{'click':42}{'n':>4}" + f"{'median':>9}{'worst':>9}" * 2)
    for title in [*list(PAGES)[1:], "Overview"]:
        report(f"{title}, first time", [lambda title=title: to_page(page, title)])
    for title in PAGES:
        report(f"{title}, again", [lambda title=title: to_page(page, other(title), title)] * 3)
    for title in PAGES:
        to_page(page, title)
        report(f"{title}, another unit", [lambda u=unit, t=title: to_unit(page, t, u) for unit in UNITS])
        to_unit(page, title, "Whole organisation")
    report("KPI health, another cycle", [lambda c=cycle: to_cycle(page, c) for cycle in ("All cycles", "Last cycle")])


def report(name: str, clicks: list[Any]) -> None:
    """Does the clicks, each of which gives its times, and prints them."""
    times = Times()
    for click in clicks:
        found = click()
        times.chart += found.chart
        times.done += found.done
    say(times.line(name))


def other(title: str) -> str:
    """A page to come from."""
    return "Explore" if title != "Explore" else "Overview"


def to_page(page: Page, *titles: str) -> Times:
    """Clicks in the navigation; the last title's page is measured."""
    for title in titles[:-1]:
        page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
        page.wait_for_timeout(300)
        settle(page)
    times = Times()
    title = titles[-1]
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text=title)
    page.evaluate(PROBE, PAGES[title])
    link.click()
    times.add(page)
    settle(page)
    return times


def to_unit(page: Page, title: str, unit: str) -> Times:
    """Chooses a unit in the filter bar."""
    return choose(page, "Unit", unit, PAGES[title])


def to_cycle(page: Page, cycle: str) -> Times:
    """Chooses a cycle in the filter bar of the page KPI health."""
    to_page(page, "KPI health") if page.title().find("KPI") < 0 else None
    return choose(page, "Cycle", cycle, "kpis")


def choose(page: Page, label: str, option: str, key: str) -> Times:
    """Chooses an option of a select box and measures what follows."""
    box = page.get_by_test_id("stSelectbox").filter(has_text=label).locator("input").first
    box.click()
    box.fill(option)
    page.wait_for_selector('[data-testid="stSelectboxVirtualDropdown"] li, [role="option"]')
    times = Times()
    page.evaluate(PROBE, key)
    page.get_by_role("option", name=option, exact=True).first.click()
    times.add(page)
    settle(page)
    return times


def settle(page: Page) -> None:
    """Waits until the script is over and nothing has moved for a moment."""
    page.wait_for_function(
        "() => document.querySelector('[data-testid=\"stApp\"]').getAttribute('data-test-script-state') !== 'running'",
        timeout=300_000,
    )
    page.wait_for_timeout(400)


@contextmanager
def served(store: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The app on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]
    log = store.with_name("app.log")
    with log.open("wb") as output:
        environment = {**os.environ, "OKR_DATABASE": str(store)}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}", process
    except BaseException:
        say(log.read_text(errors="replace"))
        raise
    finally:
        process.terminate()
        process.wait(20)


def wait(url: str) -> None:
    """Waits until the app answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the app did not answer in 30 seconds")


def chromium() -> str:
    """The browser; raises RuntimeError where there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        raise RuntimeError("no Chromium here: name one by CHROMIUM")
    return path


def memory(pid: int) -> int:
    """The most memory a process has had, in MB."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in text.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024


def since(began: float) -> float:
    """Seconds since a moment."""
    return time.perf_counter() - began


def say(text: str) -> None:
    """Prints a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
