"""Nobody owns it, or several do.

What it does
    Finds key results without an owner in sheets that have a place for one (error), and with more than one (remark).
Why it matters
    What everybody owns nobody moves; one name to ask is enough, the work may be shared by many.
"""

import re
from collections.abc import Iterator

from okr_analytics.diagnostics import Severity
from okr_analytics.quality.examples import kr
from okr_analytics.quality.items import Kind
from okr_analytics.quality.rule import Hit, Rule, Subject

_BETWEEN = re.compile(r"\s*(?:[,;/&+\n]|\band\b|\by\b|\be\b)\s*")


def check(subject: Subject) -> Iterator[Hit]:
    """Fire for no owner, or several."""
    item = subject.item
    owner = (item.owner or "").strip()
    if not owner:
        if item.owner_known:
            yield Hit("Nobody owns it.", "Name one person.", fields=("owner",))
        return
    names = [name for name in _BETWEEN.split(owner) if name]
    if len(names) > 1 and not _surname_first(owner, names):
        yield Hit(
            f"{len(names)} owners: {owner}.",
            "Name the one person to ask; the others contribute.",
            fields=("owner",),
            severity=Severity.INFO,
        )


def _surname_first(owner: str, names: list[str]) -> bool:
    """ "Silva, Ana" is one person."""
    return owner.count(",") == 1 and len(names) == 2 and " " not in names[0]


RULE = Rule(
    code="KR403",
    name="owner",
    target=Kind.KEY_RESULT,
    severity=Severity.ERROR,
    words=False,
    source="whatmatters.com: each key result has an owner; GitLab, one directly responsible individual; okrstool: only 60% have clear ownership",
    bad="NPS from 40 to 60 (owner: empty)",
    good="NPS from 40 to 60 (owner: Ana)",
    check=check,
    fires=(
        kr("NPS from 40 to 60", owner_known=True),
        kr("NPS from 40 to 60", owner="Ana and Rui"),
        kr("NPS", owner="Ana / Rui"),
        kr("Fila de 40 para 20", owner_known=True),
        kr("Merma del 9% al 4%", owner_known=True),
        kr("Churn from 8% to 5%", owner="Ana & Rui"),
        kr("Churn from 8% to 5%", owner="Ana, Rui, Eva"),
        kr("Serve 300 families", owner_known=True),
    ),
    silent=(
        kr("NPS from 40 to 60"),
        kr("NPS from 40 to 60", owner="Ana", owner_known=True),
        kr("NPS from 40 to 60", owner="Silva, Ana", owner_known=True),
        kr("Fila de 40 para 20"),
        kr("Merma del 9% al 4%", owner="Eva"),
        kr("Churn from 8% to 5%", owner="Head of Sales", owner_known=True),
        kr("Serve 300 families", owner="Rui"),
        kr("Churn", owner="Ana María López"),
    ),
)
