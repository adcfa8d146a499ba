"""Reads each item once and lets the rules look, one family at a time, so that memory hardly grows with the set."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from okr_analytics.quality.families import families
from okr_analytics.quality.framing import frame
from okr_analytics.quality.items import Context, Group, Item, Kind
from okr_analytics.quality.rule import Finding, Hit, ItemRef, Member, Rule, SetSubject, Subject
from okr_analytics.quality.text import Span


class Found:
    """Findings with the places of their items; nothing else is kept of what was judged."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._told: list[tuple[int, Finding]] = []
        self._twins: set[int] = set()

    def add(self, place: int, findings: Iterable[Finding]) -> None:
        """Findings on one item."""
        self._told += [(place, finding) for finding in findings]

    def add_set(self, findings: Iterable[tuple[Item | None, Finding]], places: Mapping[int, int]) -> None:
        """Findings on a set, by `id` of the item they speak of; a twin is told once, though family and unit both find it."""
        for item, finding in findings:
            place = places.get(id(item), self._size)
            if finding.code == "OS103" and place in self._twins:
                continue
            if finding.code == "OS103":
                self._twins.add(place)
            self._told.append((place, finding))

    def in_order(self) -> list[tuple[int, Finding]]:
        """The findings in the order of their items and codes; those on sets without an item of their own last."""
        self._told.sort(key=_by_place)
        return self._told


def _by_place(told: tuple[int, Finding]) -> tuple[int, str, tuple[Span, ...]]:
    place, finding = told
    return place, finding.code, finding.spans


@dataclass
class _Waiting:
    """A unit's members so far, until its last one has come."""

    left: int = 0
    members: list[Member] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)


def judged(listed: Sequence[Item], around: Context, rules: Sequence[Rule]) -> tuple[Found, int]:
    """What the rules find, one family at a time, and how many texts are in a language without word lists."""
    single = {kind: [r for r in rules if r.check and r.target is kind] for kind in Kind}
    sets = [r for r in rules if r.check_set]
    found = Found(len(listed))
    units: dict[tuple[str, str], _Waiting] = defaultdict(_Waiting)
    for item in listed:  # a unit's set is judged, and let go, with its last member
        units[_unit(item)].left += 1
    foreign = 0
    any_results = any(item.kind is Kind.KEY_RESULT for item in listed)
    for at, own in families(listed):
        head = None if at is None else listed[at]
        results = tuple(listed[i] for i in own)
        family = read_group(Group(name=_family_name(head, results), objective=head, key_results=results), around)
        members = zip(
            (*(() if at is None else (at,)), *own),
            (*filter(None, (family.objective,)), *family.key_results),
            strict=True,
        )
        places = {}
        for place, subject in members:
            places[id(subject.item)] = place
            found.add(place, check_item(subject, single[subject.item.kind]))
            foreign += not subject.reading.text.known
            unit = units[_unit(subject.item)]
            unit.members.append(Member(subject.item, " ".join(sorted(subject.reading.text.content))))
            unit.places[id(subject.item)] = place
            unit.left -= 1
        if (results and (head or results[0].objective or results[0].objective_key)) or (head and any_results):
            found.add_set(_of_group(family, sets), places)
        for name in dict.fromkeys(_unit(listed[i]) for i in places.values()):
            if not units[name].left:
                unit = units.pop(name)
                found.add_set(_of_group(_unit_set(name[0], unit.members, around), sets), unit.places)
    return found, foreign


def read(item: Item, context: Context) -> Subject:
    """An item read once for all rules."""
    return Subject(item, context, frame(item, context.language))


def check_item(subject: Subject, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What rules on single items find."""
    item, known = subject.item, subject.reading.text.known
    kind = item.kind
    for rule in rules:
        check = rule.check
        if check is not None and rule.target is kind and (known or not rule.words):
            for hit in check(subject):
                yield _finding(rule, hit, item)


def check_group(group: SetSubject, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What rules on sets find."""
    return (finding for _, finding in _of_group(group, rules))


def _of_group(group: SetSubject, rules: Iterable[Rule]) -> Iterator[tuple[Item | None, Finding]]:
    """What rules on sets find, each with the member it speaks of, None for the set itself."""
    about = group.group.objective or next(iter((*group.group.objectives, *group.group.key_results)), None)
    for rule in rules:
        if rule.check_set is None:
            continue
        for hit in rule.check_set(group):
            item = hit.item or about
            yield item, _finding(rule, hit, item or Item(kind=Kind.SET, title=group.group.name))


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
