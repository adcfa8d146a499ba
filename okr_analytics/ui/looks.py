"""What the framework's own look lacks: the app's style sheet, and dark letters on the light accent of the dark theme."""

from pathlib import Path

import streamlit as st

# The page's icon from our own folder: a named one would be asked for at a font service, by every visitor's browser.
ICON = str(Path(__file__).with_name("icon.svg"))
SHEET = Path(__file__).with_name("app.css")
ON_ACCENT = "#10161d"  # the framework writes on the accent in white, which nobody can read there (2.3:1)
# What is filled with the accent: main buttons, and the chosen entries of a list.
_FILLED = (
    '[data-testid="stBaseButton-primary"]:enabled',  # a disabled one has no fill
    '[data-testid="stBaseButton-primaryFormSubmit"]:enabled',
    "[data-tag]",
)


def put() -> None:
    """Puts the styles on the page being drawn, once; in the light theme white on the accent is right."""
    st.html(SHEET)
    if st.context.theme.type == "dark":
        st.html(on_accent())


def on_accent() -> str:
    """The letters' colour goes to everything inside, icons too."""
    inside = ",".join(f"{place},{place} *" for place in _FILLED)
    return f"<style>{inside}{{color:{ON_ACCENT}!important;fill:{ON_ACCENT}}}</style>"
