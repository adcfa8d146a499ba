"""What a number of a text is: its value, its unit, and why it may not count."""

from enum import StrEnum
from typing import NamedTuple


class Unit(StrEnum):
    """What stands with a number."""

    NONE = ""
    PERCENT = "percent"
    POINTS = "points"  # percentage points
    MONEY = "money"
    TIME = "time"
    MULTIPLE = "multiple"
    OTHER = "other"


class Mask(StrEnum):
    """Why a number measures nothing."""

    NO = ""
    DATE = "date"
    NAME = "name"  # version, standard, quarter, ordinal, product
    FRAME = "frame"  # "within 6 months", "12-month roadmap"
    STATUS = "status"  # a progress note at the end: ": 6/10", "(50 % complete)"


class Number(NamedTuple):
    """One number: value, unit, its tokens from `first` up to `stop`, and its mask; `spelled` is written in words."""

    value: float
    unit: Unit
    first: int
    stop: int
    mask: Mask = Mask.NO
    spelled: bool = False
    unit_word: str = ""
    signed: str = ""

    @property
    def counts(self) -> bool:
        """Whether it may measure something."""
        return self.mask is Mask.NO
