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
    default: bool = False
    hidden: bool = False

    @property
    def url_path(self) -> str:
        """The page's address, such as "effort-split"."""
        return self.title.lower().replace(" ", "-")


PAGES: Mapping[str, tuple[PageEntry, ...]] = MappingProxyType(
    {
        "": (PageEntry("start/overview.py", "Overview", "home", default=True),),
        "Three conversations": (
            PageEntry("conversations/effort.py", "Effort split", "donut_small"),
            PageEntry("conversations/progress.py", "Progress", "trending_up"),
            PageEntry("conversations/quality.py", "KR quality", "verified"),
            PageEntry("conversations/kpis.py", "KPI health", "monitor_heart"),
            PageEntry("conversations/projects.py", "Projects", "view_timeline"),
            PageEntry("conversations/key_result.py", "Key result", "target", hidden=True),
        ),
        "The cycle": (
            PageEntry("cycle/rhythm.py", "Rhythm", "event_repeat"),
            PageEntry("cycle/calibration.py", "Calibration", "balance"),
            PageEntry("cycle/review.py", "Cycle review", "co_present"),
        ),
        "The organisation": (
            PageEntry("organisation/alignment.py", "Alignment", "account_tree"),
            PageEntry("organisation/reach.py", "Reach", "hub"),
        ),
        "Work with it": (
            PageEntry("work/explore.py", "Explore", "query_stats"),
            PageEntry("work/desk.py", "Writing desk", "edit_note"),
            PageEntry("work/what_if.py", "What if", "alt_route"),
            PageEntry("work/estimate.py", "Estimate first", "how_to_vote"),
            PageEntry("work/pack.py", "Review pack", "slideshow"),
        ),
        "Keep it true": (
            PageEntry("keep/data.py", "Data", "upload_file"),
            PageEntry("keep/settings.py", "Settings", "tune"),
        ),
    }
)


def page(title: str) -> Any:
    """The st.Page of that title, to link or switch to; raises StopIteration for a title nobody registered."""
    return _page(next(entry for entries in PAGES.values() for entry in entries if entry.title == title))


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
