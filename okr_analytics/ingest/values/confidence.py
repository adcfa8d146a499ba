"""A cell as confidence 0–1: fractions, percentages, 1–10, 5/10, words, stars."""

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.answers import answer
from okr_analytics.ingest.values.folding import fold
from okr_analytics.ingest.values.numbers import read_number
from okr_analytics.ingest.values.readings import Number, Scale
from okr_analytics.ingest.values.scales import read_fraction
from okr_analytics.ingest.values.status import read_status

_SPAN = re.compile(r"(?:0|1)\s?(?:-|–|to|a|bis|à|til|/|_|\s)\s?(5|10|100)\b|/\s?(5|10|100)\b")
_WORDS = MappingProxyType(
    {
        0.95: "very high|muito alta|muito alto|muy alta|muy alto|sehr hoch|tres haute|tres eleve|tres elevee|svaert hoy|meget hoj"
        "|certain|sure|certa|certo|seguro|sicher|sikker|非常高|很高|完全有信心|very confident|highly confident|muito confiante",
        0.8: "high|alta|alto|hoch|haute|haut|elevee|eleve|hoy|hoj|confident|likely|h|strong|good|provavel|probable|confiante"
        "|wahrscheinlich|sannsynlig|sandsynlig|高|有信心|green|verde|grun|vert|gronn|gron|forte|boa|buena|gut|bonne",
        0.65: "medium high|medium-high|media alta|mittel-hoch|moyenne haute|somewhat confident|中高",
        0.5: "medium|med|m|mid|moderate|media|medio|mittel|moyenne|moyen|middels|middel|mellem|neutral|50/50|fifty-fifty|fair"
        "|regular|incerto|uncertain|unsure|中|一般|中等|amber|yellow|amarelo|amarela|amarillo|gelb|jaune|gul|average",
        0.35: "medium low|medium-low|media baixa|media baja|somewhat unsure|中低",
        0.2: "low|baixa|baixo|baja|bajo|niedrig|gering|faible|basse|lav|l|weak|unlikely|improvavel|improbable"
        "|unwahrscheinlich|usannsynlig|低|没信心|red|vermelho|vermelha|rojo|rot|rouge|rod|not confident|fraca|poor",
        0.05: "very low|muito baixa|muito baixo|muy baja|muy bajo|sehr niedrig|sehr gering|tres faible|svaert lav|meget lav"
        "|none at all|很低|非常低|no confidence|impossible",
    }
)
_CONFIDENCE = MappingProxyType({word: share for share, words in _WORDS.items() for word in words.split("|")})
_TRAFFIC = MappingProxyType({"on_track": 0.8, "done": 1.0, "at_risk": 0.5, "off_track": 0.2})


def confidence_scale(
    values: Sequence[Value | None], formats: Sequence[str] = (), header: str = "", *, decimal: str | None = None
) -> Scale:
    """By what a column's plain numbers are multiplied to become confidence 0–1 (0.1 for 1–10, 0.01 for percent).

    A span in the header ("Confidence (1-10)") decides; else the largest value does. Numbers up to 5 without a header
    that says so are read on the scale of 10 that OKR check-ins use, and the answer isn't sure.
    """
    if match := _SPAN.search(fold(header)):
        top = float(match[1] or match[2])
        return Scale(1 / top, True, f"the header says up to {top:g}")
    codes = [*formats, *["General"] * (len(values) - len(formats))]
    cells = {(type(v), v, f): v for v, f in zip(values, codes, strict=False)}  # each once
    numbers = [read_number(v, f, decimal=decimal) for (_, _, f), v in cells.items() if not is_absent(v)]
    plain = [n.value for n in numbers if n.value is not None and not n.was_percent and n.out_of is None]
    return _by_largest([abs(p) for p in plain], "%" in header)


def _by_largest(plain: list[float], is_percent: bool) -> Scale:
    top = max(plain, default=0.0)
    if top == 0:
        return Scale(1.0, bool(plain) is False, "")
    if top <= 1:
        return Scale(1.0, any(0 < p < 1 for p in plain), "no value is above 1")
    if top <= 10 and not is_percent:
        return Scale(0.1, top > 5, f"values up to {top:g}: read on a scale of 10")
    return Scale(0.01, True, f"values up to {top:g}: read as percent")


def read_confidence(
    value: Value | None, format: str = "General", *, scale: Scale | float = 1.0, decimal: str | None = None
) -> Number:
    """Confidence as a fraction 0–1; words such as "high" count .8, "medium" .5, "low" .2, and the answer says so."""
    if isinstance(value, str) and not is_absent(value) and (found := _from_words(value)):
        return found
    number = read_fraction(value, format, scale=scale, decimal=decimal)
    if number.value is not None and not 0 <= number.value <= 1:
        return replace(number, value=None, problem=f"{answer(str(value))} is not a confidence between 0 and 1")
    if number.problem and isinstance(value, str):
        return replace(number, problem=f"{answer(value)} is not a confidence")
    return number


def _from_words(text: str) -> Number | None:
    folded = fold(text).strip(" .!")
    bare = re.sub(r"\s*\(.*?\)\s*|\s*(?:confidence|confianca|confianza|vertrauen|confiance)\s*", "", folded).strip()
    share = _CONFIDENCE.get(folded, _CONFIDENCE.get(bare))
    if share is None and (stars := re.fullmatch(r"([★⭐]{1,10})([☆✩]{0,10})", folded.replace(" ", ""))):
        full = len(stars[1])
        share = full / max(full + len(stars[2]), 5)
    if share is None and not any(c.isalnum() for c in folded):
        share = _TRAFFIC.get(read_status(text).status or "")
    return None if share is None else Number(share, how=f"{answer(text)} counts as {share:g}")
