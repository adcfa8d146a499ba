"""Tables whose texts have highlighted words, as HTML in which everything that came from a sheet is escaped."""

from html import escape
from typing import Any

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Column, Table

# How highlighted words and the tables around them look, in both themes and on a narrow screen.
STYLE = (
    "<style>.okr-marked{width:100%;border-collapse:collapse;font-size:.92rem}"
    ".okr-marked th{text-align:left;padding:.4rem .6rem;border-bottom:2px solid rgba(128,128,128,.5)}"
    ".okr-marked td{vertical-align:top;padding:.5rem .6rem;border-bottom:1px solid rgba(128,128,128,.3);"
    "overflow-wrap:break-word}"
    ".okr-marked mark{background:rgba(240,173,0,.35);color:inherit;border-bottom:2px solid #c77700;padding:0 .1em}"
    ".okr-findings{margin:.6rem 0 0}.okr-findings>div{padding:.15rem 0 .35rem .7rem;"
    "border-left:4px solid #5b6470;margin:.35rem 0;overflow-wrap:anywhere}.okr-findings small{opacity:.75}"
    ".okr-findings .okr-error{border-color:#b3361c}.okr-findings .okr-warning{border-color:#c77700}"
    ".okr-findings .okr-info{border-color:#1d5fa8}"
    ".okr-card{overflow-wrap:anywhere}.okr-card small{opacity:.75}"
    ".okr-grade{display:inline-block;min-width:1.5em;text-align:center;border-radius:.3em;font-weight:700;color:#fff;"
    "background:#5b6470}.okr-grade-A{background:#17703f}.okr-grade-B{background:#1d5fa8}.okr-grade-C{background:#8a5a00}"
    ".okr-grade-D{background:#b3361c}.okr-grade-E{background:#7d1f3a}"
    ".okr-new{display:inline-block;padding:0 .4em;border:1px solid currentColor;border-radius:.3em;font-size:.8em}"
    "@media(max-width:640px){.okr-marked thead{display:none}.okr-marked td{display:block;border:0;padding:.2rem 0}"
    ".okr-marked td:empty{display:none}.okr-marked td[data-label]::before{content:attr(data-label) ': ';opacity:.7}"
    ".okr-marked tr{display:block;border-bottom:1px solid rgba(128,128,128,.4);padding:.6rem 0}}</style>"
)


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
    """The table as one HTML string."""
    head = "".join(f"<th>{escape(column.label)}</th>" for column in block.columns)
    rows = "".join(
        f"<tr>{''.join(_data(row, column, locale) for column in block.columns)}</tr>"
        for row in block.frame.to_dict("records")
    )
    return f'{STYLE}<table class="okr-marked"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _data(row: dict[Any, Any], column: Column, locale: str) -> str:
    """A cell; on a narrow screen, where there is no head, it says itself what it is."""
    label = f' data-label="{escape(column.label)}"' if column.role != "spans" else ""
    return f"<td{label}>{_cell(row, column, locale)}</td>"


def _cell(row: dict[Any, Any], column: Column, locale: str) -> str:
    value = row[column.name]
    if column.role == "measured":
        return escape(numbers.measured(value, row.get("measure"), locale))
    if column.role == "status":
        return escape(texts.word(texts.STATUSES, "unknown" if numbers.is_unknown(value) else value))
    if column.role == "spans":
        return highlighted(str(value), tuple(row.get(f"{column.name}_spans") or ()))
    if value is None or (not isinstance(value, str | tuple | list) and pd.isna(value)):
        return ""
    return escape(numbers.text(value, column.unit, locale) if column.unit != "text" else str(value))
