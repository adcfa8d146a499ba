"""What is wrong with a file, mended in place: the original is kept beside every correction."""

import pandas as pd
import streamlit as st

from okr_analytics.diagnostics import CellRef
from okr_analytics.document import Column, Table
from okr_analytics.ingest.cells import ErrorValue, Workbook
from okr_analytics.ingest.mapping import Mend
from okr_analytics.ingest.values import read_text
from okr_analytics.loading import Preview
from okr_analytics.ui import marked
from okr_analytics.ui.text import plain
from okr_analytics.ui.uploading import kept

MOST = 500
_COLUMNS = (
    Column("severity", "Severity", role="status"),
    Column("where", "Cell", role="cell"),
    Column("message", "What is wrong and what was done"),
    Column("advice", "What to do"),
)


def offered(shown: Preview, key: str) -> None:
    """The corrections of an earlier file whose originals stand in this one: one click applies them all."""
    offers = shown.offered_mends
    if not offers:
        return
    with st.container(border=True, key=f"offered-{key}"):
        st.markdown(
            f"**{_cells(len(offers))} corrected in an earlier file of this kind {'stands' if len(offers) == 1 else 'stand'} "
            "here uncorrected.**"
        )
        for mend in offers[:5]:
            st.markdown(plain(f"{mend.sheet}!{mend.cell}: “{mend.original or ''}” → “{mend.new}”"))
        if len(offers) > 5:
            st.caption(f"And {len(offers) - 5} more.")
        st.button(
            "Apply these corrections here too",
            key=f"apply-offered-{key}",
            icon=":material/healing:",
            on_click=kept.mend,
            args=(shown, offers),
        )


def show(shown: Preview, workbook: Workbook, key: str) -> None:
    """Every diagnostic; those with a cell can be corrected in the table, any other cell by its name."""
    _applied(shown, key)
    if shown.diagnostics:
        _diagnostics(shown, workbook, key)
    else:
        st.caption("Nothing is wrong with this file.")
    _any_cell(shown, workbook, key)


def _applied(shown: Preview, key: str) -> None:
    if not shown.mends:
        return
    st.markdown(f"**{_cells(len(shown.mends))} corrected.** The originals are kept.")
    st.dataframe(
        [{"Cell": f"{m.sheet}!{m.cell}", "In the file": m.original, "Read as": str(m.new)} for m in shown.mends],
        hide_index=True,
        key=f"mended-{key}",
    )
    st.button(
        "Read the file as it is", key=f"unmend-{key}", icon=":material/undo:", on_click=kept.unmend, args=(shown,)
    )


def _diagnostics(shown: Preview, workbook: Workbook, key: str) -> None:
    """The sentences in full, then the cells they are about, to be corrected."""
    order = {"error": 0, "warning": 1, "info": 2}
    said = sorted(shown.diagnostics, key=lambda d: order[str(d.severity)])
    rows = [(str(d.severity), str(d.where or ""), d.message, d.advice) for d in said[:MOST]]
    st.html(marked.table(Table(_COLUMNS, pd.DataFrame(rows, columns=[column.name for column in _COLUMNS]))))
    if len(said) > MOST:
        st.caption(f"The first {MOST} of {len(said):,}.")
    places = list(dict.fromkeys(d.where for d in said[:MOST] if d.where))
    if places:
        _correctable(shown, workbook, places, key)


def _correctable(shown: Preview, workbook: Workbook, places: list[CellRef], key: str) -> None:
    frame = pd.DataFrame({"cell": map(str, places), "found": [_text(workbook, at) for at in places], "correct": ""})
    config = st.column_config
    edited = st.data_editor(
        frame,
        hide_index=True,
        key=f"problems-{key}-{len(shown.mends)}",
        disabled=["cell", "found"],
        column_config={
            "cell": config.TextColumn("Cell", width="small"),
            "found": config.TextColumn("Found", width="medium"),
            "correct": config.TextColumn("Correct to ✎", width="medium", help="What the cell should say."),
        },
    )
    changed = edited[edited["correct"].fillna("") != ""]
    st.button(
        "Read it with these corrections",
        key=f"mend-{key}",
        icon=":material/healing:",
        disabled=changed.empty,
        on_click=kept.mend,
        args=(shown, [_mend(workbook, str(r["cell"]), str(r["correct"])) for r in changed.to_dict("records")]),
    )


def _any_cell(shown: Preview, workbook: Workbook, key: str) -> None:
    with st.form(f"any-cell-{key}", border=False, clear_on_submit=True):
        row = st.container(horizontal=True, vertical_alignment="bottom")
        names = [sheet.name for sheet in workbook.sheets]
        sheet = row.selectbox("Correct any cell: sheet", names, key=f"any-sheet-{key}", width=220)
        cell = row.text_input("Cell", key=f"any-address-{key}", placeholder="F14", width=110)
        new = row.text_input("Should say", key=f"any-new-{key}", width=220)
        if row.form_submit_button("Correct", icon=":material/healing:"):
            try:
                place = f"{sheet}!{cell.strip().upper()}"
                CellRef.parse(place)
            except ValueError:
                st.error("A cell is named by its column and row, such as F14.")
                return
            kept.mend(shown, [_mend(workbook, place, new)])
            st.rerun()


def _mend(workbook: Workbook, place: str, new: str) -> Mend:
    ref = CellRef.parse(place)
    return Mend(ref.sheet, ref.address, _text(workbook, ref) or None, new)


def _text(workbook: Workbook, ref: CellRef) -> str:
    sheet = next((one for one in workbook.sheets if one.name == ref.sheet), None)
    value = sheet.value(ref.row, ref.column) if sheet else None
    return value.code if isinstance(value, ErrorValue) else read_text(value) or ""


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
