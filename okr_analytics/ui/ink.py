"""Dark letters on the light accent of the dark theme: the framework writes on it in white, which nobody can read (2.3:1)."""

import streamlit as st

ON_ACCENT = "#10161d"
# What is filled with the accent: main buttons, and the chosen entries of a list.
_FILLED = (
    '[data-testid="stBaseButton-primary"]',
    '[data-testid="stBaseButton-primaryFormSubmit"]',
    "[data-tag]",
)


def on_accent() -> None:
    """Puts the letters right on the page being drawn; nothing in the light theme, where white is right."""
    if st.context.theme.type == "dark":
        st.html(style())


def style() -> str:
    """The style sheet; the colour goes to everything inside, icons too."""
    inside = ",".join(f"{place},{place} *" for place in _FILLED)
    return f"<style>{inside}{{color:{ON_ACCENT}!important;fill:{ON_ACCENT}}}</style>"
