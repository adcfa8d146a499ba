"""The page Data: upload with preview, the history of loads with undo, everything that is wrong with the data."""

import streamlit as st

from okr_analytics import texts
from okr_analytics.document import Column, Table
from okr_analytics.errors import OkrError
from okr_analytics.loading import LoadEntry, Workspace
from okr_analytics.metrics.evaluate import rows
from okr_analytics.metrics.filters import Filters
from okr_analytics.ui import annotated, session, start, tables, upload
from okr_analytics.ui.text import plain


def page() -> None:
    """Three tabs."""
    workspace = session.workspace()
    st.title("Data", anchor=False)
    st.caption("Your spreadsheets as they are: see what was understood, confirm, and take it back if it was wrong.")
    upload_tab, history_tab, problems_tab = st.tabs(["Upload", "History", "What is wrong"])
    with upload_tab:
        upload.panel(workspace)
    with history_tab:
        _history(workspace)
    with problems_tab:
        _problems(workspace)


def _history(workspace: Workspace) -> None:
    entries = workspace.history()
    if not entries:
        st.info(
            "Nothing has been loaded yet. Upload a workbook, or start with the sample data.", icon=":material/info:"
        )
        if st.button("Load the sample data", key="load_samples_history"):
            start.load_samples(workspace)
        return
    st.dataframe(
        [_entry(entry) for entry in entries],
        hide_index=True,
        key="history",
        column_config={"loaded": st.column_config.DatetimeColumn("Loaded (UTC)", format="YYYY-MM-DD HH:mm")},
    )
    active = [entry for entry in entries if entry.undone is None and entry.purged is None]
    if active:
        _undo(workspace, active)
        annotated.stored(workspace, active)
    with st.expander("Everything that was decided (audit log)", icon=":material/history:"):
        st.dataframe(
            [
                {"no.": e.number, "time (UTC)": e.time, "who": e.actor, "what": e.kind, "summary": e.summary}
                for e in workspace.events()
            ],
            hide_index=True,
            key="events",
        )


def _entry(entry: LoadEntry) -> dict[str, object]:
    state = "removed for good" if entry.purged is not None else "undone" if entry.undone is not None else "in force"
    return {
        "load": entry.load_id,
        "file": entry.file,
        "state": state,
        "as of": entry.as_of,
        "as-of date from": entry.as_of_source,
        "loaded": entry.loaded_at,
        "by": entry.by,
        "mode": entry.mode,
        "records": texts.counted(entry.records),
        "cells": entry.nonblank,
        "not used": entry.unused,
        "diagnostics": entry.diagnostics,
    }


def _undo(workspace: Workspace, active: list[LoadEntry]) -> None:
    row = st.container(horizontal=True, vertical_alignment="bottom")
    picked = row.selectbox(
        "Take a load back",
        active,
        format_func=lambda entry: f"Load {entry.load_id}: {entry.file}",
        key="undo_load",
        help="Everything is as if it had never been loaded. The history keeps the line, and the file can be loaded again.",
    )
    if row.button("Undo", key="undo", icon=":material/undo:") and picked is not None:
        try:
            workspace.undo(picked.load_id, session.actor())
        except OkrError as error:
            st.error(plain(str(error)))
            return
        st.toast(f"Load {picked.load_id} was taken back.", icon=":material/undo:")
        st.rerun()


def _problems(workspace: Workspace) -> None:
    frame = rows(workspace.database, "diagnostic_state", Filters())
    columns = (
        Column("severity", "Severity", role="status"),
        Column("where", "Cell", role="cell"),
        Column("message", "What is wrong and what was done"),
        Column("advice", "What to do"),
        Column("file", "File"),
        Column("code", "Code"),
    )
    order = {"error": 0, "warning": 1, "info": 2}
    frame = frame.assign(place=frame["severity"].map(order)).sort_values(["place", "file", "where"])
    tables.table(Table(columns, frame, empty="Nothing is wrong with the loaded files."), "diagnostics")
