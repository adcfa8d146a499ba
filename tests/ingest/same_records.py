"""Whether the records of a reading are those that were written, and how many layouts are tried to find out."""

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isclose

from hypothesis import HealthCheck, Phase, settings
from made_times import Across

from okr_analytics.model import Record

LONG = int(os.environ.get("OKR_LAYOUTS", "0"))  # so many new layouts a test, instead of the same few each time
EACH = settings(
    max_examples=LONG or 40,
    deadline=None,
    derandomize=not LONG,
    database=None,
    phases=(Phase.generate,) if LONG else tuple(Phase),
    suppress_health_check=[HealthCheck.too_slow],
)


def differences(kind: str, known: Sequence[Mapping[str, object]], records: Sequence[Record]) -> list[str]:
    """What differs, field by field; empty where the records of this kind are those that were written, in their order."""
    found = [r.values() for r in records if r.record_kind == kind]
    if len(found) != len(known):
        return [
            f"{len(found)} instead of {len(known)} of {kind}".replace(str(len(found)), "0" if not found else "n", 1)
        ]
    titles = {r.values()["code"]: r.values()["title"] for r in records if r.record_kind == "objective"}
    out = []
    for record, fields in zip(found, known, strict=True):
        for name, value in fields.items():
            if not _same(name, value, record, titles):
                out.append(f"{name}: {record[name]!r} instead of {value!r}" if out else name)
    return out


def _same(name: str, value: object, record: Mapping[str, object], titles: Mapping[object, object]) -> bool:
    found = record[name]
    if isinstance(value, float | Decimal):
        return found is not None and isclose(float(str(found)), float(value), rel_tol=1e-9, abs_tol=1e-9)
    if name == "period" and isinstance(value, tuple):
        return (record["start"], record["end"]) == value
    if name == "objective":
        return titles.get(found, found) == value
    if isinstance(found, dt.datetime):
        return False
    return found == value


def moments(made: Across, records: Sequence[Record]) -> str:
    """What differs between numbers at times as they were written and as they were read; "" where nothing does."""
    own = [
        r.values()["name" if made.kind == "kpi" else "title"] for r in records if r.record_kind == made.kind != "effort"
    ]
    if own and own != made.names:
        return f"{len(own)} of {made.kind}: {own[:3]}"
    found: dict[tuple[object, object], list[object]] = {}
    for record in records:
        v = record.values()
        if record.record_kind == "effort":
            found[v["person"], v["end"]] = [None if v[n] is None else float(v[n]) for n in ("planned", "actual")]
        elif record.record_kind == "kpi_reading":
            found[v["kpi"], v["date"]] = [v["target"], v["value"]]
        elif record.record_kind in ("target", "check_in"):
            found.setdefault((v["key_result"], v["date"]), [None, None])[record.record_kind == "check_in"] = v["value"]
    if found == {key: list(numbers) for key, numbers in made.numbers.items()}:
        return ""
    return f"{len(found)} instead of {len(made.numbers)} moments: {list(found.items())[:2]}"
