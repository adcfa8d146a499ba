"""Marks in a workbook's styles: each marked cell keeps its style, with a light fill and letters that stay legible."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from okr_analytics.packs.annotation.markup import Edit, Element, Unpatchable, edited, prefix, scan, with_attributes

# Light enough for dark letters, apart in lightness as well, so that a print in grey still tells them apart.
FILLS: Mapping[str, str] = {"error": "FFF4B6A0", "warning": "FFFFE08A", "info": "FFD9E8F7"}
INK = "FF1B2430"
_LINK = "FF0B5CAD"
_HEAD = "FFE7ECF2"
_LEAST_CONTRAST = 4.5
_MOST_STYLES = 60_000  # Excel takes 64,000
_ARIAL = '<{p}name val="Arial"/><{p}family val="2"/>'

# The styles of the summary sheet: letters, fill, alignment.
SUMMARY: Mapping[str, tuple[str, str, str]] = {
    "title": ("<{p}b/><{p}sz val='16'/>", "", "vertical='center'"),
    "heading": ("<{p}b/><{p}sz val='12'/>", "", "vertical='center'"),
    "head": ("<{p}b/><{p}sz val='10'/>", _HEAD, "vertical='center'"),
    "text": ("<{p}sz val='10'/>", "", "vertical='top' wrapText='1'"),
    "line": ("<{p}sz val='10'/>", "", "vertical='top'"),
    "link": ("<{p}u/><{p}sz val='10'/><{p}color rgb='" + _LINK + "'/>", "", "vertical='top'"),
    "error": ("<{p}b/><{p}sz val='10'/>", FILLS["error"], "vertical='top'"),
    "warning": ("<{p}b/><{p}sz val='10'/>", FILLS["warning"], "vertical='top'"),
    "info": ("<{p}sz val='10'/>", FILLS["info"], "vertical='top'"),
}


@dataclass
class Looks:
    """The styles part being added to; `done` gives it with everything that was asked for."""

    data: bytes
    _children: dict[str, list[Element]] = field(default_factory=dict)
    _lists: dict[str, Element] = field(default_factory=dict)
    _added: dict[str, list[bytes]] = field(default_factory=dict)
    _marked: dict[tuple[int, str], int] = field(default_factory=dict)
    _made: dict[str, int] = field(default_factory=dict)
    _fills: dict[str, int] = field(default_factory=dict)
    covered: int = 0  # how often a fill of the person's own was covered

    def __post_init__(self) -> None:
        for name in ("fonts", "fills", "cellXfs"):
            self._children[name], self._added[name] = [], []

        def seen(element: Element, above: tuple[str, ...]) -> None:
            if len(above) == 1 and element.name in self._children:
                self._lists[element.name] = element
            elif len(above) == 2 and above[1] in self._children:
                self._children[above[1]].append(element)

        def wanted(local: str, depth: int) -> bool:
            return depth in (1, 2)

        scan(self.data, seen, wanted)
        if len(self._lists) != 3 or any(e.head == e.end for e in self._lists.values()):
            raise Unpatchable("its styles are not the usual ones")
        self._p = prefix(self.data, self._lists["fonts"])

    def marked(self, style: int, severity: str) -> int:
        """The style that looks like `style` with the severity's fill; counts where it covers another fill."""
        xfs = self._children["cellXfs"]
        base = xfs[style if 0 <= style < len(xfs) else 0] if xfs else None
        if base is None:
            raise Unpatchable("its styles are not the usual ones")
        if _is_filled(base) and self.unmarked(style) == style:
            self.covered += 1
        key = (style, severity)
        if key not in self._marked:
            fill, font = self._fill(FILLS[severity]), self._font(base, FILLS[severity])
            changed = {"fillId": str(fill), "applyFill": "1", "fontId": str(font), "applyFont": "1"}
            raw = self.data[base.start : base.end]
            head = with_attributes(raw[: base.head - base.start], changed)
            self._marked[key] = self._add("cellXfs", head + raw[base.head - base.start :])
        return self._marked[key]

    def unmarked(self, style: int) -> int:
        """The style without the fill of an earlier mark; any other style as it is."""
        xfs = self._children["cellXfs"]
        if not 0 <= style < len(xfs) or int(xfs[style].attributes.get("fillId", "0") or 0) not in self._marks():
            return style
        key = (style, "")
        if key not in self._marked:
            raw = self.data[xfs[style].start : xfs[style].end]
            head = with_attributes(raw[: xfs[style].head - xfs[style].start], {"fillId": "0", "applyFill": "0"})
            self._marked[key] = self._add("cellXfs", head + raw[xfs[style].head - xfs[style].start :])
        return self._marked[key]

    def _marks(self) -> frozenset[int]:
        """The fills of an earlier copy's marks."""
        own = [colour.encode() for colour in FILLS.values()]
        fills = enumerate(self._children["fills"])
        return frozenset(n for n, fill in fills if any(colour in self.data[fill.start : fill.end] for colour in own))

    def named(self, name: str) -> int:
        """The style of the summary sheet with this name."""
        if name not in self._made:
            letters, fill, alignment = SUMMARY[name]
            colour = "" if "color" in letters else f'<{{p}}color rgb="{INK}"/>'
            font = self._add(
                "fonts", f"<{{p}}font>{letters}{colour}{_ARIAL}</{{p}}font>".replace("{p}", self._p).encode()
            )
            fills = self._fill(fill) if fill else 0
            self._made[name] = self._add(
                "cellXfs",
                f'<{self._p}xf numFmtId="0" fontId="{font}" fillId="{fills}" borderId="0" xfId="0" applyFont="1" '
                f'applyFill="1" applyAlignment="1"><{self._p}alignment {alignment}/></{self._p}xf>'.encode(),
            )
        return self._made[name]

    def done(self) -> bytes:
        """The part with the fonts, fills and styles that were added."""
        edits = []
        for name, element in self._lists.items():
            if not self._added[name]:
                continue
            count = len(self._children[name]) + len(self._added[name])
            head = with_attributes(self.data[element.start : element.head], {"count": str(count)})
            edits.append(Edit(element.start, element.head, head))
            edits.append(Edit(element.inner_end, element.inner_end, b"".join(self._added[name])))
        return edited(self.data, edits)

    def _add(self, name: str, raw: bytes) -> int:
        self._added[name].append(raw)
        number = len(self._children[name]) + len(self._added[name]) - 1
        if number > _MOST_STYLES:
            raise Unpatchable("it has too many styles")
        return number

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            p = self._p
            said = f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/>'
            said += f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
            self._fills[colour] = self._add("fills", said.encode())
        return self._fills[colour]

    def _font(self, base: Element, fill: str) -> int:
        """The cell's own letters where they stay legible on the fill, else the same letters in ink."""
        fonts = self._children["fonts"]
        number = int(base.attributes.get("fontId", "0") or 0)
        if not 0 <= number < len(fonts):
            number = 0
        if not fonts:
            raise Unpatchable("its styles are not the usual ones")
        element = fonts[number]
        raw = self.data[element.start : element.end]
        colour = re.search(rb"<(?:[\w.\-]+:)?color\b[^>]*?\brgb=[\"']([0-9A-Fa-f]{8})[\"']", raw)
        if colour and _contrast(colour[1].decode(), fill) >= _LEAST_CONTRAST:
            return number
        return self._add("fonts", _inked(raw, self._p))


def _is_filled(xf: Element) -> bool:
    """Whether a style has a fill of its own; the first two fills are none and a dotted grey that nobody chose."""
    return xf.attributes.get("fillId", "0") not in ("0", "1")


def _inked(font: bytes, p: str) -> bytes:
    own = p.encode()
    ink = f'<{p}color rgb="{INK}"/>'.encode()
    if font.endswith(b"/>") and font.count(b"<") == 1:
        return b"<" + own + b"font>" + ink + b"</" + own + b"font>"
    bare = re.sub(rb"<(?:[\w.\-]+:)?color\b[^>]*/>", b"", font)
    place = re.search(rb"<(?:[\w.\-]+:)?(?:name|rFont|family|charset|scheme)\b", bare)
    at = place.start() if place else bare.rindex(b"</")
    return bare[:at] + ink + bare[at:]


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours "AARRGGBB", 1 to 21, as WCAG 2 counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (2, 4, 6))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
