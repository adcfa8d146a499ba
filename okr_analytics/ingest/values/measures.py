"""Units of measure and currencies: the many ways they are written, and the short form this product uses."""

from functools import cache, lru_cache
from types import MappingProxyType

from okr_analytics.ingest.values.folding import fold, plain

_UNITS = MappingProxyType(
    {
        "%": "% percent per_cent pct pct. prc prozent percentage percentagem porcento porcentagem porcentaje pourcentage"
        " pourcent prosent procent percentual 百分比 百分之 por_cento por_ciento pour_cent percentage_of",
        "pp": "pp p.p. pp. ppt ppts percentage_points percentage_point %-points %-point %p p.p pontos_percentuais"
        " ponto_percentual puntos_porcentuales punto_porcentual prozentpunkte prozentpunkt points_de_pourcentage"
        " prosentpoeng procentpoint 百分点",
        "h": "h hr hrs hour hours h. hrs. hr. hora horas hs stunde stunden std std. heure heures time timer t/h 小时 时 工时"
        " man-hours person-hours manhours staff_hours horas-homem hh 小時 ore",
        "min": "min mins min. minute minutes minuto minutos minuten minutt minutter minut 分钟 分",
        "s": "s sec secs seconds second segundo segundos sekunde sekunden seconde secondes sekund sekunder 秒",
        "ms": "ms milliseconds millisecond",
        "d": "d day days d. dia dias día días dia(s) day(s) tag tage tagen jour jours j dag dager dage døgn 天 日 工作日 人天"
        " man-days person-days pd md workdays working_days business_days work_days dias_úteis dias_uteis días_hábiles"
        " arbeitstage werktage jours_ouvrés jours_ouvrables arbeidsdager arbejdsdage pt personentage dias_corridos"
        " calendar_days dagsverk",
        "wk": "w wk wks week weeks wks. wk. semana semanas woche wochen semaine semaines uke uker uge uger 周 星期 sem sem.",
        "mo": "mo mos month months mth mths mês mes meses monat monate monaten mois måned måneder mnd mdr 月 个月"
        " person-months pm man-months personenmonate",
        "yr": "y yr yrs year years ano anos año años jahr jahre jahren an ans année années år 年",
        "pts": "pt. pts pts. point points ponto pontos punto puntos punkt punkte punkten poeng 分数 点 sp story_points",
        "FTE": "fte ftes full-time_equivalents full-time_equivalent vzä vzae ept etp årsverk årsværk etc_fte headcount_fte",
        "x": "x × times vezes veces mal fois ganger gange 倍",
        "people": "people persons person pessoas pessoa personas persona personen personnes personer 人 名",
        "#": "# no. nr number count qty quantity número numero n° nº quantidade qtd qtde cantidad anzahl stk stück nombre antall"
        " antal units unit unidades unidade unidad einheiten unités stykker 数量 个 件 次",
        "t": "t ton tons tonne tonnes tonelada toneladas tonnen tonn 吨",
        "kg": "kg quilos kilos 公斤",
        "g": "g gr",
        "km": "km kms quilômetros kilometers kilometres 公里",
        "m": "m metros meters metres meter 米",
        "m2": "m² m2 sqm sq_m 平方米",
        "m3": "m³ m3",
        "kWh": "kwh",
        "MWh": "mwh",
        "GWh": "gwh",
        "tCO2e": "tco2e tco2 t_co2e t_co2",
        "GB": "gb",
        "MB": "mb",
        "TB": "tb",
        "°C": "°c ℃",
        "NPS": "nps",
        "index": "index índice indice indeks 指数",
        "ratio": "ratio razão razón verhältnis taux_ratio",
        "stars": "stars star estrelas estrellas sterne étoiles stjerner ★ 星",
    }
)
_CURRENCIES = MappingProxyType(
    {
        "R$": "r$ brl reais real",
        "$": "$ usd us$ dollar dollars dólares dolares dólar u$s u$ $us 美元",
        "€": "€ eur euro euros eurs",
        "£": "£ gbp pound pounds sterling libras",
        "¥": "¥ jpy yen 日元",
        "CNY": "cny rmb 元 人民币 yuan 圆",
        "kr": "kr kr. kroner krone",
        "NOK": "nok",
        "DKK": "dkk",
        "SEK": "sek",
        "CHF": "chf fr. sfr franken",
        "CA$": "ca$ cad c$",
        "A$": "a$ aud au$",
        "NZ$": "nz$ nzd",
        "S$": "s$ sgd",
        "HK$": "hk$ hkd",
        "MX$": "mx$ mxn pesos",
        "₹": "₹ inr rs rs. rupees",
        "₽": "₽ rub",
        "₩": "₩ krw",
        "₫": "₫ vnd",
        "₺": "₺ try",
        "₦": "₦ ngn",
        "₱": "₱ php",
        "zł": "zł pln",
        "Kč": "kč czk",
        "R": "zar",
        "CLP": "clp",
        "COP": "cop",
        "ARS": "ars",
        "PEN": "pen s/.",
        "AOA": "aoa kz",
        "MZN": "mzn mt",
    }
)


