"""The tables of a file: each with its kind, rows and columns, why they were read so, and a click to change each."""

import streamlit as st

from okr_analytics.diagnostics import column_number
from okr_analytics.ingest.cells import Sheet, Workbook
from okr_analytics.ingest.meaning.families import OTHER
from okr_analytics.ingest.reading import ColumnReading, TableReading
from okr_analytics.ingest.values import read_text
from okr_analytics.loading import Preview
from okr_analytics.ui.text import plain
from okr_analytics.ui.uploading import kept, picture, words

MOST_COLUMNS = 24  # columns listed before one asks for all
MOST_SAMPLES = 3


def show(shown: Preview, workbook: Workbook, key: str) -> None:
    """One table at a time, picked from all that were found, with its sheet below."""
    found = [*shown.reading.tables, *shown.reading.loose]
    if not found:
        st.caption("No table was found: every cell is listed as not used, with the reason.")
        _sheet(shown, workbook, None, key)
        return
    table = found[0]
    if len(found) > 1:
        place = st.selectbox(
            f"Table ({len(found)} found)",
            [one.place for one in found],
            key=f"table-{key}",
            format_func=lambda place: next((words.where(one) for one in found if one.place == place), place),
        )
        table = next((one for one in found if one.place == place), table)
    if not table.fingerprint:
        st.caption(plain(f"{words.where(table)}. Why: {words.plainly(table.how)}."))
        _sheet(shown, workbook, table, key)
        return
    _kind(shown, table, f"{key}-{table.place}")
    _sheet(shown, workbook, table, key)
    if table.columns and table.kind != OTHER:
        _columns(shown, workbook, table, f"{key}-{table.place}")
    if not table.turned:
        _rows(shown, table, f"{key}-{table.place}")


def _kind(shown: Preview, table: TableReading, key: str) -> None:
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    options = words.kinds_for(table)
    picker = f"kind-{key}-{table.kind}-{table.confidence:.2f}"
    with left:
        st.selectbox(
            f"{plain(table.sheet)} {table.range} holds",
            options,
            options.index(table.kind),
            key=picker,
            format_func=words.kind,
            on_change=_change_kind,
            args=(shown, table, picker, key),
        )
    with right:
        named = "runner-up" in table.how or not table.runner_up
        second = "" if named else f" Runner-up: {words.kind(table.runner_up or '')}."
        st.caption(plain(f"{words.sureness(table.confidence).capitalize()}. Why: {words.plainly(table.how)}.{second}"))
    twins = [t for t in shown.reading.tables if t.fingerprint == table.fingerprint]
    if len(twins) > 1:
        st.checkbox(
            f"Change only this one of the {len(twins)} tables with these headers",
            key=f"only-{key}",
            help="Otherwise a change holds for all tables of the same layout, also in the next file.",
        )


def _change_kind(shown: Preview, table: TableReading, picker: str, key: str) -> None:
    told: dict[str, object] = {"kind": st.session_state[picker]}
    if not table.header_rows and table.kind == OTHER:
        told["header_rows"] = (table.found[0],)
    kept.tell(shown, table, only_here=bool(st.session_state.get(f"only-{key}")), **told)


# -- columns -------------------------------------------------------------------------------------------------------


def _columns(shown: Preview, workbook: Workbook, table: TableReading, key: str) -> None:
    st.markdown("**What each column means**")
    sheet = next((one for one in workbook.sheets if one.name == table.sheet), None)
    numbered = list(enumerate(table.columns))
    if len(numbered) > MOST_COLUMNS:
        used = [(n, c) for n, c in numbered if c.field][:MOST_COLUMNS]
        if not st.toggle(f"Show all {len(numbered)} columns", key=f"all-{key}"):
            numbered = used or numbered[:MOST_COLUMNS]
    for position, column in numbered:
        _column(shown, sheet, table, (position, column), key)


def _column(
    shown: Preview, sheet: Sheet | None, table: TableReading, numbered: tuple[int, ColumnReading], key: str
) -> None:
    position, column = numbered
    name, means, why = st.columns([4, 4, 5], vertical_alignment="center", gap="small")
    with name:
        head = f"**{column.column}** {plain(column.header) or '(no header)'}"
        samples = _samples(sheet, table, column)
        st.markdown(f"{head}  \n:small[:gray[{plain(samples)}]]" if samples else head)
    options = words.meanings_for(table, column)
    picker = f"means-{key}-{position}-{column.field}-{column.confidence:.2f}"
    with means:
        st.selectbox(
            f"Column {column.column} means",
            options,
            options.index(column.field or words.ASIDE),
            key=picker,
            format_func=words.meaning,
            label_visibility="collapsed",
            on_change=_change_column,
            args=(shown, table, position, picker, key),
        )
    with why:
        st.caption(plain(_why(column)))


