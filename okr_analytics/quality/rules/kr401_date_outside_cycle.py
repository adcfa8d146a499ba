"""A deadline outside the cycle.

What it does
    Compares the due date, and the days, months and years that the text names behind by, until, in, with the cycle. Years
    of cohorts (“FY24 customers”) don't count.
Why it matters
    What is due after the cycle can't be scored in it; what was due before has been copied from the last one.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.dates import deadlines
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, Subject
from okr_analytics.quality.suggest import day


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for a due date or a deadline in words that lies outside."""
    item = subject.item
    start, end = item.cycle_start, item.cycle_end
    if start is None or end is None:
        return
    advice = f"Move it inside {day(start)} – {day(end)}, or plan it for the next cycle."
    if item.due is not None and not start <= item.due <= end:
        yield Hit(f"Due {day(item.due)}, but the cycle runs {day(start)} – {day(end)}.", advice, fields=("due",))
        return
    if not any(c.isdigit() for c in item.title):
        return
    for found in deadlines(item.title, start, end):
        if found.last < start or found.first > end:
            named = item.title[slice(*found.span)]
            yield Hit(f"“{named}” lies outside the cycle ({day(start)} – {day(end)}).", advice, (found.span,))
            return


_QUARTER = {"cycle_start": "2025-10-01", "cycle_end": "2025-12-31"}

RULE = Rule(
    code="KR401",
    name="date-outside-cycle",
    target=Kind.KEY_RESULT,
    severity=Severity.ERROR,
    words=False,
    source="Google OKR Playbook “use real dates”; C. Wodtke, time-bound",
    bad="… by 15 Jan (cycle ends 31 Dec)",
    good="… by 15 Dec",
    check=check,
    fires=(
        kr("Cut onboarding from 12 to 6 days", due="2026-01-15", **_QUARTER),
        kr("Cut onboarding from 12 to 6 days by 15 January", **_QUARTER),
        kr("Open the archive to 300 readers by March 2026", **_QUARTER),
        kr("Reduzir o prazo de 12 para 6 dias até 30 de junho", **_QUARTER),
        kr("Raise NPS to 60", due="2026-02-01", **_QUARTER),
        kr("Atender 300 famílias", due="2025-09-01", **_QUARTER),
        kr("Reducir la espera de 40 a 20 minutos antes del 15 de enero", **_QUARTER),
        kr("Serve 300 families", due="2026-06-30", **_QUARTER),
    ),
    silent=(
        kr("Cut onboarding from 12 to 6 days", due="2025-12-15", **_QUARTER),
        kr("Cut onboarding from 12 to 6 days by 15 December", **_QUARTER),
        kr("Raise renewal of FY24 customers from 80% to 88%", **_QUARTER),
        kr("Cut onboarding from 12 to 6 days by 15 January"),
        kr("May cohort: retention from 40% to 50%", **_QUARTER),
        kr("Raise NPS to 60", due="2025-11-30", **_QUARTER),
        kr("Atender 300 famílias", due="2025-10-31", **_QUARTER),
        kr("Reducir la espera de 40 a 20 minutos", **_QUARTER),
    ),
)
