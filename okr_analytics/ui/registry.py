"""Which pages there are, in which order, under which heading: a new page is one more line here."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import streamlit as st


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its script below pages/, its title and icon. `hidden` pages are reached by links only."""

    script: str
    title: str
    icon: str
    shows: str = ""  # what it shows once something is loaded; without it the page is of use before
    default: bool = False
    hidden: bool = False

    @property
    def url_path(self) -> str:
        """The page's address, such as "effort-split"."""
        return self.title.lower().replace(" ", "-")


PAGES: Mapping[str, tuple[PageEntry, ...]] = MappingProxyType(
    {
        "": (PageEntry("start/overview.py", "Overview", "home", "where our three conversations stand", default=True),),
        "Three conversations": (
            PageEntry(
                "conversations/effort.py",
                "Effort split",
                "donut_small",
                "where the effort goes: growth, business as usual and improvement, planned against actual",
            ),
            PageEntry(
                "conversations/progress.py",
                "Progress",
                "trending_up",
                "whether the key results move, against what was expected by now",
            ),
            PageEntry(
                "conversations/quality.py",
                "KR quality",
                "verified",
                "whether key results are results, or tasks and indicators in disguise",
            ),
            PageEntry(
                "conversations/kpis.py", "KPI health", "monitor_heart", "which indicators left their healthy range"
            ),
            PageEntry(
                "conversations/projects.py",
                "Projects",
                "view_timeline",
                "how far along the strategic projects are, and what slips",
            ),
            PageEntry(
                "conversations/key_result.py",
                "Key result",
                "target",
                "one key result's path, forecast and history",
                hidden=True,
            ),
        ),
        "The cycle": (
            PageEntry(
                "cycle/rhythm.py", "Rhythm", "event_repeat", "whether key results are looked at as often as agreed"
            ),
            PageEntry("cycle/calibration.py", "Calibration", "balance", "whether what was said to be likely came true"),
            PageEntry(
                "cycle/review.py", "Cycle review", "co_present", "a cycle that ends, one screen at a time, for the room"
            ),
        ),
        "The organisation": (
            PageEntry(
                "organisation/alignment.py",
                "Alignment",
                "account_tree",
                "how objectives hang together, and who must deliver them",
            ),
            PageEntry("organisation/reach.py", "Reach", "hub", "how far OKRs have come in the organisation"),
        ),
        "Work with it": (
            PageEntry("work/explore.py", "Explore", "query_stats", "any figure, by anything it can be told apart by"),
            PageEntry("work/desk.py", "Writing desk", "edit_note"),
            PageEntry("work/what_if.py", "What if", "alt_route", "what the split would be if effort moved"),
            PageEntry(
                "work/estimate.py",
                "Estimate first",
                "how_to_vote",
                "your own estimate of the split, before you see the answer",
            ),
            PageEntry(
                "work/pack.py",
                "Review pack",
                "slideshow",
                "a review pack for the meeting: web page, PDF, slides or workbook",
            ),
        ),
        "Keep it true": (
            PageEntry("keep/data.py", "Data", "upload_file"),
            PageEntry("keep/settings.py", "Settings", "tune"),
        ),
    }
)


def page(title: str) -> Any:
    """The st.Page of that title, to link or switch to; raises StopIteration for a title nobody registered."""
    return _page(entry(title))


def entry(title: str) -> PageEntry:
    """What is registered under that title; raises StopIteration for a title nobody registered."""
    return next(entry for entries in PAGES.values() for entry in entries if entry.title == title)


def _page(entry: PageEntry) -> Any:
    return st.Page(
        f"pages/{entry.script}",
        title=entry.title,
        icon=f":material/{entry.icon}:",
        url_path=entry.url_path,
        default=entry.default,
        visibility="hidden" if entry.hidden else "visible",
    )


def navigation() -> Any:
    """The page that the address names, ready to run."""
    return st.navigation({heading: [_page(entry) for entry in entries] for heading, entries in PAGES.items()})
