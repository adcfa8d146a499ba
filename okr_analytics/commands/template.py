"""`template --out DIR`: writes clean sheets to start from, one workbook with all kinds of records or one a kind."""

import argparse
from pathlib import Path

from okr_analytics.commands.answer import FINE, print_json, say
from okr_analytics.commands.files import write_new
from okr_analytics.forms.form import ALL, GROUPS, LANGUAGES
from okr_analytics.packs.template import file_name, template

NAME = "template"
HELP = "write clean sheets to start from"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--out, --kind, --language."""
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder for the sheets; it is made if missing")
    parser.add_argument("--kind", choices=(ALL, *GROUPS), action="append", help="which (default: all in one workbook)")
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="en", help="the language of the headers")


def run(args: argparse.Namespace) -> int:
    """Writes the templates and prints their paths."""
    folder = Path(args.out)
    written = [
        write_new(folder, file_name(group, args.language), template(group, args.language))
        for group in args.kind or [ALL]
    ]
    if args.json:
        print_json({"files": [str(path) for path in written]})
    else:
        for path in written:
            say(str(path))
    return FINE
