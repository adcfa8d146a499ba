"""Which is it? What was not sure is asked before anything else, with the likeliest answers one click away."""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from okr_analytics.ingest.meaning.families import OTHER
from okr_analytics.ingest.reading import ColumnReading, TableReading
from okr_analytics.loading import Preview
from okr_analytics.ui.text import plain
from okr_analytics.ui.uploading import kept, words

MOST_ASKED = 5


@dataclass(frozen=True)
class Question:
    """What is asked: about a table as a whole, or about one of its columns (by position)."""

    table: TableReading
    position: int | None = None

    @property
    def column(self) -> ColumnReading | None:
        """The column that is asked about."""
        return None if self.position is None else self.table.columns[self.position]


def open_questions(shown: Preview) -> list[Question]:
    """Every table and used column below the threshold; of several tables of one layout the first."""
    asked: dict[tuple[str, int | None], Question] = {}
    for question in _all(shown):
        asked.setdefault((question.table.fingerprint or question.table.place, question.position), question)
    return list(asked.values())


def _all(shown: Preview) -> Iterator[Question]:
    tables = shown.reading.tables
    yield from (Question(table) for table in tables if table.is_asked and table.fingerprint)
    if not shown.reading.records:
        yield from (Question(t) for t in tables if t.kind == OTHER and not t.remembered and t.fingerprint)
    for table in tables:
        if table.kind != OTHER and not table.is_asked:
            yield from (Question(table, n) for n, column in enumerate(table.columns) if column.is_asked)


def ask(shown: Preview, key: str) -> None:
    """The open questions, the first few of them."""
    found = open_questions(shown)
    if not found:
        return
    with st.container(border=True, key=f"asked-{key}"):
        st.markdown(f"**Which is it?** {_counted(len(found))}")
        for number, question in enumerate(found[:MOST_ASKED]):
            if question.column is None:
                _about_table(shown, question.table, f"{key}-{number}")
            else:
                _about_column(shown, question, question.column, f"{key}-{number}")
        if len(found) > MOST_ASKED:
            st.caption(f"{len(found) - MOST_ASKED} more are asked once these are answered.")


def _counted(count: int) -> str:
    return "One thing isn't sure." if count == 1 else f"{count} things aren't sure."


def _about_table(shown: Preview, table: TableReading, key: str) -> None:
    if table.kind == OTHER:
        said = f"{table.sheet} {table.range}: nothing is read of this table, because: {words.plainly(table.how)}."
        first = [table.runner_up] if table.runner_up else []
    else:
        said = (
            f"{table.sheet} {table.range}: perhaps {words.kind(table.kind)} ({words.sureness(table.confidence)}); "
            f"nothing is read of it before you say so. Why: {words.plainly(table.how)}."
        )
        first = [table.kind, *([table.runner_up] if table.runner_up else [])]
    st.markdown(plain(said))
    row = st.container(horizontal=True, vertical_alignment="center")
    for name in [*first, OTHER]:
        row.button(
            words.kind(name) if name != OTHER else "Leave it aside",
            key=f"ask-{key}-{name}",
            type="primary" if name in first[:1] else "secondary",
            on_click=kept.tell,
            args=(shown, table),
            kwargs={"kind": name},
        )
    others = [name for name in words.kinds_for(table) if name not in (*first, OTHER)]
    picker = f"ask-other-{key}-{table.kind}"
    row.selectbox(
        "Something else",
        others,
        index=None,
        placeholder="Something else …",
        key=picker,
        format_func=words.kind,
        label_visibility="collapsed",
        width=220,
        on_change=_answer,
        args=(shown, table, picker),
    )


def _answer(shown: Preview, table: TableReading, picker: str) -> None:
    picked = st.session_state.get(picker)
    if picked:
        kept.tell(shown, table, kind=picked)


def _about_column(shown: Preview, question: Question, column: ColumnReading, key: str) -> None:
    table, position = question.table, question.position
    st.markdown(
        plain(
            f"{table.sheet}, column {column.column} “{column.header}”: read as {words.meaning(column.field)} "
            f"({words.sureness(column.confidence)}). Why: {words.plainly(column.how)}."
        )
    )
    row = st.container(horizontal=True, vertical_alignment="center")
    runner_up = column.runner_up if column.runner_up and "." in column.runner_up else None
    for name in dict.fromkeys([column.field, runner_up, None] if runner_up else [column.field, None]):
        row.button(
            words.meaning(name) if name else "Leave it aside",
            key=f"ask-{key}-{name}",
            on_click=kept.tell,
            args=(shown, table),
            kwargs={"columns": {position: name}},
        )
    st.caption("Anything else is picked below, among the columns of the table.")
