"""Cell addresses and ranges as files write them, and formulas moved from one cell to another."""

import re

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_RANGE = re.compile(r"^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?$")
_REFERENCE = re.compile(
    r"('[^']*'|\"[^\"]*\")|(?<![A-Za-z0-9_.$])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_(!])"
)


class Columns(dict[str, int]):
    """Letters → column number, 0 for what is no column."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters.upper() if letters.isascii() and letters.isalpha() and len(letters) <= 3 else "":
            number = number * 26 + ord(letter) - 64
        self[letters] = number if number <= MAX_COLUMN else 0
        return self[letters]


def area(text: str) -> tuple[int, int, int, int] | None:
    """(top, left, bottom, right) of "A1:C3" or "A1"; None for anything else."""
    match = _RANGE.match(text)
    if not match:
        return None
    columns = Columns()
    left, top = columns[match[1]], int(match[2])
    right, bottom = (columns[match[3]], int(match[4])) if match[3] else (left, top)
    inside = 1 <= left <= right and 1 <= top <= bottom <= MAX_ROW
    return (top, left, bottom, right) if inside else None


def shifted(formula: str, down: int, right: int) -> str:
    """A formula as it reads some rows down and columns to the right; relative references move along."""
    columns = Columns()

    def move(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[0]
        column = columns[match[3]] + (0 if match[2] else right)
        row = int(match[5]) + (0 if match[4] else down)
        if not columns[match[3]] or column < 1 or row < 1:
            return match[0]
        letters = ""
        while column > 0:
            column, rest = divmod(column - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{match[2]}{letters}{match[4]}{row}"

    return _REFERENCE.sub(move, formula)
