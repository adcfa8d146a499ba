"""Lints items: reads each once, lets every chosen rule look, grades; sets are built from the items themselves."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.framing import frame
from okr_analytics.quality.grade import counts, grade
from okr_analytics.quality.items import Context, Group, Item, Kind
from okr_analytics.quality.lexicon import fold
from okr_analytics.quality.navigation import is_navigation
from okr_analytics.quality.registry import chosen
from okr_analytics.quality.rule import Finding, Hit, ItemRef, Member, Rule, SetSubject, Subject
from okr_analytics.quality.suppressions import Suppression, apply
from okr_analytics.quality.text import Span


@dataclass(frozen=True, slots=True)
class Grade:
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
    return _report(list(items), around, rules, suppressions)


def _report(
    given: list[Item], around: Context, rules: Sequence[Rule], suppressions: Sequence[Suppression]
) -> LintReport:
    listed = [item for item in given if not is_navigation(item)]
    single = {kind: [r for r in rules if r.check and r.target is kind] for kind in Kind}
    sets = [r for r in rules if r.check_set]
    found: list[Finding] = []
    units: dict[tuple[str, str], list[Member]] = defaultdict(list)
    waiting = Counter(map(_unit, listed))  # a unit's set is judged, and let go, with its last member
    foreign = 0
    any_results = any(item.kind is Kind.KEY_RESULT for item in listed)
    for head, own in _families(listed):  # one family at a time, so that memory doesn't grow with the set
        family = read_group(Group(name=_family_name(head, own), objective=head, key_results=own), around)
        for subject in (*filter(None, (family.objective,)), *family.key_results):
            found += check_item(subject, single[subject.item.kind])
            foreign += not subject.reading.text.known
            name = _unit(subject.item)
            units[name].append(Member(subject.item, " ".join(sorted(subject.reading.text.content))))
            waiting[name] -= 1
        if (own and (head or own[0].objective or own[0].objective_key)) or (head and any_results):
            found += check_group(family, sets)
        for name in {_unit(item) for item in (*filter(None, (head,)), *own)}:
            if not waiting[name]:
                found += check_group(_unit_set(name[0], units.pop(name), around), sets)
    kept, silenced, unused = apply(_once(found), suppressions, around.as_of)
    notes = _notes(foreign, len(listed), len(given) - len(listed))
    refs = [ItemRef.of(item) for item in listed]
    return LintReport(tuple(_in_order(kept, refs)), tuple(_grades(refs, kept)), tuple(silenced), unused, notes)


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


def read(item: Item, context: Context) -> Subject:
    """An item read once for all rules."""
    return Subject(item, context, frame(item, context.language))


def check_item(subject: Subject, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What rules on single items find."""
    for rule in rules:
        if rule.check is None or rule.target is not subject.item.kind:
            continue
        if rule.words and not subject.reading.text.known:
            continue
        for hit in rule.check(subject):
            yield _finding(rule, hit, subject.item)


