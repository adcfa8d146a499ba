"""The start page of an empty store: what this is, the sample in one click, or straight to one's own workbook."""

import streamlit as st

from okr_analytics.loading import Workspace
from okr_analytics.ui import registry, session
from okr_analytics.ui.text import plain


def instead_of(entry: registry.PageEntry) -> bool:
    """Shows the start page in the place of one that needs data, where there are none; whether it did."""
    if not entry.shows:
        return False
    workspace = session.workspace()
    if not session.is_empty(workspace):
        return False
    _page(workspace, entry)
    return True


def _page(workspace: Workspace, entry: registry.PageEntry) -> None:
    """Says what to do next; loading the sample shows which file it is at."""
    if entry.default:
        st.title("Three conversations, one picture", anchor=False)
        st.markdown(
            "Growth with OKRs, health of business as usual with KPIs, continuous improvement with strategic projects: "
            "upload the spreadsheets you already keep, laid out as they are, and see **where the effort goes**, "
            "**whether key results are results**, and **whether anything moves**. Every number opens down to its cell."
        )
    else:
        st.title(entry.title, anchor=False)
        st.markdown(f"Here you will see {entry.shows}. Nothing is loaded yet.")
    left, right = st.columns(2, gap="large", border=True)
    with left:
        st.subheader("Start with your own workbook", anchor=False)
        st.markdown("xlsx, xls, ods or csv. You see what was understood before anything is stored, and can undo it.")
        st.page_link(registry.page("Data"), label="Upload a workbook", icon=":material/upload_file:")
    with right:
        st.subheader("Or look around first", anchor=False)
        st.markdown(
            "A public health agency with 13 units, two OKR cycles, KPIs, projects and effort: ten messy workbooks."
        )
        if st.button("Load the sample data", type="primary", icon=":material/play_arrow:", key="load_samples"):
            load_samples(workspace)


def load_samples(workspace: Workspace) -> None:
    """Loads the sample workbooks in their order, with progress; a file that can't be used is named and skipped."""
    files = session.sample_files()
    bar = st.progress(0.0, "Reading the sample workbooks …")
    for number, path in enumerate(files):
        bar.progress(number / len(files), f"{path.name} ({number + 1} of {len(files)})")
        preview = workspace.preview(path.name, path.read_bytes())
        if preview.reading.refused:
            st.warning(plain(preview.reading.refused))
            continue
        workspace.confirm(preview, session.actor())
    bar.progress(1.0, "Done.")
    st.rerun()
