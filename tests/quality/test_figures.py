"""What figures in a text are: days, money in the customary signs of its country, arrows, places left open."""

import pytest

from okr_analytics.quality.framing import frame
from okr_analytics.quality.items import Item
from okr_analytics.quality.lint import lint_text
from okr_analytics.quality.number import Unit
from okr_analytics.quality.numerals import numbers
from okr_analytics.quality.roles import Role
from okr_analytics.quality.text import analyse


@pytest.mark.parametrize(
    "text",
    [
        "Cartaz e folheto prontos até 03/09",
        "Cartel del museo publicado antes del 20-jul",
        "Bakery shop in production by 14/11",
        "New kiln opened on 7-Feb",
        "Cardápio impresso até 5/8",
    ],
)
def test_a_day_in_figures_measures_nothing(text: str) -> None:
    assert not [n for n in numbers(analyse(text)) if n.counts]
    assert "KR201" in {finding.code for finding in lint_text(text).findings}


@pytest.mark.parametrize("text", ["Score of 9/10 in the hygiene test", "3/4 of pupils read aloud", "7/7 wells tested"])
def test_a_fraction_is_no_day(text: str) -> None:
    assert all(n.counts for n in numbers(analyse(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Generate RM300K in cooking lessons",
        "Raise SGD 40k from sponsors",
        "Vender ZAR 90 mil em mel",
        "Sell NOK 800 of honey",
    ],
)
def test_money_of_any_country(text: str) -> None:
    assert [n.unit for n in numbers(analyse(text))] == [Unit.MONEY]
    assert frame(Item(title=text)).says(Role.OUTCOME)


@pytest.mark.parametrize("text", ["Average repair time ↓ 20%", "Tiempo de espera ↓ 20%", "Taxa de retorno ↑ 12%"])
def test_an_arrow_is_a_change(text: str) -> None:
    assert "KR202" in {finding.code for finding in lint_text(text).findings}


def test_a_place_left_open_in_small_letters_is_named() -> None:
    (finding,) = lint_text("Cut queue length by xx% through a second till").findings
    assert "xx" in finding.message
