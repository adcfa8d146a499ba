"""What moved since an earlier day: how many key results went forward or back, in a sentence a leader can read out."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from okr_analytics import numbers
from okr_analytics.views.question import Question

SINCE = "since"  # the choice of a question that names the day to compare with, in ISO


@dataclass(frozen=True, slots=True)
class Moved:
    """Key results by what became of their progress; `unknown` had no progress on one of the two days."""

    forward: int
    back: int
    still: int
    unknown: int

    @property
    def total(self) -> int:
        """All key results of the later day."""
        return self.forward + self.back + self.still + self.unknown


def since_of(question: Question) -> dt.date | None:
    """The day that the question compares with; None where it compares with the state before the last load."""
    said = question.choices.get(SINCE)
    return dt.date.fromisoformat(said) if said else None


def moved(frame: pd.DataFrame) -> Moved:
    """How many of the key results of `metrics.moved.steps` went which way; a change below a thousandth is none."""
    known = frame["step"].dropna()
    forward, back = int((known > 0).sum()), int((known < 0).sum())
    return Moved(forward, back, len(known) - forward - back, len(frame) - len(known))


def sentence(found: Moved, since: dt.date, locale: str) -> str:
    """ "5 of 14 key results moved forward since 1 Oct 2026, 2 fell back; 3 had no value on both days." """
    day = numbers.date(since, locale)
    if not found.total:
        return ""
    if found.unknown == found.total:
        return f"No key result has a value on both days, {day} and now."
    said = f"{numbers.text(found.forward, 'count', locale)} of {numbers.text(found.total, 'count', locale)} key results"
    said += f" moved forward since {day}, "
    said += f"{numbers.text(found.back, 'count', locale)} fell back" if found.back else "none fell back"
    rest = f"; {numbers.text(found.unknown, 'count', locale)} had no value on both days" if found.unknown else ""
    return f"{said}{rest}."
