"""Small questions about the sources of a draft's fields: which is there, what it says, how it is borrowed."""

import datetime as dt
from collections.abc import Mapping
from typing import TypeAlias

from okr_analytics.ingest.rows.lines import is_empty
from okr_analytics.ingest.tables import Source
from okr_analytics.ingest.values import fold, read_text, split_code

Fields: TypeAlias = dict[str, Source]


def pick(fields: Mapping[str, Source], *names: str) -> Source | None:
    """The first of these fields that holds something."""
    return next((fields[n] for n in names if not is_empty(fields.get(n))), None)


def present(fields: Mapping[str, Source | None]) -> Fields:
    """The fields that have a source."""
    return {name: source for name, source in fields.items() if source is not None}


def key_of(source: Source | None) -> str:
    """What a source says, folded, so that two spellings of one name are one; "" for nothing."""
    if source is None:
        return ""
    value = source.value
    return fold(value) if isinstance(value, str) else fold(read_text(value, source.format) or "")


def said(day: dt.date) -> Source:
    """A day that stands in no cell."""
    return Source(0, 0, day, inherited=True)


def code_of(fields: Mapping[str, Source]) -> str | None:
    """The code of a draft, from its own cell or before its title."""
    code = read_text(fields["code"].value, fields["code"].format) if "code" in fields else None
    if code or "title" not in fields:
        return code
    return split_code(read_text(fields["title"].value) or "").code
