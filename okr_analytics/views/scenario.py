"""What if: a scenario's split beside today's, the plan and the bands, per unit, and all kept scenarios side by side."""

import json

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tile, Tiles, Tone, Unit, View
from okr_analytics.metrics import whatif
from okr_analytics.metrics.growth_effect import growth_effect
from okr_analytics.metrics.whatif import ImpossibleMove, Move, Scenario
from okr_analytics.views import nothing, parts, shares
from okr_analytics.views.question import Question

NOW = {"actual": "What happened", "planned": "The plan"}
_QUESTION = "What if effort were moved?"


def build(question: Question) -> View:
    """Every kept scenario under the question's filters, for packs and for comparing them."""
    kept = kept_scenarios(question)
    if not kept:
        note = Note(
            "No scenario is kept yet.", advice="Move effort on the page What if, and keep what you want to compare."
        )
        return nothing.only(question, "scenarios", "Scenarios", _QUESTION, note)
    return View(
        "scenarios",
        "Scenarios",
        _QUESTION,
        (_compared(question, kept),),
        headline=f"{numbers.text(len(kept), 'count')} scenario{'' if len(kept) == 1 else 's'} beside what happened.",
        provenance=parts.provenance(question, ("effort", "effort_share")),
    )


def kept_scenarios(question: Question) -> dict[str, Scenario]:
    """Name → scenario as it was kept last, in the order of keeping, as far as the question knows."""
    rows = question.database.query(
        "SELECT subject, payload FROM decision_now(?, ?) WHERE kind = 'scenario' ORDER BY event", question.filters.times
    )
    return {str(name): Scenario.from_dict(json.loads(str(payload))) for name, payload in rows}


def sections(question: Question, scenario: Scenario) -> tuple[Section, ...]:
    """One scenario under the question's unit and cycle; raises ImpossibleMove where more is moved than there is."""
    before = whatif.amounts(question.database, question.filters, scenario.basis)
    if before.empty:
        return (Section("none", "", (Note("No effort under these filters to move.", "unknown"),)),)
    after = whatif.moved(before, scenario.moves)
    unit: Unit = "hours" if question.filters.measure == "hours" else "number"
    return (_whole(question, scenario, before, after), _units(before, after, unit))


def _whole(question: Question, scenario: Scenario, before: pd.DataFrame, after: pd.DataFrame) -> Section:
    now, then = whatif.shares(before), whatif.shares(after)
    tiles = tuple(_tile(question, name, now[name], then[name]) for name in parts.CONVERSATION_ORDER)
    bars = [(NOW[scenario.basis], now), ("What if", then)]
    if scenario.basis == "actual":
        planned = whatif.amounts(question.database, question.filters, "planned")
        bars += [(NOW["planned"], whatif.shares(planned))] if len(planned) else []
    blocks: list[Block] = [Tiles(tiles), _bars(bars, "The split")]
    more = (then["growth"] or 0.0) - (now["growth"] or 0.0)
    if round(more, 6):
        blocks.append(Note(growth_effect(question.database, question.filters, question.policy).words(more)))
    return Section("whole", "", tuple(blocks))


def _tile(question: Question, name: str, now: float | None, then: float | None) -> Tile:
    band = question.policy.bands.get(name)
    low, high = (band.low, band.high) if band else (None, None)
    outside = then is not None and ((low is not None and then < low) or (high is not None and then > high))
    tone: Tone = "unknown" if name == "unknown" or then is None else "warning" if outside else "neutral"
    said = ""
    if low is not None and high is not None:
        span = f"{numbers.text(low, 'percent')} to {numbers.text(high, 'percent')}"
        said = f"{'Outside' if outside else 'Inside'} the band of {span}{' (a default)' if question.policy.is_default('bands') else ''}."
    delta = None if now is None or then is None else round(then - now, 10)
    label = texts.word(texts.CONVERSATIONS, name)
    return Tile(label, then, "percent", delta=delta, delta_label="against now", tone=tone, note=said)


