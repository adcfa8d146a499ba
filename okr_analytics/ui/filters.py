"""The filters above a page: unit, cycle, day; kept in the address, so that a link restores them."""

import datetime as dt

import streamlit as st

from okr_analytics.errors import UnknownName
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.store.database import Database
from okr_analytics.views.question import Question

ALL = ""


def ask(workspace: Workspace, *, item: str | None = None, choices: dict[str, str] | None = None) -> Question:
    """Draws the filter bar and returns the question it stands for, day and event resolved."""
    database = workspace.database
    today = Filters().resolve(database)
    with st.container(key="filters"):
        grid = st.grid(3, min_column_width=150, gap="small")
        with grid:
            as_of = _day(today)
        resolved = Filters(as_of=as_of).resolve(database)
        with grid:
            unit = _unit(database, resolved)
        with grid:
            cycle = _cycle(database, resolved)
    filters = Filters(unit=unit or None, cycle=cycle or None, as_of=as_of)
    try:
        filters = filters.resolve(database)
    except UnknownName as error:
        st.warning(str(error))
        filters = Filters(as_of=as_of).resolve(database)
    return Question(database, filters, workspace.policy, workspace.policy_event, item, choices or {})


def opening(workspace: Workspace) -> Question:
    """The question that pages open with: the whole organisation, the running cycle, the day of today."""
    database = workspace.database
    today = Filters().resolve(database)
    names, first = _cycles(database, today)
    asked = Filters(cycle=names[first] or None, as_of=today.as_of).resolve(database)
    return Question(database, asked, workspace.policy, workspace.policy_event)


def _day(today: Filters) -> dt.date:
    found = st.date_input(
        "As of", value=today.as_of, key="as_of", format="YYYY-MM-DD", bind="query-params", help=_DAY_HELP
    )
    return found if isinstance(found, dt.date) else today.as_of or dt.date.today()


_DAY_HELP = "The values that held on this day, as far as they are known now."


def _unit(database: Database, filters: Filters) -> str:
    rows = database.query(
        f"""SELECT s.unit, string_agg(t.ancestor, ' / ' ORDER BY t.distance DESC), max(t.distance)
        FROM {database.relation("unit_state", *filters.times)} s
        JOIN {database.relation("unit_tree", *filters.times)} t ON t.unit_key = s.unit_key
        GROUP BY s.unit_key, s.unit ORDER BY 2"""
    )
    options = [ALL, *dict.fromkeys(str(unit) for unit, *_ in rows)]  # in the order of the tree
    return str(
        st.selectbox(
            "Unit",
            options,
            key="unit",
            bind="query-params",
            format_func=lambda name: "Whole organisation" if name == ALL else name,  # the address holds what is shown
            help="A unit stands for itself and everything below it.",
        )
        or ALL
    )


def _cycle(database: Database, filters: Filters) -> str:
    options, first = _cycles(database, filters)
    label = {ALL: "All cycles"}
    return str(
        st.selectbox(
            "Cycle",
            options,
            first,
            key="cycle",
            bind="query-params",
            format_func=lambda name: label.get(name, name),
        )
        or ALL
    )


def _cycles(database: Database, filters: Filters) -> tuple[list[str], int]:
    """What can be chosen, the latest cycle first, and the place of what is chosen at first: the running one."""
    cycles = database.relation("cycle_state", *filters.times)
    rows = database.query(f'SELECT cycle, is_running FROM {cycles} ORDER BY "start" DESC NULLS LAST, cycle DESC')
    options = [ALL, *dict.fromkeys(str(name) for name, _ in rows)]
    running = [str(name) for name, is_running in rows if is_running] or options[1:2]
    return options, options.index(running[0]) if running else 0
