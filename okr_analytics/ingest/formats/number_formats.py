"""Number format codes: the built-in ones, which of them show dates, and the date a serial number stands for."""

import datetime as dt
import re
from functools import lru_cache

GENERAL = "General"
BUILTIN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    # Dates of East Asian Excel; the file says no more about them than the number.
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy/m/d"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_MINUTES = re.compile(r"h[^dy]*?m+|m+[^dyh]*?s", re.IGNORECASE)
_EPOCH = dt.datetime(1899, 12, 30)
_MAX_SERIAL = 2_958_466  # the day after 9999-12-31

Moment = dt.datetime | dt.date | dt.time | dt.timedelta


@lru_cache(maxsize=4096)
def date_kind(code: str) -> str:
    """What a format code shows: "" a number, "date", "time", "datetime" or "elapsed"."""
    section = _LITERAL.sub("", code).split(";")[0]
    if section.strip().lower() in ("", "general", "@"):
        return ""
    if _ELAPSED.search(section):
        return "elapsed"
    letters = section.lower().replace("am/pm", "h").replace("a/p", "h")
    if "#" in letters or "?" in letters:
        return ""
    clock = "h" in letters or "s" in letters
    calendar = "d" in letters or "y" in letters or "m" in _MINUTES.sub("", letters)
    return {(True, True): "datetime", (True, False): "time", (False, True): "date"}.get((clock, calendar), "")


def moment(serial: float, kind: str, *, from_1904: bool) -> Moment | None:
    """The date, time or duration a serial number stands for; None where the calendar has none (such as 1900-02-29)."""
    if kind == "elapsed":
        return dt.timedelta(days=serial) if abs(serial) < _MAX_SERIAL else None
    if kind == "time" and 0 <= serial < 1:
        return _clock(serial)
    days = serial + 1462 if from_1904 else serial
    if not (days >= 0 if from_1904 else days >= 1) or days >= _MAX_SERIAL:
        return None
    if not from_1904 and days < 61:
        if days >= 60:
            return None
        days += 1
    whole = int(days)
    milliseconds = round((days - whole) * 86_400_000)
    when = _EPOCH + dt.timedelta(days=whole, milliseconds=milliseconds)
    return when.date() if kind == "date" and milliseconds == 0 else when


def _clock(serial: float) -> dt.time | dt.timedelta:
    milliseconds = round(serial * 86_400_000)
    if milliseconds >= 86_400_000:
        return dt.timedelta(days=1)
    return (dt.datetime.min + dt.timedelta(milliseconds=milliseconds)).time()
