"""One pack for each unit: made one after the other with progress, and downloaded together as a zip."""

import io
from dataclasses import replace

import streamlit as st

from okr_analytics.packs.batch import zip_all
from okr_analytics.packs.compose import for_units, units_to_review
from okr_analytics.packs.definition import Definition
from okr_analytics.packs.registry import formats
from okr_analytics.ui.text import plain
from okr_analytics.views.question import Question

_READY = "pack_zip"  # session: (what was asked for, the zip, its files)


def offer(question: Question, definition: Definition) -> None:
    """Lets the reader choose units and formats, makes the packs, and offers the zip."""
    with st.popover("One pack for each unit", icon=":material/folder_zip:", width="stretch"):
        found = units_to_review(question)
        if not found:
            st.info("No unit has anything to review under these filters.")
            return
        units = st.multiselect("Units", found, default=list(found), key="pack_units")
        chosen = st.pills(
            "Formats",
            list(formats()),
            selection_mode="multi",
            default=["pptx"],
            format_func=lambda name: formats()[name].label,
            key="pack_formats",
        )
        asked = (tuple(units), tuple(chosen), definition, question.cache_key)
        count = len(units) * len(chosen)
        if st.button(f"Make {count} files", type="primary", disabled=not count, key="pack_make"):
            st.session_state[_READY] = (asked, *_make(question, replace(definition, formats=tuple(chosen)), units))
        _ready(asked, str(question.filters.as_of))


def _make(question: Question, definition: Definition, units: list[str]) -> tuple[bytes, int]:
    """The zip, and how many files are in it; another page of the app stays usable meanwhile."""
    count = len(units) * len(definition.formats)
    bar = st.progress(0.0, "Starting …")
    target = io.BytesIO()

    def told(done: int, name: str) -> None:
        bar.progress(done / count, f"{done} of {count}: {plain(name)}")

    names = zip_all(for_units(question, definition, units), definition.formats, target, told)
    bar.empty()
    return target.getvalue(), len(names)


def _ready(asked: tuple[object, ...], day: str) -> None:
    kept = st.session_state.get(_READY)
    if kept is None or kept[0] != asked:
        return
    _, data, count = kept
    st.download_button(
        f"Download {count} files as a zip",
        data=data,
        file_name=f"reviews-{day}.zip",
        mime="application/zip",
        icon=":material/download:",
        on_click="ignore",
        key="pack_zip_download",
    )
