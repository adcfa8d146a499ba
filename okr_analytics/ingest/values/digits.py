"""Digits with their marks: "1.234,56", "1,234.56", "1 234", "1'234" → a number; which mark is decimal may be open."""

import math
import re
from dataclasses import dataclass

# One number: no backtracking between alternatives, so that hostile texts can't make it slow.
DIGITS = r"(?:\d+(?:[.,' ]\d+)*[.,]?|[.,]\d+)"
_ONE = re.compile(rf"{DIGITS}(?:[eE][+-]?\d{{1,3}})?")


@dataclass(frozen=True, slots=True)
class Digits:
    """The number a run of digits means; `evidence` is the decimal mark that the text itself proves, None where open."""

    value: float
    evidence: str | None = None
    ambiguous: bool = False


def read_digits(text: str, mark: str | None = None) -> Digits | None:
    """The number of a run of digits with marks, `mark` settling "1.234" where known; None if it isn't one number."""
    run = text.strip()
    if not run or len(run) > 40 or not _ONE.fullmatch(run):
        return None
    mantissa, exponent = _split_exponent(run)
    found = _plain(mantissa.rstrip(".,"), mark)
    if found is None:
        return None
    plain, evidence, ambiguous = found
    value = float(plain) * 10.0**exponent if abs(exponent) < 300 else math.inf
    return Digits(value, evidence, ambiguous) if math.isfinite(value) else None


def _split_exponent(run: str) -> tuple[str, int]:
    mantissa, _, exponent = run.lower().partition("e")
    return mantissa, int(exponent) if exponent else 0


def _plain(run: str, mark: str | None) -> tuple[str, str | None, bool] | None:
    """The run with "." for decimals and nothing else, the mark it proves, and whether it could mean two things."""
    spaced = re.split("[' ]", run)
    if len(spaced) > 1:
        tail = re.split("[.,]", spaced[-1])
        if not _grouped([*spaced[:-1], tail[0]]) or len(tail) > 2:
            return None
        whole = "".join([*spaced[:-1], tail[0]])
        proves = spaced[-1][len(tail[0])] if len(tail) == 2 else None
        return (f"{whole}.{tail[1]}" if len(tail) == 2 else whole), proves, False
    marks = [c for c in run if c in ".,"]
    if not marks:
        return run, None, False
    if len(set(marks)) == 2:
        return _both(run)
    return _several(run, marks[0]) if len(marks) > 1 else _single(run, marks[0], mark)


def _both(run: str) -> tuple[str, str | None, bool] | None:
    decimal = max(".,", key=run.rfind)
    grouping = "," if decimal == "." else "."
    if run.count(decimal) > 1:
        return None
    whole, _, rest = run.partition(decimal)
    return (f"{whole.replace(grouping, '')}.{rest}", decimal, False) if _grouped(whole.split(grouping)) else None


def _several(run: str, grouping: str) -> tuple[str, str | None, bool] | None:
    groups = run.split(grouping)
    return ("".join(groups), "," if grouping == "." else ".", False) if _grouped(groups) else None


def _single(run: str, found: str, mark: str | None) -> tuple[str, str | None, bool]:
    whole, _, rest = run.partition(found)
    decimal = f"{whole or '0'}.{rest or '0'}"
    if len(rest) != 3 or not whole or len(whole) > 3 or whole.startswith("0"):
        return decimal, found, False
    if mark:
        return (decimal if mark == found else whole + rest), None, False
    return (decimal if found == "." else whole + rest), None, True


def _grouped(groups: list[str]) -> bool:
    """Whether digits are grouped as thousands are (1 234 567, or 12,34,567 as in India)."""
    if len(groups) == 1:
        return True
    first, *middle, last = groups
    return 1 <= len(first) <= 3 and len(last) == 3 and all(len(g) in (2, 3) for g in middle)
