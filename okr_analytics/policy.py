"""What an organisation decides: cycles, cadence, bands, the status rule, thresholds, profile, category words."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, Self

from okr_analytics.diagnostics import did_you_mean
from okr_analytics.errors import UnknownName


@dataclass(frozen=True, slots=True)
class StatusRule:
    """A named rule for colours.

    measure "gap": expected − progress, on track up to `on_track`, at risk up to `at_risk` (0.10 = 10 points);
    "ratio": progress / expected, on track from `on_track` on, at risk from `at_risk` on;
    "absolute": progress, likewise; "probability": P(hit), likewise.
    """

    name: str
    label: str
    measure: str
    on_track: float
    at_risk: float


STATUS_RULES: Mapping[str, StatusRule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            StatusRule("gap", "Gap to expected: 10 / 25 points", "gap", 0.10, 0.25),
            StatusRule("gap_strict", "Gap to expected: 0 / 25 points", "gap", 0.0, 0.25),
            StatusRule("gap_thirds", "Gap to expected: 16.5 / 33 points", "gap", 0.165, 0.33),
            StatusRule("ratio", "Ratio to expected: 95 / 85 %", "ratio", 0.95, 0.85),
            StatusRule("ratio_wide", "Ratio to expected: 95 / 75 %", "ratio", 0.95, 0.75),
            StatusRule("absolute", "Absolute progress: 90 / 75 %", "absolute", 0.90, 0.75),
            StatusRule("probability", "Probability of reaching the target: 60 / 30 %", "probability", 0.60, 0.30),
        )
    }
)

CADENCE_DAYS: Mapping[str, int] = MappingProxyType({"weekly": 7, "fortnightly": 14, "monthly": 31})

# The organisation's words for a conversation, folded to lower case; a policy may add its own.
CATEGORY_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "growth",
                "grow",
                "okr",
                "okrs",
                "transform",
                "innovation",
                "new",
                "change",
                "change the business",
                "crescimento",
                "inovação",
                "crecimiento",
                "innovación",
                "horizon 2",
                "horizon 3",
                "transformation",
                "strategic growth",
                "wachstum",
                "croissance",
                "vekst",
                "vækst",
                "增长",
                "创新",
            ),
            "growth",
        ),
        **dict.fromkeys(
            (
                "bau",
                "run",
                "run the business",
                "ktlo",
                "keep the lights on",
                "operations",
                "operation",
                "maintenance",
                "support",
                "business as usual",
                "operação",
                "operações",
                "rotina",
                "operación",
                "operaciones",
                "rutina",
                "operacional",
                "horizon 1",
                "kpi",
                "kpis",
                "health",
                "betrieb",
                "tagesgeschäft",
                "exploitation",
                "drift",
                "日常运营",
                "运营",
                "日常工作",
            ),
            "bau",
        ),
        **dict.fromkeys(
            (
                "improvement",
                "improve",
                "project",
                "projects",
                "strategic project",
                "continuous improvement",
                "melhoria",
                "melhoria contínua",
                "projeto",
                "projetos",
                "mejora",
                "mejora continua",
                "proyecto",
                "proyectos",
                "verbesserung",
                "projekt",
                "projekte",
                "amélioration",
                "projet",
                "projets",
                "forbedring",
                "prosjekt",
                "prosjekter",
                "改进",
                "持续改进",
                "项目",
            ),
            "improvement",
        ),
    }
)


_BETWEEN_WORDS = re.compile(r"[/()\[\],;:–—&+|-]| - ")


@dataclass(frozen=True, slots=True)
class Band:
    """The share of effort the organisation wants for a conversation, as fractions; None = open end."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class CyclePolicy:
    """A cycle the organisation has set itself; both days belong to it. `status_rule` stays after it closes."""

    name: str
    start: dt.date
    end: dt.date
    status_rule: str | None = None


def _default_bands() -> Mapping[str, Band]:
    return MappingProxyType({"growth": Band(0.20, 0.40), "bau": Band(None, None), "improvement": Band(0.10, 0.25)})


