"""Makes texts safe for Plotly, which renders a subset of HTML, entities and, where loaded, formulas between dollars."""

import re

from okr_analytics.charts.letters import flat
from okr_analytics.charts.marks import wrap

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}
_SPECIAL = re.compile(r"[&<>$]")


def safe(text: str) -> str:
    """The text so that Plotly shows it letter by letter: no tags, links, pictures, entities or formulas."""
    return _SPECIAL.sub(lambda match: _ENTITIES[match[0]], flat(text))


def wrapped(text: str, width: int, lines: int = 2) -> str:
    """The text on several short lines, each made safe; what doesn't fit ends in "…"."""
    return "<br>".join(safe(line) for line in wrap(text, width, lines))


def hover(head: str, *rows: tuple[str, str]) -> str:
    """What a mark says when pointed at: its full name in bold, then "label: value" lines."""
    out = [f"<b>{wrapped(head, 44, 8)}</b>"] if head else []
    out += [wrapped(f"{label}: {value}" if label else value, 48, 4) for label, value in rows]
    return "<br>".join(out)
