"""Makes a sheet's text fit for where it is drawn: nothing invisible that breaks a file or turns a line around."""

import re

# What XML 1.0 and Office can't hold; what reorders the letters around it.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text with control characters and lone surrogates shown as "\ufffd", without the marks that turn what follows.

    Line breaks stay.
    """
    return _UNPRINTABLE.sub("\ufffd", _TURNING.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))


def in_place(text: str) -> str:
    """Like `printable`, but letter by letter, so that places in the text stay the same."""
    return _UNPRINTABLE.sub("\ufffd", _TURNING.sub("\ufffd", text.replace("\r", "\n")))


def flat(text: str) -> str:
    """The text on one line, printable; what keeps a number and its unit together stays."""
    return _BLANKS.sub(" ", printable(text)).strip()
