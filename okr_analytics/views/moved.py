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


def steps(question: Question, since: dt.date) -> pd.DataFrame:
    """The key results under the filters with `before` and `progress` (fractions, NA where unknown) and `step` between.

    Source: the check-ins up to each of the two days, as far as known now (views kr_point and kr_state). A key result
    that began after `since` stood at nothing then, if its progress is known now.
    """
    now = question.rows("kr_state")[_COLUMNS]
    points = question.database.relation("kr_point", *question.filters.times)
    rows = question.database.query(
        f"""SELECT key_result_key, arg_max(progress, "date") FROM {points}
        WHERE "date" <= ? AND progress IS NOT NULL GROUP BY 1""",
        [since],
    )
    before = now["key_result_key"].map(dict(rows)).astype("Float64")
    progress = pd.to_numeric(now["progress"], errors="coerce").astype("Float64")
    began_later = pd.to_datetime(now["start"]) >= pd.Timestamp(since)
    before = before.mask(before.isna() & began_later & progress.notna(), 0.0)
    return now.assign(before=before, progress=progress, step=(progress - before).round(3))


_COLUMNS = ["key_result_key", "code", "title", "unit", "progress", "status", "start", "file", "where"]


def moved(frame: pd.DataFrame) -> Moved:
    """How many of the key results of `steps` went which way; a change below a thousandth is none."""
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
