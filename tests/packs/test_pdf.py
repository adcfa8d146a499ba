"""The PDF: tagged, described, the same as text however hostile, and printed where no font is installed."""

import dataclasses
import io
import re

import pytest
from opened import pdf_text
from PIL import Image

from okr_analytics.errors import OkrError
from okr_analytics.packs import pdf
from okr_analytics.packs.pack import Pack
from okr_analytics.packs.typeset import typeset


def test_it_is_tagged_for_screen_readers(pack: Pack) -> None:
    data = pdf.write(pack)
    assert data.startswith(b"%PDF-")
    assert b"/MarkInfo" in data
    assert b"pdfuaid" in data  # it says of itself that it keeps PDF/UA


def test_a_letter_that_no_font_has_does_not_stop_it(pack: Pack) -> None:
    odd = dataclasses.replace(pack, title="Review \U00012345 \ue000")
    assert pdf.write(odd).startswith(b"%PDF-")


def test_200_key_results_are_printed_in_full(large: Pack) -> None:
    text = " ".join(pdf_text(pdf.write(large)).split())
    for code in range(200):
        assert re.search(rf"\bKR{code}\b", text)
    assert "/ 1 " not in text


def test_letter_paper_is_letter_paper(pack: Pack) -> None:
    data = pdf.write(dataclasses.replace(pack, paper="letter"))
    assert re.search(rb"/MediaBox ?\[0 0 612 792\]", data) or b"612" in data


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_stands_on_the_cover(pack: Pack, kind: str) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), (120, 20, 80)).save(picture, kind)
    whole, plain = (pdf.write(dataclasses.replace(pack, views=(), logo=logo)) for logo in (picture.getvalue(), None))
    drawn = re.compile(rb"/Subtype ?/Image")
    assert drawn.search(whole)
    assert not drawn.search(plain)


def test_what_takes_too_long_is_stopped_and_said() -> None:
    with pytest.raises(OkrError, match=r"not ready after 0.01 seconds. Choose fewer pages"):
        typeset({"main.typ": b"A"}, 0, seconds=0.01)


def test_what_cannot_be_set_says_why() -> None:
    with pytest.raises(OkrError, match=r"could not be made \(.*unknown variable"):
        typeset({"main.typ": b"#nothing"}, 0)
