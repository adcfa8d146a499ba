"""How kinds, fields and degrees of sureness are named to people on the upload page."""

import re

from okr_analytics import texts
from okr_analytics.ingest.meaning.families import OTHER
from okr_analytics.ingest.reading import SURE_COLUMN, ColumnReading, TableReading
from okr_analytics.model import RECORDS, field_types

ASIDE = ""  # the meaning of a column that is left aside
_FIELD = re.compile(rf"\b(?:{'|'.join(RECORDS)})\.[a-z_]+\b")
_KIND = re.compile(r"\b(?:key_result|kpi_reading|check_in|kpi)\b(?![-.:“])")
FIRST = ("objective", "key_result", "check_in", "kpi", "kpi_reading", "project", "milestone", "initiative", "effort")
SOURCES = {
    "person": "as you said",
    "cell": "from a cell of the file",
    "file name": "from the file's name",
    "file date": "from the date the file was saved",
    "today": "today, as the file says no day",
}


def kind(name: str) -> str:
    """A kind of table in words."""
    return "Left aside" if name == OTHER else f"{texts.word(texts.KINDS, name)}s".replace("Efforts", "Effort")


def meaning(name: str | None) -> str:
    """What a column means in words ("key_result.target" → "Key result: Target")."""
    if not name:
        return "— leave aside —"
    record, _, own = name.partition(".")
    return f"{texts.word(texts.KINDS, record)}: {texts.field_label(own)}"


def kinds_for(table: TableReading) -> list[str]:
    """The kinds a table can be given: what it is read as, the runner-up, then the others, left aside last."""
    likely = [one for one in (table.kind, table.runner_up) if one and one != OTHER]
    return list(dict.fromkeys([*likely, *FIRST, *RECORDS, OTHER]))


def meanings_for(table: TableReading, column: ColumnReading) -> list[str]:
    """The meanings a column can be given: as read, the runner-up, aside, the fields of the table's kind, all others."""
    likely = [one for one in (column.field, column.runner_up) if one and "." in one]
    own = [f"{table.kind}.{name}" for name in (field_types(table.kind) if table.kind in RECORDS else ())]
    rest = [f"{record}.{name}" for record in (*FIRST, *RECORDS) for name in field_types(record)]
    return list(dict.fromkeys([*likely, ASIDE, *own, *rest]))


def sureness(share: float) -> str:
    """How sure a reading is, in words with the number."""
    word = "sure" if share >= 0.8 else "fairly sure" if share >= SURE_COLUMN else "not sure"
    return f"{word}, {share:.0%}"


def plainly(how: str) -> str:
    """The evidence with kinds and fields named as people read them ("kpi.name" → "KPI: Name")."""
    fields = _FIELD.sub(lambda found: f"“{meaning(found[0])}”", how)
    return _KIND.sub(lambda found: texts.word(texts.KINDS, found[0]), fields)


def where(table: TableReading) -> str:
    """A table's place, kind and yield, for a list to pick from."""
    found = texts.counted(table.records)
    return f"{table.sheet} {table.range} · {kind(table.kind)}{f' · {found}' if found else ''}"
