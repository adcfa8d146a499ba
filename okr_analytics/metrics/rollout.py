"""How far OKRs have come in each unit: crawl, walk or run, by criteria that are stated, and who comes next."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from okr_analytics.metrics.evaluate import evaluate, rows
from okr_analytics.metrics.filters import Filters
from okr_analytics.store.database import Database

STAGES = ("not_yet", "crawl", "walk", "run")


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a stage asks of a unit.

    cycles: finished cycles with OKRs. on_time: share of check-ins in time. good: share of key results graded A or B in the
    latest cycle. champion: whether somebody looks after it (its own, or one of a unit above).
    """

    cycles: int
    on_time: float
    good: float
    champion: bool


# Smaller and younger organisations learn in fewer cycles; public ones plan by the year and need more of them.
PROFILES: Mapping[str, Mapping[str, Criteria]] = MappingProxyType(
    {
        "startup": {"walk": Criteria(1, 0.5, 0.4, False), "run": Criteria(3, 0.7, 0.6, False)},
        "corporate": {"walk": Criteria(2, 0.5, 0.5, True), "run": Criteria(4, 0.8, 0.7, True)},
        "public": {"walk": Criteria(1, 0.5, 0.5, True), "run": Criteria(4, 0.7, 0.7, True)},
    }
)


def stage(unit: Mapping[str, object], profile: str) -> tuple[str, tuple[str, ...]]:
    """The stage of a row of `units`, and in words what the next one asks for; what isn't known doesn't count as met."""
    if not unit["has_okrs"] and not unit["cycles"]:
        return "not_yet", ("first OKRs",)
    wanted = PROFILES[profile]
    missing = _missing(unit, wanted["walk"])
    if missing:
        return "crawl", missing
    missing = _missing(unit, wanted["run"])
    return ("walk", missing) if missing else ("run", ())


def _missing(unit: Mapping[str, object], wanted: Criteria) -> tuple[str, ...]:
    out = []
    cycles = int(str(unit["cycles"]))
    if cycles < wanted.cycles:
        out.append(f"{wanted.cycles - cycles} more finished cycle{'' if wanted.cycles - cycles == 1 else 's'}")
    for name, least, words in (
        ("on_time", wanted.on_time, "of check-ins on time"),
        ("good", wanted.good, "of key results A or B"),
    ):
        value = unit[name]
        if not isinstance(value, int | float) or not value >= least:  # NaN is not known either
            out.append(f"{least:.0%} {words}")
    if wanted.champion and not unit["champion"]:
        out.append("a champion")
    return tuple(out)


def units(database: Database, filters: Filters, profile: str) -> pd.DataFrame:
    """One row per unit: where it stands in the rollout.

    Columns: unit_key, unit, level, parent_key, parent, has_okrs (in the filters' cycle, else the latest), cycles
    (finished, with OKRs), on_time, good (fractions, None where unknown), good_before (the cycle before), champion (names of
    its own or the nearest unit above, ""), own_champion, contributes (key results of others it works on), stage, next,
    file, where. Sources: unit_reach, unit_tree, champion_now, kr_contribution, metrics check_ins_on_time, quality_good_share.
    """
    resolved = filters.resolve(database)
    everywhere = resolved.with_changes(cycle=None)
    reach = rows(database, "unit_reach", everywhere)
    told = rows(database, "unit_state", everywhere)[
        ["unit_key", "unit", "level", "parent_key", "parent", "file", "where"]
    ]
    cycle = resolved.cycle or _latest(reach, resolved.times[0])
    of_cycle = reach["cycle_key"].isna() if cycle is None else reach["cycle_key"] == cycle  # sheets may name no cycle
    now = reach[of_cycle & reach["has_okrs"]]["unit_key"]
    ended = pd.to_datetime(reach["end"]) < pd.Timestamp(resolved.times[0])
    finished = reach[ended & reach["has_okrs"]].groupby("unit_key")["cycle_key"].nunique()
    good = _by_unit_and_cycle(database, everywhere)
    before = _before(reach, cycle)
    out = told.assign(
        has_okrs=told["unit_key"].isin(now),
        cycles=told["unit_key"].map(finished).fillna(0).astype(int),
        on_time=told["unit_key"].map(_by_unit(database, "check_ins_on_time", everywhere)),
        good=told["unit_key"].map({unit: share for (unit, name), share in good.items() if name == cycle}),
        good_before=told["unit_key"].map({unit: share for (unit, name), share in good.items() if name == before}),
        contributes=told["unit_key"].map(_contributions(database, everywhere, cycle)).fillna(0).astype(int),
    )
    out = out.join(_champions(database, everywhere, told))
    stages = [stage({str(k): v for k, v in row.items()}, profile) for row in out.to_dict("records")]
    return out.assign(stage=[name for name, _ in stages], next=["; ".join(missing) for _, missing in stages])


