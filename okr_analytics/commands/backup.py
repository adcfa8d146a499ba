"""`backup PATH`: writes journal and database into one zip file."""

import argparse
from pathlib import Path

from okr_analytics.commands.answer import FINE, print_json, say
from okr_analytics.commands.store import open_store

NAME = "backup"
HELP = "write the store and its journal into one zip file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PATH."""
    parser.add_argument("path", type=Path, metavar="PATH", help="the zip file to write")


def run(args: argparse.Namespace) -> int:
    """Writes the backup; an existing file is replaced only once the new one is whole."""
    workspace = open_store(args)
    try:
        events = workspace.backup(args.path)
    finally:
        workspace.close()
    if args.json:
        print_json({"path": str(args.path), "events": events, "bytes": args.path.stat().st_size})
    else:
        say(f"{events} events are saved in {args.path}.")
    return FINE
