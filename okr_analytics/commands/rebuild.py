"""`rebuild`: makes the database anew from the journal."""

import argparse

from okr_analytics.commands.answer import FINE, log, print_json, say
from okr_analytics.commands.store import open_store

NAME = "rebuild"
HELP = "make the database anew from the journal"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(args: argparse.Namespace) -> int:
    """Rebuilds the store."""
    workspace = open_store(args)
    try:
        log("Applying the journal …")
        events = workspace.rebuild()
    finally:
        workspace.close()
    if args.json:
        print_json({"events": events})
    else:
        say(f"The database was made anew from {events} events.")
    return FINE
