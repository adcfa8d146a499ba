"""`glossary`: every metric with its definition, for people and, with --docs FILE, for docs/definitions.md."""

import argparse
from pathlib import Path

from okr_analytics.commands.answer import FINE, print_json, say
from okr_analytics.metrics.catalogue import METRICS
from okr_analytics.views.glossary import markdown

NAME = "glossary"
HELP = "list every metric with its definition"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--docs."""
    parser.add_argument("--docs", metavar="FILE", type=Path, help="write the page of definitions")


def run(args: argparse.Namespace) -> int:
    """Prints or writes the definitions."""
    if args.docs:
        args.docs.write_text(markdown(), encoding="utf-8")
    elif args.json:
        print_json(
            {
                "metrics": [
                    {
                        "metric": m.name,
                        "label": m.label,
                        "unit": m.unit,
                        "definition": m.definition,
                        "dimensions": list(m.dimensions),
                    }
                    for m in METRICS.values()
                ]
            }
        )
    else:
        say(markdown())
    return FINE
