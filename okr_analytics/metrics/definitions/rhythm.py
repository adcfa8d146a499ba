"""Rhythm: are key results checked in when they should be, and does a check-in say what one needs to act on?"""

from okr_analytics.metrics.definitions.metric import ITEM_CELLS, STATUS_CELLS, Metric

_TIMINGS = (
    ("on_time", "On time", "with a check-in within their days", "higher"),
    ("late", "Late", "without one whose check-in was made up for in the next period, beside its own", "lower"),
    ("missed", "Missed", "without a check-in that nobody made up for", "lower"),
)
_WORDS = (
    ("progress", "Progress notes", "what was achieved"),
    ("problems", "Problems named", "what stands in the way"),
    ("plans", "Plans named", "what comes next"),
)


def _timing(name: str, label: str, words: str, better: str) -> Metric:
    return Metric(
        f"check_ins_{name}",
        f"Check-ins {label.lower()}",
        "percent",
        f"Share of the periods of the cadence that are over, {words}. A period is a week, two weeks or a month, counted "
        "from the key result's first day.",
        "kr_period",
        f"count(*) FILTER (WHERE v.timing = '{name}') / nullif(count(*), 0)",
        "rhythm",
        better="higher" if better == "higher" else "lower",
    )


def _says(name: str, label: str, words: str) -> Metric:
    return Metric(
        f"{name}_said",
        label,
        "percent",
        f"Share of the check-ins that say {words}.",
        "check_in_words",
        f"count(*) FILTER (WHERE v.says_{name}) / nullif(count(*), 0)",
        "rhythm",
        better="higher",
        cells=(("cells", ({"progress": "progress_note"}.get(name, name),)),),
    )


RHYTHM = (
    *(_timing(*one) for one in _TIMINGS),
    Metric(
        "three_ps",
        "3 Ps complete",
        "percent",
        "How much of progress, problems and plans the check-ins say: what is said, of three things a check-in can say.",
        "check_in_words",
        "sum(v.says_progress::INTEGER + v.says_problems::INTEGER + v.says_plans::INTEGER) / nullif(3 * count(*), 0)",
        "rhythm",
        better="higher",
        cells=(("cells", ("progress_note", "problems", "plans")),),
    ),
    *(_says(*one) for one in _WORDS),
    Metric(
        "silent_key_results",
        "Silent key results",
        "count",
        "Key results without a check-in for more than two cadences.",
        "kr_state",
        "count(*) FILTER (WHERE v.outdated AND NOT v.is_closed)",
        "rhythm",
        "status <> 'cancelled'",
        better="lower",
        cells=STATUS_CELLS,
    ),
    Metric(
        "check_ins",
        "Check-ins",
        "count",
        "How many check-ins the sheets of check-ins hold.",
        "check_in_words",
        "count(*)",
        "rhythm",
        better="higher",
        cells=ITEM_CELLS,
    ),
)
