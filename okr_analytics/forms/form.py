"""What a template asks for: the columns of each kind of record, in the words of a language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from okr_analytics.errors import OkrError
from okr_analytics.model import RECORDS, FieldType, field_types

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"en": "English", "pt": "Português", "es": "Español", "de": "Deutsch", "fr": "Français"}
)
# The workbooks on offer: which kinds belong on one's desk at the same time.
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "okrs": ("objective", "key_result"),
        "check-ins": ("check_in",),
        "initiatives": ("initiative",),
        "kpis": ("kpi", "kpi_reading"),
        "targets": ("target",),
        "projects": ("project", "milestone"),
        "effort": ("effort",),
        "units": ("unit",),
        "cycles": ("cycle",),
        "retrospectives": ("retrospective",),
        "champions": ("champion",),
    }
)
ALL = "all"
_NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "unit": ("name",),
        "cycle": ("name", "start", "end"),
        "objective": ("title",),
        "key_result": ("title", "objective", "baseline", "target"),
        "target": ("date", "value"),
        "check_in": ("key_result", "date", "value"),
        "initiative": ("title",),
        "kpi": ("name",),
        "kpi_reading": ("kpi", "date", "value"),
        "project": ("name",),
        "milestone": ("project", "name", "due"),
        "effort": ("unit", "period", "actual"),
        "retrospective": ("note",),
        "champion": ("person",),
    }
)
# Columns that follow from others, and those that a clean sheet spares people: they come where stored data has them.
_DERIVED = frozenset({"status_word"})
_SPARED = frozenset(
    {
        "objective.level",
        "key_result.lower",
        "key_result.upper",
        "key_result.steps",
        "key_result.progress",
        "key_result.score",
        "check_in.progress",
        "milestone.unit",
        "unit.level",
        "effort.stated",
        "effort.category",
        "effort.start",
        "effort.end",
    }
)


class NoSuchTemplate(OkrError):
    """A template was asked for that doesn't exist."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A word to choose: the canonical one, and how the language writes it."""

    value: str
    word: str


@dataclass(frozen=True)
class Asked:
    """A column of a template: field, type, header, what to write, an example, words to choose from."""

    field: str
    type: FieldType
    header: str
    hint: str
    example: str
    needed: bool
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Form:
    """The sheet of one kind of record: its name, the line above its header, its columns."""

    kind: str
    sheet: str
    lead: str
    columns: tuple[Asked, ...]


def forms(kinds: tuple[str, ...], language: str, *, whole: bool = False) -> tuple[Form, ...]:
    """The forms of these kinds in a language; `whole` with the columns that a clean sheet spares people."""
    return tuple(_form(kind, language, whole) for kind in kinds)


def kinds_of(group: str) -> tuple[str, ...]:
    """The kinds of records in a template by its name; raises NoSuchTemplate."""
    if group == ALL:
        return tuple(RECORDS)
    if group not in GROUPS:
        raise NoSuchTemplate(f"There is no template {group!r}. There are: {ALL}, {', '.join(GROUPS)}.")
    return GROUPS[group]


@cache
def words(language: str) -> Mapping[str, Any]:
    """The words of a language; raises NoSuchTemplate for one that has no templates."""
    if language not in LANGUAGES:
        raise NoSuchTemplate(f"There are no templates in {language!r}. There are: {', '.join(LANGUAGES)}.")
    file = resources.files("okr_analytics.forms") / "words" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _form(kind: str, language: str, whole: bool) -> Form:
    said = words(language)
    sheet, lead = said["sheets"][kind]
    fields = [
        (name, type_)
        for name, type_ in field_types(kind).items()
        if name not in _DERIVED and (whole or f"{kind}.{name}" not in _SPARED)
    ]
    return Form(kind, sheet, lead, tuple(_asked(kind, name, type_, said) for name, type_ in fields))


def _asked(kind: str, name: str, type_: FieldType, said: Mapping[str, Any]) -> Asked:
    columns, values = said["columns"], said["values"]
    header, hint, *example = columns.get(f"{kind}.{name}") or columns[name]
    choices = tuple(Choice(v, word) for v, word in (values.get(f"{kind}.{name}") or _shared(values, name)).items())
    shown = example[0] if example else choices[0].word if choices else _EXAMPLES.get(type_, "")
    return Asked(name, type_, header, hint, shown, name in _NEEDED[kind], choices)


def _shared(values: Mapping[str, Any], name: str) -> Mapping[str, str]:
    found: Mapping[str, str] = values.get(name, {})
    return found


_EXAMPLES: Mapping[FieldType, str] = MappingProxyType({FieldType.DATE: "2026-10-31", FieldType.FRACTION: "65 %"})
