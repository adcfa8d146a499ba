"""Colours, patterns, markers and fonts of every chart, light and dark; nothing is told by colour alone.

The palettes keep their distance for the three common kinds of colour blindness and in greys (tests/charts measures it);
where two greys come close, the pattern, marker or dash tells them apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Look:
    """How one category is drawn: `pattern`, `marker` and `dash` in the words that Plotly has for them."""

    color: str
    pattern: str = ""
    marker: str = "circle"
    dash: str = "solid"


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme: paper, ink and the looks of everything with a name of its own."""

    paper: str
    text: str
    muted: str
    grid: str
    accent: str
    band: str
    named: Mapping[str, Look]
    series: tuple[Look, ...]
    scale: tuple[str, ...]  # few → many
    opposite: tuple[str, ...]  # below nothing → above
    empty: str  # a cell without a value


def _named(colors: Mapping[str, str]) -> Mapping[str, Look]:
    shapes = {
        "growth": ("", "circle", "solid"),
        "bau": (".", "square", "dash"),
        "improvement": ("/", "diamond", "dot"),
        "unknown": ("x", "x-thin-open", "longdashdot"),
        "on_track": ("", "circle", "solid"),
        "at_risk": ("/", "triangle-up", "dash"),
        "off_track": ("x", "diamond", "dot"),
        "done": (".", "star", "solid"),
        "not_started": ("", "circle-open", "longdash"),
        "outdated": ("-", "hourglass", "longdashdot"),
        "cancelled": ("\\", "x-open", "dashdot"),
        "neutral": ("", "square-open", "solid"),
    }
    named = {name: Look(colors[name], *shape) for name, shape in shapes.items()}
    same = {
        "good": "on_track",
        "warning": "at_risk",
        "bad": "off_track",
        "healthy": "on_track",
        "unhealthy": "off_track",
        "error": "off_track",
        "info": "done",
        "planned": "neutral",
    }
    return MappingProxyType({**named, **{word: named[like] for word, like in same.items()}})


_SHAPES = (
    ("", "circle", "solid"),
    ("/", "square", "dash"),
    ("", "diamond", "dot"),
    (".", "triangle-up", "dashdot"),
    ("", "cross", "longdash"),
    ("\\", "triangle-down", "longdashdot"),
    ("x", "star", "solid"),
    ("-", "pentagon", "dash"),
)


def _series(*colors: str) -> tuple[Look, ...]:
    return tuple(Look(color, *shape) for color, shape in zip(colors, _SHAPES, strict=True))


LIGHT = Palette(
    paper="#ffffff",
    text="#1b2430",
    muted="#5a6675",
    grid="#e3e7ec",
    accent="#0b5cad",
    band="#dfe9f4",
    named=_named(
        {
            "growth": "#0b5cad",
            "bau": "#e9a23b",
            "improvement": "#2a9d7f",
            "unknown": "#c3c9d2",
            "on_track": "#1a8f63",
            "at_risk": "#f0b323",
            "off_track": "#b3261e",
            "done": "#0b5cad",
            "not_started": "#c3c9d2",
            "outdated": "#8b93a1",
            "cancelled": "#a9a29b",
            "neutral": "#8a97a8",
        }
    ),
    series=_series("#0b5cad", "#e9a23b", "#2a9d7f", "#9b3f7c", "#5a6675", "#7db7e8", "#7a4f01", "#c98bb9"),
    scale=("#f1f6fb", "#c6dcf1", "#8fbbe3", "#4a8fcb", "#0b5cad", "#063a70"),
    opposite=("#a4510b", "#e3a869", "#f6f3ee", "#7fb2de", "#0b5cad"),
    empty="#eceff3",
)

DARK = Palette(
    paper="#12161c",
    text="#e8ecf1",
    muted="#aab4c1",
    grid="#2c3440",
    accent="#6fb1f5",
    band="#22303f",
    named=_named(
        {
            "growth": "#5aa5f0",
            "bau": "#f2c069",
            "improvement": "#2f9e6e",
            "unknown": "#5d6776",
            "on_track": "#3dbb87",
            "at_risk": "#f6c445",
            "off_track": "#ec5f54",
            "done": "#6f9bff",
            "not_started": "#5d6776",
            "outdated": "#8b95a5",
            "cancelled": "#857e78",
            "neutral": "#7f8da0",
        }
    ),
    series=_series("#5aa5f0", "#f2c069", "#2f9e6e", "#d07fb4", "#aab4c1", "#2f6fae", "#b98a3c", "#8d5a80"),
    scale=("#1a2430", "#1f3d5c", "#25588a", "#3a7dbd", "#6fb1f5", "#c2defb"),
    opposite=("#f0a35a", "#8a5a2b", "#2a2f37", "#2d5f92", "#6fb1f5"),
    empty="#232a33",
)


def palette(dark: bool) -> Palette:
    """The colours for the theme the reader looks at; packs are printed and use the light one."""
    return DARK if dark else LIGHT


def look(name: str, position: int, colors: Palette) -> Look:
    """The look of a conversation, status or tone by its name; of anything else by its position, going round."""
    known = colors.named.get(name.strip().lower().replace(" ", "_"))
    return known or colors.series[position % len(colors.series)]


def ink_on(color: str) -> str:
    """Black or white, whichever is read more easily on the colour (W3C's relative luminance)."""
    return "#10151b" if luminance(color) > 0.19 else "#ffffff"


def luminance(color: str) -> float:
    """Relative luminance of "#rrggbb", 0 = black, 1 = white (W3C WCAG 2.2)."""
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def between(stops: tuple[str, ...], share: float) -> str:
    """The colour at a share (0-1) of the way along the stops."""
    place = min(max(share, 0.0), 1.0) * (len(stops) - 1)
    low = min(int(place), len(stops) - 2)
    pairs = ((int(stops[low][i : i + 2], 16), int(stops[low + 1][i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * (place - low)):02x}" for a, b in pairs)
