"""What the vocabulary answers: candidates for a header, a header's parts, a known export, a table that isn't ours."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from okr_analytics.ingest.values.readings import Period


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning of a header. `field` is "key_result.target", or "other.<what>" for a header that is known but not
    loaded ("other.predecessors"); `score` 0–1; `how` says why in words; `phrase` is the vocabulary's word.
    `kind` is the record kind, "key_result", or "other"; `name` is the field's name without it, "target".
    """

    field: str
    score: float
    how: str
    language: str
    phrase: str = ""
    kind: str = dataclasses.field(init=False, compare=False, repr=False)
    name: str = dataclasses.field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Takes the field apart once; a table asks for both thousands of times."""
        kind, _, name = self.field.partition(".")
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "name", name)


@dataclass(frozen=True, slots=True)
class HeaderParts:
    """A header taken apart: "Target Value (FY25) [k€]" → words "target value", period FY25, measure "k€".

    `words` is folded, without numbers, periods, units and footnote signs. `number` is a running number ("KR #3" → 3).
    `period` is the time a header names ("Q1 Actual", "Meta 2025", "Jan"); with `words` == "" the header is only a time.
    """

    header: str
    words: str
    measure: str | None = None
    period: Period | None = None
    number: int | None = None
    bracket: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """A known export of another tool: its name, the kind of its rows, and header (as found) → field or None."""

    name: str
    kind: str
    fields: Mapping[str, str | None]
    score: float
    how: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """A table that isn't ours: what it is ("risk log"), how surely (0–1), and why."""

    what: str
    score: float
    how: str
