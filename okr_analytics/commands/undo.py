"""`undo LOAD_ID`: takes a load back, as if it had never been."""

import argparse

from okr_analytics.commands.answer import FINE, print_json, say
from okr_analytics.commands.store import actor, open_store

NAME = "undo"
HELP = "take a load back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """LOAD_ID."""
    parser.add_argument("load_id", type=int, metavar="LOAD_ID", help="the number that history shows")


def run(args: argparse.Namespace) -> int:
    """Undoes one load."""
    workspace = open_store(args)
    try:
        workspace.undo(args.load_id, actor())
    finally:
        workspace.close()
    if args.json:
        print_json({"load_id": args.load_id, "undone": True})
    else:
        say(f"Load {args.load_id} is undone.")
    return FINE
