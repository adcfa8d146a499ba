"""A 16:9 presentation that is filled slide by slide: title, footer, notes, and text that is measured before it is set."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.util import Length, Pt

from okr_analytics.charts.letters import flat
from okr_analytics.charts.template import LIGHT
from okr_analytics.charts.textwidth import fold, fold_to
from okr_analytics.packs.pack import Pack
from okr_analytics.packs.slides.parts import number_parts, settle

WIDTH, HEIGHT = 960.0, 540.0  # points, 16:9
MARGIN = 40.0
TOP, BOTTOM = 104.0, 500.0  # where a slide's content may lie
FONT = "Arial"  # on every machine, or a font of the same measure
LEADING = 1.2


@dataclass(frozen=True)
class Box:
    """A place on a slide in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def emu(self) -> tuple[Length, Length, Length, Length]:
        """The place in the unit of the file format."""
        left, top, width, height = (Pt(value) for value in (self.left, self.top, self.width, self.height))
        return left, top, width, height


@dataclass
class Deck:
    """The presentation being made; `number` counts slides, the last of them alone can still be written on."""

    pack: Pack
    show: Any = field(init=False)  # the library's own types are half there
    number: int = 0
    _last: Slide | None = None

    def __post_init__(self) -> None:
        self.show = Presentation()
        number_parts(self.show.part.package)
        _sixteen_nine(self.show)
        core = self.show.core_properties
        core.title, core.author = flat(self.pack.title)[:250], flat(self.pack.organisation)[:250]
        core.last_modified_by, core.subject = "", flat(self.pack.audience)[:250]

    def slide(self, title: str, kicker: str = "", notes: Sequence[str] = ()) -> Slide:
        """A new slide: its title is a sentence, fitted into two lines; the kicker says where in the pack we are."""
        if self._last is not None:
            settle(self._last)
        made: Slide = self.show.slides.add_slide(self.show.slide_layouts.get_by_name("Title Only"))
        made.shapes.turbo_add_enabled = True  # else each new shape looks for its number through all of the slide
        self._last, self.number = made, self.number + 1
        if kicker:
            text(made, Box(MARGIN, 18, WIDTH - 2 * MARGIN, 18), kicker, sizes=(11,), ink=LIGHT.muted, lines=1)
        box = Box(MARGIN, 36, WIDTH - 2 * MARGIN - (110 if self.pack.logo else 0), 60)
        holder: Any = made.shapes.title
        holder.left, holder.top, holder.width, holder.height = box.emu()
        fill(holder.text_frame, box, flat(title) or flat(self.pack.title), sizes=(24, 22, 20, 18, 16), bold=True)
        self._foot(made)
        tell(made, [title if len(title) > 120 else "", *notes])
        return made

    def _foot(self, made: Slide) -> None:
        rule = made.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(MARGIN, 512, WIDTH - 2 * MARGIN, 1).emu())
        rule.fill.solid()
        rule.fill.fore_color.rgb = color(self.pack.accent)
        rule.line.fill.background()
        decorative(rule)
        words = " · ".join(part for part in (flat(self.pack.organisation), flat(self.pack.title)) if part)
        text(made, Box(MARGIN, 516, 430, 16), words, sizes=(9,), ink=LIGHT.muted, lines=1)
        if self.pack.confidentiality:
            box = Box(MARGIN + 440, 516, 360, 16)
            text(made, box, self.pack.confidentiality, sizes=(9,), ink=LIGHT.muted, lines=1, align="right", bold=True)
        _number(made, self.number)
        if self.pack.logo:
            picture: Any = made.shapes.add_picture(io.BytesIO(self.pack.logo), Pt(WIDTH - MARGIN - 90), Pt(18))
            _fit(picture, 90, 44)
            picture.left = Pt(WIDTH - MARGIN) - picture.width
            describe(picture, flat(self.pack.organisation) or "Logo")

    def bytes(self) -> bytes:
        """The finished file."""
        out = io.BytesIO()
        self.show.save(out)
        return out.getvalue()


def color(code: str) -> RGBColor:
    """ "#rrggbb" in the library's words."""
    red, green, blue = (int(code[i : i + 2], 16) for i in (1, 3, 5))
    return RGBColor(red, green, blue)