def upcoming(frame: pd.DataFrame) -> pd.DataFrame:
    """The units without OKRs in the order in which bringing them in is easiest, each with the reason in `why`.

    Before others come units with a champion, then those whose parent has OKRs, then those that work on key results of
    others already.
    """
    has = dict(zip(frame["unit_key"], frame["has_okrs"], strict=True))
    out = frame[~frame["has_okrs"]].assign(parent_has=lambda f: f["parent_key"].map(has).fillna(False).astype(bool))
    out = out.assign(coached=out["champion"] != "")
    out = out.sort_values(
        ["coached", "parent_has", "contributes", "level", "unit"], ascending=[False, False, False, True, True]
    )
    why = [
        ", ".join(
            words
            for holds, words in (
                (row["coached"], f"looked after by {row['champion']}"),
                (row["parent_has"], f"{row['parent']} has OKRs"),
                (row["contributes"], f"works on {row['contributes']} key results of others"),
            )
            if holds
        )
        or "nothing prepared yet: find a sponsor first"
        for row in out.to_dict("records")
    ]
    return out.assign(why=why).reset_index(drop=True)


def _latest(reach: pd.DataFrame, day: dt.date) -> str | None:
    begun = reach[pd.to_datetime(reach["start"]) <= pd.Timestamp(day)].sort_values("start")
    if begun.empty:  # cycles whose days nobody states: the last by name
        begun = reach[reach["start"].isna() & reach["cycle_key"].notna()].sort_values("cycle")
    return str(begun["cycle_key"].iloc[-1]) if len(begun) else None


def _before(reach: pd.DataFrame, cycle: str | None) -> str | None:
    cycles = reach.drop_duplicates("cycle_key").sort_values("start")["cycle_key"].tolist()
    place = cycles.index(cycle) if cycle in cycles else 0
    return str(cycles[place - 1]) if place else None


def _by_unit(database: Database, metric: str, filters: Filters) -> dict[object, float | None]:
    return {row.keys["unit"]: row.value for row in evaluate(database, [metric], ("unit",), filters)}


def _by_unit_and_cycle(database: Database, filters: Filters) -> dict[tuple[object, object], float | None]:
    found = evaluate(database, ["quality_good_share"], ("unit", "cycle"), filters)
    return {(row.keys["unit"], row.keys["cycle"]): row.value for row in found}


def _contributions(database: Database, filters: Filters, cycle: str | None) -> dict[str, int]:
    work = rows(database, "kr_contribution", filters)
    work = work[~work["is_owner"] & (work["cycle_key"] == cycle)]
    return {str(key): int(count) for key, count in work.groupby("unit_key")["key_result_key"].nunique().items()}


def _champions(database: Database, filters: Filters, told: pd.DataFrame) -> pd.DataFrame:
    """Who looks after each unit: its own people, else those of the nearest unit above that has some."""
    as_of, known = filters.times
    own: dict[str, list[str]] = {}
    for unit, person in database.query(
        "SELECT unit_key, person FROM champion_now(?, ?) WHERE unit_key IS NOT NULL AND person IS NOT NULL ORDER BY role, person",
        [as_of, known],
    ):
        own.setdefault(str(unit), []).append(str(person))
    parents = dict(zip(told["unit_key"], told["parent_key"], strict=True))
    found: list[str] = []
    for key in told["unit_key"]:
        at, seen = key, set()
        while at is not None and not pd.isna(at) and at not in own and at not in seen:
            seen.add(at)
            at = parents.get(at)
        found.append(", ".join(dict.fromkeys(own.get(str(at), []))))
    has_own = [key in own for key in told["unit_key"]]
    return pd.DataFrame({"champion": found, "own_champion": has_own}, index=told.index)