def check_group(group: SetSubject, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What rules on sets find."""
    about = group.group.objective or next(iter((*group.group.objectives, *group.group.key_results)), None)
    for rule in rules:
        if rule.check_set is None:
            continue
        for hit in rule.check_set(group):
            item = hit.item or about or Item(kind=Kind.SET, title=group.group.name)
            yield _finding(rule, hit, item)


def read_group(group: Group, context: Context) -> SetSubject:
    """A group with its members read."""
    head = read(group.objective, context) if group.objective else None
    return SetSubject(group, context, head, tuple(read(item, context) for item in group.key_results))


def _finding(rule: Rule, hit: Hit, item: Item) -> Finding:
    cells = tuple(item.cells[name] for name in hit.fields if name in item.cells)
    if not cells and "title" in item.cells and hit.spans:
        cells = (item.cells["title"],)
    severity = hit.severity or rule.severity
    return Finding(
        rule.code,
        rule.name,
        severity,
        ItemRef.of(item),
        hit.message,
        hit.suggestion,
        rule.source,
        rule.destination,
        hit.spans,
        cells,
    )


def _families(items: Sequence[Item]) -> Iterator[tuple[Item | None, tuple[Item, ...]]]:
    """Every objective with its key results, in the order of their first appearance; loose key results one by one."""
    heads = {_name(item): item for item in items if item.kind is Kind.OBJECTIVE}
    by_code = {_place(item, item.code): name for name, item in heads.items() if item.code}
    anywhere = _unique(heads)
    families: dict[tuple[str, ...], list[Item]] = {}
    repeated: list[Item] = []
    for place, item in enumerate(items):
        if item.kind is Kind.OBJECTIVE:
            families.setdefault(_name(item), [])
            if heads[_name(item)] is not item:
                repeated.append(item)
        elif item.objective or item.objective_key:
            name = _parent(item)
            name = by_code.get(name, name)
            name = name if name in heads else anywhere.get(name[-1], name)
            families.setdefault(name, []).append(item)
        else:
            families[("", str(place), "")] = [item]
    for name, own in families.items():
        yield heads.get(name), tuple(own)
    for item in repeated:  # the same objective on a second row: judged, but no set of its own
        yield None, (item,)


def _unique(heads: Mapping[tuple[str, ...], Item]) -> dict[str, tuple[str, ...]]:
    """Code or title of an objective → its name, where it is the only one: its key results may stand under another unit."""
    said: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name, item in heads.items():
        for word in (item.code, item.title):
            said[_place(item, word)[-1]].add(name)
    return {word: next(iter(names)) for word, names in said.items() if word and len(names) == 1}


def _family_name(head: Item | None, own: Sequence[Item]) -> str:
    return head.title if head else own[0].objective or ""


def _unit(item: Item) -> tuple[str, str]:
    return (item.unit or "", item.cycle or "")


def _unit_set(unit: str, members: Sequence[Member], context: Context) -> SetSubject:
    heads = tuple(m.item for m in members if m.item.kind is Kind.OBJECTIVE)
    results = tuple(m for m in members if m.item.kind is Kind.KEY_RESULT)
    group = Group(
        name=unit,
        objectives=heads if unit else (),
        key_results=tuple(m.item for m in results),
        attainments=context.attainments.get(unit, ()),
        cycles=context.finished_cycles.get(unit, 0),
    )
    return SetSubject(group, context, None, (), results)


def _place(item: Item, word: str | None) -> tuple[str, ...]:
    return (_folded(item.unit or ""), _folded(item.cycle or ""), _folded(word or ""))


@lru_cache(maxsize=512)  # units, cycles and objectives come again and again
def _folded(word: str) -> str:
    return " ".join(fold(word).split())


def _name(item: Item) -> tuple[str, ...]:
    return ("", "", item.key) if item.key else _place(item, item.title)


def _parent(item: Item) -> tuple[str, ...]:
    return ("", "", item.objective_key) if item.objective_key else _place(item, item.objective)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without a second one of a set rule on the same item: its family and its unit may both find it."""
    seen: set[ItemRef] = set()
    for finding in findings:
        if finding.code != "OS103":
            yield finding
        elif finding.item not in seen:
            seen.add(finding.item)
            yield finding


def _in_order(findings: Iterable[Finding], refs: Iterable[ItemRef]) -> Iterator[Finding]:
    """The findings in the order of their items, then by code; those on sets without an item of their own last."""
    by_item: dict[ItemRef, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_item[finding.item].append(finding)
    for ref in refs:
        yield from sorted(by_item.pop(ref, ()), key=_by_code)
    yield from sorted((f for own in by_item.values() for f in own), key=_by_code)


def _by_code(finding: Finding) -> tuple[str, tuple[Span, ...]]:
    return finding.code, finding.spans


def _grades(refs: Iterable[ItemRef], findings: Iterable[Finding]) -> Iterator[Grade]:
    by_item: Mapping[ItemRef, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_item[finding.item].append(finding)
    for ref in refs:
        own = by_item.get(ref, [])
        yield Grade(ref, grade(own), *counts(own))


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
