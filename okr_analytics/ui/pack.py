"""The page Review pack: choose what goes in, see what it will hold, download it in any format."""

from functools import partial

import streamlit as st

from okr_analytics.packs import registry
from okr_analytics.packs.compose import compose
from okr_analytics.ui import filters, session, start
from okr_analytics.ui.text import plain
from okr_analytics.views import contents
from okr_analytics.views.question import Question


def page() -> None:
    """Builder and downloads."""
    workspace = session.workspace()
    if session.is_empty(workspace):
        start.page(workspace)
        return
    st.title("Review pack", anchor=False)
    st.caption("Exactly the numbers of the pages, ready for the meeting.")
    question = filters.ask(workspace)
    session.assess(workspace, question)
    names = st.pills(
        "What goes in",
        list(contents.PAGES),
        selection_mode="multi",
        default=list(contents.PAGES),
        format_func=lambda name: contents.PAGES[name].title,
        key="pack_pages",
    )
    left, right = st.columns(2)
    title = left.text_input("Title", value="Review of our three conversations", key="pack_title", max_chars=120)
    line = right.text_input("Confidentiality line", value="", key="pack_line", max_chars=120, placeholder="Internal")
    if not names:
        st.info("Choose at least one page.", icon=":material/info:")
        return
    _downloads(question, tuple(names), title or "Review", line)
    _preview(question, tuple(names))


def _downloads(question: Question, names: tuple[str, ...], title: str, line: str) -> None:
    st.subheader("Download", anchor=False)
    row = st.container(horizontal=True)
    for form in registry.formats().values():
        row.download_button(
            form.label,
            data=partial(_written, form, question, names, title, line),
            file_name=f"review-{question.filters.as_of}.{form.extension}",
            mime=form.media_type,
            on_click="ignore",
            icon=":material/download:",
            key=f"download-{form.name}",
        )
    st.caption("The same numbers in each; the pack is made when you click, which takes a second or two.")


def _written(form: registry.Format, question: Question, names: tuple[str, ...], title: str, line: str) -> bytes:
    return form.write(compose(question, names, title=title, confidentiality=line))


def _preview(question: Question, names: tuple[str, ...]) -> None:
    st.subheader("What it will hold", anchor=False)
    for name in names:
        document = session.view(contents.PAGES[name].build, question)
        with st.expander(plain(document.title), icon=":material/article:"):
            st.markdown(plain(document.headline or document.question))
            st.caption(plain(" · ".join(section.title for section in document.sections if section.title)))
