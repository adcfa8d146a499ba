"""`rules`: lists the key-result rules, or writes their pages."""

import argparse
from pathlib import Path

from okr_analytics.commands.answer import FINE, log, print_json, say
from okr_analytics.quality.pages import page, pages
from okr_analytics.quality.registry import all_rules, rule

NAME = "rules"
HELP = "list the rules for key results, show one, or write their pages"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """CODE, --docs."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="show the page of one rule, such as KR101")
    parser.add_argument("--docs", metavar="FOLDER", help="write one page per rule into a folder")


def run(args: argparse.Namespace) -> int:
    """Prints or writes."""
    if args.docs:
        return _write(Path(args.docs))
    if args.code:
        say_lines(page(rule(args.code.upper())))
        return FINE
    if args.json:
        print_json({"rules": [_plain(found.code) for found in all_rules()]})
        return FINE
    for found in all_rules():
        say(f"{found.code} {found.name:28} {found.severity:8} {found.status:8} {found.bad} → {found.good}")
    return FINE


def say_lines(text: str) -> None:
    """Prints a text line by line."""
    for line in text.splitlines():
        say(line)


def _plain(code: str) -> dict[str, object]:
    found = rule(code)
    return {
        "code": found.code,
        "name": found.name,
        "target": str(found.target),
        "severity": str(found.severity),
        "status": str(found.status),
        "destination": str(found.destination) if found.destination else None,
        "bad": found.bad,
        "good": found.good,
        "source": found.source,
    }


def _write(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    log(f"{len(pages())} pages written to {folder}.")
    return FINE
