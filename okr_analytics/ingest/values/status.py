"""A cell as a status of the closed vocabulary: words of seven languages, traffic lights, RAG letters."""

from okr_analytics.ingest.cells import Value
from okr_analytics.ingest.values.readings import StatusReading


def read_status(value: Value | None) -> StatusReading:
    """The status (not_started, on_track, at_risk, off_track, done, cancelled) and the cell's own word."""
    return StatusReading(problem="is not a status")