@dataclass(frozen=True)
class Policy:
    """Everything an organisation decides; `set_by_us` names the fields that it has set, all others are defaults."""

    organisation: str = ""
    profile: str = "public"  # startup, corporate, public
    cadence: str = "weekly"
    status_rule: str = "gap"
    bands: Mapping[str, Band] = field(default_factory=_default_bands)
    hours_per_fte: float = 1720.0  # hours a year
    hours_per_day: float = 8.0
    cycles: tuple[CyclePolicy, ...] = ()
    category_words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    locale: str = "en"
    rules_select: tuple[str, ...] = ()  # only rules whose code begins so; empty = all
    rules_ignore: tuple[str, ...] = ()  # none whose code begins so
    rules_preview: bool = False  # preview rules as well
    set_by_us: frozenset[str] = frozenset()

    @property
    def cadence_days(self) -> int:
        """Days between two check-ins."""
        return CADENCE_DAYS[self.cadence]

    @property
    def rule(self) -> StatusRule:
        """The status rule in force."""
        return status_rule(self.status_rule)

    def is_default(self, name: str) -> bool:
        """Whether a field still has the value the product came with."""
        return name not in self.set_by_us

    def with_changes(self, **changes: Any) -> Self:
        """The policy with some fields set by the organisation; raises UnknownName for a field that doesn't exist."""
        known = {f.name for f in fields(self)} - {"set_by_us"}
        for name in changes:
            if name not in known:
                raise UnknownName(f"The policy has no setting {name!r}.{did_you_mean(name, known)}")
        return replace(self, **changes, set_by_us=self.set_by_us | set(changes))

    def conversation_of(self, word: str | None) -> str | None:
        """The conversation that a sheet's own word means, or None; the organisation's words come first.

        "Growth (OKRs)" and "BAU / operations" mean what their parts agree on.
        """
        if not word:
            return None
        known = {**CATEGORY_WORDS, **{key.casefold(): value for key, value in self.category_words.items()}}
        folded = " ".join(word.casefold().split())
        if folded in known:
            return known[folded]
        parts = {known.get(part.strip()) for part in _BETWEEN_WORDS.split(folded) if part.strip()} - {None}
        return parts.pop() if len(parts) == 1 else None

    def as_dict(self) -> dict[str, Any]:
        """The policy in JSON terms."""
        return {
            "organisation": self.organisation,
            "profile": self.profile,
            "cadence": self.cadence,
            "status_rule": self.status_rule,
            "bands": {name: [band.low, band.high] for name, band in self.bands.items()},
            "hours_per_fte": self.hours_per_fte,
            "hours_per_day": self.hours_per_day,
            "cycles": [{**asdict(c), "start": c.start.isoformat(), "end": c.end.isoformat()} for c in self.cycles],
            "category_words": dict(self.category_words),
            "locale": self.locale,
            "rules_select": list(self.rules_select),
            "rules_ignore": list(self.rules_ignore),
            "rules_preview": self.rules_preview,
            "set_by_us": sorted(self.set_by_us),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The policy that `as_dict` wrote."""
        values = dict(data)
        values["bands"] = MappingProxyType({name: Band(*pair) for name, pair in data["bands"].items()})
        values["cycles"] = tuple(
            CyclePolicy(c["name"], dt.date.fromisoformat(c["start"]), dt.date.fromisoformat(c["end"]), c["status_rule"])
            for c in data["cycles"]
        )
        values["category_words"] = MappingProxyType(dict(data["category_words"]))
        for name in ("rules_select", "rules_ignore"):  # policies of before there was a choice have none
            values[name] = tuple(data.get(name, ()))
        values["set_by_us"] = frozenset(data["set_by_us"])
        return cls(**values)


def status_rule(name: str) -> StatusRule:
    """The status rule of that name; raises UnknownName."""
    if name not in STATUS_RULES:
        raise UnknownName(f"There is no status rule {name!r}.{did_you_mean(name, STATUS_RULES)}")
    return STATUS_RULES[name]
