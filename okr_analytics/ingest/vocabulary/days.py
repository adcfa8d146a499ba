"""Labels that announce the day for which a sheet's values hold: "As of", "Data-base", "Fecha de corte", "Stand"."""

import re
from functools import lru_cache

from okr_analytics.ingest.values.folding import fold

# Say nothing but the day of the state.
_SURE = (
    "as of, as of date, as at, status as of, status as at, position as of, situation as of, report date, "
    "reporting date, last updated, updated, updated on, last update, snapshot date, cut-off date, data date, "
    "data base, data-base, data de referencia, data do corte, data de corte, posicao em, atualizado em, "
    "atualizado ate, ultima atualizacao, data da atualizacao, situacao em, "
    "fecha de corte, fecha de actualizacion, fecha de referencia, fecha del informe, actualizado, actualizado al, "
    "actualizado el, ultima actualizacion, corte al, corte a, situacion al, datos al, "
    "stand, stand vom, stand per, stand am, datenstand, berichtsdatum, stichtag, zum stichtag, letzte aktualisierung, "
    "date de mise a jour, mise a jour, mis a jour le, derniere mise a jour, date d'arrete, date de reference, "
    "arrete au, situation au, etat au, donnees au, "
    "oppdatert, opdateret, sist oppdatert, senest opdateret, per dato, status pr, status per, rapportdato, "
    "截至, 截至日期, 更新日期, 更新时间, 数据日期"
)
# Are headers of columns as well.
_DOUBTFUL = "date, data, fecha, al, datum, au, dato, per, pr, update, 日期"


def _alternatives(phrases: str) -> str:
    words = sorted((phrase.strip() for phrase in phrases.split(",")), key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


_LABEL = re.compile(
    rf"^(?:(?P<sure>{_alternatives(_SURE)})|(?:{_alternatives(_DOUBTFUL)}))(?:\s*[:：]\s*|\.?\s+|\.?$|(?<=[一-龥]))(?P<rest>.*)$"
)


@lru_cache(maxsize=4096)
def day_label(text: str) -> tuple[str, bool] | None:
    """What follows a label for the day of a state ("Stand: 31.3.2026" → "31.3.2026"; "" where it stands alone), and
    whether the label is sure; None where a text begins with no such label.
    """
    if len(text) > 60:
        return None
    found = _LABEL.match(fold(text))
    return (found["rest"].strip(), bool(found["sure"])) if found else None
