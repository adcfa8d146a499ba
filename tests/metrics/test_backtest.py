"""The backtest on simulated organisations, the prior it learns, and forecasts of stored key results."""

import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from okr_analytics.commands.registry import main
from okr_analytics.metrics.backtest import Backtest, backtest
from okr_analytics.metrics.forecast import COLD, Prior, chance, forecast
from okr_analytics.metrics.forecasts import forecasts, keep_forecasts
from okr_analytics.metrics.prior import K0_GRID, Trajectory, learn
from okr_analytics.metrics.trajectories import trajectories
from tests.small_world import World, day

SIMULATOR = Path(__file__).parent.parent.parent / "benchmarks" / "simulate_organisations.py"


@pytest.fixture(scope="module")
def simulator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("simulate_organisations", SIMULATOR)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["simulate_organisations"] = module
    spec.loader.exec_module(module)
    return module


def brier(found: Backtest, method: str) -> float:
    score = found.score(method)
    assert score is not None
    return score.brier


@pytest.mark.parametrize("kind", [0, 1, 2])
def test_forecasts_beat_lines_and_colours_and_their_intervals_hold(simulator: ModuleType, kind: int) -> None:
    # Three organisations of eight cycles are 30 % better or more (the benchmark prints it); one small one varies.
    found = backtest(simulator.organisation(simulator.KINDS[kind], cycles=6))
    assert brier(found, "forecast") <= 0.72 * brier(found, "linear yes/no")
    assert brier(found, "forecast") <= 0.92 * brier(found, "colour with hit rate")
    assert found.coverage[1] is not None
    assert 0.76 <= found.coverage[1] <= 0.85


def test_the_milestone_model_beats_carrying_on(simulator: ModuleType) -> None:
    stones = backtest(simulator.milestones()).milestones
    assert stones is not None
    assert stones.brier < stones.carried_brier
    assert stones.miss < stones.carried_miss


def test_below_twenty_finished_the_prior_stays_cold(simulator: ModuleType) -> None:
    finished = simulator.organisation(simulator.KINDS[0], cycles=1, key_results=40)
    assert learn(finished[:19]).k0 == COLD.k0
    assert learn(finished[:19]).finished == 19
    learnt = learn(finished)
    assert learnt.finished == 40
    assert learnt.widen
    assert learnt.curve[0] == (0.0, 0.0)
    assert learnt.curve[-1] == (1.0, 1.0)
    assert [w for _, w in learnt.curve] == sorted(w for _, w in learnt.curve)


def test_milestones_of_one_cycle_teach_enough_to_beat_carrying_on(simulator: ModuleType) -> None:
    stones = backtest(*(simulator.milestones(cycles=2, key_results=15, seed=seed) for seed in range(6))).milestones
    assert stones is not None
    assert stones.brier < 0.7 * stones.carried_brier
    assert stones.miss < stones.carried_miss


def test_little_history_says_little_against_the_own_pace(simulator: ModuleType) -> None:
    # By CRPS alone the heaviest k0 is a hair's breadth ahead after one cycle of thirty; eight cycles do say so.
    cycles = simulator.organisation(simulator.KINDS[0], cycles=8, key_results=30, seed=4)
    assert learn(cycles[:30]).k0 <= 3.2
    assert learn(cycles).k0 == K0_GRID[-1]


def _stopped(n: int) -> Trajectory:
    """Work that stops once it is done: every second one ends at its target exactly, however fast it went."""
    final = 1.0 if n % 2 else 0.5
    taus = tuple(week / 13 for week in range(1, 13))
    return Trajectory(f"k{n}", 0.0, taus, tuple(min(tau * final * 1.1 + 0.01 * (n % 5), final) for tau in taus), final)


def test_chances_are_told_as_they_came_true() -> None:
    finished = [_stopped(n) for n in range(60)]
    prior = learn(finished)
    raw = replace(prior, candour={})
    said, told = (
        [forecast(t.taus[:10], t.progress[:10], prior=p).p_hit for t in finished if t.hit] for p in (raw, prior)
    )
    assert sum(told) > sum(said) + 1
    assert [prior.candid(p / 10, 0.8) for p in range(11)] == sorted(prior.candid(p / 10, 0.8) for p in range(11))
    assert (prior.candid(0.0, 0.8), prior.candid(1.0, 0.8)) == (0.0, 1.0)
    assert Prior.from_dict(json.loads(json.dumps(prior.as_dict()))) == prior


def test_below_twenty_finished_widths_are_learnt_by_the_number_of_them() -> None:
    far = [Trajectory(f"k{n}", 0.0, (0.5,), (0.5,), 3.0) for n in range(12)]
    few, more = learn(far[:3]), learn(far)
    assert 1 < few.widening(0.5) < more.widening(0.5)
    assert (more.k0, dict(more.candour)) == (COLD.k0, {})


