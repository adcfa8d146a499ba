"""Lints items: reads each once, lets every chosen rule look, grades; sets are built from the items themselves."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.grade import counts, grade
from okr_analytics.quality.items import Context, Item, Kind
from okr_analytics.quality.judging import judged
from okr_analytics.quality.navigation import is_navigation
from okr_analytics.quality.registry import chosen
from okr_analytics.quality.rule import Finding, ItemRef, Rule
from okr_analytics.quality.suppressions import Silence, Suppression


class Grade(NamedTuple):
    """The grade of one item, with what it counted."""

    item: ItemRef
    grade: str
    errors: int
    warnings: int

    def as_dict(self) -> dict[str, object]:
        """The grade in the form of the command line's JSON."""
        item = self.item
        where = str(item.where) if item.where else None
        return {
            "item": {"kind": item.kind, "code": item.code, "title": item.title, "where": where},
            "grade": self.grade,
        }


@dataclass(frozen=True)
class LintReport:
    """Findings in the order of the items, grades of every key result and objective, and what was suppressed.

    `notes` say what couldn't be judged, such as texts in a language without word lists.
    """

    findings: tuple[Finding, ...]
    grades: tuple[Grade, ...]
    suppressed: tuple[Finding, ...] = ()
    unused_suppressions: tuple[Suppression, ...] = ()
    notes: tuple[str, ...] = ()


def lint(
    items: Iterable[Item],
    context: Context | None = None,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    preview: bool = False,
    profile: str | None = None,
    suppressions: Sequence[Suppression] = (),
) -> LintReport:
    """What the rules say about items; raises UnknownName for a rule or profile that doesn't exist.

    `profile` (startup, corporate, public) is the context's unless given.
    """
    around = context or Context()
    around = replace(around, profile=profile) if profile else around
    rules = chosen(select, ignore, preview=preview)
    given = items if isinstance(items, Sequence) else tuple(items)
    return _report(given, around, rules, suppressions)


def _report(
    given: Sequence[Item], around: Context, rules: Sequence[Rule], suppressions: Sequence[Suppression]
) -> LintReport:
    elsewhere = sum(map(is_navigation, given))
    listed = [item for item in given if not is_navigation(item)] if elsewhere else given
    found, foreign = judged(listed, around, rules)
    silence = Silence(suppressions, around.as_of)
    kept, silenced, places = _sorted_out(found.in_order(), silence)
    del found
    grades = tuple(_grades(listed, kept, places))
    notes = _notes(foreign, len(listed), elsewhere)
    return LintReport(kept, grades, silenced, silence.unused, notes)


def _sorted_out(
    told: Iterable[tuple[int, Finding]], silence: Silence
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], Sequence[int]]:
    """What is said, what is silenced, and the places of the items of what is said."""
    kept: list[Finding] = []
    silenced: list[Finding] = []
    places = array("i")
    for place, finding in told:
        if silence.covers(finding):
            silenced.append(finding)
        else:
            kept.append(finding)
            places.append(place)
    return tuple(kept), tuple(silenced), places


def _grades(listed: Iterable[Item], kept: Sequence[Finding], places: Sequence[int]) -> Iterator[Grade]:
    """The grade of every item; the findings stand in the order of the items."""
    start = 0
    for place, item in enumerate(listed):
        stop = start
        while stop < len(places) and places[stop] == place:
            stop += 1
        own = kept[start:stop]
        start = stop
        yield Grade(ItemRef.of(item), grade(own), *counts(own))


def lint_text(
    text: str,
    objective: str | None = None,
    *,
    context: Context | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    preview: bool = False,
    profile: str | None = None,
) -> LintReport:
    """What the rules say about one key result as it is being written, and its objective."""
    items = [Item(title=text, objective=objective)]
    if objective:
        items.append(Item(kind=Kind.OBJECTIVE, title=objective))
    skip = (*ignore, "OS101")  # one key result on the desk is no set yet
    return lint(items, context, select=select, ignore=skip, preview=preview, profile=profile)


def _notes(foreign: int, total: int, elsewhere: int) -> tuple[str, ...]:
    said = []
    if not total:
        said.append("There is no key result and no objective in it, so there was nothing to judge.")
    if foreign:
        said.append(
            f"{foreign} of {total} texts are in a language without word lists; "
            "only rules on numbers, structure and history looked at them."
        )
    if elsewhere:
        rows = "row leads" if elsewhere == 1 else "rows lead"
        said.append(
            f"{elsewhere} {rows} elsewhere, such as a table of contents, and {'was' if elsewhere == 1 else 'were'} not judged."
        )
    return tuple(said)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The worst severity among findings, or None."""
    order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    present = {finding.severity for finding in findings}
    return next((severity for severity in order if severity in present), None)
