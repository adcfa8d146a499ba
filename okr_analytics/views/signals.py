"""The signals as sections: a rule that fired says for whom and with which numbers; those that stayed silent are named."""

import pandas as pd

from okr_analytics.document import Block, Column, Note, Opening, Section, Table
from okr_analytics.metrics.signals import Found, Signal, SignalKind, judged, kinds
from okr_analytics.views import parts
from okr_analytics.views.question import Question

_WHOLE = "The whole selection"


def found(question: Question) -> Found:
    """The signals under the question's filters, and the rules that can't be judged."""
    return judged(question.database, question.filters, question.policy, question.evaluated)


def sections(found: Found) -> tuple[Section, ...]:
    """One section for each rule that fired, and one for those that didn't: silent, or without what it takes to judge."""
    out = []
    for name, kind in kinds().items():
        own = [signal for signal in found.fired if signal.kind == name]
        whole = [sentence(signal) for signal in own if not signal.unit]
        blocks: list[Block] = [Note(said, "warning") for said in whole[1:]]
        units = [(signal.unit, f"{signal.text[0].upper()}{signal.text[1:]}.") for signal in own if signal.unit]
        if units:
            columns = (Column("unit", "Unit"), Column("text", "What happened"))
            blocks.append(Table(columns, pd.DataFrame(units, columns=["unit", "text"])))
        if own:
            says = whole[0] if whole else f"{parts.words_of(unit for unit, _ in units)}: {kind.title.lower()}."
            out.append(Section(f"signal_{name}", kind.title, tuple(blocks), f"Rule: {kind.rule}", says=says))
    silent: tuple[Block, ...] = tuple(
        _silent(kind, found.missing.get(name, ""))
        for name, kind in kinds().items()
        if not any(signal.kind == name for signal in found.fired)
    )
    return (*out, Section("signals_silent", "Signals that stay silent", silent)) if silent else tuple(out)


def _silent(kind: SignalKind, missing: str) -> Note:
    if missing:
        return Note(f"{kind.title}: nobody can tell. {missing}", "unknown", f"Rule: {kind.rule}")
    return Note(f"{kind.title}: no. {kind.silent}", "good", f"Rule: {kind.rule}")


def sentence(signal: Signal) -> str:
    """The signal as a sentence that names its unit."""
    return f"{signal.unit or _WHOLE}: {signal.text}."


def openings(fired: tuple[Signal, ...]) -> tuple[Opening, ...]:
    """Every figure of every signal, to be opened down to its cells."""
    return tuple(
        Opening(
            f"{kinds()[signal.kind].title} · {signal.unit or _WHOLE}: {figure.label}",
            figure.metric,
            dict(figure.dims),
            {"measure": signal.filters.measure},
        )
        for signal in fired
        for figure in signal.figures
    )
