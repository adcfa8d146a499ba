"""Rows of a sheet that lead somewhere else ("TOC", "Back to top") and stand among the key results without being any."""

import re

from okr_analytics.quality.items import Item
from okr_analytics.quality.lexicon import fold

_EDGE = re.compile(r"^[\W\d_]+|[\W_]+$")
# Whole titles, folded; a longer text that holds one of them is somebody's own.
_TITLES = frozenset(
    {
        "toc",
        "table of contents",
        "contents",
        "on this page",
        "in this page",
        "back to top",
        "back to index",
        "go to top",
        "home",
        "index",
        "menu",
        "click here",
        "sumario",
        "indice",
        "conteudo",
        "nesta pagina",
        "voltar",
        "voltar ao topo",
        "voltar ao inicio",
        "inicio",
        "contenido",
        "en esta pagina",
        "volver",
        "volver arriba",
        "volver al inicio",
        "inhalt",
        "inhaltsverzeichnis",
        "auf dieser seite",
        "nach oben",
        "sommaire",
        "table des matieres",
        "haut de page",
        "innhold",
        "目录",
        "目錄",
        "本页内容",
        "返回",
        "返回目录",
        "返回首页",
        "首页",
    }
)


def is_navigation(item: Item) -> bool:
    """Whether the whole title is one of navigation, and nothing beside it is measured."""
    measured = any(value is not None for value in (item.baseline, item.target, item.current, item.lower, item.upper))
    return not measured and " ".join(_EDGE.sub("", fold(item.title)).split()) in _TITLES
