"""`restore PATH`: puts a backup in the place of the store."""

import argparse
from pathlib import Path

from okr_analytics.commands.answer import FINE, print_json, say
from okr_analytics.commands.store import store_path
from okr_analytics.loading import Workspace

NAME = "restore"
HELP = "put a backup in the place of the store"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the zip file that backup wrote")


def run(args: argparse.Namespace) -> int:
    """Restores the backup; what was there before is set aside, not deleted."""
    workspace = Workspace.restore(args.path, store_path(args))
    try:
        events = workspace.last_event
    finally:
        workspace.close()
    if args.json:
        print_json({"path": str(args.path), "events": events})
    else:
        say(f"{events} events are restored. What was there before is kept beside it.")
    return FINE
