"""What kind of note a retrospective's words announce: keep, change or learned."""

import re
from collections.abc import Mapping

from okr_analytics.ingest.values import fold

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


def retrospective_kind(text: str) -> str | None:
    """The kind that a header or a cell such as "What went well" means, None where it says none."""
    folded = fold(text)
    return next((kind for kind, pattern in _WORDS.items() if pattern.search(folded)), None)
