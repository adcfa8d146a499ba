"""Upload: what was understood of each file, what is wrong, what would change; corrected, confirmed, remembered."""

import datetime as dt
import hashlib
from typing import Any

import pandas as pd
import streamlit as st

from okr_analytics import texts
from okr_analytics.errors import OkrError
from okr_analytics.ingest.mapping import Mapping
from okr_analytics.ingest.workbook import open_workbook
from okr_analytics.loading import Preview, PreviewOutdated, Workspace
from okr_analytics.ui import annotated, correct, registry, session, sheet
from okr_analytics.ui.text import plain

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"]
_MODES = {None: "As fits the file", "merge": "Add and update", "replace": "Replace what the file covers"}


def panel(workspace: Workspace) -> None:
    """The uploader and, per file, its preview."""
    done = st.session_state.pop("upload_done", None)
    if done:
        st.success(plain(done), icon=":material/check_circle:")
        st.page_link(registry.page("Overview"), label="See it on the overview", icon=":material/home:")
    files = st.file_uploader(
        "Spreadsheets",
        type=TYPES,
        accept_multiple_files=True,
        key=f"files-{st.session_state.get('upload_round', 0)}",
        help="Nothing is stored before you confirm. Macros are never run.",
    )
    if not files:
        st.caption("Any layout will do: titles above the header, merged cells, months as columns, several tables.")
        return
    as_of, mode = _options()
    previews = [_preview(workspace, file.name, file.getvalue(), as_of, mode) for file in files]
    good = [preview for preview in previews if preview is not None and preview.can_be_stored]
    if (
        len(previews) > 1
        and good
        and st.button(f"Load all {len(good)} files", type="primary", key="confirm_all", icon=":material/done_all:")
    ):
        _confirm_all(workspace, good)
    for preview in previews:
        if preview is not None:
            _card(workspace, preview, alone=len(previews) == 1)


def _options() -> tuple[dt.date | None, Any]:
    with st.expander("How to load", icon=":material/tune:"):
        left, right = st.columns(2)
        as_of = left.date_input(
            "As of",
            value=None,
            key="upload_as_of",
            format="YYYY-MM-DD",
            help="The day the numbers hold for. Left empty, the file says: a cell, its name, its own date.",
        )
        mode = right.selectbox(
            "Mode",
            list(_MODES),
            key="upload_mode",
            format_func=lambda name: _MODES[name],
            help="Replace: what lies in the file's unit and period and isn't in it no longer holds.",
        )
    return (as_of if isinstance(as_of, dt.date) else None), mode


def _kept() -> dict[str, Any]:
    found: dict[str, Any] = st.session_state.setdefault("uploads", {})
    return found


def _preview(workspace: Workspace, name: str, data: bytes, as_of: dt.date | None, mode: Any) -> Preview | None:
    digest = hashlib.sha256(data).hexdigest()
    decided = correct.decisions(digest)
    workspace.catch_up()
    key = f"{digest}|{name}|{as_of}|{mode}|{decided!r}|{workspace.last_event}"
    kept = _kept()
    if key not in kept:
        with st.spinner(plain(f"Reading {name} …"), show_time=True):
            try:
                mapping = Mapping(decided.tables) if decided.tables else None
                preview = workspace.preview(
                    name, data, as_of=as_of, mode=mode, mapping=mapping, mends=decided.mends or None
                )
            except OkrError as error:
                st.error(plain(str(error)))
                return None
        while len(kept) > 20:
            kept.pop(next(iter(kept)))
        kept[key] = preview
    return kept[key]  # type: ignore[no-any-return]


def _card(workspace: Workspace, preview: Preview, *, alone: bool) -> None:
    reading = preview.reading
    key = reading.sha256[:12]
    with st.container(border=True, key=f"card-{key}"):
        st.subheader(plain(reading.file), anchor=False)
        if reading.refused:
            st.error(plain(reading.refused), icon=":material/block:")
            return
        _summary(preview)
        if correct.applied(preview):
            st.caption(correct.applied(preview))
        _confirm(workspace, preview, key)
        with st.expander("What was understood", icon=":material/table_view:", expanded=alone):
            correct.tables(preview, key)
        with st.expander("The sheet, coloured by what was understood", icon=":material/palette:"):
            _sheets(preview, key)
        problems = [d for d in preview.diagnostics if d.severity != "info"]
        label = f"What is wrong ({len(problems)})" if problems else "What is wrong: nothing"
        with st.expander(label, icon=":material/report:"):
            correct.problems(preview, key)
        with st.expander(f"What would change ({_changes(preview)})", icon=":material/difference:"):
            _diff(workspace, preview, key)
        with st.expander("Your workbook, annotated", icon=":material/add_comment:"):
            annotated.offer(preview, workspace.policy, key)


