"""What the database is made of: the schema and view files, in the order in which they can be created."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

SCHEMA = Path(__file__).parent / "schema"
VIEWS = Path(__file__).parent / "views"
_CALL = re.compile(r"\b([a-z][a-z0-9_]*)\s*\(")
_COMMENT = re.compile(r"--[^\n]*")


def schema_scripts() -> list[str]:
    """The texts of schema/NNN_*.sql in their order."""
    return [path.read_text(encoding="utf-8") for path in sorted(SCHEMA.glob("*.sql"))]


@cache
def view_texts() -> Mapping[str, str]:
    """View name (the stem of its file) → its SQL; the first line is a comment with the grain."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(VIEWS.glob("*.sql"))}


def grain(view: str) -> str:
    """What one row of a view is, in words; raises KeyError for a view that doesn't exist."""
    return view_texts()[view].splitlines()[0].removeprefix("--").strip()


def macro_statements() -> Iterator[str]:
    """The CREATE statements, each after those of the views it calls."""
    texts = view_texts()
    for name in in_order({name: (called_views(text) & set(texts)) - {name} for name, text in texts.items()}):
        yield _checked(name, texts[name])


def _checked(name: str, text: str) -> str:
    if f"CREATE OR REPLACE MACRO {name}(" not in text:
        raise ValueError(f"views/{name}.sql must hold CREATE OR REPLACE MACRO {name}(")
    return text


def called_views(body: str) -> set[str]:
    """Every name that is followed by a bracket in the SQL, comments left aside."""
    return set(_CALL.findall(_COMMENT.sub("", body)))


def in_order(needs: Mapping[str, set[str]]) -> list[str]:
    """The names so that each comes after those it needs; raises ValueError where they need each other."""
    done: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise ValueError("These views need each other: " + " → ".join((*path, name)))
        if name not in done:
            for other in sorted(needs[name]):
                visit(other, (*path, name))
            done.append(name)

    for name in sorted(needs):
        visit(name, ())
    return done


def version_of(texts: Iterator[str] | list[str]) -> str:
    """A short name for exactly these texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
