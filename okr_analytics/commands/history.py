"""`history`: every load of the store, the newest first."""

import argparse

from okr_analytics.commands.answer import FINE, print_json, say
from okr_analytics.commands.store import open_store

NAME = "history"
HELP = "list the loads of the store"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(args: argparse.Namespace) -> int:
    """Prints the loads."""
    workspace = open_store(args, read_only=True)
    try:
        entries = workspace.history()
    finally:
        workspace.close()
    if args.json:
        print_json({"loads": [entry.as_dict() for entry in entries]})
        return FINE
    for entry in entries:
        state = " (undone)" if entry.undone else " (purged)" if entry.purged else ""
        counts = ", ".join(f"{count} {kind}" for kind, count in entry.records.items())
        say(
            f"{entry.load_id:>5}  {entry.loaded_at:%Y-%m-%d %H:%M} UTC  as of {entry.as_of}  {entry.by}  {entry.file}{state}"
        )
        say(f"       {counts or 'no records'}")
    if not entries:
        say("Nothing has been loaded yet.")
    return FINE
