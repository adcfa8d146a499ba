"""One file before it is stored: what was found, the button, what is asked, and everything that can be corrected."""

import datetime as dt
from collections import Counter

import pandas as pd
import streamlit as st

from okr_analytics import texts
from okr_analytics.ingest.cells import Workbook
from okr_analytics.loading import Preview, Workspace
from okr_analytics.ui import annotated
from okr_analytics.ui.text import plain
from okr_analytics.ui.uploading import changes, kept, mends, questions, tables, words


def show(workspace: Workspace, shown: Preview) -> bool:
    """The card of a file; whether its button was pressed."""
    reading = shown.reading
    key = reading.sha256[:12]
    with st.container(border=True, key=f"card-{key}"):
        st.subheader(plain(reading.file), anchor=False)
        if reading.refused:
            st.error(plain(reading.refused), icon=":material/block:")
            return False
        _summary(shown)
        pressed = _confirm(shown, key)
        _familiar(shown)
        questions.ask(shown, key)
        mends.offered(shown, key)
        changes.renames(workspace, shown, key)
        workbook = kept.workbook(reading.file, shown.data)
        if workbook is not None:
            _details(workspace, shown, workbook, key)
    return pressed


def _details(workspace: Workspace, shown: Preview, workbook: Workbook, key: str) -> None:
    known = bool(shown.familiar) and all(one.exact for one in shown.familiar) and not questions.open_questions(shown)
    with st.expander("What was understood", icon=":material/table_view:", expanded=not known):
        tables.show(shown, workbook, key)
    problems = [d for d in shown.diagnostics if d.severity != "info"]
    wrong = f"What is wrong ({len(problems)})" if problems else "What is wrong: nothing"
    with st.expander(wrong, icon=":material/report:", expanded=0 < len(problems) <= 10 and not known):
        mends.show(shown, workbook, key)
    with st.expander(f"What would change ({changes.counts(shown)})", icon=":material/difference:"):
        changes.show(shown, key)
    unused = shown.reading.unused_count
    with st.expander(f"Cells that are not used, and why ({unused:,})", icon=":material/filter_alt_off:"):
        _unused(shown, key)
    with st.expander("Your workbook, annotated", icon=":material/add_comment:"):
        annotated.offer(shown, workspace.policy, key)


def _summary(shown: Preview) -> None:
    reading = shown.reading
    found = texts.counted(reading.counts())
    used = reading.nonblank - reading.unused_count
    st.markdown(
        f"{f'Found **{plain(found)}**' if found else 'Found nothing that could be loaded'}. {used:,} of "
        f"{reading.nonblank:,} filled cells are used; the others are listed with the reason."
    )
    if not reading.records:
        st.info(plain(_why_nothing(shown)), icon=":material/help:")
    if shown.can_be_stored and not any(shown.diff.count(what) for what in ("new", "changed", "gone")):
        st.info(changes.NOTHING, icon=":material/help:")
    if shown.duplicate_of is not None:
        st.info(
            f"The same content is loaded already as load {shown.duplicate_of}: loading it again changes nothing.",
            icon=":material/done_all:",
        )


def _why_nothing(shown: Preview) -> str:
    """Why nothing was found, by the reasons that hold for most cells, and what to do."""
    cells: Counter[str] = Counter()
    for item in shown.reading.unused:
        cells[item.reason] += item.cells
    reasons = "; ".join(f"{reason} ({count:,})" for reason, count in cells.most_common(3))
    said = f"Why, with the number of cells: {reasons}. " if reasons else ""
    return f"{said}If this is one of your tables, say what it holds: its kind, its header rows or a column's meaning."


def _confirm(shown: Preview, key: str) -> bool:
    row = st.container(horizontal=True, vertical_alignment="bottom")
    picker = f"asof-{key}-{shown.as_of}"
    row.date_input(
        "The numbers hold for",
        value=shown.as_of,
        key=picker,
        format="YYYY-MM-DD",
        width=170,
        on_change=_date,
        args=(shown, picker),
    )
    pressed = False
    if shown.can_be_stored:
        pressed = row.button("Confirm and load", type="primary", key=f"confirm-{key}", icon=":material/check:")
    row.caption(
        plain(
            f"{words.SOURCES.get(shown.reading.as_of_source, 'today')}"
            f"{f' · {changes.counts(shown)}' if shown.can_be_stored else ''}"
        )
    )
    return pressed


def _date(shown: Preview, picker: str) -> None:
    day = st.session_state.get(picker)
    kept.date(shown, day if isinstance(day, dt.date) else None)


def _familiar(shown: Preview) -> None:
    """Which earlier file had these layouts, and whether corrections made then are used now."""
    said: dict[str, None] = {}
    for one in shown.familiar:
        how = "Same layout as" if one.exact else "Nearly the same layout as"
        used = f"; your corrections of {one.told_on} are used" if one.told_on else ""
        said[f"{how} {one.file} (loaded {one.loaded_on}){used}."] = None
    for sentence in list(said)[:4]:
        st.success(plain(sentence), icon=":material/history:")
    told = kept.decisions(shown.reading.sha256)
    corrected = sum(not table.is_empty for table in told.tables.values())
    if corrected:
        layouts = "1 table" if corrected == 1 else f"{corrected} tables"
        st.caption(f"You corrected {layouts} here. It is remembered with the load, for every file of the same layout.")


def _unused(shown: Preview, key: str) -> None:
    rows = [item.as_dict() for item in shown.reading.unused]
    if not rows:
        st.caption("Every filled cell is used.")
        return
    names = {"sheet": "Sheet", "range": "Cells", "reason": "Why", "cells": "How many"}
    st.dataframe(pd.DataFrame(rows).rename(columns=names), hide_index=True, key=f"unused-{key}")
