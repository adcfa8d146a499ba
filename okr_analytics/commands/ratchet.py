"""Findings that are known and tolerated, for `lint`: kept in the store, or in a file of their own."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from okr_analytics.errors import OkrError
from okr_analytics.quality.rule import Finding
from okr_analytics.quality.suppressions import baseline, new_findings


class NoBaseline(OkrError):
    """A file of known findings can't be read or written."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What is new among findings, and how many known ones are left of how many recorded."""

    new: tuple[Finding, ...]
    left: int
    recorded: int

    def as_dict(self) -> dict[str, int]:
        """The counts in the form of the command line's JSON."""
        return {"new": len(self.new), "known_left": self.left, "recorded": self.recorded}

    @property
    def words(self) -> str:
        """The counts as a sentence."""
        return f"{len(self.new)} new; {self.left} known ones left of {self.recorded} recorded."


def compared(findings: Iterable[Finding], known: Iterable[str]) -> Known:
    """The findings beside those that are tolerated."""
    listed, tolerated = tuple(findings), frozenset(known)
    return Known(new_findings(listed, tolerated), len(set(baseline(listed)) & tolerated), len(tolerated))


def read(path: Path) -> frozenset[str]:
    """The fingerprints that a file tolerates; raises NoBaseline where it isn't one."""
    try:
        return frozenset(str(name) for name in json.loads(path.read_text(encoding="utf-8"))["fingerprints"])
    except OSError as error:
        raise NoBaseline(f"{path} can't be read: {error.strerror}. Make it with --record.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NoBaseline(f"{path} is not a file of known findings. Make it with --record.") from error


def write(path: Path, findings: Iterable[Finding], recorded: dt.date) -> int:
    """Keep the findings as known in a file; returns how many."""
    kept = baseline(findings)
    document = {"recorded": recorded.isoformat(), "fingerprints": kept}
    try:
        path.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise NoBaseline(f"{path} can't be written: {error.strerror}.") from error
    return len(kept)
