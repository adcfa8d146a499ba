"""One page of documentation per rule, generated from the rule itself."""

import inspect

from okr_analytics.quality.items import Item, Kind
from okr_analytics.quality.registry import all_rules, modules
from okr_analytics.quality.rule import Example, Rule

_TARGETS = {Kind.KEY_RESULT: "key result", Kind.OBJECTIVE: "objective", Kind.SET: "set"}
_SHOWN = 6


def pages() -> dict[str, str]:
    """File name → text of every page, the index among them."""
    out = {"README.md": _index()}
    out.update({f"{rule.code}.md": page(rule) for rule in all_rules()})
    return out


def page(rule: Rule) -> str:
    """The page of one rule."""
    summary, _, rest = inspect.cleandoc(modules()[rule.code].__doc__ or "").partition("\n")
    facts = f"{rule.severity} · {rule.status} · looks at: {_TARGETS[rule.target]}"
    if rule.destination:
        facts += f" · belongs to: {rule.destination}"
    lines = [f"# {rule.code} {rule.name}", "", summary, "", facts, "", *_sections(rest)]
    lines += ["## Bad → good", "", f"- Bad: {rule.bad}", f"- Good: {rule.good}", ""]
    lines += ["## Fires on", "", *_examples(rule.fires), "", "## Stays silent on", "", *_examples(rule.silent), ""]
    lines += ["## Source", "", rule.source, ""]
    return "\n".join(lines)


def _sections(text: str) -> list[str]:
    """The sections of a docstring: a line without indent is a heading."""
    out: list[str] = []
    for line in text.splitlines():
        if line and not line.startswith(" "):
            out += ["", f"## {line.strip()}", ""]
        elif line.strip():
            out.append(line.strip())
    return [*out[1:], ""] if out else []


def _examples(examples: tuple[Example, ...]) -> list[str]:
    return [f"- {_told(example)}" for example in examples[:_SHOWN]]


def _told(example: Example) -> str:
    subject = example.subject
    if isinstance(subject, Item):
        known: dict[str, object] = {
            **{"baseline": subject.baseline, "target": subject.target, "today": subject.current, "kind": subject.shape},
            **{"due": subject.due, "owner": subject.owner, "ambition": subject.ambition},
        }
        if subject.history:
            known["past improvements"] = ", ".join(f"{d:g}" for d in subject.history)
        said = "; ".join(f"{name} {value}" for name, value in known.items() if value is not None)
        return f"{subject.title}{f' ({said})' if said else ''}"
    members = " · ".join(item.title for item in (*subject.key_results, *subject.objectives))
    past = f" (attained before: {', '.join(f'{a:g}' for a in subject.attainments)})" if subject.attainments else ""
    return f"{f'O: {subject.name}: ' if subject.objective else ''}{members or 'no key result'}{past}"


def _index() -> str:
    lines = [
        "# Rules for key results, objectives and sets",
        "",
        "Generated from the rules; `python -m okr_analytics rules --docs docs/rules` writes these pages again.",
        "",
        "| code | name | severity | status | belongs to |",
        "|---|---|---|---|---|",
    ]
    rows = ((r, r.destination or "") for r in all_rules())
    lines += [f"| [{r.code}]({r.code}.md) | {r.name} | {r.severity} | {r.status} | {where} |" for r, where in rows]
    return "\n".join([*lines, ""])
