"""Every rule: documented, sourced, firing where it must and silent where it must; and all hard cases."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from okr_analytics.quality.examples import kr, objective, objective_set, unit_set
from okr_analytics.quality.items import Context, Group, Item
from okr_analytics.quality.judging import check_group, check_item, read, read_group
from okr_analytics.quality.lexicon import word_set
from okr_analytics.quality.registry import all_rules, modules
from okr_analytics.quality.rule import Example, Rule, Status

HARD_CASES = json.loads((Path(__file__).parent / "hard_cases.json").read_text(encoding="utf-8"))
FRAMING = {"KR101", "KR102", "KR103", "KR104", "KR105", "KR106", "KR107"}
SPECIFIED = word_set("""KR101 KR102 KR103 KR104 KR105 KR106 KR107 KR108 KR201 KR202 KR204 KR205 KR206 KR207 KR208 KR209 KR211 KR301
KR302 KR303 KR304 KR305 KR306 KR308 KR401 KR403 KR405 OB101 OB102 OB105 OS101 OS103 OS104 OS105 OS106 OS107""")


def _fired(example: Example, rules: tuple[Rule, ...]) -> set[str]:
    if isinstance(example.subject, Group):
        return {f.code for f in check_group(read_group(example.subject, example.context), rules)}
    return {f.code for f in check_item(read(example.subject, example.context), rules)}


def _title(example: Example) -> str:
    return example.subject.title if isinstance(example.subject, Item) else repr(example.subject.name)


EXAMPLES = [(r, e, fires) for r in all_rules() for fires, found in ((True, r.fires), (False, r.silent)) for e in found]


@pytest.mark.parametrize(
    ("rule", "example", "fires"),
    EXAMPLES,
    ids=[f"{r.code}-{'fires' if f else 'silent'}-{_title(e)}" for r, e, f in EXAMPLES],
)
def test_a_rule_fires_on_its_bad_examples_and_stays_silent_on_look_alikes(
    rule: Rule, example: Example, fires: bool
) -> None:
    assert (rule.code in _fired(example, (rule,))) is fires


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)
def test_a_rule_is_documented_and_sourced(rule: Rule) -> None:
    module = modules()[rule.code]
    doc = module.__doc__ or ""
    assert doc.count("\n") > 4
    assert "What it does" in doc
    assert "Why it matters" in doc
    assert rule.source
    assert rule.name == rule.name.lower()
    assert module.__name__.rsplit(".", 1)[-1].startswith(rule.code.lower())
    assert (rule.check is None) is not (rule.check_set is None)
    least = 8
    assert len(rule.fires) >= least
    assert len(rule.silent) >= least


@pytest.mark.parametrize("rule", [r for r in all_rules() if r.code in FRAMING], ids=lambda r: r.code)
def test_a_framing_rule_names_a_destination_and_has_examples_in_three_languages(rule: Rule) -> None:
    assert rule.destination
    for examples in (rule.fires, rule.silent):
        spoken = {read(e.subject, e.context).reading.text.language for e in examples if isinstance(e.subject, Item)}
        assert spoken == {"en", "pt", "es"}


def test_framing_examples_go_beyond_the_hard_cases() -> None:
    given = {case["text"] for case in HARD_CASES}
    for rule in all_rules():
        if rule.code in FRAMING:
            assert sum(_title(e) not in given for e in rule.fires) >= 8
            assert sum(_title(e) not in given for e in rule.silent) >= 8


def _hard_example(case: dict[str, Any]) -> Example:
    text, fields = str(case["text"]), dict(case["fields"])
    if case["target"] == "Objective":
        return objective(text)
    if case["target"] == "Set":
        return _hard_set(text)
    cycle = fields.pop("cycle", None)
    if cycle:
        fields |= {"cycle_start": cycle[0], "cycle_end": cycle[1]}
    renamed = {"kind": "shape", "history_improvements": "history"}
    values = {renamed.get(k, k): tuple(v) if isinstance(v, list) else v for k, v in fields.items()}
    return kr(text, **values)


def _hard_set(text: str) -> Example:
    if text.startswith("attainments"):
        kind, values = re.match(r"attainments (\w+): (.*)", text).groups()
        past = tuple(float(v) for v in values.split(",")) if kind == "aspirational" else ()
        return unit_set("Delight our customers", attainments=past, cycles=2)
    parts = [p.strip() for p in text.split("|")]
    if parts[0].startswith("O:"):
        return objective_set(parts[0][2:].strip(), *(p.removeprefix("KR:").strip() for p in parts[1:]))
    return objective_set("", *parts)


@pytest.mark.parametrize("case", HARD_CASES, ids=lambda c: c["text"][:60])
def test_hard_cases(case: dict[str, Any]) -> None:
    fired = _fired(_hard_example(case), all_rules())
    assert set(case["must_fire"]) <= fired
    assert not set(case["must_not_fire"]) & fired


def test_the_rules_are_those_of_the_specification() -> None:
    assert [r.code for r in all_rules()] == sorted(SPECIFIED)
    assert sum(r.status is Status.STABLE for r in all_rules()) == 30


def test_dates_of_examples_are_dates() -> None:
    example = kr("x", due="2025-01-15", as_of="2025-01-01")
    assert isinstance(example.subject, Item)
    assert example.subject.due == dt.date(2025, 1, 15)
    assert example.context == Context(as_of=dt.date(2025, 1, 1))
