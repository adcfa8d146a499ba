"""How a forecast came about, with its numbers put in: sentences that anybody can follow with a pocket calculator."""

from okr_analytics.metrics.fan import Fan
from okr_analytics.metrics.forecast import ENOUGH


def computed(fan: Fan, ambition: str | None) -> tuple[str, ...]:
    """The sentences; none where there is no forecast. ambition: of the key result, as its sheet says it."""
    made = fan.forecast
    if made is None or made.location is None:
        return ()
    if made.model == "count":
        return (_count(fan), _chances(fan))
    return (_pace(fan, ambition), _landing(fan, ambition), _chances(fan))


def _percent(share: float) -> str:
    return f"{round(100 * share, 1):g} %"


def _learnt(fan: Fan) -> str:
    count = fan.prior.finished
    return (
        f"{count} finished key results"
        if fan.prior.curve or count >= 20
        else "the default, as too few are finished to learn from"
    )


def _pace(fan: Fan, ambition: str | None) -> str:
    """μ = (k₀μ₀ + p)/(k₀ + u), said as what it is: a weighted mean of two paces."""
    used, reached = fan.own
    weight = used / (fan.prior.k0 + used)
    usual = fan.prior.mu0(ambition)
    if used <= 0:
        return f"Pace = what comparable key results reach in a whole cycle = {_percent(usual)} ({_learnt(fan)})."
    mean = (fan.prior.k0 * usual + reached) / (fan.prior.k0 + used)
    return (
        f"Pace per cycle = {_percent(weight)} × its own pace ({_percent(reached)} in {_percent(used)} of the time = "
        f"{_percent(reached / used)}) + {_percent(1 - weight)} × what comparable key results reach ({_percent(usual)}; "
        f"{_learnt(fan)}) = {_percent(mean)}."
    )


def _landing(fan: Fan, ambition: str | None) -> str:
    used, reached = fan.own
    mean = (fan.prior.k0 * fan.prior.mu0(ambition) + reached) / (fan.prior.k0 + used)
    left = max(1 - used, 0.0)
    scale = " (counted in factors, because it is to grow at least threefold)" if fan.logs else ""
    return (
        f"Landing = progress now + time left × pace = {_percent(reached)} + {_percent(left)} × {_percent(mean)} = "
        f"{_percent(reached + left * mean)}{scale}."
    )


def _count(fan: Fan) -> str:
    made = fan.forecast
    told = "" if made is None or made.location is None else _percent(made.location)
    return f"Landing = what is counted so far, carried on at its own rate and a little of the planned one = {told} of the target."


def _chances(fan: Fan) -> str:
    made = fan.forecast
    if made is None or made.low80 is None or made.high80 is None:
        return ""
    enough = "" if made.p_70 is None else f"; of reaching at least {_percent(ENOUGH)}: {_percent(made.p_70)}"
    candid = made.model != "count" and fan.prior.candour
    came = " Chances are told as such chances came true in finished key results." if candid else ""
    return (
        f"8 of 10 outcomes lie between {_percent(made.low80)} and {_percent(made.high80)}. "
        f"Chance of reaching the target: {_percent(made.p_hit)}{enough}.{came}"
    )