def _why(column: ColumnReading) -> str:
    sure = f"{words.sureness(column.confidence).capitalize()}: " if column.field else ""
    other = column.runner_up if column.runner_up and "." in column.runner_up else None
    return f"{sure}{words.plainly(column.how)}{f'. Runner-up: {words.meaning(other)}' if other else ''}"


def _change_column(shown: Preview, table: TableReading, position: int, picker: str, key: str) -> None:
    means = st.session_state[picker] or None
    only_here = bool(st.session_state.get(f"only-{key}"))
    kept.tell(shown, table, only_here=only_here, columns={position: means})


def _samples(sheet: Sheet | None, table: TableReading, column: ColumnReading) -> str:
    """A few different values of a column, as a person reads them."""
    if sheet is None:
        return ""
    found: dict[str, None] = {}
    for place in _cells_of(table, column):
        text = read_text(sheet.value(*place), sheet.formats.get(place, "General"))
        if text:
            found[text if len(text) < 28 else f"{text[:27]}…"] = None
        if len(found) == MOST_SAMPLES:
            break
    return "; ".join(found)


def _cells_of(table: TableReading, column: ColumnReading) -> list[tuple[int, int]]:
    """The cells below a column's header, or right of its name where the table lies on its side."""
    area = table.range
    if table.turned:
        return [(int(column.column), c) for c in range(area.left + 1, area.right + 1)]
    first, number = max(table.header_rows, default=area.top) + 1, column_number(column.column)
    return [(row, number) for row in range(first, area.bottom + 1)]


# -- rows ----------------------------------------------------------------------------------------------------------


def _rows(shown: Preview, table: TableReading, key: str) -> None:
    """The header rows and the last row, and the way back to what was recognised."""
    first, last = table.found
    with st.expander("Rows and extent of this table", icon=":material/table_rows:"):
        heads = st.multiselect(
            "Header rows",
            list(range(max(1, first - 6), last + 1)),
            list(table.header_rows),
            key=f"heads-{key}-{table.header_rows}",
        )
        end = st.number_input("Last row", 1, 1_048_576, table.range.bottom, key=f"end-{key}-{table.range.bottom}")
        begins = st.selectbox(
            "Another table begins at column",
            list(range(1, len(table.columns))),
            index=None,
            key=f"starts-{key}",
            placeholder="no other table beside this one",
            format_func=lambda n: f"{table.columns[n].column} {table.columns[n].header}",
        )
        row = st.container(horizontal=True)
        row.button(
            "Read it so",
            key=f"rows-{key}",
            icon=":material/refresh:",
            disabled=not heads,
            on_click=_change_rows,
            args=(shown, table, tuple(sorted(heads)), int(end), begins, key),
        )
        if table.cut_from:
            row.button(
                "Join it with the table beside it",
                key=f"join-{key}",
                icon=":material/join:",
                on_click=kept.join,
                args=(shown, table.cut_from),
            )
        if table.remembered:
            row.button(
                "Read it as it was recognised",
                key=f"recognised-{key}",
                icon=":material/undo:",
                on_click=kept.read_as_recognised,
                args=(shown, table),
            )


def _change_rows(
    shown: Preview, table: TableReading, heads: tuple[int, ...], end: int, begins: int | None, key: str
) -> None:
    told: dict[str, object] = {}
    if heads != table.header_rows:
        told["header_rows"] = heads
    if end != table.range.bottom:
        told["last_row"] = end
    if begins is not None:
        told["starts"] = (begins,)
    kept.tell(shown, table, only_here=bool(st.session_state.get(f"only-{key}")), **told)


# -- the sheet -----------------------------------------------------------------------------------------------------


def _sheet(shown: Preview, workbook: Workbook, table: TableReading | None, key: str) -> None:
    names = [one.name for one in workbook.sheets]
    if not names:
        return
    hidden = {one.name for one in workbook.sheets if one.hidden}
    name = table.sheet if table else names[0]
    if len(names) > 1:
        name = st.selectbox(
            "Sheet",
            names,
            names.index(name),
            key=f"sheet-{key}-{table.place if table else ''}",
            format_func=lambda one: f"{one} (hidden)" if one in hidden else str(one),
        )
    known = picture.marks(shown.reading, shown.diagnostics, shown.mends)
    st.html(picture.html(next(one for one in workbook.sheets if one.name == name), known, table))
