"""KR quality: how good are our key results, why, and are they getting better?"""

from collections import Counter
from collections.abc import Iterable, Sequence

from okr_analytics import numbers
from okr_analytics.document import Note, Section, Tiles, View
from okr_analytics.metrics.evaluate import MetricRow
from okr_analytics.views import nothing, parts
from okr_analytics.views.judged import course, decided, items, places, sets, words
from okr_analytics.views.question import Question

METRICS = (
    "quality_good_share",
    "flaws_per_key_result",
    "quality_outcome_share",
    "quality_errors",
    "key_results_graded",
    "quality_points_lost",
    "attained",
)
_ASKED = "How good are our key results, and are they getting better?"
_TILES = METRICS[:5]
_STEADY = 0.005  # half a point: less is no change


def build(question: Question) -> View:
    """The view under the question's filters; grades must have been computed for its day and event."""
    if not question.has("kr_state") and not question.has("objective_state"):
        return nothing.view(
            question,
            "quality",
            "KR quality",
            _ASKED,
            source="kr_state",
            things="key results",
            advice="Upload your OKRs on the page Data, or try a sentence on the page Writing desk.",
        )
    found = items.judged(question)
    return View(
        key="quality",
        title="KR quality",
        question=_ASKED,
        headline=headline(question, found),
        sections=tuple(_sections(question, found)),
        provenance=parts.provenance(question, METRICS),
    )


def _sections(question: Question, found: Sequence[items.Judged]) -> Iterable[Section]:
    yield _figures(question)
    yield course.grades(question)
    yield from _those(course.small(question), course.rules(question))
    yield places.units(question)
    yield items.worst(question, found)
    yield places.costs(question)
    yield places.heat(question)
    yield items.best(question)
    yield from _those(sets.one(question, found))
    yield sets.objectives(question, found)
    yield sets.forms(question)
    yield sets.history(question)
    yield from decided.sections(question)


def _those(*sections: Section | None) -> Iterable[Section]:
    return (section for section in sections if section is not None)


def headline(question: Question, found: Sequence[items.Judged] = ()) -> str:
    """How good, against the cycle before, and what to mend first, in sentences a leader can read out."""
    both = course.pair(question)
    if both.now is None:
        return _without_cycle(question)
    rows = {row.metric: row for row in course.of_cycle(question, both.now, "quality_good_share", "key_results_graded")}
    good = rows.get("quality_good_share")
    if good is None or good.value is None:
        return "No key results to grade under these filters yet."
    count = int(rows["key_results_graded"].value or 0)
    said = (
        f"{both.now[1]}: {numbers.text(good.value, 'percent')} of {words.many(count, 'key result')} are graded A or B"
    )
    if found and question.filters.cycle in (None, both.now[0]):
        own = tuple(item for item in found if item.cycle_key == both.now[0])
    else:
        own = items.judged(question.with_filters(cycle=both.now[0]))
    return f"{said}{_against(question, both, float(good.value))}. {first(own)}".strip()


def _without_cycle(question: Question) -> str:
    """Sheets that name no cycle are graded all the same; there is only none to compare with."""
    good, graded = question.metrics("quality_good_share", "key_results_graded")
    if good.value is None:
        return "No key results to grade under these filters yet."
    count = words.many(int(graded.value or 0), "key result")
    return (
        f"{numbers.text(good.value, 'percent')} of {count} are graded A or B. {first(items.judged(question))}".strip()
    )


def _against(question: Question, both: course.Pair, now: float) -> str:
    before = course.of_cycle(question, both.before, "quality_good_share")
    if both.before is None or not before or before[0].value is None:
        return ""
    change = now - float(before[0].value)
    if abs(change) < _STEADY:
        return f", as in {both.before[1]}"
    way = "up" if change > 0 else "down"
    return f", {way} from {numbers.text(before[0].value, 'percent')} in {both.before[1]}"


def first(found: Sequence[items.Judged]) -> str:
    """What to mend first: the rule with errors in most key results, else with warnings, and what belongs elsewhere."""
    own = [item for item in found if item.kind == "key_result"]
    belongs = sum(1 for item in own if item.destination)
    elsewhere = f" {words.many(belongs, 'key result')} would be better placed elsewhere." if belongs else ""
    for severity, many in (("error", "errors"), ("warning", "warnings")):
        codes = Counter(code for item in own for code in {f.code for f in item.findings if f.severity == severity})
        if codes:
            code, count = min(codes.items(), key=lambda pair: (-pair[1], pair[0]))
            name = words.rule_name(words.rules()[code].name)
            return f"Most {many} come from “{name}” ({code}), in {words.many(count, 'key result')}.{elsewhere}"
    return f"No key result has an error or a warning.{elsewhere}" if own else ""


def _figures(question: Question) -> Section:
    both = course.pair(question)
    rows = question.metrics(*_TILES)
    before = {row.metric: row.value for row in course.of_cycle(question, both.before, *_TILES)}
    compared = both.before is not None and question.filters.cycle is not None
    good, per, outcomes, errors, graded = rows
    tiles = [
        parts.tile(row, label=label, tone=tone, delta=_delta(row, before) if compared else None, than=_than(both))
        for row, label, tone in (
            (good, "Graded A or B", parts.tone_of_share(good.value, 0.8, 0.5)),
            (per, "Flaws per key result", "neutral"),
            (outcomes, "Measured outcomes", parts.tone_of_share(outcomes.value, 0.8, 0.5)),
            (errors, "With an error", "bad" if errors.value else "good"),
            (graded, "Graded", "neutral"),
        )
    ]
    unjudged = [Note(str(note)) for note in question.rows("quality_note_now")["note"]]
    return Section("figures", "", (Tiles(tuple(tiles)), Note(words.GRADES_SAID), *unjudged))


def _delta(row: MetricRow, before: dict[str, float | int | None]) -> float | None:
    earlier = before.get(row.metric)
    return None if row.value is None or earlier is None else float(row.value) - float(earlier)


def _than(both: course.Pair) -> str:
    return f"from {both.before[1]}" if both.before else ""
