"""Names of months and weekdays in the languages of the field, folded."""

from collections.abc import Sequence
from types import MappingProxyType

_NAMES = (
    "jan january janeiro enero ene januar janner janvier janv januari gennaio",
    "feb february fevereiro fev febrero februar feber fevrier fevr februari febbraio",
    "mar march marco marzo marz mrz maerz mars mart maart mrt",
    "apr april abril abr avril avr aprile",
    "may mai maio mayo maj mei maggio",
    "jun june junho junio juni juin giugno",
    "jul july julho julio juli juillet juil luglio",
    "aug august agosto ago aout augustus",
    "sep sept september setembro set septiembre setiembre septembre settembre",
    "oct october outubro out octubre oktober okt octobre ottobre",
    "nov november novembro noviembre novembre",
    "dec december dezembro dez diciembre dic dezember decembre desember des",
)
MONTHS = MappingProxyType({name: number for number, names in enumerate(_NAMES, 1) for name in names.split()})
CHINESE_NUMBERS = MappingProxyType(
    {
        word: number
        for number, word in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)
    }
)
MONTH_PATTERN = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])\.?"

WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
    " segunda-feira terca-feira quarta-feira quinta-feira sexta-feira segunda terca quarta quinta sexta sabado domingo"
    " seg ter qua qui sex sab dom lunes martes miercoles jueves viernes lun mie jue vie"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche mer jeu ven sam dim"
    " mandag tirsdag onsdag torsdag fredag lordag sondag man tir tirs ons tor tors fre lor son"
    " 星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 mar"
)
_WEEKS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue wed thu fri sat sun",
    "mon tues wed thurs fri sat sun",
    "segunda-feira terca-feira quarta-feira quinta-feira sexta-feira sabado domingo",
    "segunda terca quarta quinta sexta sabado domingo",
    "seg ter qua qui sex sab dom",
    "lunes martes miercoles jueves viernes sabado domingo",
    "lun mar mie jue vie sab dom",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "mo di mi do fr sa so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lun mar mer jeu ven sam dim",
    "mandag tirsdag onsdag torsdag fredag lordag sondag",
    "man tir ons tor fre lor son",
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "周一 周二 周三 周四 周五 周六 周日",
)


ALL_WEEKDAYS = frozenset(day for week in _WEEKS for day in week.split())


def weekdays_of(words: Sequence[str]) -> tuple[int, ...] | None:
    """The weekdays (Monday is 1) that folded words name, all in one language; None where they aren't five or more."""
    for week in _WEEKS:
        days = week.split()
        if len(words) >= 5 and len(set(words)) == len(words) and all(word in days for word in words):
            return tuple(days.index(word) + 1 for word in words)
    return None


WEEKDAY_PATTERN = "(?:" + "|".join(sorted(WEEKDAYS.split(), key=len, reverse=True)) + r")(?![^\W\d_])\.?"
