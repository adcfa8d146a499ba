"""Rows that lead elsewhere aren't judged; a language without word lists gets the rules that need none, and it is said."""

import pytest

from okr_analytics.ingest.understand import read
from okr_analytics.quality.gather import items_of
from okr_analytics.quality.items import Item, Kind
from okr_analytics.quality.lint import lint
from okr_analytics.quality.navigation import is_navigation

CHINESE = """目标（O）,关键结果（KRs）,基线值,目标值,当前值,负责人
提升客户满意度,KR1: 净推荐值从40提升到60,40,60,45,张三
提升客户满意度,KR2: 上线新门户网站,,,,李四
提高交付质量,KR1: 缺陷率从8%降到3%,8%,3%,6%,王五
"""


@pytest.mark.parametrize("title", ["TOC", "On this page", "▲ Back to top", "1. Sumário", "目录", "返回首页", "Índice"])
def test_rows_of_navigation_are_known(title: str) -> None:
    assert is_navigation(Item(title=title))


@pytest.mark.parametrize(
    "title", ["Home visits to families", "TOC reading below 2 mg/l", "Index of satisfaction from 60 to 70"]
)
def test_somebodys_own_words_are_no_navigation(title: str) -> None:
    assert not is_navigation(Item(title=title))


def test_what_is_measured_is_no_navigation() -> None:
    assert not is_navigation(Item(title="TOC", baseline=4.0, target=2.0))


def test_navigation_is_left_out_and_said() -> None:
    report = lint([Item(kind=Kind.OBJECTIVE, title="On this page"), Item(title="TOC"), Item(title="NPS from 40 to 60")])
    assert [grade.item.title for grade in report.grades] == ["NPS from 40 to 60"]
    assert "2 rows lead elsewhere" in " ".join(report.notes)


def test_a_chinese_form_is_read_and_judged_by_the_rules_that_need_no_words() -> None:
    reading = read("okr.csv", CHINESE.encode())
    report = lint(items_of(reading.records))
    assert len(report.grades) == 5
    assert not {finding.code for finding in report.findings} & {"KR101", "KR103", "KR204", "KR207"}
    assert "language without word lists" in " ".join(report.notes)


def test_a_form_without_any_key_result_says_so() -> None:
    assert "nothing to judge" in " ".join(lint([]).notes)
