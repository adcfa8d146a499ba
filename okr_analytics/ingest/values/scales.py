"""What only a whole column can tell: the decimal mark, and whether 45 or 0.45 means 45 %."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.digits import DIGITS, read_digits
from okr_analytics.ingest.values.folding import fold, plain
from okr_analytics.ingest.values.numbers import LONGEST, read_number
from okr_analytics.ingest.values.readings import DecimalMark, Number, Scale

_RUNS = re.compile(DIGITS)
_PERCENT_WORDS = re.compile(
    r"%|\b(?:percent|pct|percentage|percentual|porcentagem|porcentaje|prozent|pourcentage|prosent|procent|progress|"
    r"progresso|progreso|avance|avanco|fortschritt|progres|avancement|fremdrift|fremskridt|complete|completion|"
    r"conclusao|erfullung|rate|taxa|tasa|quote|taux|share)\b|进度|完成率|百分比|率"
)


def decimal_mark(values: Iterable[Value | None], *, default: str = ".") -> DecimalMark:
    """The decimal mark that the texts of a column (or a sheet) prove; `default` where they prove none."""
    votes = Counter(mark for value in values if isinstance(value, str) for mark in _evidence(value))
    if not votes:
        return DecimalMark(default, False, "no value shows the decimal mark")
    (mark, count), *others = votes.most_common()
    if others:
        return DecimalMark(
            mark, count >= 3 * others[0][1], f"{count} values have decimals after “{mark}”, {others[0][1]} not"
        )
    return DecimalMark(mark, True, f"{count} values have decimals after “{mark}”")


def _evidence(text: str) -> list[str]:
    line = plain(text)
    if len(line) > LONGEST:
        return []
    found = (read_digits(run) for run in _RUNS.findall(line))
    return [digits.evidence for digits in found if digits and digits.evidence]


def percent_scale(
    values: Sequence[Value | None], formats: Sequence[str] = (), header: str = "", *, decimal: str | None = None
) -> Scale:
    """By what the plain numbers of a column of fractions are multiplied: 0.01 where 45 means 45 %, 1 where 0.45 does.

    Cells that say themselves that they are percentages ("45 %", a percent format) are only evidence.
    """
    codes = [*formats, *["General"] * (len(values) - len(formats))]
    cells = {(type(v), v, f): v for v, f in zip(values, codes, strict=False)}  # each once
    numbers = [read_number(v, f, decimal=decimal) for (_, _, f), v in cells.items() if not is_absent(v)]
    bare = [abs(n.value) for n in numbers if n.value is not None and not n.was_percent and n.out_of is None]
    marked = [abs(n.value) for n in numbers if n.value is not None and n.was_percent]
    if not bare:
        return Scale(1.0, True, "every value says itself that it is a percentage" if marked else "")
    return _scale(bare, bool(marked), bool(_PERCENT_WORDS.search(fold(header))))


def _scale(bare: list[float], has_marked: bool, named_percent: bool) -> Scale:
    top, fractional = max(bare), any(0 < p < 1 and not math.isclose(p, round(p)) for p in bare)
    if top <= 1:
        sure = fractional or has_marked
        how = "no value is above 1, so 1 means 100 %" if sure else "only 0 and 1 were found: 1 is taken as 100 %"
        return Scale(1.0, sure, how)
    if top <= 2 and fractional:
        return Scale(1.0, has_marked, f"values between 0 and {top:g}: 1 is taken as 100 %")
    below = sum(1 for p in bare if 0 < p < 1)
    how = f"values up to {top:g}: 100 is taken as 100 %"
    return Scale(0.01, below == 0 and (named_percent or top > 10), how)


def read_fraction(
    value: Value | None, format: str = "General", *, scale: Scale | float = 1.0, decimal: str | None = None
) -> Number:
    """The cell as a fraction (0.2 = 20 %): percentages as they say, "4/10" divided, plain numbers times the scale."""
    number = read_number(value, format, decimal=decimal)
    if number.value is None or number.was_percent:
        return number
    if number.out_of:
        return replace(number, value=round(number.value / number.out_of, 12), out_of=None)
    factor = scale.factor if isinstance(scale, Scale) else scale
    if number.measure == "yes/no" or factor == 1.0:
        return number
    return replace(
        number,
        value=round(number.value * factor, 12),
        upper=number.upper * factor if number.upper is not None else None,
        baseline=number.baseline * factor if number.baseline is not None else None,
        how=number.how or f"{number.value:g} is taken as {number.value * factor:.6g}",
    )
