"""`lint [FILE... | --text "..."]`: what the rules say about key results, objectives and sets."""

import argparse
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from okr_analytics import __version__
from okr_analytics.commands import ratchet
from okr_analytics.commands.answer import DATA_ERROR, FINE, NO_FILE, log, print_json, say
from okr_analytics.commands.files import add_file_arguments, readings
from okr_analytics.commands.store import actor, open_store
from okr_analytics.diagnostics import Severity
from okr_analytics.ingest.reading import Reading
from okr_analytics.journal.event import Kind
from okr_analytics.quality import decisions
from okr_analytics.quality.assess import judge
from okr_analytics.quality.gather import items_of
from okr_analytics.quality.items import Context
from okr_analytics.quality.lint import LintReport, lint, lint_text
from okr_analytics.quality.registry import all_rules, chosen
from okr_analytics.quality.rule import Finding
from okr_analytics.quality.sarif import sarif
from okr_analytics.quality.suppressions import fingerprint

NAME = "lint"
HELP = "judge key results, objectives and sets by the rules"
PROFILES = ("startup", "corporate", "public")


@dataclass(frozen=True)
class Judged:
    """A report with the file it is about, "" for a text or the store."""

    file: str
    report: LintReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE..., --as-of, --text, --objective, --select, --ignore, --preview, --profile, --ratchet, --record, --sarif."""
    add_file_arguments(parser, required=False)
    parser.add_argument("--text", help="judge this key result instead of files")
    parser.add_argument("--objective", help="with --text: its objective")
    parser.add_argument("--select", default="", metavar="CODES", help="only rules whose code begins so, such as KR1,OB")
    parser.add_argument("--ignore", default="", metavar="CODES", help="no rules whose code begins so")
    parser.add_argument("--preview", action="store_true", help="preview rules as well")
    parser.add_argument(
        "--profile", choices=PROFILES, help="the kind of organisation (default: public, or the policy's)"
    )
    parser.add_argument(
        "--ratchet", action="store_true", help="only what is new since the known findings were recorded"
    )
    parser.add_argument(
        "--baseline", metavar="FILE", type=Path, help="with --ratchet: known findings in a file, not the store"
    )
    parser.add_argument(
        "--record", action="store_true", help="record today's findings as known, in the store or --baseline"
    )
    parser.add_argument("--sarif", action="store_true", help="print SARIF 2.1.0 instead of text")


def run(args: argparse.Namespace) -> int:
    """Prints findings and grades; 1 where a finding is an error, 2 where no file could be used."""
    judged, refused = _judge(args)
    if args.record:
        return _record(args, judged)
    known = _ratchet(args, judged) if args.ratchet else None
    if known is not None:
        new = set(map(id, known.new))
        judged = [
            replace(j, report=replace(j.report, findings=tuple(f for f in j.report.findings if id(f) in new)))
            for j in judged
        ]
    if args.sarif:
        found = [(j.file, finding) for j in judged for finding in j.report.findings]
        print_json(sarif(found, all_rules(), __version__))  # SARIF brings its own version
    elif args.json:
        print_json({**_document(judged), **({"ratchet": known.as_dict()} if known else {})})
    else:
        for each in judged:
            _tell(each)
        if known is not None:
            say(known.words)
    if refused and not judged:
        return NO_FILE
    errors = any(f.severity is Severity.ERROR for j in judged for f in j.report.findings)
    return DATA_ERROR if errors else FINE


def _record(args: argparse.Namespace, judged: Sequence[Judged]) -> int:
    """Keeps the findings as known: in a file, else in the store, where only the store's own can be."""
    findings = [finding for j in judged for finding in j.report.findings]
    day = args.as_of or dt.date.today()
    if args.baseline:
        count = ratchet.write(args.baseline, findings, day)
    elif args.files or args.text is not None:
        raise ratchet.NoBaseline("Say where the findings of files are kept: --baseline FILE.")
    else:
        decision = decisions.record(map(fingerprint, findings), day)
        workspace = open_store(args)
        try:
            workspace.decide(Kind(decision.kind), decision.subject, decision.payload, actor())
        finally:
            workspace.close()
        count = len({fingerprint(finding) for finding in findings})
    if args.json:
        print_json({"recorded": count})
    else:
        say(f"{count} findings are known from now on.")
    return FINE


