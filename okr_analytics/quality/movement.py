"""Where a key result starts and where it goes, by its columns or its text, and which way its metric is good."""

from dataclasses import dataclass

from okr_analytics.quality.number import Number, Unit
from okr_analytics.quality.phrases import Pair
from okr_analytics.quality.rule import Subject
from okr_analytics.quality.text import Text


@dataclass(frozen=True, slots=True)
class Move:
    """From a baseline to a target; `pair` where the text says it, None where the columns do."""

    baseline: float
    target: float
    pair: Pair | None = None

    @property
    def sign(self) -> int:
        """1 up, -1 down, 0 flat."""
        return (self.target > self.baseline) - (self.target < self.baseline)


def move(subject: Subject) -> Move | None:
    """The movement wanted: columns first, then the first pair of the text; None where either end is missing."""
    item = subject.item
    if item.baseline is not None and item.target is not None:
        return Move(item.baseline, item.target)
    if item.baseline is None and item.target is None and subject.reading.pairs:
        return text_move(subject.reading.text, subject.reading.pairs[0])
    return None


def text_move(text: Text, pair: Pair) -> Move | None:
    """The movement of a pair, None where its two ends don't share a unit."""
    start, end = signed(text, pair.start), signed(text, pair.end)
    units = {pair.start.unit_word, pair.end.unit_word} - {""}
    if len(units) > 1 and {u.rstrip("s") for u in units} != {units.pop().rstrip("s")}:
        return None
    if (
        pair.start.unit is Unit.NONE
        and pair.end.value >= 1000 * max(1.0, pair.start.value)
        and pair.end.unit is not Unit.NONE
    ):
        return None  # "from 5 to 7 million": the first end borrows the scale of the second
    return Move(start, end, pair)


def signed(text: Text, number: Number) -> float:
    """A number's value with its minus sign."""
    return -number.value if number.signed in ("-", "−") else number.value


def polarity(text: Text, first: int, stop: int) -> int:
    """1 where more of the metric named last in a stretch of tokens is better, -1 where less is, 0 where nobody can say."""
    found = [t for t in text.terms if first <= t.first and t.stop <= stop and t.tags & {"t.lower", "t.higher"}]
    if not found:
        return 0
    longest = max(found, key=lambda t: (t.stop - t.first > 1, t.stop))
    lower, higher = "t.lower" in longest.tags, "t.higher" in longest.tags
    return 0 if lower and higher else -1 if lower else 1
