"""Growth eaten by business as usual: less growth than planned where there is more business as usual than planned."""

from collections.abc import Iterator

from okr_analytics import numbers
from okr_analytics.metrics.signals.facts import Facts
from okr_analytics.metrics.signals.signal import Signal

KIND, PLACE = "growth_eaten", 1
TITLE = "Growth eaten by business as usual"
RULE = "Growth at least 5 points below its plan while business as usual is at least 5 points above its own."
SILENT = "Nowhere is growth 5 points below its plan while business as usual is 5 points above."
DRIFT = 0.05


def missing(facts: Facts) -> str:
    """Why this can't be judged; empty where it can."""
    return facts.missing or facts.missing_plan


def find(facts: Facts) -> Iterator[Signal]:
    """Fires for the whole selection and for each unit by its own split."""
    for split in facts.splits:
        growth, bau = split.drift("growth"), split.drift("bau")
        if growth is None or bau is None or growth > -DRIFT or bau < DRIFT:
            continue
        said = {
            (c, n): numbers.text(getattr(split, n)[c], "percent")
            for c in ("growth", "bau")
            for n in ("actual", "planned")
        }
        text = (
            f"growth took {said['growth', 'actual']} of the effort instead of {said['growth', 'planned']}, "
            f"business as usual {said['bau', 'actual']} instead of {said['bau', 'planned']}"
        )
        figures = tuple(split.figure(c, n) for c in ("growth", "bau") for n in ("actual", "planned"))
        yield Signal(KIND, split.unit, text, figures, facts.filters)
