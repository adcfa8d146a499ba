"""`pack --out DIR [FILE...]`: writes review packs, of the store or of these files alone, one or one for each unit."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from okr_analytics.commands.answer import FINE, log, print_json, say
from okr_analytics.commands.check import exit_code
from okr_analytics.commands.files import add_file_arguments
from okr_analytics.commands.store import open_store
from okr_analytics.diagnostics import did_you_mean
from okr_analytics.errors import OkrError, UnknownName
from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace
from okr_analytics.metrics.filters import Filters
from okr_analytics.packs.batch import stem
from okr_analytics.packs.compose import compose, for_units, units_to_review
from okr_analytics.packs.definition import CYCLE_START, LAST_LOAD, RUNNING, TITLE, Definition
from okr_analytics.packs.pack import Pack
from okr_analytics.packs.registry import Format, format_of, formats
from okr_analytics.views.contents import PAGES
from okr_analytics.views.derived import prepare
from okr_analytics.views.question import Question

NAME = "pack"
HELP = "write review packs"


class CannotWrite(OkrError):
    """The folder for the packs can't be written, or the logo can't be read."""

    exit_code = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE..., --out, and everything that a definition says; what isn't given is taken from --saved."""
    add_file_arguments(parser, required=False)
    parser.add_argument("--out", required=True, metavar="DIR", type=Path, help="the folder, made if it isn't there")
    parser.add_argument("--saved", metavar="NAME", help="a pack kept on the page Review pack; options given here win")
    parser.add_argument("--format", dest="formats", help=f"with commas between: {', '.join(formats())} (html,xlsx)")
    parser.add_argument("--unit", help="one unit and everything below it")
    parser.add_argument("--each-unit", action="store_true", help="one pack for every unit that has something to review")
    parser.add_argument("--cycle", help=f'one cycle, or "{RUNNING}" for the one that runs on the day')
    parser.add_argument("--since", metavar="DAY", help=f'what to compare with: "{LAST_LOAD}", "{CYCLE_START}" or a day')
    parser.add_argument("--pages", help=f"what goes in, with commas between: {', '.join(PAGES)}")
    parser.add_argument("--title", help=TITLE)
    parser.add_argument("--audience", help="a line such as “Board · 3 December”")
    parser.add_argument("--confidentiality", metavar="LINE", help="stands on every page")
    parser.add_argument("--accent", metavar="#RRGGBB", help="the colour of the house")
    parser.add_argument("--logo", type=Path, metavar="PICTURE", help="a PNG or JPEG")
    parser.add_argument("--paper", choices=("a4", "letter"), help="of the PDF")
    parser.add_argument("--locale", help="how numbers and dates are written, such as de or pt")
    parser.add_argument("--brief", action="store_true", default=None, help="only what a board decides on")
    parser.add_argument(
        "--interactive", action="store_true", default=None, help="zooming charts in the HTML, 5 MB more"
    )


def run(args: argparse.Namespace) -> int:
    """Writes one file per pack and format and prints their paths."""
    workspace, code = _workspace(args)
    try:
        definition = _definition(args, workspace)
        chosen = [format_of(name) for name in definition.formats]
        filters = Filters(as_of=args.as_of).resolve(workspace.database)
        prepare(workspace.database, filters, workspace.policy)
        question = Question(workspace.database, filters, workspace.policy, workspace.policy_event)
        paths = []
        for name, pack in _packs(args, question, definition):
            for form in chosen:
                log(f"Writing the {form.label}{f' of {name}' if args.each_unit else ''} …")
                paths.append(_write(args.out / f"{name}.{form.extension}", form, pack))
    finally:
        workspace.close()
    if args.json:
        print_json({"files": paths})
    else:
        for path in paths:
            say(path)
    return code


def _definition(args: argparse.Namespace, workspace: Workspace) -> Definition:
    """What is asked for: the saved pack, or the usual one, with what the command line says."""
    definition = Definition(formats=("html", "xlsx"))
    if args.saved is not None:
        saved = workspace.decisions(Kind.PACK)
        if args.saved not in saved:
            raise UnknownName(f"No pack is kept under the name {args.saved!r}.{did_you_mean(args.saved, saved)}")
        definition = Definition.from_dict(saved[args.saved])
    plain = (
        "unit",
        "cycle",
        "since",
        "title",
        "audience",
        "confidentiality",
        "accent",
        "paper",
        "locale",
        "interactive",
        "brief",
    )
    said = {name: getattr(args, name) for name in plain if getattr(args, name) is not None}
    said |= {name: _listed(getattr(args, name)) for name in ("pages", "formats") if getattr(args, name)}
    if args.logo:
        said["logo"] = _read(args.logo)
    return replace(definition, **said)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _packs(args: argparse.Namespace, question: Question, definition: Definition) -> Iterator[tuple[str, Pack]]:
    """Each pack with the stem of its file's name."""
    day = str(question.filters.as_of)
    if not args.each_unit:
        parts = ["review", definition.unit or "", definition.cycle or "", day]
        yield "-".join(stem(part).lower() for part in parts if part), compose(question, definition)
        return
    for unit, pack in for_units(question, definition, units_to_review(question)):
        yield f"review-{stem(unit).lower()}-{day}", pack


def _workspace(args: argparse.Namespace) -> tuple[Workspace, int]:
    if not args.files:
        return open_store(args, read_only=True), FINE
    files = []
    for file in args.files:
        try:
            files.append((Path(file).name, Path(file).read_bytes()))
        except OSError as error:
            log(f"{file} can't be read: {error.strerror}.")
    workspace = Workspace.in_memory(files, as_of=args.as_of)
    readings = [report.preview.reading for report in workspace.reports]
    for reading in readings:
        if reading.refused:
            log(f"{reading.file}: {reading.refused}")
    return workspace, exit_code(readings)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWrite(f"The logo {path} can't be read: {error.strerror}.") from error


def _write(path: Path, form: Format, pack: Pack) -> str:
    data = form.write(pack)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise CannotWrite(f"{path} can't be written: {error.strerror}.") from error
    return str(path)
