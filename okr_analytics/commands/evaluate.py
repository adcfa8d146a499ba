"""`evaluate LABELLED.jsonl`: measures the key-result rules on labelled key results."""

import argparse
import json
from pathlib import Path

from okr_analytics.commands.answer import FINE, log, print_json, say
from okr_analytics.quality.evaluation import Evaluation, Score, errors, evaluate, load
from okr_analytics.quality.index import calibrate

NAME = "evaluate"
HELP = "measure the key-result rules on a labelled file: precision, recall, F1 beside two simple baselines"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """LABELLED.jsonl, --errors."""
    parser.add_argument(
        "labelled", metavar="LABELLED.jsonl", help="one JSON a line: kr, objective, annotators with form and flags"
    )
    parser.add_argument("--errors", action="store_true", help="list what the rules get wrong")
    parser.add_argument(
        "--calibrate", metavar="FILE", type=Path, help="fit the index to the labels and write its weights"
    )


def run(args: argparse.Namespace) -> int:
    """Prints every score, and the errors where asked."""
    found = evaluate(load(args.labelled))
    if args.calibrate:
        _calibrate(found, args.calibrate)
    if args.json:
        document: dict[str, object] = {
            "items": len(found.judged),
            "scores": [score.as_dict() for score in found.scores],
        }
        if args.errors:
            document["errors"] = [
                {
                    "comparison": name,
                    "kind": kind,
                    "id": j.item.id,
                    "org": j.item.org,
                    "kr": j.item.title,
                    "codes": sorted(j.codes),
                }
                for name, kind, j in errors(found)
            ]
        print_json(document)
        return FINE
    _tell(found, with_errors=args.errors)
    return FINE


def _tell(found: Evaluation, *, with_errors: bool) -> None:
    say(f"{len(found.judged)} labelled key results; intervals are Wilson's at 95 %")
    say(f"{'':44} {'precision':>20} {'recall':>20} {'F1':>20}   tp  fp  fn")
    for score in found.scores:
        name = score.name if score.predictor == "rules" else f"    {score.predictor}"
        bounds = score.intervals()
        cells = [
            _cell(value, bounds[key])
            for key, value in (("precision", score.precision), ("recall", score.recall), ("f1", score.f1))
        ]
        say(f"{name:44} {cells[0]:>20} {cells[1]:>20} {cells[2]:>20}  {_counts(score)}")
    if with_errors:
        for name, kind, judged in errors(found):
            say(
                f"{name} · {kind} · {judged.item.form or '?'} · {','.join(sorted(judged.codes)) or '–'} · {judged.item.title}"
            )


def _calibrate(found: Evaluation, path: Path) -> None:
    fitted = calibrate([j.codes for j in found.judged], [j.item.accepted for j in found.judged])
    path.write_text(json.dumps(fitted.as_dict(), indent=1) + "\n", encoding="utf-8")
    log(f"The index, fitted to {fitted.labels} labels, was written to {path}.")


def _counts(score: Score) -> str:
    return f"{score.tp:3} {score.fp:3} {score.fn:3}"


def _cell(value: float | None, bounds: tuple[float, float] | None) -> str:
    return "–" if value is None or bounds is None else f"{value:.3f} [{bounds[0]:.2f}, {bounds[1]:.2f}]"
