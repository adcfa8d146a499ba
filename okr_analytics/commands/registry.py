"""Finds the commands: every file in this folder with NAME, HELP, add_arguments(parser) and run(args) is one."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

from okr_analytics import __version__
from okr_analytics.commands.answer import FINE, NO_FILE, log, print_json
from okr_analytics.errors import OkrError


class Command(Protocol):
    """What a command's module offers; `run` returns an exit code of answer.py."""

    NAME: str
    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Adds the command's own arguments."""

    def run(self, args: argparse.Namespace) -> int:
        """Does the work and returns the exit code."""


def names() -> list[str]:
    """The commands there are; a command's file is called as the command, with "_" for "-"."""
    files = Path(__file__).parent.glob("*.py")
    found = (file.stem for file in files if "\nNAME = " in file.read_text(encoding="utf-8"))
    return sorted(name.replace("_", "-") for name in found)


def command(name: str) -> Command:
    """The module of a command; only the one that is asked for is imported, because some bring heavy libraries."""
    return cast(Command, importlib.import_module(f"okr_analytics.commands.{name.replace('-', '_')}"))


def _shared() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="print one JSON document on stdout")
    shared.add_argument("--db", metavar="PATH", help="the store (default: OKR_DATABASE, else data/okr.duckdb)")
    return shared


def parser(wanted: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of these commands."""
    top = argparse.ArgumentParser(
        prog="python -m okr_analytics", description="OKRs, KPIs and strategic projects from spreadsheets as they are."
    )
    top.add_argument("--version", action="version", version=__version__)
    places = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in wanted:
        module = command(name)
        own = places.add_parser(module.NAME, help=module.HELP, description=module.HELP, parents=[_shared()])
        module.add_arguments(own)
        own.set_defaults(run=module.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; a failure is one calm sentence on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = list(sys.argv[1:] if argv is None else argv)
    known = names()
    wanted = [words[0]] if words and words[0] in known else known
    args = parser(wanted).parse_args(words)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except OkrError as error:
        log(str(error))
        if args.json:
            print_json({"error": str(error)})
        return error.exit_code
    except KeyboardInterrupt:
        log("Stopped.")
        return NO_FILE
    except BrokenPipeError:  # the reader of our output left; nothing of ours failed
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code
