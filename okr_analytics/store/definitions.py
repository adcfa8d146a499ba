"""What the database is made of: the schema and view files, in the order in which they can be created."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

SCHEMA = Path(__file__).parent / "schema"
VIEWS = Path(__file__).parent / "views"
_CALL = re.compile(r"\b([a-z][a-z0-9_]*)\s*\(")
_WORD = re.compile(r"[a-z_]+")
_TABLE = re.compile(r"CREATE TABLE (\w+)")
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


def macro_statement(view: str) -> str:
    """The CREATE statement of a view; raises ValueError where the file creates something of another name."""
    text = view_texts()[view]
    if f"CREATE OR REPLACE MACRO {view}(" not in text:
        raise ValueError(f"views/{view}.sql must hold CREATE OR REPLACE MACRO {view}(")
    return text


def needed(views: Iterable[str]) -> list[str]:
    """The views and all that they call, each after those it calls."""
    return in_order(_needs(), sorted(views))


@cache
def _needs() -> Mapping[str, set[str]]:
    texts = view_texts()
    return {name: (called_views(text) & set(texts)) - {name} for name, text in texts.items()}


@cache
def stands_on(view: str) -> frozenset[str]:
    """The tables of the schema that a view reads, itself or through the views it calls."""
    words = {name: set(_WORD.findall(_COMMENT.sub("", text))) for name, text in view_texts().items()}
    return frozenset(table for name in needed([view]) for table in words[name] & _tables())


@cache
def _tables() -> frozenset[str]:
    return frozenset(name for script in schema_scripts() for name in _TABLE.findall(script))


def called_views(body: str) -> set[str]:
    """Every name that is followed by a bracket in the SQL, comments left aside."""
    return set(_CALL.findall(_COMMENT.sub("", body)))


def in_order(needs: Mapping[str, set[str]], wanted: Iterable[str]) -> list[str]:
    """The wanted names and what they need, each after what it needs; raises ValueError where they need each other."""
    done: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise ValueError("These views need each other: " + " → ".join((*path, name)))
        if name not in done:
            for other in sorted(needs[name]):
                visit(other, (*path, name))
            done.append(name)

    for name in wanted:
        visit(name, ())
    return done


def version_of(texts: Iterable[str]) -> str:
    """A short name for exactly these texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
