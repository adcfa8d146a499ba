"""A pack: ordered Views with the title, date, house style and provenance under which they go to the board."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import pandas as pd

from okr_analytics.document import Provenance, View
from okr_analytics.errors import OkrError

_COLOR = re.compile(r"^#[0-9a-fA-F]{6}$")
_PICTURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


class UnusablePack(OkrError):
    """A pack can't be written as it was asked for; the sentence says what to change."""

    exit_code = 2


@dataclass(frozen=True)
class Records:
    """Data that can be loaded back: the kind of record and a frame whose columns are its canonical fields."""

    kind: str
    frame: pd.DataFrame


def _none() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Pack:
    """What is handed to every format; the same pack gives the same bytes.

    `date` is the day of the data, `audience` a line such as "Board · Health · Q4 2026", `confidentiality` stands on
    every page, `logo` is a PNG or JPEG, `accent` a colour "#rrggbb", `definitions` say what each metric named by a tile
    means, `records` travel in the Excel pack so that it can be loaded back, `interactive` puts zooming charts into the
    HTML pack at the price of 5 MB, `brief` cuts tables on slides and paper to what one page holds, `left_out` says what the
    pages show and the pack doesn't, with the reason. Raises UnusablePack for a colour or logo that can't be used.
    """

    title: str
    views: tuple[View, ...]
    date: dt.date
    organisation: str = ""
    audience: str = ""
    confidentiality: str = ""
    locale: str = "en"
    logo: bytes | None = None
    accent: str = "#0b5cad"
    paper: Literal["a4", "letter"] = "a4"
    provenance: Provenance | None = None
    definitions: Mapping[str, str] = field(default_factory=_none)
    records: tuple[Records, ...] = ()
    interactive: bool = False
    brief: bool = False
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _COLOR.match(self.accent):
            raise UnusablePack(f"The colour {self.accent!r} can't be used. Write it as # and six digits, like #0b5cad.")
        if self.logo is not None and self.logo_kind is None:
            raise UnusablePack("The logo is neither a PNG nor a JPEG picture. Save it as one of these.")

    @property
    def logo_kind(self) -> str | None:
        """The kind of the logo, "png" or "jpg"; None without a usable one."""
        logo = self.logo or b""
        return next((kind for magic, kind in _PICTURES.items() if logo.startswith(magic)), None)

    @property
    def source(self) -> Provenance | None:
        """Where the numbers come from: the pack's own provenance, else that of its first view that has one."""
        return self.provenance or next((view.provenance for view in self.views if view.provenance), None)
