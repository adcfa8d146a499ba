"""Short ways to write the examples of a rule."""

import datetime as dt
from typing import Any

from okr_analytics.quality.items import Context, Group, Item, Kind
from okr_analytics.quality.rule import Example

_CONTEXT = ("as_of", "cadence_days", "profile", "attainments", "finished_cycles")
_DATES = ("as_of", "cycle_start", "cycle_end", "due", "last_check_in")


def _split(fields: dict[str, Any]) -> tuple[dict[str, Any], Context]:
    values = {k: dt.date.fromisoformat(v) if k in _DATES and isinstance(v, str) else v for k, v in fields.items()}
    context: dict[str, Any] = {k: values.pop(k) for k in _CONTEXT if k in values and not isinstance(values[k], tuple)}
    return values, Context(**context)


def kr(title: str, **fields: Any) -> Example:
    """A key result; dates may be ISO texts; as_of, cadence_days and profile go to its context."""
    values, context = _split(fields)
    return Example(Item(title=title, **values), context)


def objective(title: str, **fields: Any) -> Example:
    """An objective."""
    values, context = _split(fields)
    return Example(Item(kind=Kind.OBJECTIVE, title=title, **values), context)


def objective_set(title: str, *key_results: str | Item, **fields: Any) -> Example:
    """An objective with its key results."""
    values, context = _split(fields)
    members = tuple(k if isinstance(k, Item) else Item(title=k, objective=title) for k in key_results)
    head = Item(kind=Kind.OBJECTIVE, title=title) if title else None
    return Example(Group(name=title, objective=head, key_results=members, **values), context)


def unit_set(*objectives: str, **fields: Any) -> Example:
    """A unit's objectives in a cycle, and what it attained before."""
    values, context = _split(fields)
    members = tuple(Item(kind=Kind.OBJECTIVE, title=title) for title in objectives)
    return Example(Group(name="Unit", objectives=members, **values), context)
