"""The HTML pack: one file, offline, closed by its own policy; interactive where asked for."""

import base64
import dataclasses
import hashlib
import re

from opened import Page

from okr_analytics.packs import html
from okr_analytics.packs.pack import Pack


def test_it_asks_nobody_for_anything(pack: Pack) -> None:
    text = html.write(pack).decode()
    outside = set(re.findall(r"https?://[^\"'\s<)]+", text))
    assert outside <= {"http://www.w3.org/2000/svg"}
    assert "@import" not in text
    assert "url(//" not in text


def test_its_policy_allows_only_its_own_script_and_style(pack: Pack) -> None:
    text = html.write(pack).decode()
    policy = next(tag["content"] for name, tag in Page(text.encode()).tags if "http-equiv" in tag) or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name in ("script", "style"):
        body = re.search(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_charts_come_in_two_widths_and_two_themes_with_ids_of_their_own(pack: Pack) -> None:
    page = Page(html.write(pack))
    kinds = [tag["class"] for name, tag in page.tags if name == "div" and (tag.get("class") or "").startswith("drawn")]
    assert set(kinds) == {
        "drawn wide light",
        "drawn wide dark",
        "drawn narrow light",
        "drawn narrow dark",
    }
    ids = [tag["id"] for name, tag in page.tags if name == "pattern"]
    assert len(ids) == len(set(ids)), "a pattern of a hidden drawing would paint nothing"


def test_tables_are_tables_with_heads_and_marked_words(pack: Pack) -> None:
    page = Page(html.write(pack))
    assert [tag.get("scope") for name, tag in page.tags if name == "th"].count("col") > 7
    assert any(name == "mark" for name, _ in page.tags)


def test_with_the_chart_library_it_stays_one_closed_file(hostile: Pack) -> None:
    text = html.write(dataclasses.replace(hostile, interactive=True)).decode()
    assert "Plotly" in text
    figures = re.findall(r'<script type="application/json">(.*?)</script>', text, re.DOTALL)
    assert len(figures) == 10
    assert not [figure for figure in figures if "<" in figure]
    assert "sendChartToCloud" in re.search(r"modeBarButtonsToRemove: \[(.*?)\]", text)[1]
