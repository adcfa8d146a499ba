"""The four answers that a leader looks for first, on one screen: where it goes (a picture), as planned, who is furthest off, is BAU safe."""

from collections.abc import Sequence

import pandas as pd

from okr_analytics import numbers, texts
from okr_analytics.document import Note, Section
from okr_analytics.metrics.signals import Signal
from okr_analytics.views import effort_known, effort_units, parts, shares
from okr_analytics.views.question import Question

_MUCH = 0.2  # of the effort unknown: it could turn every other answer round


def section(question: Question, total: pd.DataFrame, units: pd.DataFrame, fired: Sequence[Signal]) -> Section:
    """Of the split as a whole and by unit: the picture, then notes, each a sentence with its numbers; without a heading, so that all of it stands on the first screen."""
    picture = shares.planned_and_actual(total, "Planned and actual, whole selection")
    notes = (
        _unknown(question, total),
        _as_planned(question, total),
        _furthest(question, units),
        _safe(question, fired),
    )
    return Section("answers", "", (picture, *(note for note in notes if note is not None)))


def _unknown(question: Question, total: pd.DataFrame) -> Note | None:
    """Where much of the effort has no conversation: whose words stand for it, and where they are given one."""
    share = shares.value(total, "unknown", "actual")
    if share is None or share < _MUCH:
        return None
    found = effort_known.unknown_words(question.rows("effort_entry"))["word"]
    words = f", most of it under {parts.words_of(f'“{word}”' for word in found.head(2))}" if len(found) else ""
    said = numbers.text(share, "percent", question.policy.locale)
    return Note(
        f"For {said} of the effort nobody can tell which conversation it serves{words}.",
        "warning",
        "Give these words one in Settings, under “Our words for effort”: the split follows at once."
        if len(found)
        else "A column with the category, or with the key result, KPI or project worked for, is all it takes.",
    )


def _as_planned(question: Question, total: pd.DataFrame) -> Note | None:
    known = total.dropna(subset=["actual", "planned"])
    if known.empty:
        return Note("Nobody has planned this effort, so there is nothing to compare it with.", "unknown")
    drift = (known["actual"].astype(float) - known["planned"].astype(float)).round(10)
    moved = float(drift.abs().sum() / 2)
    said = numbers.text(moved, "percent", question.policy.locale)
    if moved < effort_units.CLOSE:
        return Note(f"Did it go as planned? Yes: all but {said} of the effort did.", "good")
    more = known.assign(drift=drift).sort_values("drift")
    least, most = more.iloc[0], more.iloc[-1]
    return Note(
        f"Did it go as planned? No: {said} of the effort went elsewhere, mostly to "
        f"{_name(most)} ({_points(question, most)}), away from {_name(least)} ({_points(question, least)}).",
        "warning",
    )


def _name(row: pd.Series) -> str:
    if row["conversation"] == "unknown":
        return "work that nobody can place"
    return texts.word(texts.CONVERSATIONS, str(row["conversation"])).lower()


def _points(question: Question, row: pd.Series) -> str:
    return numbers.text(float(row["drift"]), "points", question.policy.locale)


def _furthest(question: Question, units: pd.DataFrame) -> Note | None:
    far = effort_units.distances(units)
    if len(far) < 2:
        return None
    first = far.iloc[0]
    names = [name for name in parts.CONVERSATION_ORDER if pd.notna(first[name])]
    largest = max(names, key=lambda name: abs(float(first[name])))
    drift = numbers.text(float(first[largest]), "points", question.policy.locale)
    away = numbers.text(float(first["distance"]), "percent", question.policy.locale)
    return Note(
        f"Which unit is furthest off? {first['unit']}: {away} of its effort went elsewhere than planned, "
        f"{texts.word(texts.CONVERSATIONS, largest).lower()} {drift}.",
        "warning" if float(first["distance"]) >= effort_units.CLOSE else "good",
    )


def _safe(question: Question, fired: Sequence[Signal]) -> Note | None:
    healthy, unhealthy = question.metric("kpis_healthy_share"), question.metric("kpis_unhealthy")
    if healthy.value is None:
        return Note("Is our business as usual safe? Nobody can tell: no KPI with a range is loaded.", "unknown")
    found = [signal for signal in fired if signal.kind == "bau_endangered"]
    endangered = list(dict.fromkeys(signal.unit for signal in found if signal.unit))
    share = numbers.text(healthy.value, "percent", question.policy.locale)
    if found:
        where = parts.words_of(endangered) if endangered else "the whole selection"
        return Note(
            f"Is our business as usual safe? Not everywhere: its effort fell while KPIs left their ranges at {where}. "
            f"{share} of all KPIs are healthy.",
            "bad",
        )
    if unhealthy.value:
        count = numbers.text(unhealthy.value, "count", question.policy.locale)
        return Note(
            f"Is our business as usual safe? {share} of the KPIs are healthy, {count} outside their ranges; nowhere did "
            "that go with less effort for it.",
            "warning",
        )
    if healthy.coverage is not None and healthy.coverage < 1:
        known = numbers.text(healthy.coverage, "percent", question.policy.locale)
        return Note(
            f"Is our business as usual safe? As far as anybody knows: no KPI lies outside its range, but only {known} of "
            "them can be judged.",
            "unknown",
        )
    return Note(f"Is our business as usual safe? Yes: {share} of the KPIs are healthy, none outside its range.", "good")