def _ratchet(args: argparse.Namespace, judged: Sequence[Judged]) -> ratchet.Known:
    findings = [finding for j in judged for finding in j.report.findings]
    if args.baseline:
        return ratchet.compared(findings, ratchet.read(args.baseline))
    workspace = open_store(args, read_only=True)
    try:
        kept = decisions.ratchet(workspace.database, workspace.last_event)
    finally:
        workspace.close()
    if kept is None:
        log("No findings were recorded as known yet, so all are new. Record them with: lint --record")
    return ratchet.compared(findings, kept.fingerprints if kept else ())


def _judge(args: argparse.Namespace) -> tuple[list[Judged], int]:
    select, ignore = args.select.split(","), args.ignore.split(",")
    if args.text is not None:
        report = lint_text(
            args.text, args.objective, select=select, ignore=ignore, preview=args.preview, profile=args.profile
        )
        return [Judged("", report)], 0
    if not args.files:
        return [Judged("", _stored(args, select, ignore))], 0
    read = list(readings(args.files, args.as_of))
    for reading in read:
        if reading.refused:
            log(f"{reading.file}: {reading.refused}")
    usable = [reading for reading in read if not reading.refused]
    return [Judged(r.file, _of_file(r, args, select, ignore)) for r in usable], len(read) - len(usable)


def _of_file(reading: Reading, args: argparse.Namespace, select: Sequence[str], ignore: Sequence[str]) -> LintReport:
    items = items_of(reading.records)
    if reading.as_of_source == "today":  # a file without any date says nothing about silence
        items = tuple(replace(item, checked=False) for item in items)
    context = Context(as_of=reading.as_of)
    return lint(items, context, select=select, ignore=ignore, preview=args.preview, profile=args.profile)


def _stored(args: argparse.Namespace, select: Sequence[str], ignore: Sequence[str]) -> LintReport:
    """The store by the policy's choice of rules, what the arguments choose in its place."""
    workspace = open_store(args, read_only=True)
    try:
        policy = workspace.policy
        chosen(select, ignore)  # raises UnknownName before anything is judged
        given = {
            "rules_select": tuple(filter(None, select)),
            "rules_ignore": tuple(filter(None, ignore)),
            "rules_preview": args.preview,
            "profile": args.profile,
        }
        policy = policy.with_changes(**{name: value for name, value in given.items() if value})
        return judge(workspace.database, args.as_of or dt.date.today(), workspace.last_event, policy)
    finally:
        workspace.close()


def _document(judged: Sequence[Judged]) -> dict[str, object]:
    findings = [{**f.as_dict(), **_file(j)} for j in judged for f in j.report.findings]
    grades = [{**g.as_dict(), **_file(j)} for j in judged for g in j.report.grades]
    return {"findings": findings, "grades": grades, "notes": [note for j in judged for note in j.report.notes]}


def _file(judged: Judged) -> dict[str, str]:
    return {"file": judged.file} if judged.file else {}


def _tell(judged: Judged) -> None:
    report = judged.report
    if judged.file:
        say(judged.file)
    findings: dict[object, list[Finding]] = {}
    for finding in report.findings:
        findings.setdefault(finding.item, []).append(finding)
    graded = {grade.item: grade.grade for grade in report.grades}
    for item, grade in graded.items():
        if item not in findings:
            continue
        where = f"{item.where}: " if item.where else ""
        say(f"{grade}  {where}{item.title}")
        for finding in findings[item]:
            belongs = f" Belongs to: {finding.destination}." if finding.destination else ""
            say(f"     {finding.severity} {finding.code} {finding.name}: {finding.message}{belongs}")
            say(f"       → {finding.suggestion}")
    counts = {grade: sum(g.grade == grade for g in report.grades) for grade in "ABCDE"}
    say(f"{len(report.grades)} judged: " + ", ".join(f"{count} {grade}" for grade, count in counts.items() if count))
    for note in report.notes:
        say(note)
