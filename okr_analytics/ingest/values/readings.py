"""What a cell can mean: one small frozen class for each kind of answer. Nothing here reads anything.

Every class has `absent` (the cell says that there is none: "n/a", "TBD"), `problem` (why the cell can't be read, as the
end of the sentence `target "20 pct" …`, None where it could) and `how` (what was assumed on the way, "" where nothing).
A blank cell and an absent value have no problem.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as the cell writes it.

    `value` is a fraction where `was_percent` ("45 %" → 0.45). `comparator` is ">=", "<=", ">", "<", "~" or "range" (then
    `value` is the low and `upper` the high end). "from 12 to 30" has `baseline` 12 and `value` 30. "4.5/5" has `value`
    4.5 and `out_of` 5. `measure` is the unit of measure in its usual short form ("%", "h", "d", "€", "R$", "pp", …).
    """

    value: float | None = None
    measure: str | None = None
    comparator: str | None = None
    was_percent: bool = False
    baseline: float | None = None
    upper: float | None = None
    out_of: float | None = None
    ambiguous: bool = False
    absent: bool = False
    how: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Effort or money: exact value with its measure (hours, days, fte, percent, cost or count; None = not said).

    `currency` is the sign or code where the measure is cost.
    """

    value: Decimal | None = None
    measure: str | None = None
    currency: str | None = None
    absent: bool = False
    how: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day; `ambiguous` where day and month could be swapped."""

    day: dt.date | None = None
    ambiguous: bool = False
    absent: bool = False
    how: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included.

    `grain` is day, week, month, quarter, half, year or range. `name` is the cell's own word. `needs_year`: the word
    is a period ("Jan", "Q3", "W12") but nothing said its year: start and end are None then. `part` is the number inside
    the year (Q3 → 3). `assumed` says what was assumed, such as that the fiscal year is the calendar year.
    """

    name: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    grain: str | None = None
    part: int | None = None
    year: int | None = None
    needs_year: bool = False
    absent: bool = False
    assumed: str = ""
    how: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status of the closed vocabulary (model.Status values) and the cell's own word."""

    status: str | None = None
    word: str | None = None
    absent: bool = False
    how: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Direction:
    """Which way is good: `direction` higher, lower or range (for KPIs); `kind` increase, decrease, maintain,
    milestone or count (for key results).
    """

    direction: str | None = None
    kind: str | None = None
    absent: bool = False
    how: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class DecimalMark:
    """Which mark a column's texts use before decimals: "." or ","; not `sure` where no value decides it."""

    mark: str = "."
    sure: bool = False
    how: str = ""


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How a column's texts order day and month: "dmy" or "mdy"; `ambiguous` where its values don't decide it."""

    order: str = "dmy"
    ambiguous: bool = False
    how: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a column's plain numbers are multiplied by to become fractions (0.01 where 45 means 45 %)."""

    factor: float = 1.0
    sure: bool = True
    how: str = ""


@dataclass(frozen=True, slots=True)
class TextTarget:
    """What a key result's own sentence says; spans are (start, end) positions of the text it was read from.

    `change` is a fraction by which something shall change where no end value is said ("reduce costs by 10 %").
    """

    baseline: float | None = None
    target: float | None = None
    change: float | None = None
    measure: str | None = None
    kind: str | None = None
    comparator: str | None = None
    due: dt.date | None = None
    span: tuple[int, int] | None = None
    due_span: tuple[int, int] | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """A title apart from its leading code: "KR1.2 - Reach …" → kind key_result, code "KR1.2", title "Reach …".

    `kind` is objective, key_result, initiative, project, kpi, milestone or None for bare numbering ("1.1");
    `numbers` are the numbers in the code, (1, 2).
    """

    title: str
    code: str | None = None
    kind: str | None = None
    numbers: tuple[int, ...] = ()
