"""Exports of other tools, recognised by the set of their headers."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from okr_analytics.ingest.vocabulary.candidates import Export
from okr_analytics.ingest.vocabulary.headers import words_of

_LEAST = 0.5  # share of the table's headers that the export must explain


@dataclass(frozen=True, slots=True)
class _Signature:
    name: str
    kind: str
    required: frozenset[str]
    fields: Mapping[str, str | None]


@cache
def _signatures() -> tuple[_Signature, ...]:
    text = files("okr_analytics.ingest.vocabulary").joinpath("exports.toml").read_text("utf-8")
    return tuple(_signature(entry) for entry in tomllib.loads(text)["export"])


def _signature(entry: Mapping[str, object]) -> _Signature:
    fields, required = entry["fields"], entry["required"]
    assert isinstance(fields, dict)
    assert isinstance(required, list)
    known = {words_of(header): field or None for header, field in fields.items()}
    return _Signature(
        str(entry["name"]),
        str(entry["kind"]),
        frozenset(words_of(header) for header in required),
        MappingProxyType(known),
    )


def known_export(headers: Sequence[str]) -> Export | None:
    """The export whose headers these are, whatever their order and case; None where none fits well.

    `fields` maps each header as found to its field, or None for one that the export is known to have and that nothing
    is loaded from. Headers the export doesn't know are left out of `fields`.
    """
    found = {words_of(header): header for header in headers if header.strip()}
    fitting = [(score, s) for s in _signatures() if (score := _fit(s, frozenset(found))) > 0]
    if not fitting:
        return None
    score, best = max(fitting, key=lambda pair: (pair[0], len(pair[1].required)))
    fields = {header: best.fields[words] for words, header in found.items() if words in best.fields}
    how = f"{len(fields)} of {len(found)} headers are those of {best.name}"
    return Export(best.name, best.kind, MappingProxyType(fields), round(score, 4), how)


def _fit(signature: _Signature, headers: frozenset[str]) -> float:
    """0 unless all required headers are there; else how much of the table the export explains."""
    if not signature.required <= headers:
        return 0.0
    share = len(headers & set(signature.fields)) / len(headers)
    return min(1.0, 0.4 + 0.6 * share) if share >= _LEAST else 0.0
