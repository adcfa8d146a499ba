"""Upload: several files at once, each with its own outcome; looked at, corrected, confirmed, remembered."""

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from okr_analytics.errors import OkrError
from okr_analytics.loading import Mode, Preview, PreviewOutdated, Workspace
from okr_analytics.ui import registry, session, templates
from okr_analytics.ui.text import plain
from okr_analytics.ui.uploading import card, changes, kept, questions

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"]
_MODES: dict[Mode | None, str] = {
    None: "As fits the file",
    "merge": "Add and update",
    "replace": "Replace what the file covers",
}


def panel(workspace: Workspace) -> None:
    """The uploader, the outcome of every file, and one file at a time to look at."""
    _done()
    files = st.file_uploader(
        "Spreadsheets",
        type=TYPES,
        accept_multiple_files=True,
        key=f"files-{st.session_state.get('upload_round', 0)}",
        help="Nothing is stored before you confirm. Macros are never run.",
    )
    if not files:
        st.caption("Any layout will do: titles above the header, merged cells, months as columns, several tables.")
        templates.offer()
        return
    previews = _previews(workspace, files, _mode())
    picked = _several(workspace, previews) if len(previews) > 1 else next(iter(previews), None)
    if picked is not None and card.show(workspace, picked):
        _store(workspace, [picked])


def _done() -> None:
    done: list[tuple[bool, str]] = st.session_state.pop("upload_done", [])
    for good, sentence in done:
        if good:
            st.success(plain(sentence), icon=":material/check_circle:")
        else:
            st.error(plain(sentence), icon=":material/error:")
    if any(good for good, _ in done):
        st.page_link(registry.page("Overview"), label="See it on the overview", icon=":material/home:")


def _mode() -> Mode | None:
    with st.expander("How to load", icon=":material/tune:"):
        return st.selectbox(
            "Mode",
            list(_MODES),
            key="upload_mode",
            format_func=lambda name: _MODES[name],
            help="Replace: what lies in the file's unit and period and isn't in it no longer holds.",
        )


def _previews(workspace: Workspace, files: list[UploadedFile], mode: Mode | None) -> list[Preview]:
    """The preview of every file, with progress; a file that fails is said and doesn't stop the others."""
    found: list[Preview] = []
    place = st.empty()
    for number, file in enumerate(files):
        with place:
            st.progress(number / len(files), plain(f"Reading {file.name} ({number + 1} of {len(files)}) …"))
        try:
            found.append(kept.preview(workspace, file.name, file.getvalue(), mode))
        except OkrError as error:
            st.error(plain(f"{file.name}: {error}"), icon=":material/block:")
    place.empty()
    return found


def _several(workspace: Workspace, previews: list[Preview]) -> Preview | None:
    """What becomes of each file, a button for all that are ready, and the one to look at closer."""
    ready = [shown for shown in previews if shown.can_be_stored and not _open(shown)]
    for shown in previews:
        st.markdown(f"{_icon(shown)} **{plain(shown.reading.file)}**: {plain(_outcome(shown))}")
    if ready and st.button(
        _load_label(len(ready), len(previews)), type="primary", key="confirm_all", icon=":material/done_all:"
    ):
        _store(workspace, ready)
    names = {shown.reading.sha256: shown for shown in previews if not shown.reading.refused}
    if not names:
        return None
    first = next((sha for sha, shown in names.items() if _open(shown)), next(iter(names)))
    picked = st.selectbox(
        "Look closer at",
        list(names),
        list(names).index(first),
        key="look_at",
        format_func=lambda sha: names[sha].reading.file if sha in names else "",
    )
    return names.get(picked)


def _load_label(ready: int, all_of_them: int) -> str:
    if ready == all_of_them:
        return f"Load all {ready} files"
    return "Load the file that is ready" if ready == 1 else f"Load the {ready} files that are ready"


def _open(shown: Preview) -> bool:
    """Whether a table of the file waits for an answer."""
    return any(question.column is None for question in questions.open_questions(shown))


def _icon(shown: Preview) -> str:
    if shown.reading.refused:
        return ":material/block:"
    if shown.duplicate_of is not None:
        return ":material/done_all:"
    return ":material/check:" if shown.can_be_stored and not _open(shown) else ":material/help:"


def _outcome(shown: Preview) -> str:
    if shown.reading.refused:
        return shown.reading.refused
    if shown.duplicate_of is not None:
        return f"loaded already as load {shown.duplicate_of}."
    asked = len(questions.open_questions(shown))
    waits = f"; {asked} to be answered" if asked else ""
    if not shown.can_be_stored:
        return f"nothing could be loaded{waits}."
    return f"{changes.counts(shown)}{waits}; as of {shown.as_of}."


def _store(workspace: Workspace, previews: list[Preview]) -> None:
    """Confirms each file on its own: one that fails keeps its sentence and doesn't stop the others.

    Whoever clicks elsewhere meanwhile ends this run at its next word to Streamlit: what became of a file is written
    down, in the list that the next run shows, before anything else is said.
    """
    said: list[tuple[bool, str]] = []
    st.session_state["upload_done"] = said
    actor = session.actor()
    confirm = workspace.confirm if len(previews) == 1 else workspace.confirm_latest
    bar = st.progress(0.0, "Loading …")
    for number, shown in enumerate(previews):
        bar.progress(number / len(previews), plain(f"Loading {shown.reading.file} …"))
        try:
            report = confirm(shown, actor)
        except PreviewOutdated as outdated:
            st.warning(plain(str(outdated)))
            return
        except OkrError as error:
            said.append((False, f"{shown.reading.file}: {error}"))
            continue
        said.append((True, f"{shown.reading.file}: {report.words}"))
    kept.forget_previews()
    if all(good for good, _ in said):
        st.session_state["upload_round"] = st.session_state.get("upload_round", 0) + 1
    st.rerun()
