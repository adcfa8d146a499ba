"""The characters of a text file whose encoding nobody told: marks, then UTF-8, then what reads like a language."""

import re

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 1 << 16
# Letters that are frequent in the languages an encoding serves; everything else beyond ASCII speaks against it.
_SINGLE = {
    "cp1252": "áàâãäåæçéèêëíìîïñóòôõöøœßúùûüýÁÀÂÃÄÅÆÇÉÈÊÍÓÔÕÖØÚÜªº°§£€–—‘’“”…•·¿¡«»²³½¼×±µ®©™\xa0",
    "cp1250": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉÍŘŠŤÚÝŽäöüőűÖÜŐŰßâîăşţÂÎŞŢ°§€–—„”“’…\xa0",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯёЁіїєІЇЄ№«»–—\xa0",
    "cp1253": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ€«»\xa0",
    "mac_roman": "áàâãäåæçéèêëíìîïñóòôõöøßúùûüÁÀÂÃÄÇÉÊÍÓÔÕÖÜªº°§£–—‘’“”…•«»€\xa0",
    "cp850": "áàâãäåæçéèêëíìîïñóòôõöøßúùûüÁÀÂÃÄÅÆÇÉÊÍÓÔÕÖØÚÜªº§£«»°",
}
_DOUBLE = ("gb18030", "big5", "shift_jis")
_NAMES = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ€«»\xa0",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "shift_jis": "Shift JIS",
}


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the name of the encoding it was guessed to have, "" where nothing was guessed."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), ""
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace"), ""
    name = _guess(data)
    return data.decode(name, "replace"), _NAMES[name]


def _wide(data: bytes) -> str:
    """UTF-16 without a mark shows as zero bytes at every other place."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.1 else ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether the file is UTF-8 with a few broken bytes: more whole characters beyond ASCII than broken ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return whole > broken


def _guess(data: bytes) -> str:
    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())[:_SAMPLE]
    double = {name: _reads_double(sample, name) for name in _DOUBLE}
    if max(double.values()) > 0:
        return max(double, key=lambda name: double[name])
    scores = {name: _score(sample, name, set(letters)) for name, letters in _SINGLE.items()}
    return max(scores, key=lambda name: scores[name])


def _reads_double(sample: bytes, name: str) -> float:
    """How well the bytes read as two-byte characters, 0 unless nearly all are common East Asian ones."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        return 0.0
    beyond = [c for c in text if c > "\x7f"]
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    if len(beyond) < 3 or max(runs) < 4 or sum(runs) / len(runs) < 2.5:
        return 0.0
    high = [byte for byte in sample if byte > 0x7F]
    if sum(byte >= 0xE0 for byte in high) > 0.45 * len(high):
        return 0.0  # small letters of Cyrillic or Greek; common Chinese characters begin lower
    common = sum(
        1.0 for c in beyond if "\u4e00" <= c <= "\u9fa5" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uff5e"
    )
    # Kana are so frequent in Japanese, and so rare in what is wrongly taken for it, that they decide.
    telling = sum(1.2 for c in beyond if "\u3040" <= c <= "\u30ff")
    share = (common + telling) / len(beyond)
    return share if share >= 0.9 else 0.0


def _score(sample: bytes, name: str, letters: set[str]) -> float:
    text = sample.decode(name, "replace")
    score = 0.0
    for before, character in zip(" " + text, text, strict=False):
        if character > "\x7f":
            score += 1 if character in letters else -2
            # A capital inside a word, or a sign within letters, is a sign of the wrong table.
            if character.isupper() and before.islower():
                score -= 1
            if not character.isalpha() and before.isalpha() and character not in "ªº°’”»…\xa0–—":
                score -= 0.5
    return score - (0.0 if name == "cp1252" else 0.5 if name == "cp1250" else 1.0)
