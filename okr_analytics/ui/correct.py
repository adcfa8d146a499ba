"""Correcting what was understood: a table's kind, a column's meaning, a cell; kept per file until it is confirmed."""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace

import pandas as pd
import streamlit as st

from okr_analytics import texts
from okr_analytics.ingest.mapping import Mend, TableMapping
from okr_analytics.ingest.reading import TableReading
from okr_analytics.ingest.values import read_text
from okr_analytics.ingest.workbook import open_workbook
from okr_analytics.loading import Preview
from okr_analytics.model import RECORDS, field_types
from okr_analytics.ui.text import plain

ASIDE = "— leave aside —"
OTHER = "other"


@dataclass(frozen=True)
class Decisions:
    """What a person corrected in one file: layouts by fingerprint, cells."""

    tables: MappingType[str, TableMapping] = field(default_factory=dict)
    mends: tuple[Mend, ...] = ()


def decisions(sha256: str) -> Decisions:
    """The corrections of a file in this session."""
    found: Decisions = st.session_state.setdefault("corrections", {}).get(sha256, Decisions())
    return found


def _decide(sha256: str, decided: Decisions) -> None:
    st.session_state["corrections"][sha256] = decided
    st.rerun()


def tables(preview: Preview, key: str) -> None:
    """The tables that were found; pick one to see and change what its columns mean."""
    found = preview.reading.tables
    if not found:
        st.caption("No table was found: every cell is listed below as not used, with the reason.")
        return
    frame = pd.DataFrame(
        [
            {
                "sheet": table.sheet,
                "range": str(table.range),
                "kind": _kind_words(table.kind),
                "records": texts.counted(table.records),
                "sure": table.confidence,
                "why": table.how,
            }
            for table in found
        ]
    )
    percent = st.column_config.NumberColumn("sure", format="percent")
    st.dataframe(frame, hide_index=True, key=f"tables-{key}", column_config={"sure": percent})
    picked = st.selectbox(
        "Look at a table",
        range(len(found)),
        key=f"table-{key}",
        format_func=lambda n: f"{found[n].sheet} {found[n].range}: {_kind_words(found[n].kind)}",
    )
    _columns(preview, found[picked], f"{key}-{picked}")


def _kind_words(kind: str) -> str:
    return "Not ours / left aside" if kind == OTHER else texts.word(texts.KINDS, kind)


def _columns(preview: Preview, table: TableReading, key: str) -> None:
    kinds = [*RECORDS, OTHER]
    kind = st.selectbox(
        "This table holds",
        kinds,
        kinds.index(table.kind) if table.kind in kinds else len(kinds) - 1,
        key=f"kind-{key}",
        format_func=_kind_words,
    )
    frame = pd.DataFrame(
        [
            {
                "column": column.column,
                "header": column.header,
                "means": column.field or ASIDE,
                "sure": column.confidence,
                "why": column.how,
            }
            for column in table.columns
        ]
    )
    config = st.column_config
    edited = st.data_editor(
        frame,
        hide_index=True,
        key=f"columns-{key}-{table.fingerprint}",
        disabled=["column", "header", "sure", "why"],
        column_config={
            "column": config.TextColumn("Column", width="small"),
            "header": config.TextColumn("Header"),
            "means": config.SelectboxColumn("Means", options=[ASIDE, *_fields(kind, table)], required=True),
            "sure": config.NumberColumn("Sure", format="percent", width="small"),
            "why": config.TextColumn("Why"),
        },
    )
    if st.button("Read it like this", key=f"apply-{key}", icon=":material/refresh:"):
        _apply(preview, table, kind, list(edited["means"]))


def _fields(kind: str, table: TableReading) -> list[str]:
    own = [] if kind == OTHER else [kind]
    related = [
        k
        for k in (
            "objective",
            "key_result",
            "check_in",
            "initiative",
            "kpi",
            "kpi_reading",
            "project",
            "milestone",
            "effort",
            "unit",
            "cycle",
        )
        if k not in own
    ]
    names = [
        f"{k}.{name}" for k in [*own, *related, *(set(RECORDS) - set(own) - set(related))] for name in field_types(k)
    ]
    read = [column.field for column in table.columns if column.field]
    return list(dict.fromkeys([*names, *read]))


def _apply(preview: Preview, table: TableReading, kind: str, means: list[str]) -> None:
    columns = {
        place: None if meaning == ASIDE else meaning
        for place, (column, meaning) in enumerate(zip(table.columns, means, strict=True))
        if (column.field or ASIDE) != meaning
    }
    decided = decisions(preview.reading.sha256)
    before = decided.tables.get(table.fingerprint, TableMapping())
    mapping = TableMapping(
        kind if kind != table.kind else before.kind, before.header_rows, {**before.columns, **columns}
    )
    _decide(preview.reading.sha256, replace(decided, tables={**decided.tables, table.fingerprint: mapping}))


def problems(preview: Preview, key: str) -> None:
    """Every diagnostic; those with a cell can be mended in place, the original is kept."""
    said = preview.diagnostics
    if not said:
        st.caption("Nothing to say about this file.")
        return
    values = _values(preview)
    frame = pd.DataFrame(
        [
            {
                "severity": str(d.severity),
                "cell": str(d.where) if d.where else "",
                "found": values.get(str(d.where), ""),
                "correct": "",
                "message": d.message,
                "advice": d.advice,
            }
            for d in said
        ]
    )
    config = st.column_config
    edited = st.data_editor(
        frame,
        hide_index=True,
        key=f"problems-{key}",
        disabled=["severity", "cell", "found", "message", "advice"],
        column_config={
            "severity": config.TextColumn("Severity", width="small"),
            "cell": config.TextColumn("Cell", width="small"),
            "found": config.TextColumn("Found"),
            "correct": config.TextColumn("Correct to", help="Type what the cell should say; the original is kept."),
            "message": config.TextColumn("What is wrong and what was done", width="large"),
            "advice": config.TextColumn("What to do"),
        },
    )
    changed = edited[(edited["correct"].fillna("") != "") & (edited["cell"] != "")]
    if st.button(
        "Read it with these corrections", key=f"mend-{key}", icon=":material/healing:", disabled=changed.empty
    ):
        _mend(preview, changed)


def _values(preview: Preview) -> dict[str, str]:
    wanted = {str(d.where) for d in preview.diagnostics if d.where}
    if not wanted:
        return {}
    workbook = open_workbook(preview.reading.file, preview.data)
    return {
        str(ref): read_text(one.value(*position)) or ""
        for one in workbook.sheets
        for position in one.positions()
        if str(ref := one.ref(*position)) in wanted
    }


def _mend(preview: Preview, changed: pd.DataFrame) -> None:
    decided = decisions(preview.reading.sha256)
    mends = {(m.sheet, m.cell): m for m in decided.mends}
    for row in changed.to_dict("records"):
        sheet, _, cell = str(row["cell"]).rpartition("!")
        mends[sheet, cell] = Mend(sheet, cell, str(row["found"]) or None, str(row["correct"]))
    _decide(preview.reading.sha256, replace(decided, mends=tuple(mends.values())))


def applied(preview: Preview) -> str:
    """What was corrected in this session, in a sentence; empty where nothing was."""
    decided = decisions(preview.reading.sha256)
    parts = [
        f"{len(decided.tables)} layouts" if decided.tables else "",
        f"{len(decided.mends)} cells" if decided.mends else "",
    ]
    said = " and ".join(part for part in parts if part)
    return plain(f"Corrected in this session: {said}.") if said else ""
