"""What kind of note a retrospective's words announce: keep, change or learned."""

import re
from collections.abc import Mapping

from okr_analytics.ingest.values import fold
from okr_analytics.ingest.vocabulary import kind_words, match

_WORDS: Mapping[str, re.Pattern[str]] = {
    "learned": re.compile(
        r"learn|lesson|aprend|licoes|leccion|erkenntnis|gelernt|appris|lecon|laert|laerdom|insight|经验|学到|收获"
    ),
    "change": re.compile(
        r"change|improve|stop|differently|not (?:go )?well|bad|wrong|obstacle|mudar|melhorar|parar|nao funcion|dificuldad|"
        r"cambiar|mejorar|dejar|no funcion|aendern|andern|verbess|schlecht|nicht gut|changer|ameliorer|arreter|mal|"
        r"endre|forbedre|darlig|slutte|start|try|iniciar|改进|不足|问题|改善|停止"
    ),
    "keep": re.compile(
        r"keep|well|good|continue|worked|success|manter|funcionou|bom|bem|positivo|mantener|funciono|bien|bueno|"
        r"behalten|gut|beibehalten|garder|conserver|bon|behold|bra|godt|fortsett|保持|优点|做得好|继续"
    ),
}


_HEADINGS = frozenset({"good", "bad", "try"})


def is_retrospective(text: str) -> bool:
    """Whether a whole text is the heading of notes on what was learned: "Retrospective", "What went well", "BAD"."""
    folded = fold(text).strip(" :.!?")
    if folded in _HEADINGS or kind_words(folded).get("retrospective", 0.0) == 1.0:
        return True
    return any(c.field == "retrospective.note" and c.score >= 0.9 and c.phrase == folded for c in match(folded)[:1])


def retrospective_kind(text: str) -> str | None:
    """The kind that a header or a cell such as "What went well" means, None where it says none."""
    folded = fold(text)
    return next((kind for kind, pattern in _WORDS.items() if pattern.search(folded)), None)
