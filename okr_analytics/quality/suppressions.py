"""Suppressed findings, with reason, author and expiry; and the ratchet that holds only new findings to the standard."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from okr_analytics.quality.lexicon import fold
from okr_analytics.quality.rule import Finding, ItemRef


@dataclass(frozen=True, slots=True)
class Suppression:
    """A rule silenced for one item until a day (that day included); without `expires` for good.

    The item is named by its store key, its code or its title.
    """

    item: str
    code: str
    reason: str
    author: str
    expires: dt.date | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether it speaks of a finding, expired or not."""
        return finding.code == self.code and fold(self.item.strip()) in _names(finding.item)

    def holds(self, as_of: dt.date | None) -> bool:
        """Whether it holds on a day."""
        return self.expires is None or as_of is None or as_of <= self.expires


def _names(item: ItemRef) -> set[str]:
    return {fold(name.strip()) for name in (item.key, item.code or "", item.title) if name.strip()}


class Silence:
    """Suppressions at work on a day; `unused` afterwards are those that silenced nothing (expired ones among them)."""

    def __init__(self, suppressions: Sequence[Suppression], as_of: dt.date | None) -> None:
        self._all = suppressions
        self._holding = [s for s in suppressions if s.holds(as_of)]
        self._used: set[Suppression] = set()

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is silenced."""
        if not self._holding:
            return False
        own = [s for s in self._holding if s.covers(finding)]
        self._used.update(own)
        return bool(own)

    @property
    def unused(self) -> tuple[Suppression, ...]:
        """Those that have silenced nothing so far."""
        return tuple(s for s in self._all if s not in self._used)


def fingerprint(finding: Finding) -> str:
    """What makes a finding the same in the next run: rule and item, not its place or wording."""
    item = finding.item
    name = item.key or " ".join(fold(item.title).split())
    return hashlib.sha256(f"{finding.code}|{item.kind}|{name}".encode()).hexdigest()[:16]


def baseline(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The fingerprints to keep: the findings that are known and tolerated today."""
    return tuple(sorted({fingerprint(finding) for finding in findings}))


def new_findings(findings: Iterable[Finding], known: Iterable[str]) -> tuple[Finding, ...]:
    """The findings that a baseline doesn't know: what new key results are held to."""
    old = frozenset(known)
    return tuple(finding for finding in findings if fingerprint(finding) not in old)


def tightened(findings: Iterable[Finding], known: Iterable[str]) -> tuple[str, ...]:
    """The baseline without what has been mended since; it never grows."""
    return tuple(sorted(set(known) & set(baseline(findings))))
