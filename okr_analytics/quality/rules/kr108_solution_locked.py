"""An outcome that names its solution as well.

What it does
    Finds “by …ing”, “through the launch of …” behind a measured outcome.
Why it matters
    The team should be free to change its mind about the way; the way belongs to the initiatives.
"""

from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.roles import Role
from okr_analytics.quality.rule import Destination, Hit, Rule, Status, Subject


def check(subject: Subject) -> Iterator[Hit]:
    """Fire where a way follows a measured outcome."""
    reading = subject.reading
    text = reading.text
    if not reading.says(Role.OUTCOME):
        return
    for term in text.named("t.solution"):
        following = text.tag(term.stop)
        noun = {"project", "deliverable"} & (
            following | text.tag(term.stop + 1) | text.tag(term.stop + 2) | text.tag(term.stop + 3)
        )
        if term.first > 1 and (
            ("form.ing" in following and "activity" in following) or (noun and "of" not in text.word(term.stop))
        ):
            rest = subject.item.title[: text.tokens[term.first].start].rstrip(" ,")
            yield Hit(
                "It says how as well as what: the solution is fixed before anybody has tried it.",
                f"Drop the way, so that the team can change its mind: “{rest}”. Keep the way as an initiative.",
                (text.span(term.first, len(text.tokens)),),
            )
            return


RULE = Rule(
    code="KR108",
    name="solution-locked",
    target=Kind.KEY_RESULT,
    severity=Severity.INFO,
    status=Status.PREVIEW,
    destination=Destination.INITIATIVE,
    source="poros key-result checklist; Google OKR Playbook “or simply: improve sign-ups by 25 percent”",
    bad="Increase conversion from 2% to 4% by launching a new checkout",
    good="Increase conversion from 2% to 4%",
    check=check,
    fires=(
        kr("Raise renewal from 70% to 80% through the new loyalty programme"),
        kr("Cut waiting from 40 to 20 minutes by redesigning the triage"),
        kr("Raise occupancy from 60% to 75% by launching a booking app"),
        kr("Cut returns from 12% to 8% by redesigning the size guide"),
        kr("Lift attendance from 70% to 85% through the launch of a reminder service"),
        kr("Aumentar a conversão de 2% para 4% por meio do lançamento do novo portal"),
        kr("Reducir las quejas de 40 a 20 mediante el lanzamiento de una nueva aplicación"),
        kr("Raise scores from 60 to 75 by implementing a tutoring platform"),
    ),
    silent=(
        kr("Increase conversion by 20%"),
        kr("Cut waiting from 40 to 20 minutes by June"),
        kr("Launch the new checkout"),
        kr("Reduce queue time by 12 minutes"),
        kr("Raise occupancy from 60% to 75% by the end of May"),
        kr("Complaints from 40 to 20"),
        kr("Reduzir as queixas de 40 para 20 até junho"),
        kr("Reducir las quejas de 40 a 20 antes de junio"),
    ),
)
