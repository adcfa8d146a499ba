"""Makes text safe where Streamlit renders Markdown: a sheet's words stay words, never links, pictures or formulas."""

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&@^=\"'])")

# Addresses become links after entities are decoded; an invisible joiner behind these keeps them words.
_LINKS = re.compile(r"https?(?=://)|ftp(?=://)|www(?=\.)|[-.\w+](?=@[-\w])", re.IGNORECASE)
_JOINER = "\u2060"


def plain(text: object) -> str:
    """The text with everything escaped that Markdown, LaTeX, emoji codes or HTML could read as more than text."""
    one_line = _LINKS.sub(lambda match: f"{match[0]}{_JOINER}", " ".join(str(text).split()))
    return _MARKDOWN.sub(lambda match: _ESCAPES.get(match[1], "\\" + match[1]), one_line)


# Entities where a backslash alone would not stop Streamlit's own directives, autolinks and HTML.
_ESCAPES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", ":": "&#58;", "@": "&#64;", "'": "&#39;", '"': "&quot;"}