def text(
    slide: Slide,
    box: Box,
    words: str,
    *,
    sizes: tuple[float, ...] = (14, 12, 11, 10),
    ink: str = LIGHT.text,
    bold: bool = False,
    align: str = "left",
    lines: int = 0,
) -> None:
    """A text box whose words fit: the largest size that does, and only then shortened."""
    shape = slide.shapes.add_textbox(*box.emu())
    fill(shape.text_frame, box, flat(words), sizes=sizes, ink=ink, bold=bold, align=align, lines=lines)


def fill(
    frame: Any,
    box: Box,
    words: str,
    *,
    sizes: tuple[float, ...],
    ink: str = LIGHT.text,
    bold: bool = False,
    align: str = "left",
    lines: int = 0,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
) -> None:
    """Sets one paragraph in a frame without inner margins; the program that shows it need not shrink anything."""
    size, shown = fitted(words, box.width, box.height, sizes, bold=bold, lines=lines)
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    paragraph = frame.paragraphs[0]
    paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}[align]
    run = paragraph.add_run()
    run.text = shown
    run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
    run.font.color.rgb = color(ink)


def fitted(
    words: str, width: float, height: float, sizes: tuple[float, ...], *, bold: bool = False, lines: int = 0
) -> tuple[float, str]:
    """The largest of the sizes in which the words fit, and the words, ended by "…" where even the smallest is too big."""
    for size in sizes:
        most = lines or int(height / (size * LEADING))
        if len(fold(words, size, width * 0.98, bold)) <= max(most, 1):
            return size, words
    most = max(lines or int(height / (sizes[-1] * LEADING)), 1)
    return sizes[-1], " ".join(fold_to(words, sizes[-1], width * 0.96, most, bold))


def describe(shape: Any, alt: str) -> None:
    """The alternative text of a shape, for people who hear the slide."""
    element = shape._element
    element.xpath(".//p:cNvPr")[0].set("descr", flat(alt)[:1000])


def decorative(shape: Any) -> None:
    """Marks a shape as one that need not be read out."""
    describe(shape, "")


def tell(slide: Slide, lines: Sequence[str]) -> None:
    """Adds lines to the speaker's notes; the same line isn't said twice on a slide."""
    spoken: Any = slide.notes_slide.notes_text_frame
    known = [line for line in spoken.text.split("\n") if line]
    new = [line for line in (flat(line) for line in lines) if line]
    spoken.text = "\n".join(dict.fromkeys([*known, *new]))


def _fit(picture: Any, width: float, height: float) -> None:
    wide, high = picture.width, picture.height
    share = min(Pt(width) / wide, Pt(height) / high)
    picture.width, picture.height = int(wide * share), int(high * share)


def _number(made: Slide, number: int) -> None:
    """The slide's number as a field, so that it stays right when slides are moved."""
    shape = made.shapes.add_textbox(*Box(WIDTH - MARGIN - 60, 516, 60, 16).emu())
    fill(shape.text_frame, Box(0, 0, 60, 16), "", sizes=(9,), ink=LIGHT.muted, align="right")
    paragraph: Any = shape.text_frame.paragraphs[0]._p
    run = paragraph.find(qn("a:r"))
    number_field = OxmlElement("a:fld")
    number_field.set("id", "{5B8C1F0E-7A53-4F0C-9C2D-2F6F2C7A1B11}")
    number_field.set("type", "slidenum")
    number_field.append(run.find(qn("a:rPr")))
    said = OxmlElement("a:t")
    said.text = str(number)
    number_field.append(said)
    paragraph.replace(run, number_field)


def _sixteen_nine(show: Any) -> None:
    """Widens the library's 4:3 master and its layouts, and takes Arial as the font of headings and text."""
    master = show.slide_master
    for layout in list(show.slide_layouts):
        if layout.name not in ("Title Slide", "Title and Content", "Title Only", "Blank"):
            show.slide_layouts.remove(layout)
    across, down = Pt(WIDTH) / show.slide_width, Pt(HEIGHT) / show.slide_height
    places: list[Any] = [master, *show.slide_layouts]
    for place in places:
        for holder in list(place.placeholders):
            if holder._element.spPr.find(qn("a:xfrm")) is not None:
                left, top, width, height = holder.left, holder.top, holder.width, holder.height
                holder.left, holder.width = int(left * across), int(width * across)
                holder.top, holder.height = int(top * down), int(height * down)
    show.slide_width, show.slide_height = Pt(WIDTH), Pt(HEIGHT)
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme._blob = theme.blob.replace(b'<a:latin typeface="Calibri"/>', b'<a:latin typeface="Arial"/>')