def _units(before: pd.DataFrame, after: pd.DataFrame, unit: Unit) -> Section:
    """The units whose split changes."""
    both = before.merge(after, on=["unit", "conversation"], how="outer", suffixes=("_now", "_then")).fillna(
        {"amount_now": 0.0, "amount_then": 0.0}
    )
    touched = both[(both["amount_then"] - both["amount_now"]).abs() > 1e-6]
    if touched.empty:
        return Section("units", "", (Note("No effort is moved yet."),))
    frame = touched.assign(
        conversation=[texts.word(texts.CONVERSATIONS, name) for name in touched["conversation"]],
        amount_then=touched["amount_then"].round(1),
        change=(touched["amount_then"] - touched["amount_now"]).round(1),
    )
    columns = (
        Column("unit", "Unit"),
        Column("conversation", "Conversation"),
        Column("amount_now", "Now", unit),
        Column("amount_then", "What if", unit),
        Column("change", "Change", unit),
    )
    return Section("units", "What changes where", (Table(columns, frame.sort_values(["unit", "conversation"])),))


def _compared(question: Question, kept: dict[str, Scenario]) -> Section:
    bars: list[tuple[str, dict[str, float | None]]] = []
    rows, notes = [], []
    for name, scenario in kept.items():
        asked = asked_by(question, scenario)
        before = whatif.amounts(asked.database, asked.filters, scenario.basis)
        try:
            then = whatif.shares(whatif.moved(before, scenario.moves))
        except ImpossibleMove as error:
            notes.append(Note(f"{name} can't be told on this data. {error}", "warning"))
            continue
        now = whatif.shares(before)
        bars.append((name, then))
        rows.append(
            {"name": name, "on": _on(scenario), "moves": "; ".join(map(words, scenario.moves)), **_changes(now, then)}
        )
    columns = (
        Column("name", "Scenario"),
        Column("on", "On top of"),
        Column("moves", "Moves"),
        *(Column(name, texts.word(texts.CONVERSATIONS, name), "points") for name in parts.CONVERSATION_ORDER),
    )
    now = whatif.shares(whatif.amounts(question.database, question.filters, "actual"))
    chart = _bars([(NOW["actual"], now), *bars], "Kept scenarios beside what happened")
    table = Table(columns, pd.DataFrame(rows, columns=[column.name for column in columns]), "What each one changes")
    return Section("compared", "", (chart, table, *notes))


def asked_by(question: Question, scenario: Scenario) -> Question:
    """The question under the scenario's own unit, cycle and measure; raises UnknownName where they are gone."""
    changes = {"unit": scenario.unit, "cycle": scenario.cycle, "measure": scenario.measure}
    return question.with_filters(**{name: value for name, value in changes.items() if value is not None})


def _on(scenario: Scenario) -> str:
    return ", ".join(part for part in (NOW[scenario.basis].lower(), scenario.unit, scenario.cycle) if part)


def _changes(now: dict[str, float | None], then: dict[str, float | None]) -> dict[str, float | None]:
    pairs = {name: (now[name], then[name]) for name in parts.CONVERSATION_ORDER}
    return {name: None if a is None or b is None else round(b - a, 10) for name, (a, b) in pairs.items()}


def words(move: Move) -> str:
    """ "500 from business as usual of Hospital to growth"."""
    ends = [texts.word(texts.CONVERSATIONS, name).lower() for name in (move.from_conversation, move.to_conversation)]
    of = [f" of {name}" if name else "" for name in (move.from_unit, move.to_unit)]
    return f"{numbers.text(move.amount, 'number')} from {ends[0]}{of[0]} to {ends[1]}{of[1]}"


def _bars(bars: list[tuple[str, dict[str, float | None]]], title: str) -> Chart:
    rows = [(what, name, share) for what, split in bars for name, share in split.items()]
    alt = "Bars of 100 percent by conversation: " + ", ".join(what for what, _ in bars)
    return shares.bars(pd.DataFrame(rows, columns=["what", "conversation", "share"]), "what", "share", title, alt)
