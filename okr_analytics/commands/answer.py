"""How every command answers: one JSON document or plain text on stdout, progress on stderr, one set of exit codes."""

import json
import sys
import unicodedata
from collections.abc import Mapping
from typing import Any

FINE = 0
DATA_ERROR = 1  # something in the data is of severity error
NO_FILE = 2  # no file could be used, or the command was called wrongly
STORE_UNAVAILABLE = 3

VERSION = 1


def print_json(document: Mapping[str, Any]) -> None:
    """Prints the one document of a `--json` answer, with its version in front."""
    json.dump({"version": VERSION, **document}, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write("\n")


def say(text: str = "") -> None:
    """Prints a line for people on stdout; control characters that a sheet may hold are made harmless."""
    sys.stdout.write(harmless(text) + "\n")


def log(text: str) -> None:
    """Prints a line of progress or complaint on stderr."""
    sys.stderr.write(harmless(text) + "\n")
    sys.stderr.flush()


def harmless(text: str) -> str:
    """The text with line breaks shown as a space and every other control or direction character as "�"."""
    spaced = " ".join(text.split()) if "\n" in text or "\t" in text else text
    return "".join("�" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in spaced)
