"""Makes text safe where Streamlit renders Markdown: a sheet's words stay words, never links, pictures or formulas."""

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@^=\"'])")


def plain(text: object) -> str:
    """The text with everything escaped that Markdown, LaTeX, emoji codes or HTML could read as more than text."""
    one_line = " ".join(str(text).split())
    return _MARKDOWN.sub(lambda match: _ESCAPES.get(match[1], "\\" + match[1]), one_line)


# Entities where a backslash alone would not stop Streamlit's own directives, autolinks and HTML.
_ESCAPES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", ":": "&#58;", "@": "&#64;", "'": "&#39;", '"': "&quot;"}
