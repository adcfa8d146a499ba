"""The page Review pack: choose what goes in, see it as it will be, download it, keep it, or make one for each unit."""

import base64
import gzip
from dataclasses import replace
from functools import partial

import streamlit as st

from okr_analytics.document import View
from okr_analytics.packs import registry
from okr_analytics.packs.compose import compose
from okr_analytics.packs.definition import Definition
from okr_analytics.ui import filters, pack_batch, pack_options, pack_saved, session
from okr_analytics.views import contents
from okr_analytics.views.question import Question


def page() -> None:
    """Builder, downloads, batch and preview."""
    workspace = session.workspace()
    st.title("Review pack", anchor=False)
    st.caption("Exactly the numbers of the pages, ready for the meeting.")
    pack_saved.choose(workspace)
    question = filters.ask(workspace)
    session.assess(workspace, question)
    definition = pack_options.definition(question)
    if definition is None:
        return
    _downloads(question, definition)
    left, right = st.columns(2)
    with left:
        pack_batch.offer(question, definition)
    with right:
        pack_saved.keep(workspace, question, definition)
    _preview(question, definition)


def _downloads(question: Question, definition: Definition) -> None:
    st.subheader("Download", anchor=False)
    row = st.container(horizontal=True)
    for form in registry.formats().values():
        row.download_button(
            form.label,
            data=partial(_written, form, question, definition),
            file_name=f"review-{question.filters.as_of}.{form.extension}",
            mime=form.media_type,
            on_click="ignore",
            icon=":material/download:",
            key=f"download-{form.name}",
        )
    st.caption(
        "The same numbers in each; a pack is made when you click, which takes a few seconds. "
        "The Excel workbook can be corrected and uploaded again."
    )


def _written(form: registry.Format, question: Question, definition: Definition) -> bytes:
    return form.write(compose(question, definition, carry=form.name == "xlsx"))


def _preview(question: Question, definition: Definition) -> None:
    st.subheader("Preview", anchor=False)
    address = _address(definition, question.cache_key, question)
    st.iframe(address, height=760, alt="The pack as a web page")


@st.cache_data(show_spinner="Putting the pack together …", max_entries=20)
def _address(definition: Definition, key: tuple[object, ...], _question: Question) -> str:
    """The pack as a data address: that has an origin of its own, so the pack can't reach the app, whatever it holds."""
    shown = replace(definition, interactive=False)  # zooming charts would make every change of a choice slow
    return folded(registry.format_of("html").write(compose(_question, shown, carry=False, build=_view)))


def folded(page: bytes) -> str:
    """A page as a data address that unfolds itself: browsers show nothing at addresses of more than 2 MB."""
    packed = base64.b64encode(gzip.compress(page, mtime=0)).decode()
    unfold = _UNFOLD.replace("PAGE", packed)
    return f"data:text/html;base64,{base64.b64encode(unfold.encode()).decode()}"


_UNFOLD = """<!doctype html><meta charset="utf-8"><script>
const bytes = Uint8Array.from(atob("PAGE"), letter => letter.charCodeAt(0));
const page = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
new Response(page).text().then(text => { document.open(); document.write(text); document.close(); });
</script>"""


def _view(content: contents.Content, question: Question) -> View:
    return session.view(content.build, question)
