"""Tables whose texts have highlighted words, as HTML in which everything that came from a sheet is escaped."""

from html import escape
from typing import Any

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Column, Table

_SIGNS = {
    "on_track": "🟢",
    "at_risk": "🟡",
    "off_track": "🔴",
    "done": "🔵",
    "not_started": "⚪",
    "cancelled": "✖️",
    "outdated": "⏳",
    "unknown": "❔",
    "healthy": "🟢",
    "warning": "🟡",
    "unhealthy": "🔴",
    "error": "🔴",
    "info": "🔵",
}
_OTHER_WORDS = {"error": "Error", "info": "Hint"}  # how grave a finding is


def highlighted(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text as HTML with the spans (start, end; overlapping ones are joined) in <mark>."""
    out, position = [], 0
    for start, end in _joined(spans, len(text)):
        out.append(escape(text[position:start]))
        out.append(f"<mark>{escape(text[start:end])}</mark>")
        position = end
    out.append(escape(text[position:]))
    return "".join(out)


def _joined(spans: tuple[tuple[int, int], ...], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def table(block: Table, locale: str = "en") -> str:
    """The table as one HTML string; a long one scrolls in its place under its head."""
    head = "".join(
        f'<th{_role(column)} title="{escape(column.help)}">{escape(column.label)}</th>' for column in block.columns
    )
    rows = "".join(
        f"<tr>{''.join(_data(row, column, locale) for column in block.columns)}</tr>"
        for row in block.frame.to_dict("records")
    )
    return (
        f'<div class="okr-scroll" tabindex="0" role="region" aria-label="{escape(block.title or "Table")}">'
        f'<table class="okr-marked"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _role(column: Column) -> str:
    """Numbers stand on the right, below each other; where something comes from steps back."""
    if column.role in ("cell", "load") or column.name == "file":
        return ' class="okr-where"'
    return "" if column.unit in ("text", "date") and column.role != "measured" else ' class="okr-number"'


def _data(row: dict[Any, Any], column: Column, locale: str) -> str:
    """A cell; on a narrow screen, where there is no head, it says itself what it is."""
    label = f' data-label="{escape(column.label)}"' if column.role != "spans" else ""
    if column.role == "spans":
        cell = highlighted(str(row[column.name]), tuple(row.get(f"{column.name}_spans") or ()))
    else:
        cell = escape(written(row, column, locale))
    return f"<td{_role(column)}{label}>{cell}</td>"


def written(row: dict[Any, Any], column: Column, locale: str) -> str:
    """A cell's value as people read it; the unknown is "—", an unknown status says so."""
    value = row[column.name]
    if column.role == "measured":
        return numbers.measured(value, row.get("measure"), locale)
    if column.role == "status":
        return status(value)
    if value is None or (not isinstance(value, str | tuple | list) and pd.isna(value)):
        return numbers.UNKNOWN
    return numbers.text(value, column.unit, locale) if column.unit != "text" else str(value)


def status(word: object) -> str:
    """A status word with its sign: "🟢 On track"; a word outside the catalogue as it is."""
    name = "unknown" if numbers.is_unknown(word) else str(word)
    said = _OTHER_WORDS.get(name) or texts.word(texts.STATUSES, name)
    return f"{_SIGNS[name]} {said}" if name in _SIGNS else said
