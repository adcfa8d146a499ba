"""Patterns, marks and dashes in PowerPoint's words for what a look calls them."""

from pptx.enum.chart import XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE, MSO_PATTERN

PATTERNS = {
    "/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "\\": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "x": MSO_PATTERN.OUTLINED_DIAMOND,
    ".": MSO_PATTERN.PERCENT_20,
    "-": MSO_PATTERN.DASHED_HORIZONTAL,
}
MARKERS = {
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "x-thin": XL_MARKER_STYLE.X,
    "star": XL_MARKER_STYLE.STAR,
    "cross": XL_MARKER_STYLE.PLUS,
}
DASHES = {
    "dash": MSO_LINE.DASH,
    "dot": MSO_LINE.ROUND_DOT,
    "dashdot": MSO_LINE.DASH_DOT,
    "longdash": MSO_LINE.LONG_DASH,
    "longdashdot": MSO_LINE.LONG_DASH_DOT,
}
