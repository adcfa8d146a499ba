"""Seconds from click to chart in the real app: `python -m benchmarks.pages [--key-results N] [--check-ins N] [--store DIR]`.

Fills a store (10,000 key results with 52 weekly check-ins unless told otherwise), starts the app on it, clicks through
its pages and filters in Chromium and prints, for each, seconds until the first chart of the new page is drawn and until
nothing moves any more: the first time, and the median and worst of several clicks under filters nobody has asked yet.
Beside them the processor time that the app itself took: the rest is the browser's, and whoever else uses the machine.
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
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

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
# A chart that gets new data keeps its element: what tells it is its `data`. One that stays as it was counts at the end.
PROBE = """(key) => {
  const began = performance.now(), seen = {chart: null, done: null, ran: false};
  window.probe = seen;
  const plots = (within) => [...document.querySelectorAll(`${within}.js-plotly-plot`)].filter((p) => p.querySelector('.main-svg'));
  const old = new Map(plots('').map((plot) => [plot, plot.data]));
  const look = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    const running = app && app.getAttribute('data-test-script-state') === 'running';
    seen.ran = seen.ran || running;
    const drawn = plots(`[class*="st-key-${key}-"] `);
    const stale = document.querySelector('[data-stale="true"]');
    if (seen.chart === null && drawn.some((one) => old.get(one) !== one.data || (seen.ran && !running)))
      seen.chart = performance.now() - began;
    if (seen.ran && !running && !stale && seen.chart !== null) { seen.done = performance.now() - began; return; }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass
class Times:
    """Seconds of several clicks: to the first chart, to the end, and of the app's processor."""

    chart: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)

    def line(self, name: str) -> str:
        """The times as a line of the report."""
        told = (f(times) for times in (self.chart, self.done, self.spent) for f in (statistics.median, max))
        return f"{name:42}{len(self.chart):>4}" + "".join(f"{seconds:>9.2f}" for seconds in told)


@dataclass(frozen=True)
class Visitor:
    """Somebody who clicks in a browser on an app that runs as process `pid`."""

    page: Page
    pid: int

    def walk(self, url: str, *, at_once: bool) -> None:
        """Opens the app, waits until it has made everything ready unless told to go on at once, and clicks through it."""
        began = time.perf_counter()
        self.page.goto(url)
        self.page.wait_for_selector('[class*="st-key-overview-"] .js-plotly-plot .main-svg', timeout=600_000)
        self.settle()
        say(f"first page, asked for in the moment of the start: {since(began):.1f} s")
        if not at_once:
            self.wait_until_ready()
            say(f"everything made ready in the background: {since(began):.1f} s")
        heads = f"{'to the chart':>18}{'all of it':>18}{'processor, app':>18}"
        say(f"\n{'':46}{heads}\n{'click':42}{'n':>4}" + f"{'median':>9}{'worst':>9}" * 3)
        for title in [*list(PAGES)[1:], "Overview"]:
            self.report(f"{title}, first time", [title])
        for title in PAGES:
            self.report(f"{title}, again", [title] * 3, away=True)
        for title in PAGES:
            self.to_page(title)
            self.report(f"{title}, another unit", [(title, "Unit", unit) for unit in UNITS])
            self.choose(title, "Unit", "Whole organisation")
        self.to_page("KPI health")
        cycles = [("KPI health", "Cycle", cycle) for cycle in ("All cycles", "Last cycle")]
        self.report("KPI health, another cycle", cycles)

    def report(self, name: str, clicks: Sequence[str | tuple[str, str, str]], *, away: bool = False) -> None:
        """Does the clicks, on a page's title or on (page, filter, option), `away` from another page, and prints the times."""
        times = Times()
        for click in clicks:
            if away:
                self.to_page("Explore")
            seen, spent = self.to_page(click) if isinstance(click, str) else self.choose(*click)
            times.chart.append(seen["chart"] / 1000)
            times.done.append(seen["done"] / 1000)
            times.spent.append(spent)
        say(times.line(name))

    def to_page(self, title: str) -> tuple[dict[str, float], float]:
        """Clicks in the navigation."""
        link = self.page.get_by_test_id("stSidebarNavLink").filter(has_text=title)
        if title not in PAGES:
            link.click()
            self.page.wait_for_timeout(300)
            self.settle()
            return {}, 0.0
        return self._measured(PAGES[title], link.click)

    def choose(self, title: str, label: str, option: str) -> tuple[dict[str, float], float]:
        """Chooses an option of a filter on the page of that title."""
        box = self.page.get_by_test_id("stSelectbox").filter(has_text=label).locator("input").first
        box.click()
        box.fill(option)
        self.page.wait_for_selector('[data-testid="stSelectboxVirtualDropdown"] li, [role="option"]')
        return self._measured(PAGES[title], self.page.get_by_role("option", name=option, exact=True).first.click)

    def _measured(self, key: str, click: Callable[[], None]) -> tuple[dict[str, float], float]:
        """What the probe saw after a click, in milliseconds, and the seconds of processor that the app took for it."""
        before = processor(self.pid)
        self.page.evaluate(PROBE, key)
        click()
        self.page.wait_for_function("() => window.probe && window.probe.done !== null", timeout=300_000)
        spent = processor(self.pid) - before
        self.settle()
        return self.page.evaluate("() => window.probe"), spent

    def settle(self) -> None:
        """Waits until the script is over and nothing has moved for a moment."""
        state = "document.querySelector('[data-testid=\"stApp\"]').getAttribute('data-test-script-state')"
        self.page.wait_for_function(f"() => {state} !== 'running'", timeout=300_000)
        self.page.wait_for_timeout(400)

    def wait_until_ready(self) -> None:
        """Waits until the app has hardly worked for two seconds."""
        while True:
            before = processor(self.pid)
            time.sleep(2)
            if processor(self.pid) - before < 0.1:
                return


def main() -> None:
    """Fills, starts, clicks and prints."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--key-results", type=int, default=10_000)
    told.add_argument("--check-ins", type=int, default=52)
    told.add_argument("--every", type=int, default=7, help="days from one check-in to the next")
    told.add_argument("--store", type=Path, help="a folder to keep the store in, and to take it from the next time")
    told.add_argument("--at-once", action="store_true", help="click while the app still makes its pages ready")
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
            visitor = Visitor(browser.new_page(viewport={"width": 1440, "height": 900}), process.pid)
            visitor.walk(url, at_once=asked.at_once)
            say(f"memory of the app: {memory(process.pid):,} MB")
            browser.close()


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


def processor(pid: int) -> float:
    """Seconds of processor that a process has taken so far."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def since(began: float) -> float:
    """Seconds since a moment."""
    return time.perf_counter() - began


def say(text: str) -> None:
    """Prints a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
