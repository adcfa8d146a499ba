"""Records of a file → items with everything the file says about them: objective, cycle, owner, check-ins."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from okr_analytics.model import CheckIn, Cycle, KeyResult, Objective, Record
from okr_analytics.quality.items import Item, from_key_result, from_objective
from okr_analytics.quality.lexicon import fold

Days = tuple[dt.date, dt.date]


def items_of(records: Sequence[Record]) -> tuple[Item, ...]:
    """The objectives and key results among records, in their order, as items."""
    objectives = [r for r in records if isinstance(r, Objective) and r.title]
    results = [r for r in records if isinstance(r, KeyResult) and (r.title or r.metric)]
    cycles = _cycles(records)
    by_name = _by_name(objectives)
    said = _last_check_ins(records)
    owners = any(r.owner for r in results)
    labels = any(r.ambition for r in results)
    out: list[Item] = []
    for record in records:
        if isinstance(record, Objective) and record.title:
            out.append(from_objective(record, cycle=cycles.get(_name(record.cycle))))
        elif isinstance(record, KeyResult) and (record.title or record.metric):
            parent = by_name.get(_name(record.objective))
            item = _inherited(record, parent, cycles)
            last = said.get(_name(record.code)) or said.get(_name(record.title))
            out.append(replace(item, owner_known=owners, ambition_known=labels, checked=bool(said), last_check_in=last))
    return tuple(out)


def _inherited(record: KeyResult, parent: Objective | None, cycles: Mapping[str, Days]) -> Item:
    """The item of a key result, with unit, cycle, owner and ambition of its objective where its row is silent."""
    cycle = record.cycle or (parent.cycle if parent else None)
    item = from_key_result(record, cycle=cycles.get(_name(cycle)))
    if parent is None:
        return item
    return replace(
        item,
        objective=parent.title,
        unit=record.unit or parent.unit,
        cycle=cycle,
        owner=record.owner or parent.owner,
        ambition=record.ambition or parent.ambition,
    )


def _cycles(records: Iterable[Record]) -> dict[str, Days]:
    named = (r for r in records if isinstance(r, Cycle))
    return {_name(r.name): (r.start, r.end) for r in named if r.start and r.end}


def _by_name(objectives: Iterable[Objective]) -> dict[str, Objective]:
    out: dict[str, Objective] = {}
    for record in objectives:
        for name in (record.code, record.title):
            if name:
                out.setdefault(_name(name), record)
    return out


def _last_check_ins(records: Iterable[Record]) -> dict[str, dt.date]:
    out: dict[str, dt.date] = {}
    for record in records:
        if isinstance(record, CheckIn) and record.date and record.key_result:
            name = _name(record.key_result)
            out[name] = max(out.get(name, record.date), record.date)
    return out


def _name(text: str | None) -> str:
    return " ".join(fold(text or "").split())
