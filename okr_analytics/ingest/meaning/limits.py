"""What a cell of limits says of a KPI's range: "< 2.5", "8–11" or "> 4" below green, amber and red."""

import re
from collections.abc import MutableMapping

from okr_analytics.ingest.tables import Read
from okr_analytics.ingest.values import fold
from okr_analytics.ingest.values.readings import Number

LIMITS = frozenset({"healthy_low", "healthy_high", "warning_low", "warning_high"})
_RED = re.compile(
    r"\b(?:red|rot|rojo|roja|vermelh[oa]|rouge|rod|critical|critico|critique|kritisch|alert|alarm\w*|alert\w*|umbral|seuil)\b|schwelle|红|紅"
)
_BELOW, _ABOVE = ("<", "<="), (">", ">=")


def band(name: str, number: Number, header: str) -> dict[str, Read]:
    """The limits that a number with a comparator says, whatever end its column is taken for; none for a plain number.

    Green "< 2.5" is the upper end of the healthy range, amber "2.5–4" both ends of the range of warning, red "> 4" where
    it ends.
    """
    zone = name.partition("_")[0]
    if number.comparator == "range" and number.upper is not None:
        return {f"{zone}_low": number.value, f"{zone}_high": number.upper}
    below, above = _BELOW, _ABOVE
    if zone == "warning" and _RED.search(fold(header)):
        below, above = above, below
    if number.comparator in below:
        return {f"{zone}_high": number.value, "direction": "lower"}
    if number.comparator in above:
        return {f"{zone}_low": number.value, "direction": "higher"}
    return {}


def turned_up(values: MutableMapping[str, Read], header: str) -> bool:
    """Makes limits that rise from "Green" to "Amber" upper ones, as less is better; says whether it did.

    `header`: that of the green ones; "Green from" and the like say which end they are and stay.
    """
    if len(fold(header).split()) != 1 or "限" in header:
        return False
    green, amber = values.get("healthy_low"), values.get("warning_low")
    if not isinstance(green, float) or not isinstance(amber, float) or values.get("healthy_high") is not None:
        return False
    if amber <= green or values.get("warning_high") is not None:
        return False
    values["healthy_high"], values["warning_high"] = values.pop("healthy_low"), values.pop("warning_low")
    if values.get("direction") is None:
        values["direction"] = "lower"
    return True
