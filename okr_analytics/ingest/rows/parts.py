"""Several key results in one cell: lines and bullets taken apart, with the cells beside them."""

import re
from collections.abc import Mapping

from okr_analytics.ingest.tables import Source
from okr_analytics.ingest.values import split_code

_BULLET = re.compile(r"^\s*(?:[•·▪◦‣●■*–—-]|\(?\d{1,2}[.)]|[a-z][.)])\s+")
_CODED = re.compile(r"(?<=[\s;.])(?=KR\s*#?\d+(?:\.\d+)*\s*[:.–-])", re.IGNORECASE)


def parts_of(fields: Mapping[str, Source], title: str = "title") -> list[dict[str, Source]]:
    """One set of fields for each key result of a cell; cells beside with as many lines are taken apart with it."""
    source = fields.get(title)
    texts = split_parts(source.value) if source and isinstance(source.value, str) else []
    if source is None or len(texts) < 2:
        return [dict(fields)]
    out = []
    for number, text in enumerate(texts):
        part = {name: _part(s, number, len(texts)) for name, s in fields.items()}
        part[title] = Source(source.row, source.column, text, source.format, source.inherited)
        if number:
            part.pop("code", None)
        out.append(part)
    return out


def split_parts(text: str) -> list[str]:
    """The lines of a cell that are items of a list; one text where it is no list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        lines = [part.strip(" ;") for part in _CODED.split(text) if part.strip(" ;")]
        return lines if len(lines) > 1 and all(split_code(p).kind == "key_result" for p in lines) else [text]
    marked = [line for line in lines if _BULLET.match(line) or split_code(line).code]
    if len(marked) == len(lines):
        return [_BULLET.sub("", line) for line in lines]
    if len(marked) >= 2 and marked[0] == lines[0]:
        return _joined(lines)
    return [text]


def as_list(above: str, text: str) -> str:
    """The lines of a cell with those of the cell below it, each an item of one list."""
    lines = [line for line in (*above.splitlines(), *text.splitlines()) if line.strip()]
    return "\n".join(line if _BULLET.match(line) or split_code(line).code else f"• {line}" for line in lines)


def _joined(lines: list[str]) -> list[str]:
    """Lines without a mark belong to the item before them."""
    out: list[str] = []
    for line in lines:
        if _BULLET.match(line) or split_code(line).code:
            out.append(_BULLET.sub("", line))
        else:
            out[-1] += " " + line
    return out


def _part(source: Source, number: int, of: int) -> Source:
    if not isinstance(source.value, str):
        return source
    lines = [line.strip() for line in source.value.splitlines() if line.strip()]
    if len(lines) != of:
        return source
    return Source(source.row, source.column, _BULLET.sub("", lines[number]), source.format, source.inherited)
