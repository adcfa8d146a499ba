"""What is wrong with data, said so that a person can mend it: where, what, what was done, what to do."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

_ADDRESS = re.compile(r"^([A-Z]{1,3})([1-9][0-9]*)$")


class Severity(StrEnum):
    """How much a diagnostic matters; an error means that something of the sheet was not loaded as meant."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def column_letters(column: int) -> str:
    """The spreadsheet name of a column, 1 = A, 27 = AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a spreadsheet column, A = 1; raises ValueError for anything but letters A-Z."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(f"{letters!r} is not a column")
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """One cell of a sheet; row and column count from 1, as the person sees them. Printed as "Sheet!F14"."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell's address inside its sheet, such as "F14"."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The cell that `str()` printed; raises ValueError for anything else."""
        sheet, _, address = text.rpartition("!")
        match = _ADDRESS.match(address)
        if not match:
            raise ValueError(f"{text!r} is not a cell such as Sheet!F14")
        return cls(sheet, int(match[2]), column_number(match[1]))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing worth saying about data: a stable code, a severity, what was found and done, what to do, and where."""

    code: str
    severity: Severity
    message: str
    advice: str = ""
    where: CellRef | None = None

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message} {self.advice}".rstrip()

    def as_dict(self) -> dict[str, str | None]:
        """The diagnostic in the form of the command line's JSON."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "where": str(self.where) if self.where else None,
            "message": self.message,
            "advice": self.advice,
        }


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The sentence " Did you mean X?" for the nearest known word, or "" where none is near."""
    near = difflib.get_close_matches(word.casefold(), {k.casefold(): k for k in known}, n=1, cutoff=0.6)
    names = {k.casefold(): k for k in known}
    return f" Did you mean {names[near[0]]!r}?" if near else ""
