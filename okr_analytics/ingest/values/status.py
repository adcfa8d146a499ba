"""A cell as a status of the closed vocabulary: words of eight languages, traffic lights, RAG letters."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.answers import answer
from okr_analytics.ingest.values.folding import clean, fold
from okr_analytics.ingest.values.readings import StatusReading

_LONGEST = 120
_CODE = re.compile(r"^\s*(?:\d{1,2}|[ivx]{1,4})\s*[.):–—-]\s*")
_BRACKET = re.compile(r"\s*[(\[（].*?[)\]）]\s*")
_SPLIT = re.compile(r"\s*(?:[-–—:|/;,]|\(|\n)\s*")
_NEGATION = re.compile(r"^(?:not|nao|no|non|nicht|ikke|pas|sem|sin|nunca|未|没|不)\b")
_WORD = re.compile(r"[^\W\d_]")


@cache
def _words() -> Mapping[str, str]:
    text = files("okr_analytics.ingest.values").joinpath("words", "status.toml").read_text("utf-8")
    found: dict[str, str] = {}
    for status, entry in tomllib.loads(text).items():
        for word in re.split(r"[,\n]", entry):
            found.setdefault(fold(word.strip(' "?')), status)
    found.pop("", None)
    return found


def read_status(value: Value | None) -> StatusReading:
    """The status (not_started, on_track, at_risk, off_track, done, cancelled) and the cell's own word.

    A word that no list has keeps status None with a problem; "n/a" is absent. Numbers aren't statuses, except that
    true means done and 100 % done, 0 % not started where they are written as text.
    """
    if is_absent(value):
        return StatusReading(absent=value is not None)
    if isinstance(value, bool):
        return StatusReading("done" if value else "not_started", "yes" if value else "no", how="yes/no")
    if isinstance(value, ErrorValue):
        return StatusReading(problem=f"shows the error {value.code}")
    if not isinstance(value, str):
        return StatusReading(word=str(value), problem="is not a status word")
    return _from_text(value)


@lru_cache(maxsize=4096)
def _from_text(raw: str) -> StatusReading:
    word = clean(raw)
    if len(word) <= _LONGEST:
        for text, how in _forms(raw):
            if (status := _words().get(text)) and text:
                return StatusReading(status, word, how=how)
        if found := _contained(fold(word)):
            return StatusReading(found[0], word, how=f"has “{found[1]}”")
    return StatusReading(word=word[:_LONGEST], problem=f"{answer(word)} is not a status that is known here")


def _forms(raw: str) -> list[tuple[str, str]]:
    """The text itself, then without signs, numbering and brackets, then its first part and its signs."""
    folded = fold(raw)
    plain = folded.strip(" .!*•-–—:;()[]{}'\"_~")
    spaced = re.sub(r"[_\s]+", " ", re.sub(r"(?<=[a-z])[-_](?=[a-z])", " ", plain))
    bare = _BRACKET.sub(" ", _CODE.sub("", spaced)).strip()
    letters = re.sub(r"[^\w\s%/'-]", " ", bare)
    forms = [(folded, ""), (plain, ""), (spaced, ""), (bare, ""), (" ".join(letters.split()), "")]
    parts = [p for p in _SPLIT.split(plain) if p]
    if len(parts) > 1:
        forms += [(" ".join(re.sub(r"[^\w\s']", " ", p).split()), f"the part “{p}”") for p in parts]
    return forms + [(c, f"the sign {c}") for c in clean(raw) if not c.isalnum() and not c.isspace() and ord(c) > 0x2000]


def _contained(folded: str) -> tuple[str, str] | None:
    """The longest known word inside a short phrase ("slightly delayed", "still on track overall"), not after a "not"."""
    if len(folded.split()) > 6 or _NEGATION.search(folded):
        return None
    inside = [w for w in _pieces(folded) if w in _words() and len(w) > 3 - 2 * (not w.isascii())]
    found = {_words()[w] for w in inside}
    return (_words()[max(inside, key=len)], max(inside, key=len)) if len(found) == 1 else None


def _pieces(folded: str) -> list[str]:
    """Every run of words of a short phrase; for Chinese every run of characters."""
    words = re.findall(r"[\w'-]+", folded)
    runs = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
    chinese = [w for w in words if ord(w[0]) > 0x2E80][:3]
    return runs + [
        w[i:j] for w in chinese for i in range(min(len(w), 20)) for j in range(i + 2, min(len(w), i + 7) + 1)
    ]
