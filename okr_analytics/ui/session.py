"""What the app keeps between reruns: the one workspace of the process, and Views by what they were asked for."""

import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import streamlit as st

from okr_analytics.document import View
from okr_analytics.loading import Workspace
from okr_analytics.ui import warm
from okr_analytics.ui.warm import Build
from okr_analytics.views.derived import EVERYTHING, Need, prepare
from okr_analytics.views.question import Question

ROOT = Path(__file__).parent.parent.parent
DEFAULT_DATABASE = ROOT / "data" / "okr.duckdb"
SAMPLES = ROOT / "data"


def actor() -> str:
    """Who is doing this, for the journal: the signed-in person, else "app"."""
    user = st.user.to_dict() if hasattr(st.user, "to_dict") else {}
    return str(user.get("email") or user.get("name") or "app")


def workspace() -> Workspace:
    """The store this process serves; events that the command line appended meanwhile are applied."""
    opened = _open(str(database_path()))
    opened.catch_up()
    warm.after_writes(opened, ready)
    return opened


def database_path() -> Path:
    """Where the store of this process lies."""
    return Path(os.environ.get("OKR_DATABASE") or DEFAULT_DATABASE)


@st.cache_resource(show_spinner=False)
def _open(path: str) -> Workspace:
    return Workspace.open(Path(path))


def sample_files() -> list[Path]:
    """The sample workbooks in the order in which they load."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".xlsx", ".csv") and path.name[:2].isdigit())


def view(build: Build, question: Question) -> View:
    """The View, made anew only when the data, the policy or the question is another one."""
    with st.spinner("Putting the numbers together …"):
        return ready(build, question)


def ready(build: Build, question: Question) -> View:
    """The View as `view` gives it, without a word on the page: for whoever makes it ready before it is asked for."""
    return _view(f"{build.__module__}.{build.__qualname__}", question.cache_key, build, question)


# A View is a value nobody changes: kept as it is, it need not be packed and unpacked at each click (8,000 rows: 0.1 s).
@st.cache_resource(show_spinner=False, max_entries=100)
def _view(name: str, key: tuple[object, ...], _build: Build, _question: Question) -> View:
    return _build(_question.remembering())


def is_empty(opened: Workspace) -> bool:
    """Whether no load is in force."""
    return not opened.database.query("SELECT 1 FROM load WHERE undone_by IS NULL AND purged_by IS NULL LIMIT 1")


def assess(opened: Workspace, question: Question, needs: Iterable[Need] = EVERYTHING) -> None:
    """Makes the grades and forecasts that a page needs for the question's day and event, once."""
    with st.spinner("Grades and forecasts are being made, once after each load and for each new day …"):
        prepare(opened.database, question.filters, opened.policy, needs)


def csv(frame: pd.DataFrame) -> bytes:
    """The rows as CSV with a BOM; texts that a spreadsheet would take for a formula get an apostrophe in front."""
    safe = frame.map(lambda value: f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value)
    return safe.to_csv(index=False).encode("utf-8-sig")
