"""Codes before titles ("KR1.2 - …", "Objetivo 2.", "1.1") and attributes inside texts ("(weight: 50%, Id: 123)")."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from okr_analytics.ingest.values.folding import clean, fold
from okr_analytics.ingest.values.measures import MULTIPLIERS, as_measure
from okr_analytics.ingest.values.months import MONTHS
from okr_analytics.ingest.values.readings import Coded

_WORDS = MappingProxyType(
    {
        "objective": "objectives?|objetivos?|objectifs?|ziele?|ziel|obj|okr|oe|os|o|mål|målsetting|målsætning|目标|goals?|goal|meta estrategica",
        "key_result": "key[ -]?results?|kr's|krs?|kr|resultados?[ -]chave|rc|resultados?[ -]clave|schlüsselergebnis(?:se)?|schluesselergebnis|se"
        "|résultats?[ -]clés?|resultats?[ -]cles?|nøkkelresultat(?:er)?|nøgleresultat(?:er)?|nr|关键结果|关键成果",
        "initiative": "initiatives?|iniciativas?|initiativen?|initiativ|actions?|ação|acao|ações|acción|accion|maßnahme|massnahme|tiltak|举措|行动|exp|experiment",
        "kpi": "kpis?|indicators?|indicador(?:es)?|indikator|kennzahl|indicateurs?|指标",
        "project": "projects?|projetos?|proyectos?|projekte?|projets?|prosjekt(?:er)?|项目|prj|proj",
        "milestone": "milestones?|marcos?|hitos?|meilensteine?|jalons?|milepæl(?:er)?|里程碑|ms|m|tasks?|tarefas?|tareas?|aufgaben?|tâches?|oppgaver?",
    }
)
_NUMBERS = r"\d{1,3}(?:[.\-_]\d{1,3}){0,4}"
_SEPARATOR = r"(?:\s*[:.)\]\-–—|：、]+\s*|\s+|$)"
_TYPED = re.compile(
    r"^\W{0,3}\b(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items())
    + rf")\s?(?:#|n[.ºo°]\s?|n\s|no\.?\s)?[-.]?\s?(?P<numbers>{_NUMBERS}|[a-h](?![^\W_]))(?P<more>[a-h](?![^\W_]))?[\])]?(?P<sep>{_SEPARATOR})",
    re.IGNORECASE,
)
_PAIR = re.compile(
    r"^[\W_]{0,2}(?P<o>o(?:bj)?\s?\d{1,3})[\s._/\-–]{0,3}(?P<k>kr\s?\d{1,3}(?:\.\d{1,3})?)(?P<sep>\s*[:.)\-–—|：]+\s*|\s+|$)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items()) + r")\s*[:：]\s*(?=\S)", re.IGNORECASE
)
_BARE = re.compile(
    r"^(?P<numbers>\d{1,3}(?:\.\d{1,3}){1,4})\.?(?:\s*[:)\-–—|]\s*|\s+)(?=\D)|^(?P<one>\d{1,2})\s?[.):]\s*(?=[^\W\d_]|[\"“'\[(])|^\((?P<round>\d{1,2})\)\s*(?=\S)"
)
_LABEL = re.compile(r"^\[?(?P<label>[A-Z]{2,6}-?\d{1,5}(?:\.\d{1,3})*)\]?\s*[:\-–—|]\s*(?=\S)")
_WEIGHTED = re.compile(r"[(\[（]([^()\[\]（）]*[:=：][^()\[\]（）]*)[)\]）]")
_PAIR_TEXT = re.compile(r"\s*([^:=,;：]{1,40})\s*[:=：]\s*([^;]{1,80})\s*")
_NEXT_PAIR = re.compile(r"[,;，；](?=[^:=：,;]{1,40}[:=：])")


@lru_cache(maxsize=8192)
def split_code(text: str) -> Coded:
    """The title apart from its leading code; a text without one comes back as its title.

    "KR1.2 - Reach …" → key_result, "KR1.2", (1, 2); "O1KR2: …" → key_result; "1.1 Reach …" → kind None; a kind named
    without a number ("Objective: Grow") has code None.
    """
    title = clean(text.replace("\n", " ")) if len(text) < 5000 else text
    return _pair(title) or _typed(title) or _named(title) or _bare(title) or _labelled(title) or Coded(title)


def _pair(title: str) -> Coded | None:
    m = _PAIR.match(title)
    if not m:
        return None
    code = re.sub(r"\s", "", f"{m['o']}.{m['k']}").upper()
    return Coded(title[m.end() :].strip(), code, "key_result", _ints(code))


def _typed(title: str) -> Coded | None:
    m = _TYPED.match(title)
    if not m:
        return None
    kind = next(k for k in _WORDS if m[k])
    word = m[kind]
    if len(word) == 1 and word.islower():
        return None  # "a 2", "o 3" begin sentences
    if m["numbers"].isalpha() and not (title[m.end("numbers") : m.end()].strip() or m["numbers"].isupper()):
        return None  # "Of all patients"
    if len(word) == 1 and kind == "milestone" and not m["sep"].strip():
        return None
    if word.casefold() in {"nr", "se", "os", "oe"} and not (word.isupper() and m["sep"].strip()):
        return None
    rest = title[m.end() :].strip()
    if not m["sep"].strip() and rest[:1].islower() and len(word) > 2 and not word[:1].isupper():
        return None
    code = re.sub(r"[\s#.]+$|[\s:)\]\-–—|]+$", "", title[: m.end("more") if m["more"] else m.end("numbers")])
    return Coded(rest, clean(code.lstrip("[(*_~ ")), kind, _ints(m["numbers"]))


def _named(title: str) -> Coded | None:
    m = _NAMED.match(title) if ":" in title or "：" in title else None  # most titles have none
    return Coded(title[m.end() :].strip(), None, next(k for k in _WORDS if m[k])) if m else None


def _bare(title: str) -> Coded | None:
    m = _BARE.match(title)
    if not m:
        return None
    first = re.split(r"[\s,]", fold(title[m.end() :]), maxsplit=1)[0]
    if first in MULTIPLIERS or first.rstrip(".") in MONTHS or as_measure(first) or first.startswith("%"):
        return None  # "1.5 million users", "10. Oktober"
    code = m["numbers"] or m["one"] or m["round"]
    return Coded(title[m.end() :].strip(), code, None, _ints(code))


def _labelled(title: str) -> Coded | None:
    m = _LABEL.match(title)
    return Coded(title[m.end() :].strip(), m["label"], None, _ints(m["label"])) if m else None


def _ints(code: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d{1,9}", code))


@lru_cache(maxsize=4096)
def attributes(text: str) -> Mapping[str, str]:
    """Name → value of brackets such as "(weight: 50%, Id: 123)" in a text, names folded; {} without one."""
    found: dict[str, str] = {}
    for bracket in _WEIGHTED.findall(text[:2000]):
        pairs = [_PAIR_TEXT.fullmatch(part) for part in _NEXT_PAIR.split(bracket)]
        if all(pairs):
            found |= {fold(m[1]): m[2].strip() for m in pairs if m}
    return MappingProxyType(found)
