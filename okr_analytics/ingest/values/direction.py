"""A cell as direction: which way is good, in words, letters and arrows."""

import re
from types import MappingProxyType

from okr_analytics.ingest.cells import ErrorValue, Value
from okr_analytics.ingest.values.absent import is_absent
from okr_analytics.ingest.values.answers import answer
from okr_analytics.ingest.values.folding import clean, fold
from okr_analytics.ingest.values.readings import Direction

_WORDS = MappingProxyType(
    {
        (
            "higher",
            "increase",
        ): "higher|high|increase|increasing|up|upward|upwards|rise|raise|grow|growth|more|more is better"
        "|higher is better|bigger is better|bigger the better|the higher the better|maximise|maximize|max|maximum|positive|pos|+|++"
        "|improve up|ascending|asc|gain|i|inc|larger is better|above|at least|greater is better|higher better|up is good|>|>=|↑|⬆|▲"
        "|△|🔼|📈|⇧|↗|aumentar|aumento|aumenta|crescente|cresce|maior|maior melhor|quanto maior melhor|quanto maior, melhor|m|a|para cima"
        "|maximizar|ascendente|positiva|positivo|elevar|incrementar|subir|cima|maior e melhor|crescimento|ampliar|mais e melhor"
        "|incremento|mayor|mayor es mejor|mas es mejor|cuanto mayor mejor|creciente|subida|arriba|aumento es mejor|steigend|steigern"
        "|erhohen|hoher|hoher ist besser|je hoher desto besser|je mehr desto besser|mehr|zunahme|wachstum|aufwarts|maximieren|auf|hoch"
        "|anstieg|augmenter|augmentation|hausse|croissant|plus|plus haut|en hausse|plus eleve|maximiser|a la hausse|plus c'est haut mieux"
        "c'est|accroitre|progression|oke|hoyere|hoyere er bedre|ok|opp|stigende|vekst|storre|oge|hojere|hojere er bedre|op|vaekst|storre er"
        " bedre|mer|maksimere|增加|提升|提高|上升|越高越好|越大越好|升|正向|增长|上|高",
        (
            "lower",
            "decrease",
        ): "lower|low|decrease|decreasing|down|downward|downwards|reduce|reduction|less|less is better|fewer"
        "|lower is better|smaller is better|smaller the better|the lower the better|minimise|minimize|min|minimum|negative|neg|-|--"
        "|descending|desc|dec|below|at most|lower better|down is good|drop|decline|<|<=|↓|⬇|▼|▽|🔽|📉|⇩|↘|diminuir|diminui|diminuicao"
        "|reduzir|reducao|decrescente|menor|menor melhor|quanto menor melhor|quanto menor, melhor|d|para baixo|minimizar|descendente"
        "|negativa|negativo|baixar|baixo|cair|menor e melhor|menos e melhor|reduz|disminuir|disminucion|reducir|reduccion|decreciente"
        "|menor es mejor|menos es mejor|cuanto menor mejor|bajar|abajo|bajada|senkung|senken|verringern|fallend|niedriger"
        "|niedriger ist besser|je niedriger desto besser|je weniger desto besser|weniger|abnahme|reduzieren|abwarts|minimieren|ab|runter"
        "|ruckgang|diminuer|diminution|baisse|decroissant|moins|plus bas|en baisse|reduire|minimiser|a la baisse|plus faible|reduksjon"
        "|redusere|reduser|lavere|lavere er bedre|ned|synkende|fallende|mindre|mindre er bedre|reducere|reduktion|faldende|minke|faerre"
        "|减少|降低|下降|越低越好|越小越好|降|负向|缩短|下|低",
        (
            "range",
            "maintain",
        ): "range|maintain|maintenance|keep|hold|stable|steady|within range|in range|between|band|target range|sustain"
        "|nominal|nominal is best|on target is best|constant|stay|control|=|==|↔|⇔|➡|→|▶|◀▶|preserve|neutral|flat|manter|mantem|manutencao|faixa|intervalo|estavel|dentro da"
        " faixa|sustentar|estabilizar|entre|igual|manutencao do nivel|mantener|mantenimiento|rango|estable|dentro del rango|sostener"
        "|halten|erhalten|bereich|korridor|stabil|gleichbleibend|im bereich|spanne|beibehalten|maintenir|maintien|plage|fourchette|stabilite"
        "|intervalle|conserver|opprettholde|holde|bevare|omrade|interval|intervall|fastholde|vedlikeholde|stabilt|保持|维持|区间|范围|稳定|不变",
        (
            None,
            "milestone",
        ): "milestone|milestone-based|milestone based|binary|boolean|yes/no|done/not done|done / not done|0/1|true/false|marco|marcos|entrega|entregable|hito"
        "|hitos|binario|sim/nao|si/no|meilenstein|ja/nein|jalon|oui/non|binaire|binar|milepael|milepæl|ja/nei|leveranse|deliverable|task"
        "|project|tarefa|projeto|里程碑|是/否|achieved/not achieved|on/off|checklist",
        (
            "higher",
            "count",
        ): "count|number|quantity|numeric|contagem|numero|quantidade|cantidad|conteo|anzahl|nombre|antall|antal|计数|数量",
    }
)
_INDEX = MappingProxyType(
    {fold(word): key for key, words in reversed(list(_WORDS.items())) for word in words.split("|")}
)
_HINTS = (
    (
        re.compile(
            r"maintain|manter|mantener|halten|maintenir|opprettholde|fastholde|between|entre |within|\bplage|fourchette|"
            r"\bfaixa|\brango|bereich|korridor|\bomrade|保持|维持|区间|范围"
        ),
        ("range", "maintain"),
    ),
    (
        re.compile(
            r"lower|decreas|reduc|reduz|minimi|diminu|dismin|menor|niedriger|senk|weniger|baiss|moins|lavere|mindre|降|减|低"
        ),
        ("lower", "decrease"),
    ),
    (
        re.compile(
            r"higher|increas|maximi|aument|maior|mayor|hoher|steig|mehr|hausse|augment|hoyere|hojere|storre|升|增|高"
        ),
        ("higher", "increase"),
    ),
    (re.compile(r"mileston|binar|yes/no|marco|hito|meilenstein|jalon|milepael|里程碑"), (None, "milestone")),
)


def read_direction(value: Value | None) -> Direction:
    """Direction (higher, lower, range) and kind (increase, decrease, maintain, milestone, count) of a word or arrow.

    Portuguese tools write m (maior) and d (diminuir), a (aumentar).
    """
    if value is None or (is_absent(value) and value not in ("-", "--")):
        return Direction(absent=value is not None)
    if isinstance(value, ErrorValue):
        return Direction(problem=f"shows the error {value.code}")
    if isinstance(value, bool) or not isinstance(value, str | float | int):
        return Direction(problem="is not a direction")
    if not isinstance(value, str):
        return _signed(float(value))
    folded = fold(value).strip(" .:;!()[]'\"")
    key = _INDEX.get(folded) or next(
        (_INDEX[c] for c in clean(value) if c in _INDEX and not c.isalnum() and c not in "-+<>="), None
    )
    if key is None and len(folded) <= 60:
        key = next((found for pattern, found in _HINTS if pattern.search(folded)), None)
    return Direction(*key) if key else Direction(problem=f"{answer(value)} is not a direction")


def _signed(number: float) -> Direction:
    if number == 1:
        return Direction("higher", "increase", how="1 as upwards")
    return (
        Direction("lower", "decrease", how="-1 as downwards")
        if number == -1
        else Direction(problem="is not a direction")
    )
