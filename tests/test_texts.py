"""Words for the closed vocabularies: nothing is left without a word, and counts read as sentences."""

from okr_analytics import texts
from okr_analytics.model import RECORDS, Status


def test_every_kind_and_status_has_words() -> None:
    assert set(RECORDS) <= set(texts.KINDS)
    assert {str(status) for status in Status} <= set(texts.STATUSES)


def test_counts_read_as_words() -> None:
    assert texts.counted({"objective": 13, "kpi": 1, "kpi_reading": 2}) == "13 objectives, 1 KPI, 2 KPI readings"
    assert (texts.kind("kpi"), texts.kind("effort", 1), texts.kind("key_result")) == (
        "KPIs",
        "effort line",
        "key results",
    )


def test_a_name_without_words_is_made_readable() -> None:
    assert texts.word(texts.REASONS, "not_known_yet") == "Not known yet"
