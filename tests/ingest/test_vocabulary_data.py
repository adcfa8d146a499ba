"""The word lists themselves: every field exists, every phrase is found, no language is thin, loading is quick."""

import time

import pytest

from okr_analytics.ingest.vocabulary import match
from okr_analytics.ingest.vocabulary.exports import _signatures
from okr_analytics.ingest.vocabulary.words import LANGUAGES, field_groups, index, language_file, meanings, phrases_of
from okr_analytics.model import RECORDS, field_types

FIELDS = {f"{kind}.{name}" for kind in RECORDS for name in field_types(kind)}
SECTIONS = {
    "plain",
    "tasks",
    "language",
    "stopwords",
    "entity",
    "shared",
    "other",
    "abbreviations",
    "sheet",
    "foreign",
} | {"rows"}


def _is_known(field: str) -> bool:
    return field in FIELDS or field.startswith("other.")


def test_groups_references_and_codes_name_fields_of_the_model() -> None:
    data = field_groups()
    for table in ("group", "reference", "code"):
        for name, fields in data[table].items():
            assert all(map(_is_known, fields)), name
            assert all(0 < prior <= 1 for prior in fields.values()), name


def test_every_field_that_a_sheet_can_hold_has_words() -> None:
    # Kept by the loader itself, or a second form of another field.
    without = {"key_result.status_word", "check_in.status_word", "initiative.status_word", "project.status_word"}
    without |= {"milestone.status_word"}
    reachable = {m.field for phrase in index().phrases for m in meanings(phrase)}
    missing = FIELDS - without - reachable
    assert not missing


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_file_has_only_known_sections_groups_and_fields(code: str) -> None:
    data = language_file(code)
    assert set(data) <= SECTIONS | set(RECORDS)
    assert set(data["shared"]) <= set(field_groups()["group"])
    assert set(data["entity"]) <= set(field_groups()["reference"])
    for kind in set(data) & set(RECORDS):
        assert {f"{kind}.{name}" for name in data[kind]} <= FIELDS
    assert set(data["sheet"]) <= set(RECORDS)
    assert set(data["rows"]) == {"total", "note"}
    assert all(set(entry) == {"what", "title", "headers"} for entry in data["foreign"].values())


@pytest.mark.parametrize(
    ("code", "least"),
    [("en", 2500), ("pt", 1500), ("es", 1500), ("de", 1500), ("fr", 1500), ("no", 1300), ("nl", 900), ("zh", 900)],
)
def test_no_language_is_thin(code: str, least: int) -> None:
    sections = [section for section in language_file(code).values() if isinstance(section, dict)]
    texts = [text for section in sections for text in section.values() if isinstance(text, str)]
    assert sum(1 for text in texts for _ in phrases_of(text)) >= least


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_shared_word_of_a_language_is_understood_as_its_group(code: str) -> None:
    groups = field_groups()["group"]
    for group, text in language_file(code)["shared"].items():
        for phrase, _ in phrases_of(text):
            fields = {candidate.field for candidate in match(phrase)}
            assert fields & set(groups[group]), (group, phrase)


def test_exports_name_fields_of_the_model() -> None:
    for signature in _signatures():
        assert signature.kind in RECORDS
        assert all(field is None or _is_known(field) for field in signature.fields.values()), signature.name
        assert signature.required <= set(signature.fields), signature.name


def test_a_workbook_of_twenty_sheets_is_matched_in_some_milliseconds() -> None:
    headers = [
        "Owner",
        "Meta",
        "Zielwert",
        "Échéance",
        "Ansvarlig",
        "目标值",
        "Q1 Actual",
        "KR Status",
        "Region code",
    ] * 3
    for header in headers:
        match(header)
    started = time.process_time()
    for _ in range(20):
        for header in headers:
            match(header)
    assert time.process_time() - started < 0.02
