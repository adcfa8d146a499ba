"""Fits a sheet to its texts and to paper: widths of columns, heights of rows, a scale that stays readable, page breaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsxwriter.worksheet import Worksheet

from okr_analytics.charts.textwidth import fold, width

LETTER, _EDGE = 5.25, 3.75  # points of a column for each letter of its width, and beside its letters
_WIDEST = 5.6  # points that a letter takes in programs that don't round to pixels
_USUAL = 8.43  # letters of a column that nobody has set
_ROW = 12.75  # points of a row that nobody has made higher
_HIGHEST = 409.0  # points of a row, at most
_NARROW = 14  # letters below which a column of texts isn't brought down for paper
_MOST_LINES = 22  # of a text in a row, so that even a long one stays within what a row can be high
_LONGEST_WORD = 24.0  # letters for which a column is kept wide
_LEAST_SCALE, _MOST_SCALE = 0.65, 0.9  # of the printed letters: 10 points become 6.5 to 9
_PAPERS = {"a4": (842.0, 595.0), "letter": (792.0, 612.0)}  # points, lying
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.5, "bottom": 0.65}  # inches
_SURE = 0.98  # of the room on paper: programs don't agree on the last point


@dataclass(frozen=True)
class Text:
    """A text that wraps in its cell, or over the columns up to `last`."""

    row: int
    column: int
    words: str
    size: float = 10.0
    bold: bool = False
    last: int | None = None


@dataclass
class Layout:
    """What stands where on a sheet that is being filled; widths in letters of its usual font, heights in points.

    `wishes` and `least`: what a column would like and what it needs so that no number and no word breaks; `kept`: first
    and last rows of what mustn't be cut by the end of a page; `drawn`: points across that a chart covers; `for_screen`: a sheet to work in,
    which need not fit the width of a page.
    """

    paper: str
    wishes: dict[int, float] = field(default_factory=dict)
    least: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)
    drawn: float = 0.0
    for_screen: bool = False

    def need(self, column: int, words: str, most: float, *, breaks: bool = False) -> None:
        """Says what a cell needs: its longest line up to `most` letters; where it `breaks`, its longest word and its share
        of the lines that a row can hold.
        """
        longest = max(map(_letters, words.split("\n")), default=0.0)
        least = longest
        if breaks:
            word = max(map(_letters, words.split()), default=0.0)
            least = max(min(word, _LONGEST_WORD), longest / _MOST_LINES)
        self.wishes[column] = max(self.wishes.get(column, 9.0), min(longest + 2, most))
        self.least[column] = max(self.least.get(column, 9.0), min(least + 2, most))

    def widths(self) -> dict[int, float]:
        """The wishes, the widest brought down until the sheet fits a readable page; never below what a column needs."""
        if self.for_screen:
            return self.wishes
        for most in range(110, _NARROW - 1, -2):
            found = {at: max(min(wish, most), min(self.least.get(at, 0.0), wish)) for at, wish in self.wishes.items()}
            if _across(found) <= self._room()[0] / _LEAST_SCALE:
                break
        return found

    def apply(self, sheet: Worksheet) -> None:
        """Sets widths, heights, the scale of the print and where its pages end."""
        widths = {at: round(letters, 1) for at, letters in sorted(self.widths().items())}
        for column, letters in widths.items():
            sheet.set_column(column, column, letters)
        for text in self.texts:
            self.heights[text.row] = max(self.heights.get(text.row, _ROW), _height(text, widths))
        for row, high in sorted(self.heights.items()):
            sheet.set_row(row, min(high, _HIGHEST))
        room, down = self._room()
        across = max(_across(widths), self.drawn, 1.0)
        scale = max(min(_MOST_SCALE, room / across), _LEAST_SCALE)
        if across * scale > room:
            sheet.repeat_columns(0)  # the others go on on a second page
        sheet.set_margins(**_MARGINS)
        sheet.set_print_scale(int(scale * 100))
        breaks = self._breaks(down / scale)
        if breaks:
            sheet.set_h_pagebreaks(breaks)

    def _room(self) -> tuple[float, float]:
        wide, high = _PAPERS[self.paper]
        across, down = _MARGINS["left"] + _MARGINS["right"], _MARGINS["top"] + _MARGINS["bottom"]
        return (wide - across * 72) * _SURE, (high - down * 72) * _SURE

    def _breaks(self, page: float) -> list[int]:
        """Rows before which a page must end, so that what belongs together isn't cut where a page can hold it."""
        breaks: list[int] = []
        start = 0
        for first, last in self.kept:
            while first > start and self._high(start, first) > page:  # pages that end of themselves before it
                start = next(row for row in range(start + 1, first + 1) if self._high(start, row + 1) > page)
            if first > start and self._high(start, last + 1) > page:
                breaks.append(first)
                start = first
        return breaks

    def _high(self, first: int, end: int) -> float:
        return sum(self.heights.get(row, _ROW) for row in range(first, end))


def columns_of(letters: float, widths: Mapping[int, float]) -> int:
    """The last of the columns from the first on that together hold so many letters."""
    last, found = 0, widths.get(0, _USUAL)
    while found < letters:
        last += 1
        found += widths.get(last, _USUAL)
    return last


def _height(text: Text, widths: Mapping[int, float]) -> float:
    """Points that a wrapped text needs: its lines, and a little room below."""
    span = range(text.column, (text.column if text.last is None else text.last) + 1)
    room = sum(widths.get(at, _USUAL) for at in span) * LETTER * 0.97
    return len(fold(text.words, text.size, room, text.bold)) * text.size * 1.3 + 3


def _letters(words: str) -> float:
    return width(words, 1) / 0.52


def _across(widths: Mapping[int, float]) -> float:
    return sum(letters * _WIDEST + _EDGE for letters in widths.values())
