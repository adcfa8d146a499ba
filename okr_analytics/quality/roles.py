"""What a number of a key result says: an outcome, an output, progress of one's own work, or nothing."""

from enum import StrEnum
from typing import NamedTuple

from okr_analytics.quality.number import Number
from okr_analytics.quality.phrases import Pair, Phrase


class Role(StrEnum):
    """What a number says."""

    OUTCOME = "outcome"  # something moved for somebody
    OUTPUT = "output"  # how many things the team made
    PROGRESS = "progress"  # how much of one's own work is done
    NOTHING = "nothing"


class Measure(NamedTuple):
    """A number with its role; `phrase` is what it counts, `pair` the other end where there is one."""

    number: Number
    role: Role
    why: str = ""
    phrase: Phrase | None = None
    pair: Pair | None = None