def test_only_earlier_cycles_teach(simulator: ModuleType) -> None:
    told = simulator.organisation(simulator.KINDS[1], cycles=3, key_results=25)
    changed = [t if t.period < 2 else Trajectory(t.key, t.period, t.taus, t.progress, 9.0) for t in told]
    first, second = (backtest([t for t in way if t.period < 2]) for way in (told, changed))
    assert first == second


def test_too_little_to_look_back_at() -> None:
    assert backtest([]).cases == 0
    assert backtest([Trajectory("a", 1.0, (0.5,), (0.5,), 1.0)]).score("forecast") is None


@pytest.fixture
def world() -> World:
    world = World("01-01")
    world.add("cycle", "q", name="Q", start="01-01", end="04-11")  # 100 days
    world.add("objective", "o", title="o", cycle_key="q")
    return world


def test_ways_come_from_the_views(world: World) -> None:
    world.add("key_result", "k", title="k", objective_key="o", baseline=0, target=100, ambition="aspirational")
    world.add("key_result", "g", title="g", objective_key="o", baseline=1, target=100)
    for date, value in (("01-21", 10), ("04-06", 80)):
        world.check_in("k", date, value, confidence=0.5)
        world.check_in("g", date, value)
    ways = {one.key: one for one in trajectories(world.database, day("05-01"), 9)}
    assert (ways["k"].taus, ways["k"].progress) == ((0.2, 0.95), (0.1, 0.8))
    assert (ways["k"].final, ways["k"].ambition, ways["k"].confidences) == (0.8, "aspirational", (0.5, 0.5))
    assert ways["g"].progress[0] == pytest.approx(0.5)  # a hundredfold: on logs, 10 is half the way
    running = {one.key: one for one in trajectories(world.database, day("02-10"), 9)}
    assert (running["k"].taus, running["k"].final) == ((0.2,), None)


def test_forecasts_of_each_kind_are_kept_for_the_views(world: World) -> None:
    kinds = {
        "k": {"baseline": 0, "target": 100},
        "c": {"kind": "count", "target": 40},
        "s": {"kind": "milestone", "steps": 4},
        "m": {"kind": "milestone"},
        "r": {"kind": "maintain", "lower": 90},
        "n": {"target": 100},
        "e": {"baseline": 0, "target": 10},
    }
    for key, fields in kinds.items():
        world.add("key_result", key, title=key, objective_key="o", **fields)
    for key, value in (("k", 40), ("c", 14), ("s", 1), ("m", 0), ("r", 95), ("n", 5)):
        world.check_in(key, "02-10", value)
    found = forecasts(world.database, day("02-10"), 1)
    models = {key: made.model for key, made in found.items()}
    assert models == {"k": "drift", "c": "count", "s": "count", "m": "milestone", "r": "range", "e": "prior"}
    own = found["k"]
    assert own.location == pytest.approx(0.4 + 0.6 * (0.25 * 1.0 + 0.4) / 0.65)
    assert own.p_hit == pytest.approx(chance(own.location or 0, own.scale or 0, own.df or 0, 1.0))
    name = keep_forecasts(world.database, day("02-10"), 1)
    assert keep_forecasts(world.database, day("02-10"), 1) == name
    rows = {row["title"]: row for row in world.ask("kr_state", "02-10", known=1)}
    assert rows["k"]["p_hit"] == pytest.approx(own.p_hit)
    assert rows["n"]["p_hit"] is None
    assert len(world.database.query("SELECT * FROM forecast")) == 6


def test_the_command_reads_trajectories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        {"key": f"k{n}", "period": n // 25, "taus": [0.3, 0.6], "progress": [0.3, 0.6], "final": 1.0 if n % 2 else 0.5}
        for n in range(75)
    ]
    file = tmp_path / "ways.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert main(["backtest", "--json", str(file)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["finished_key_results"], answer["scores"][0]["method"]) == (75, "forecast")
    assert main(["backtest", str(file)]) == 0
    assert "linear yes/no" in capsys.readouterr().out
    file.write_text('{"nothing": 1}', encoding="utf-8")
    assert main(["backtest", str(file)]) == 2


def test_the_command_reads_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "okrs.csv"
    file.write_text("Objective;Key result;Baseline;Target;Current\nA;B from 1 to 2;1;2;1,5\n", encoding="utf-8")
    assert main(["backtest", str(file)]) in (0, 2)
    assert "no two finished cycles" in capsys.readouterr().out
