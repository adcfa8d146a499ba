"""What role in the rollout a word means: sponsor, master, champion, coach or godparent; other words stay as written."""

import re
from collections.abc import Mapping

from okr_analytics.ingest.values import fold

# In this order, because "champion sponsor" sponsors and an "OKR-Pate" is no master.
_WORDS: Mapping[str, re.Pattern[str]] = {
    "godparent": re.compile(r"\b(?:god(?:parent|mother|father)|padrin|madrin|parrain|marrain|pat(?:e|in|en)\b|fadder|fadd)|教父|导师"),
    "sponsor": re.compile(r"\b(?:sponsor|patrocinad|commanditaire|auftraggeber|oppdragsgiver|opdragsgiver)|发起人|赞助"),
    "coach": re.compile(r"\b(?:coach|entrenador|facilitad|facilitat|moderator|trainer)|教练"),
    "master": re.compile(r"\bmaster|\bokr[- ]?(?:lead|leiter|ansvarlig|manager|owner)|\b(?:lead|lider) (?:de )?okr|主管"),
    "champion": re.compile(
        r"\b(?:champion|campe|embaixad|embajador|embajadora|ambassad|botschafter|multiplik|multiplicad|referent|relais|"
        r"ponto focal|punto focal|focal point|correspondant|guardi|promotor)|大使|推广"
    ),
}  # fmt: skip


def champion_role(text: str) -> str | None:
    """The role that a cell such as "Padrinho" or "OKR-Botschafterin" means, None where it says none that is known."""
    folded = fold(text)
    return next((role for role, pattern in _WORDS.items() if pattern.search(folded)), None)