@cache
def _index() -> tuple[dict[str, str], dict[str, str]]:
    units = {fold(w.replace("_", " ")): short for short, words in _UNITS.items() for w in words.split()}
    money = {fold(w.replace("_", " ")): short for short, words in _CURRENCIES.items() for w in words.split()}
    return units, money


@lru_cache(maxsize=4096)
def as_measure(word: str) -> str | None:
    """The short form of a unit of measure ("hrs" → "h", "Prozent" → "%"), None for a word that isn't one."""
    folded = fold(word).strip("()[] ")
    return _index()[0].get(folded) or _index()[0].get(folded.rstrip("."))


@lru_cache(maxsize=4096)
def as_currency(word: str) -> str | None:
    """The sign or code of a currency ("EUR" → "€", "reais" → "R$"), None for a word that isn't one."""
    folded = fold(word).strip("()[] ")
    return _index()[1].get(folded) or _index()[1].get(folded.rstrip("."))


# A multiplier says how many times: thousand, million … as people write them after a number.
MULTIPLIERS = MappingProxyType(
    {
        **dict.fromkeys(
            ("k", "thousand", "thousands", "mil", "tsd", "tsd.", "tausend", "mille", "milliers", "tusen", "千"), 1e3
        ),
        **dict.fromkeys(("t.", "tys", "th", "thsd"), 1e3),
        **dict.fromkeys(("万", "萬", "万元"), 1e4),
        **dict.fromkeys(("lakh", "lakhs", "lac"), 1e5),
        **dict.fromkeys(
            ("mi", "mm", "mn", "mln", "mio", "mio.", "million", "millions", "milhao", "milhoes", "millon"), 1e6
        ),
        **dict.fromkeys(("millones", "millionen", "mill", "mill.", "millioner", "mill", "百万", "mi.", "mlj"), 1e6),
        **dict.fromkeys(("crore", "crores", "cr"), 1e7),
        **dict.fromkeys(("亿", "億", "亿元"), 1e8),
        **dict.fromkeys(("bn", "b", "bi", "billion", "billions", "mrd", "mrd.", "milliarde", "milliarden", "mds"), 1e9),
        **dict.fromkeys(
            ("bilhao", "bilhoes", "milliard", "milliards", "milliarder", "md", "mia", "mia.", "mil millones"), 1e9
        ),
        **dict.fromkeys(("tn", "trillion", "tri", "trilhao", "trilhoes"), 1e12),
    }
)


def multiplier(word: str, *, money: bool) -> float | None:
    """How many times a word after a number says; "m" and "M" count as million for money, "M" alone also without."""
    bare = plain(word)
    if bare == "M" or (money and bare == "m"):
        return 1e6
    return MULTIPLIERS.get(fold(bare))


def short_measure(text: str) -> str | None:
    """A unit of measure as written by a person ("Prozent", "R$ mil", "customers"): short form where known, else as is."""
    word = plain(text).strip("()[]")
    if not word or len(word) > 40:
        return None
    return as_measure(word) or as_currency(word) or word
