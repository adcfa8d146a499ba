"""Simulates organisations of three kinds and backtests the forecasts on them: `python -m benchmarks.simulate_organisations`.

steady: even work, modest targets; mixed: S-curves, stalls and misses; start-up: late jumps, wild ambition, loud noise.
Everything follows from the seed. The numbers are progress (1 = target reached) at the share of a cycle of 13 weeks.
"""

import argparse
import json
import math
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from okr_analytics.metrics.backtest import backtest
from okr_analytics.metrics.prior import Trajectory
from okr_analytics.metrics.scoreboard import table

WEEKS = 13


@dataclass(frozen=True)
class Kind:
    """How an organisation works: mean and spread of finals, chance of a bent path, a jump, a stall, a gap, and noise."""

    name: str
    final: float
    spread: float
    bend: float
    jump: float
    stall: float
    gap: float
    noise: float


KINDS = (
    Kind("steady", final=1.00, spread=0.20, bend=0.50, jump=0.05, stall=0.10, gap=0.10, noise=0.015),
    Kind("mixed", final=0.95, spread=0.40, bend=0.70, jump=0.15, stall=0.25, gap=0.20, noise=0.025),
    Kind("start-up", final=0.90, spread=0.40, bend=0.80, jump=0.25, stall=0.30, gap=0.30, noise=0.04),
)


def organisation(kind: Kind, *, cycles: int = 8, key_results: int = 60, seed: int = 1) -> list[Trajectory]:
    """The trajectories of an organisation, cycle after cycle."""
    random = Random(f"{kind.name} {seed}")
    return [_key_result(kind, random, seed, cycle, n) for cycle in range(cycles) for n in range(key_results)]


def _key_result(kind: Kind, random: Random, seed: int, cycle: int, n: int) -> Trajectory:
    ambition = "aspirational" if random.random() < 0.4 else "committed"
    team = random.gauss(0, 0.10)
    final = max(random.gauss(kind.final - (0.30 if ambition == "aspirational" else 0.0) + team, kind.spread), -0.1)
    path = _path(kind, random)
    shown = []
    for week in range(1, WEEKS + 1):
        drift = final * path[week]
        shown.append(drift + random.gauss(0, kind.noise) * (1 if week < WEEKS else 0.5))
    late = random.randint(1, 4) if random.random() < kind.gap else 1
    weeks = [w for w in range(1, WEEKS) if w >= late and random.random() >= kind.gap / 2]
    hopes = [min(max(0.3 + 0.6 * final + random.gauss(0.1, 0.2), 0.05), 0.95) for _ in weeks]
    return Trajectory(
        key=f"{kind.name}-{seed}-{cycle}-{n}",
        period=float(cycle),
        taus=tuple(w / WEEKS for w in weeks),
        progress=tuple(shown[w - 1] for w in weeks),
        final=shown[-1],
        ambition=ambition,
        confidences=tuple(hopes),
    )


def _path(kind: Kind, random: Random) -> list[float]:
    """The share of the final value by week, from 0 to 1."""
    rates = [1.0] * WEEKS
    if random.random() < kind.bend:
        middle, steep = random.uniform(0.35, 0.75) * WEEKS, random.uniform(0.3, 0.9)
        rates = [1 / math.cosh(steep * (w - middle) / 2) ** 2 + 0.08 for w in range(WEEKS)]
    if random.random() < kind.stall:
        first = random.randint(2, WEEKS - 5)
        for w in range(first, first + random.randint(3, 5)):
            rates[min(w, WEEKS - 1)] *= 0.05
    if random.random() < kind.jump:
        rates[random.randint(3, WEEKS - 1)] += random.uniform(0.3, 1.0) * sum(rates)
    rates = [rate * random.lognormvariate(0, 0.5) for rate in rates]
    total, path = sum(rates), [0.0]
    for rate in rates:
        path.append(path[-1] + rate / total)
    return path


def milestones(*, cycles: int = 8, key_results: int = 40, seed: int = 1) -> list[Trajectory]:
    """Milestones without sub-steps: not done until they are, most of them late; owners know a little."""
    random = Random(f"milestones {seed}")
    found = []
    for cycle in range(cycles):
        for n in range(key_results):
            done = random.triangular(0.2, 1.9, 1.0)
            weeks = range(1, WEEKS)
            hopes = [min(max(0.55 + 0.5 * (1 - done) + random.gauss(0, 0.2), 0.05), 0.95) for _ in weeks]
            found.append(
                Trajectory(
                    key=f"milestone-{cycle}-{n}",
                    period=float(cycle),
                    taus=tuple(w / WEEKS for w in weeks),
                    progress=tuple(float(w / WEEKS >= done) for w in weeks),
                    final=float(done <= 1),
                    model="milestone",
                    confidences=tuple(hopes),
                )
            )
    return found


def main() -> None:
    """Prints the scores of every kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--organisations", type=int, default=3, help="how many of each kind")
    parser.add_argument("--cycles", type=int, default=8)
    parser.add_argument("--key-results", type=int, default=60)
    parser.add_argument("--out", type=Path, help="write the trajectories as KIND.jsonl, for `okr_analytics backtest`")
    args = parser.parse_args()
    for kind in KINDS:
        simulated = [
            organisation(kind, cycles=args.cycles, key_results=args.key_results, seed=args.seed + n)
            for n in range(args.organisations)
        ]
        if args.out:
            args.out.mkdir(parents=True, exist_ok=True)
            lines = [json.dumps(asdict(one)) for one in simulated[0]]
            (args.out / f"{kind.name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        sys.stdout.write(f"\n{kind.name}\n{table(backtest(*simulated))}\n")
    sys.stdout.write(f"\nmilestones\n{table(backtest(milestones(seed=args.seed)))}\n")


if __name__ == "__main__":
    main()
