"""`policy`: shows what the organisation has decided, or sets one thing of it."""

import argparse
import json
from collections.abc import MutableMapping
from typing import Any

from okr_analytics.commands.answer import FINE, print_json, say
from okr_analytics.commands.store import actor, open_store
from okr_analytics.errors import UnknownName
from okr_analytics.policy import Policy
from okr_analytics.quality.registry import chosen

NAME = "policy"
HELP = "show or set what the organisation decides"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--set NAME=VALUE, as often as wanted."""
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="VALUE as JSON, or a plain word: cadence=monthly",
    )


def run(args: argparse.Namespace) -> int:
    """Shows the policy after the changes; a default is marked as one."""
    workspace = open_store(args, read_only=not args.set)
    try:
        policy = workspace.policy
        if args.set:
            policy = changed(policy, args.set)
            workspace.set_policy(policy, actor())
    finally:
        workspace.close()
    if args.json:
        print_json({"policy": policy.as_dict()})
        return FINE
    for name, value in policy.as_dict().items():
        if name != "set_by_us":
            say(f"{name}: {json.dumps(value, ensure_ascii=False)}{' (default)' if policy.is_default(name) else ''}")
    return FINE


def changed(policy: Policy, settings: list[str]) -> Policy:
    """The policy with "name=value" settings applied; raises UnknownName for one that can't be understood."""
    data = policy.as_dict()
    for setting in settings:
        name, sign, text = setting.partition("=")
        if not sign or name not in data or name == "set_by_us":
            policy.with_changes(**{name: None})  # says which setting there isn't
            raise UnknownName(f"{setting!r} is not a setting. Write NAME=VALUE, such as cadence=monthly.")
        data[name] = _value(text)
        data["set_by_us"] = sorted({*data["set_by_us"], name})
    chosen(_codes(data, "rules_select"), _codes(data, "rules_ignore"))  # raises UnknownName for a rule that isn't there
    try:
        found = Policy.from_dict(data)
        found.rule, found.cadence_days  # noqa: B018 - both raise where the word isn't known
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise UnknownName(f"{', '.join(settings)} can't be understood: {error}.") from error
    return found


def _codes(data: MutableMapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of rule codes; a plain word, such as KR1 or KR1,OB, is one too."""
    given = data[name]
    if isinstance(given, str):
        given = given.split(",")
    if not isinstance(given, list | tuple):
        raise UnknownName(f"{name} is a list of rule codes, such as KR206 or KR2,OB.")
    data[name] = [str(code).strip().upper() for code in given if str(code).strip()]
    return tuple(data[name])


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
