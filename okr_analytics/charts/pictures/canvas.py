"""The sheet on which a family draws its SVG: shapes, measured text, patterns, a legend; everything is escaped here."""

import hashlib
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from okr_analytics import numbers
from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import FONT, Look, Palette, ink_on
from okr_analytics.charts.textwidth import shorten, width
from okr_analytics.document import Chart, Unit

_PATTERNS = {
    "/": '<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4" stroke="{ink}" stroke-width="1" opacity=".4"/>',
    "\\": '<path d="M10,2 l-4,-4 M8,8 l-8,-8 M2,10 l-4,-4" stroke="{ink}" stroke-width="1" opacity=".4"/>',
    "x": '<path d="M0,0 l8,8 M8,0 l-8,8" stroke="{ink}" stroke-width=".9" opacity=".4"/>',
    ".": '<circle cx="4" cy="4" r="1.1" fill="{ink}" opacity=".5"/>',
    "-": '<path d="M0,4 h8" stroke="{ink}" stroke-width="1" opacity=".4"/>',
}
DASHES = {"solid": "", "dash": "8 4", "dot": "2 3", "dashdot": "8 3 2 3", "longdash": "12 5", "longdashdot": "12 4 2 4"}
Anchor = Literal["start", "middle", "end"]
Box = tuple[float, float, float, float]


@dataclass
class Canvas:
    """Collects shapes in drawing order; x grows to the right, y downwards, both in pixels."""

    chart: Chart
    colors: Palette
    locale: str
    width: float
    height: float = 0.0
    shapes: list[str] = field(default_factory=list)
    ids: str = "p"
    patterns: dict[str, str] = field(default_factory=dict)

    def say(self, value: object, unit: Unit | None = None) -> str:
        """A value as people read it, in the chart's unit unless another is named."""
        return numbers.text(value, unit or self.chart.unit, self.locale)

    def add(self, shape: str, told: str = "") -> None:
        """One shape as SVG; `told` is what it says when pointed at."""
        if told:
            end = shape.index(">") if not shape.endswith("/>") else len(shape) - 2
            shape = f"{shape[:end]}><title>{escape(flat(told))}</title></{shape[1 : shape.index(' ')]}>"
        self.shapes.append(shape)

    def rect(self, box: Box, fill: str, *, told: str = "", more: str = "") -> None:
        """A rectangle from left, top, width and height; a negative size is turned round."""
        x, y, w, h = box
        x, w = (x + w, -w) if w < 0 else (x, w)
        y, h = (y + h, -h) if h < 0 else (y, h)
        self.add(f'<rect x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}" fill="{fill}"{more}/>', told)

    def line(self, ends: Box, color: str, *, size: float = 1, dash: str = "") -> None:
        """A straight line from one point to another."""
        x1, y1, x2, y2 = ends
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        place = f'x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"'
        self.add(f'<line {place} stroke="{color}" stroke-width="{size}"{dashed}/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: Anchor = "start",
        size: float = 11,
        color: str = "",
        room: float = 0,
        muted: bool = False,
        bold: bool = False,
    ) -> None:
        """One line of text on its baseline, shortened to `room` where one is given."""
        words = flat(words)
        shown = shorten(words, size, room, bold) if room else words
        ink = color or (self.colors.muted if muted else self.colors.text)
        weight = ' font-weight="600"' if bold else ""
        place = f'x="{x:.2f}" y="{y:.2f}" font-size="{size:g}" text-anchor="{anchor}"'
        self.add(f'<text {place} fill="{ink}"{weight}>{escape(shown)}</text>', words if shown != words else "")

    def fill(self, look: Look) -> str:
        """The paint of a look: its colour, or its colour under its pattern."""
        if not look.pattern:
            return look.color
        name = self.ids + hashlib.sha256(f"{look.color}{look.pattern}".encode()).hexdigest()[:8]
        ink = ink_on(look.color)
        self.patterns[name] = (
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" fill="{look.color}"/>{_PATTERNS[look.pattern].format(ink=ink)}</pattern>'
        )
        return f"url(#{name})"

    def marker(self, x: float, y: float, look: Look, size: float = 4, told: str = "") -> None:
        """A point in the shape of its look."""
        shape = look.marker.removesuffix("-open")
        hollow = look.marker.endswith("-open")
        edge = f'fill="{self.colors.paper}" stroke="{look.color}" stroke-width="1.6"'
        paint = edge if hollow else f'fill="{look.color}"'
        s = size
        paths = {
            "square": f"M{x - s:.2f},{y - s:.2f}h{2 * s}v{2 * s}h{-2 * s}z",
            "diamond": f"M{x:.2f},{y - 1.3 * s:.2f}l{1.3 * s},{1.3 * s}l{-1.3 * s},{1.3 * s}l{-1.3 * s},{-1.3 * s}z",
            "triangle-up": f"M{x:.2f},{y - 1.2 * s:.2f}l{1.2 * s},{2.2 * s}h{-2.4 * s}z",
            "triangle-down": f"M{x:.2f},{y + 1.2 * s:.2f}l{1.2 * s},{-2.2 * s}h{-2.4 * s}z",
            "hourglass": f"M{x - s:.2f},{y - s:.2f}h{2 * s}l{-2 * s},{2 * s}h{2 * s}z",
        }
        if shape in ("x", "x-thin", "cross", "star"):
            arms = f"M{x - s:.2f},{y - s:.2f}l{2 * s},{2 * s}m0,{-2 * s}l{-2 * s},{2 * s}"
            upright = f"M{x:.2f},{y - 1.3 * s:.2f}v{2.6 * s}M{x - 1.3 * s:.2f},{y:.2f}h{2.6 * s}"
            drawn = {"cross": upright, "star": arms + upright}.get(shape, arms)
            self.add(f'<path d="{drawn}" stroke="{look.color}" stroke-width="2" fill="none"/>', told)
        elif shape in paths:
            self.add(f'<path d="{paths[shape]}" {paint}/>', told)
        else:
            self.add(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{s:g}" {paint}/>', told)

    def legend(self, entries: list[tuple[str, Look, str]], top: float = 4) -> float:
        """Names with their looks in rows from the top; kind is "box" or "line". Returns where the plot may begin."""
        x, y = 4.0, top
        for label, look, kind in entries:
            shown = shorten(flat(label), 11, self.width - 40)
            step = 22 + width(shown, 11) + 14
            if x > 4 and x + step > self.width:
                x, y = 4.0, y + 18
            if kind == "line":
                dash = DASHES.get(look.dash, "")
                self.line((x, y + 6, x + 16, y + 6), look.color, size=2, dash=dash)
                self.marker(x + 8, y + 6, look, 3.5)
            elif kind == "dot":
                self.marker(x + 8, y + 6, look, 4)
            else:
                self.rect((x + 2, y, 12, 12), self.fill(look), more=f' stroke="{self.colors.muted}" stroke-width=".4"')
            self.text(x + 20, y + 10, shown)
            x += step
        return y + 24 if entries else top

    def written(self) -> str:
        """The finished SVG."""
        title, alt = escape(flat(self.chart.title)), escape(flat(self.chart.alt))
        defs = f"<defs>{''.join(self.patterns.values())}</defs>" if self.patterns else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" '
            f'width="{self.width:g}" height="{self.height:g}" role="img" font-family="{escape(FONT)}" font-size="11">'
            f"<title>{title}</title><desc>{alt}</desc>{defs}{''.join(self.shapes)}</svg>"
        )
