"""What a pack is asked to be: chosen on the page or the command line, kept under a name, made again next month."""

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Literal, Self

from okr_analytics.packs.pack import UnusablePack
from okr_analytics.views import contents

TITLE = "Review of our three conversations"
RUNNING = "running"  # the cycle that runs on the day the pack is made
LAST_LOAD, CYCLE_START = "last load", "cycle start"

IN_BRIEF = frozenset({"Board"})  # audiences that get what they decide on, not all that can be looked up
# Who sits in the meeting → the pages that answer what they ask, in the order of the meeting.
AUDIENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Everyone": contents.USUAL,
        "Board": ("overview", "effort", "kpis", "projects", "alignment"),
        "Unit review": ("overview", "progress", "kpis", "projects"),
        "Quarterly review": ("review", "progress", "effort"),
        "OKR champions": ("quality", "rhythm", "reach"),
    }
)


@dataclass(frozen=True)
class Definition:
    """A pack as it is asked for; whatever depends on the day is said in words ("running", "last load"), not in dates.

    `pages`: names of views.contents.PAGES, in order. `cycle`: a cycle's name, RUNNING or None for all. `since`: what
    the pack compares with: LAST_LOAD, CYCLE_START or an ISO date. `locale` None = the organisation's. `logo`: a PNG or
    JPEG. `brief`: only what a board decides on, each page in two or three slides. `audience` and `confidentiality` stand on the pages as written.
    """

    title: str = TITLE
    pages: tuple[str, ...] = contents.USUAL
    formats: tuple[str, ...] = ("pptx", "xlsx", "pdf", "html")
    unit: str | None = None
    cycle: str | None = None
    since: str = LAST_LOAD
    audience: str = ""
    confidentiality: str = ""
    accent: str = "#0b5cad"
    paper: Literal["a4", "letter"] = "a4"
    locale: str | None = None
    interactive: bool = False
    logo: bytes | None = None
    brief: bool = False

    def __post_init__(self) -> None:
        if not self.pages:
            raise UnusablePack("A pack needs at least one page.")
        if self.since not in (LAST_LOAD, CYCLE_START):
            try:
                dt.date.fromisoformat(self.since)
            except ValueError:
                raise UnusablePack(
                    f'A pack can\'t compare with "{self.since}". Write {LAST_LOAD}, {CYCLE_START} or a day as 2026-10-01.'
                ) from None

    def as_dict(self) -> dict[str, Any]:
        """The definition in JSON terms."""
        logo = None if self.logo is None else base64.b64encode(self.logo).decode()
        return {**asdict(self), "pages": list(self.pages), "formats": list(self.formats), "logo": logo}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The definition that `as_dict` wrote; pages that no longer exist are left out."""
        known = {field.name for field in fields(cls)}
        values = {name: value for name, value in data.items() if name in known}
        logo = values.get("logo")
        return cls(
            **{
                **values,
                "pages": tuple(name for name in values.get("pages", contents.USUAL) if name in contents.PAGES),
                "formats": tuple(values.get("formats", ())),
                "logo": base64.b64decode(logo) if logo else None,
            }
        )

    def for_unit(self, unit: str) -> Self:
        """The same pack for one unit, named after it."""
        return replace(self, unit=unit, title=f"{self.title} · {unit}")
