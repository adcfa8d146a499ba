"""A sheet's words stay words: nothing in them turns into a link, a picture, a formula or a tag."""

import html
import re

import pytest
from streamlit.testing.v1 import AppTest

from okr_analytics.ui.marked import highlighted
from okr_analytics.ui.text import plain

HOSTILE = [
    "![x](http://evil.example/p.png)",
    "[click](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<http://evil.example>",
    "$E=mc^2$ :red[stop] :material/home:",
    "# heading\n* list",
    "`code` **bold** _it_ ~gone~ | a | b |",
    "1. first",
    "&lt;b&gt;",
    "http://evil.example/track",
]


@pytest.mark.parametrize(
    "text", ["see https://evil.example/a", "HTTP://evil.example", "www.evil.example", "a.b@evil.example"]
)
def test_addresses_do_not_become_links(text: str) -> None:
    """Streamlit links what reads as an address once entities are decoded: so it must not read so."""
    decoded = html.unescape(plain(text)).replace("\\", "")
    assert not re.search(r"https?://|www\.|[-.\w+]@[-\w]", decoded, re.IGNORECASE)
    assert decoded.replace("\u2060", "") == text


@pytest.mark.parametrize("text", HOSTILE)
def test_every_active_sign_is_escaped(text: str) -> None:
    safe = plain(text)
    assert "<" not in safe
    assert ":" not in safe.replace("&#58;", "")
    assert not re.search(r"(?<!\\)[\[\]`*_$~|#!]", safe.replace("&#", ""))


def test_marks_only_the_spans_and_escapes_the_rest() -> None:
    marked = highlighted("<b>improve</b> & win", ((3, 10), (5, 12)))
    assert marked == "&lt;b&gt;<mark>improve&lt;/</mark>b&gt; &amp; win"


def test_spans_beyond_the_text_do_no_harm() -> None:
    assert highlighted("abc", ((2, 99), (50, 60))) == "ab<mark>c</mark>"


def test_streamlit_shows_it_as_text() -> None:
    def page() -> None:
        import streamlit as st

        from okr_analytics.ui.text import plain

        st.markdown(plain("[x](http://evil.example) :red[hi] **b**"))

    app = AppTest.from_function(page).run()
    assert not app.exception
    assert "](http" not in app.markdown[0].value