def _summary(preview: Preview) -> None:
    reading = preview.reading
    counts = texts.counted(reading.counts())
    used = reading.nonblank - reading.unused_count
    st.markdown(
        plain(
            f"Found {counts or 'nothing that could be loaded'}. {used:,} of {reading.nonblank:,} filled cells are used; "
            f"the others are listed with the reason. As of {preview.as_of} (from: {reading.as_of_source or 'today'})."
        )
    )
    if preview.duplicate_of is not None:
        st.info(f"The same content is loaded already as load {preview.duplicate_of}: loading it again changes nothing.")
    elif not reading.records:
        st.warning(
            "No table in this file was recognised. Open “What was understood”, pick the table's kind, or look at the "
            "reasons why each cell was left aside.",
            icon=":material/help:",
        )


def _changes(preview: Preview) -> str:
    return ", ".join(f"{preview.diff.count(what)} {what}" for what in ("new", "changed", "gone"))


def _confirm(workspace: Workspace, preview: Preview, key: str) -> None:
    if not preview.can_be_stored:
        return
    row = st.container(horizontal=True, vertical_alignment="center")
    pressed = row.button("Confirm and load", type="primary", key=f"confirm-{key}", icon=":material/check:")
    remember = row.checkbox(
        "Remember my corrections for this layout",
        value=True,
        key=f"remember-{key}",
        disabled=not correct.decisions(preview.reading.sha256).tables,
    )
    if pressed:
        _store(workspace, [preview], remember=remember)


def _confirm_all(workspace: Workspace, previews: list[Preview]) -> None:
    _store(workspace, previews, remember=True)


def _store(workspace: Workspace, previews: list[Preview], *, remember: bool) -> None:
    said = []
    bar = st.progress(0.0, "Loading …")
    for number, preview in enumerate(previews):
        bar.progress(number / len(previews), plain(preview.reading.file))
        try:
            report = workspace.confirm(preview, session.actor())
        except PreviewOutdated as outdated:
            if len(previews) == 1:
                st.warning(plain(str(outdated)))
                return
            report = workspace.confirm(outdated.preview, session.actor())
        except OkrError as error:
            st.error(plain(f"{preview.reading.file}: {error}"))
            return
        if remember:
            for fingerprint, table in correct.decisions(preview.reading.sha256).tables.items():
                workspace.remember_layout(fingerprint, table, session.actor())
        said.append(f"{preview.reading.file}: {report.words}")
    st.session_state["upload_done"] = " ".join(said)
    st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
    _kept().clear()
    st.rerun()


def _sheets(preview: Preview, key: str) -> None:
    if not st.toggle("Show it", key=f"show-sheet-{key}"):
        return
    workbook = open_workbook(preview.reading.file, preview.data)
    names = [one.name for one in workbook.sheets]
    picked = st.selectbox("Sheet", names, key=f"sheet-{key}") if len(names) > 1 else names[0]
    known = sheet.marks(preview.reading, preview.diagnostics)
    st.html(sheet.html(next(one for one in workbook.sheets if one.name == picked), known))
    unused = [u.as_dict() for u in preview.reading.unused if u.sheet == picked]
    if unused:
        st.markdown("**Not used, and why**")
        st.dataframe(pd.DataFrame(unused), hide_index=True, key=f"unused-{key}")


def _diff(workspace: Workspace, preview: Preview, key: str) -> None:
    diff = preview.diff
    rows = [
        {
            "change": what,
            "kind": texts.word(texts.KINDS, item.kind),
            "item": item.label,
            "field": name,
            "before": str(old),
            "after": str(new),
            "cell": item.where,
        }
        for what, items in (("changed", diff.changed), ("new", diff.new), ("gone", diff.gone))
        for item in items
        for name, (old, new) in (item.fields or {"": ("", "")}).items()
    ]
    if not rows:
        st.caption("Nothing would change.")
        return
    st.dataframe(pd.DataFrame(rows), hide_index=True, key=f"diff-{key}", height=min(38 + 35 * len(rows), 420))
    if diff.count("gone"):
        st.caption(
            "Gone: in what is stored for the same unit and period, but not in this file. "
            "It stays, unless the mode is “Replace what the file covers” (effort is replaced by default)."
        )
    for number, offer in enumerate(diff.renamed):
        row = st.container(horizontal=True, vertical_alignment="center")
        row.markdown(plain(f"Renamed? “{offer.old}” → “{offer.new}” ({offer.likeness:.0%} alike)"))
        if row.button("Yes, the same item", key=f"rename-{key}-{number}"):
            workspace.rename(offer.kind, offer.new_key, offer.old_key, session.actor())
            st.rerun()
