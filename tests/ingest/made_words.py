"""The words of generated layouts: headings, choices, names of sheets, what rows are called, per language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from okr_analytics.forms.form import LANGUAGES as TEMPLATES
from okr_analytics.forms.form import forms
from okr_analytics.model import field_types

LANGUAGES = ("de", "en", "es", "fr", "no", "pt", "zh")
PEOPLE = ("Ana Lima", "Bo Chen", "Cleo Ruiz", "Dag Moe", "Eva Groß", "Finn Roy", "Gil Paz", "Hana Ito")
UNITS = ("Health", "Schools", "Roads", "Finance")
TOTALS = {"de": "Summe", "en": "Total", "es": "Total", "fr": "Total", "no": "Totalt", "pt": "Total", "zh": "合计"}
NOTES = {
    "de": "Hinweis: Stand zum Monatsende.",
    "en": "Note: figures as of the end of the month.",
    "es": "Nota: cifras al cierre del mes.",
    "fr": "Note : chiffres à la fin du mois.",
    "no": "Merk: tall per månedsslutt.",
    "pt": "Nota: números do fim do mês.",
    "zh": "注：数据截至月末。",
}


@cache
def _said(language: str) -> Mapping[str, Any]:
    with Path(__file__).with_name("made_words.toml").open("rb") as file:
        return dict(tomllib.load(file)[language])


@cache
def headings(kind: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """Field → what its column may be called: as in the templates, and as people write it."""
    form = forms((kind,), language, whole=True)[0].columns if language in TEMPLATES else ()
    own = {asked.field: asked.header for asked in form}
    words = _said(language)["words"]
    found: dict[str, tuple[str, ...]] = {}
    for name in field_types(kind):
        more = words.get(f"{kind}.{name}") or words.get(name, [])
        if all_words := tuple(dict.fromkeys(filter(None, [own.get(name), *more]))):
            found[name] = all_words
    return found


@cache
def choices(kind: str, name: str, language: str) -> Mapping[str, str]:
    """Canonical value → the word of the language; empty where a field has no closed choice."""
    if language in TEMPLATES:
        (form,) = forms((kind,), language, whole=True)
        return {c.value: c.word for asked in form.columns if asked.field == name for c in asked.choices}
    values: Mapping[str, Any] = _said(language)["values"]
    return dict(values.get(f"{kind}.{name}") or values.get(name, {}))


@cache
def sheet_name(kind: str, language: str) -> str:
    """What the sheet of a kind is called."""
    return forms((kind,), language)[0].sheet if language in TEMPLATES else str(_said(language)["sheets"][kind])


def things(language: str) -> tuple[str, ...]:
    """What rows are about."""
    return tuple(_said(language)["things"])


def remarks(language: str) -> tuple[str, ...]:
    """What people say of a row."""
    return tuple(_said(language)["notes"])


def months(language: str) -> tuple[str, ...]:
    """The names of the months."""
    return tuple(_said(language)["months"])
