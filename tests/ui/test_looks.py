"""Letters on the accent can be read in both themes."""

import tomllib
from pathlib import Path

import pytest

from okr_analytics.charts.template import luminance
from okr_analytics.ui import looks

SETTINGS = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text(encoding="utf-8"))
THEME = SETTINGS["theme"]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "letters"), [("light", "#ffffff"), ("dark", looks.ON_ACCENT)])
def test_letters_on_the_accent_and_the_accent_as_letters(theme: str, letters: str) -> None:
    colours = THEME[theme]
    assert contrast(letters, colours["primaryColor"]) >= 4.5
    for words in ("primaryColor", "linkColor", "textColor"):
        assert contrast(colours[words], colours["backgroundColor"]) >= 4.5
        assert contrast(colours[words], colours["secondaryBackgroundColor"]) >= 4.5


def test_the_style_reaches_buttons_and_chosen_entries() -> None:
    for place in ('[data-testid="stBaseButton-primary"]:enabled', "[data-tag]"):
        assert f"{place} *" in looks.on_accent()
    assert looks.ON_ACCENT in looks.on_accent()


def test_the_first_run_on_a_new_machine_asks_and_reports_nothing() -> None:
    """Streamlit's own default stops a first start at a desktop's terminal until somebody types an address."""
    assert SETTINGS["server"]["showEmailPrompt"] is False
    assert SETTINGS["browser"]["gatherUsageStats"] is False
