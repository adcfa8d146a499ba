"""Words by which a cell says that there is nothing: "n/a", "—", "TBD", "sem meta"."""

from functools import lru_cache

from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.values.folding import fold

_SIGNS = frozenset(
    ["-", "--", "---", "–", "—", "―", "…", "...", ".", "..", "/", "//", "\\", "?", "??", "???", "*", "x_x", "∅", "ø"]
) | {"", "_", "__", "___"}
_WORDS = frozenset(
    """
    na|n/a|n.a.|n.a|n. a.|n\\a|#n/a|(n/a)|n/d|nd|n.d.|n/k|n/r|nil|none|null|nan|nat|<na>|blank|empty|unknown|tbd|tbc|tba|t.b.d.
    to be determined|to be defined|to be confirmed|to be decided|to be announced|to be set|to be agreed|to be advised
    not applicable|not available|not defined|not set|not yet set|not yet defined|not yet available|not known|not stated
    no data|no data available|no target|no target set|no specific target|no goal|no value|no info|no information|no date
    no baseline|no owner|no update|no comment|no comments|nothing|missing|pending data|unassigned|unspecified|undefined
    target tbd|tbd target|see note|see comment|see comments|baseline tbd|to follow|open-ended|no due date|no deadline
    nao se aplica|nao aplicavel|nao ha|nao tem|nao definido|nao definida|nao informado|nao informada|nao disponivel
    nao possui|nao existe|nao existente|nao medido|nao apurado|nao mensurado|sem meta|sem valor|sem dados|sem informacao
    sem data|sem prazo|sem responsavel|sem linha de base|sem historico|a definir|a ser definido|a ser definida|a confirmar
    a preencher|nenhum|nenhuma|nulo|vazio|em definicao|em branco|indefinido|meta a definir|s/d|s/i|s/m|s.d.|inexistente
    no aplica|no se aplica|no disponible|no definido|no definida|no hay|no hay datos|no existe|no tiene|sin meta|sin datos
    sin dato|sin valor|sin fecha|sin informacion|sin definir|sin responsable|sin linea base|por definir|por confirmar
    por determinar|a determinar|ninguno|ninguna|vacio|pendiente de definir|no especificado|no corresponde|desconocido
    k.a.|ka|k. a.|keine angabe|keine|kein|keiner|keine daten|kein ziel|kein zielwert|kein wert|nicht zutreffend|entfallt
    nicht anwendbar|nicht verfugbar|nicht definiert|nicht bekannt|nicht festgelegt|noch offen|noch nicht festgelegt|unbekannt
    nicht vorhanden|n.v.|n. v.|nv|n.z.|n.b.|noch zu definieren|zu definieren|folgt|leer|ohne|ohne ziel|entf.|keine vorgabe
    s.o.|s/o|sans objet|sans|sans cible|sans objectif|non applicable|non disponible|non defini|non definie|non renseigne
    non renseignee|non precise|non communique|non connu|a preciser|a determiner|aucun|aucune|aucune donnee|aucune cible
    pas de cible|pas de cible specifique|pas de donnees|pas d'objectif|pas de valeur|pas de date|neant|vide|inconnu|n.c.|nc
    nsp|n.r.|pas applicable|en attente de donnees
    ikke relevant|ikke aktuelt|ikke aktuell|ikke angitt|ikke angivet|ikke tilgjengelig|ikke tilgaengelig|ikke definert
    ikke defineret|ikke satt|ikke fastsatt|ikke fastsat|ikke kjent|ikke kendt|ingen|ingen data|ingen mal|intet|ingen dato
    ukjent|ukendt|mangler|i/a|i.a.|ikke oplyst|ikke oppgitt|avventer|ma avklares|avklares|ubestemt|tomt
    无|没有|不适用|暂无|未定|待定|未知|未设定|未设置|无数据|无目标|不详|空|待确认|未填写|尚未确定|暂无数据|無|待补充|没有目标
    """.replace("\n", "|").split("|")
)
_ABSENT = frozenset(fold(word) for word in _WORDS if word.strip()) | _SIGNS


def is_absent(value: Value | None) -> bool:
    """Whether the cell is blank or says in its own words that there is none; an error such as #DIV/0! isn't that."""
    if isinstance(value, float):
        return False
    if isinstance(value, str):
        return not value.strip() if len(value) > 60 else _says_none(value)
    if isinstance(value, ErrorValue):
        return value.code.upper() in {"#N/A", "#N/D", "#NV"}
    return value is None


@lru_cache(maxsize=16384)
def _says_none(text: str) -> bool:
    """Whether a text says that there is none; one column repeats a few texts many times."""
    folded = fold(text)
    return folded in _ABSENT or folded.strip(" .:;()[]*\"'") in _ABSENT
