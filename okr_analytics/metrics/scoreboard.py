"""The scores of a backtest as text for a terminal."""

from okr_analytics.metrics.backtest import METHODS, SHARES, Backtest
from okr_analytics.metrics.prior import ORIGINS


def table(found: Backtest) -> str:
    """The scores as text for a terminal."""
    lines = [f"{'method':24}{'Brier':>8}{'90 % interval':>18}{'cases':>8}{'forecast is better by':>24}"]
    own = found.score("forecast")
    for score in found.scores:
        better = (
            "" if own is None or score.method == "forecast" or not score.brier else f"{1 - own.brier / score.brier:.1%}"
        )
        lines.append(
            f"{score.method:24}{score.brier:8.3f}{f'{score.low:.3f}-{score.high:.3f}':>18}{score.cases:8}{better:>24}"
        )
    lines.append("")
    lines.append(f"{'week':>6}" + "".join(f"{method:>22}" for method in METHODS))
    for week in ORIGINS:
        scores = {s.method: s.brier for s in found.by_week if s.week == week}
        told = "".join(f"{scores[m]:22.3f}" if m in scores else f"{'-':>22}" for m in METHODS)
        lines.append(f"{week:>6}{told}")
    covered = ", ".join(
        f"{share:.0%}: {'-' if c is None else f'{c:.1%}'}" for share, c in zip(SHARES, found.coverage, strict=True)
    )
    ranked = "-" if found.crps is None else f"{found.crps:.4f}"
    lines.append(f"\nCRPS {ranked}; finals inside the intervals: {covered}")
    for name, bins in (("forecast", found.reliability), ("owner's confidence", found.confidence_reliability)):
        told = "  ".join(f"{b.mean_chance:.2f}→{b.hit_rate:.2f} ({b.cases})" for b in bins)
        lines.append(f"reliability of {name} (said → came true): {told}")
    if found.milestones is not None:
        stones = found.milestones
        lines.append(
            f"milestones ({stones.cases} cases): Brier {stones.brier:.3f} against {stones.carried_brier:.3f} carried on, "
            f"miss {stones.miss:.3f} against {stones.carried_miss:.3f}"
        )
    return "\n".join(lines)
