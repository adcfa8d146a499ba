"""Tables that tell what was said when, as a list of days in HTML in which everything from a sheet is escaped."""

from html import escape
from typing import Any

from okr_analytics import numbers, texts
from okr_analytics.document import Column, Table


def table(block: Table, locale: str = "en") -> str:
    """The table as one HTML string: the first column is the day, then what has words, each with its column's name."""
    rows = "".join(_entry(row, block.columns, locale) for row in block.frame.to_dict("records"))
    return f'<ol class="okr-timeline">{rows}</ol>'


def _entry(row: dict[Any, Any], columns: tuple[Column, ...], locale: str) -> str:
    day, *others = columns
    head = [f"<b>{escape(numbers.text(row[day.name], day.unit, locale))}</b>"]
    lines, foot = [], []
    for column in others:
        value = row[column.name]
        if numbers.is_unknown(value):
            continue
        written = numbers.text(value, column.unit, locale)
        if column.role == "status":
            head.append(escape(texts.word(texts.STATUSES, written)))
        elif column.role == "cell":
            foot.append(escape(written))
        else:
            lines.append(f"<p><b>{escape(column.label)}:</b> {escape(written)}</p>")
    small = f"<p><small>{' · '.join(foot)}</small></p>" if foot else ""
    return f"<li>{' · '.join(head)}{''.join(lines)}{small}</li>"
