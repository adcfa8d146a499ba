"""Words and signs before or after a number that make it a limit: ">=", "at least", "acima de", "至少", "or more"."""

import re
from functools import cache
from types import MappingProxyType

from okr_analytics.ingest.values.folding import fold

_BEFORE = MappingProxyType(
    {
        ">=": ">=|=>|≥|⩾|at least|no less than|not less than|minimum|minimum of|min|min.|a minimum of|from|equal or above"
        "|greater than or equal to|more than or equal to|equal to or greater than|or more|reach|pelo menos|no minimo"
        "|minimo|minimo de|ao menos|maior ou igual a|maior ou igual|igual ou superior a|igual ou maior que|a partir de"
        "|al menos|por lo menos|como minimo|minimo|mayor o igual a|mayor o igual que|igual o superior a|desde|mindestens"
        "|min|wenigstens|nicht weniger als|ab|au moins|au minimum|superieur ou egal a|a partir de|minst|mindst|minimum"
        "|ikke mindre enn|fra og med|至少|不低于|不少于|大于等于|不小于|最少|最低|达到",
        "<=": "<=|=<|≤|⩽|at most|no more than|not more than|maximum|maximum of|max|max.|up to|within|not exceeding"
        "|less than or equal to|equal to or less than|no maximo|maximo|maximo de|menor ou igual a|igual ou inferior a"
        "|ate|nao mais que|nao superior a|como maximo|a lo sumo|menor o igual a|menor o igual que|hasta|no mas de"
        "|hochstens|maximal|nicht mehr als|bis zu|bis|au plus|au maximum|inferieur ou egal a|jusqu'a|hoyst|hojst|maks"
        "|maks.|maksimalt|ikke mer enn|inntil|op til|至多|不超过|不高于|小于等于|不多于|不大于|最多|最高|控制在",
        ">": ">|＞|above|over|more than|greater than|higher than|exceeding|better than|acima de|mais de|mais que|maior que"
        "|superior a|mas de|mas que|mayor que|mayor a|por encima de|uber|mehr als|grosser als|grosser|hoher als|plus de"
        "|superieur a|au-dessus de|mer enn|mere end|storre enn|storre end|hoyere enn|大于|超过|高于|多于",
        "<": "<|＜|below|under|less than|fewer than|lower than|smaller than|abaixo de|menos de|menos que|menor que"
        "|menor de|inferior a|menor a|por debajo de|unter|weniger als|kleiner als|kleiner|niedriger als|moins de"
        "|inferieur a|au-dessous de|en dessous de|mindre enn|mindre end|lavere enn|faerre enn|小于|低于|少于",
        "~": "~|≈|≃|±|about|approx|approx.|approximately|around|circa|ca|ca.|c.|roughly|cerca de|aproximadamente|aprox"
        "|aprox.|por volta de|em torno de|alrededor de|etwa|ungefahr|rund|environ|autour de|omtrent|rundt|cirka|约|大约"
        "|左右|大概",
        "=": "=|exactly|equal to|equals|exatamente|igual a|exactamente|genau|exactement|egal a|noyaktig|praecis|等于",
    }
)
_AFTER = MappingProxyType(
    {
        ">=": "+|or more|or above|or higher|or better|and above|and over|ou mais|ou superior|o mas|oder mehr|ou plus"
        "|eller mer|eller mere|eller mer|og over|以上|及以上|minimum|mindestens|e acima",
        "<=": "or less|or below|or fewer|or lower|and below|and under|ou menos|ou inferior|o menos|oder weniger|ou moins"
        "|eller mindre|以下|及以下|以内|之内|maximum|max|max.",
        "~": "approx|approx.|左右|aprox.",
    }
)


def _pattern(table: MappingProxyType[str, str]) -> str:
    words = sorted({w for text in table.values() for w in text.split("|")}, key=len, reverse=True)
    return "|".join(re.escape(w) + ("(?![a-z])" if w[-1].isascii() and w[-1].isalpha() else "") for w in words)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, str]]:
    before = {w: sign for sign, text in reversed(list(_BEFORE.items())) for w in text.split("|")}
    after = {w: sign for sign, text in reversed(list(_AFTER.items())) for w in text.split("|")}
    return re.compile(_pattern(_BEFORE)), re.compile(f"({_pattern(_AFTER)})$"), before, after


def split_comparator(text: str) -> tuple[str | None, str]:
    """The comparator that a text starts or ends with (">=", "<=", ">", "<", "~", "=" or None), and the rest.

    The text must have been cleaned; the rest keeps its case.
    """
    before, after, first, last = _patterns()
    folded = fold(text)
    if len(folded) != len(text):
        text = folded  # folding changed positions: the folded rest is as good
    if found := before.match(folded):
        return first[found[0]], text[found.end() :].lstrip(" :")
    if (found := after.search(folded)) and found.start() > 0 and not folded[found.start() - 1].isalpha():
        return last[found[1]], text[: found.start()].rstrip()
    return None, text
