"""The dry run: a load is written as it will be (but for its lineage), compared with what was there, and rolled back."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from okr_analytics.diagnostics import Diagnostic, Severity
from okr_analytics.loading.diff import Comparison, Diff
from okr_analytics.loading.rows import Row
from okr_analytics.store.database import Database
from okr_analytics.store.load import LoadRow, write_load
from okr_analytics.store.transaction import Transaction

LINEAGE = frozenset({"cells"})  # no comparison asks for it, and it is half of what is written


class Outcome(NamedTuple):
    """What a load would change, and what is worth saying about it."""

    diff: Diff
    said: tuple[Diagnostic, ...]


class _Over(Exception):
    """Leaves the transaction of the trial, so that nothing of it stays."""


def dry_run(
    database: Database, load: LoadRow, scopes: Sequence[Row], replaced: set[str], rows: Mapping[str, Sequence[Row]]
) -> Outcome:
    """What the load would change; `scopes` are all of the file's, `replaced` the kinds whose older rows it lets go."""
    try:
        with database.transaction() as tx:
            outcome = _try(tx, load, scopes, replaced, rows)
            raise _Over
    except _Over:
        return outcome


def _try(
    tx: Transaction, load: LoadRow, scopes: Sequence[Row], replaced: set[str], rows: Mapping[str, Sequence[Row]]
) -> Outcome:
    own = [scope for scope in scopes if scope["kind"] in replaced]
    write_load(tx, load, own, (), rows, without=LINEAGE)
    left_alone = [scope for scope in scopes if scope["kind"] not in replaced]
    tx.insert("load_scope", left_alone, {"load_id": -load.load_id})
    diff = Comparison(tx, load.load_id, load.as_of).diff(rows)
    return Outcome(diff, _overlaps(tx, load.load_id) if "effort" in replaced else ())


def _overlaps(tx: Transaction, load_id: int) -> tuple[Diagnostic, ...]:
    """Effort that older loads hold for days that this one covers only in part: it is not replaced, and so counts twice."""
    rows = tx.execute(
        """
        SELECT r.unit, l.file, count(DISTINCT (r.load_id, r.row_number)), min(r."start"), max(r."end")
        FROM effort AS r
        JOIN loads_in_force((SELECT as_of FROM load WHERE load_id = $load), $load) AS l USING (load_id)
        JOIN load_scope AS s
            ON s.load_id = $load AND s.kind = 'effort' AND r.load_id <> $load
            AND coalesce(s.unit_key, '') = coalesce(r.unit_key, '') AND coalesce(s.measure, '') = coalesce(r.measure, '')
            AND (s.person IS NULL OR s.person = r.person)
            AND CASE s.amount
                WHEN 'stated' THEN r.stated WHEN 'planned' THEN r.planned ELSE r.actual END IS NOT NULL
            AND r."start" <= s."end" AND coalesce(r."end", r."start") >= s."start"
            AND NOT (r."start" >= s."start" AND coalesce(r."end", r."start") <= s."end")
        GROUP BY ALL ORDER BY ALL
        """,
        {"load": load_id},
    )
    return tuple(
        Diagnostic(
            "effort-overlaps",
            Severity.WARNING,
            f"{lines} lines of effort of {unit or 'no unit'} from {file} ({start} to {end}) cover days of this file only in "
            "part. They are kept, so some days may count twice.",
            "Load periods of the same length, or undo the older load.",
        )
        for unit, file, lines, start, end in rows
    )
