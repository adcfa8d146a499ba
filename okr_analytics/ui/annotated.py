"""Offers a person's own workbook back with every remark at its cell: what the copy lacks is said before it is taken."""

import hashlib

import streamlit as st

from okr_analytics.errors import OkrError
from okr_analytics.loading import LoadEntry, Preview, Workspace
from okr_analytics.packs.annotated import MEDIA_TYPE, Annotated
from okr_analytics.policy import Policy
from okr_analytics.ui.annotating import annotated_copy
from okr_analytics.ui.text import plain

_MOST_KEPT = 3  # copies in a session


def offer(preview: Preview, policy: Policy, key: str) -> None:
    """The copy of a file that is being uploaded; it is made when it is asked for."""
    st.caption(
        "Your own workbook with a comment and a colour at every cell there is something to say about, the findings on "
        "key results among them, and a summary sheet with links to each. Hand it to whoever keeps the sheet; upload it "
        "again when it is mended."
    )
    name = _name(preview, policy)
    made: dict[str, Annotated] = st.session_state.setdefault("annotated", {})
    if name not in made:
        if not st.button("Make the annotated copy", key=f"annotate-{key}", icon=":material/add_comment:"):
            return
        with st.spinner("Writing the remarks into the workbook …", show_time=True):
            try:
                copy = annotated_copy(preview.data, preview.reading, preview.diagnostics, policy)
            except OkrError as error:
                st.error(plain(str(error)))
                return
        while len(made) >= _MOST_KEPT:
            made.pop(next(iter(made)))
        made[name] = copy
        st.rerun()
    _download(made[name], key)


def stored(workspace: Workspace, entries: list[LoadEntry]) -> None:
    """The copy of a file that was loaded, as it is understood today."""
    with st.expander("Your workbook, annotated", icon=":material/add_comment:"):
        picked = st.selectbox(
            "Load",
            entries,
            format_func=lambda entry: f"Load {entry.load_id}: {entry.file}",
            key="annotate_load",
        )
        data = workspace.blob(picked.load_id)
        if data is None:
            st.info("The file of this load isn't kept any more, so no copy can be made.", icon=":material/info:")
            return
        kept: dict[int, Preview] = st.session_state.setdefault("annotated_loads", {})
        if picked.load_id not in kept:
            st.caption("The file is kept as it was uploaded. It is read again as it would be today; nothing changes.")
            if not st.button("Read it again for a copy", key="annotate_read", icon=":material/refresh:"):
                return
            with st.spinner("Reading the file …", show_time=True):
                kept.clear()
                kept[picked.load_id] = workspace.preview(picked.file, data, as_of=picked.as_of)
        offer(kept[picked.load_id], workspace.policy, f"load-{picked.load_id}")


def _download(copy: Annotated, key: str) -> None:
    if copy.missing:
        st.markdown("**What is different in the copy**")
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in copy.missing))
    else:
        st.markdown("Everything of your workbook is in the copy.")
    st.download_button(
        "Download the annotated workbook",
        data=copy.data,
        file_name=copy.file,
        mime=MEDIA_TYPE,
        key=f"annotated-{key}",
        on_click="ignore",
        type="primary",
        icon=":material/download:",
    )


def _name(preview: Preview, policy: Policy) -> str:
    """What the copy is kept under: the same bytes, understood in the same way, give the same copy."""
    said = repr((preview.diagnostics, preview.reading.tables, preview.as_of, policy.cadence_days, policy.profile))
    return hashlib.sha256(f"{preview.reading.sha256}|{preview.reading.file}|{said}".encode()).hexdigest()
