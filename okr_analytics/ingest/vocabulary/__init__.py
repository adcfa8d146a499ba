"""Words of headers and sheet names in the languages of the field, as data, and the matcher that finds their meaning."""

from okr_analytics.ingest.vocabulary.candidates import Candidate, Export, Foreign, HeaderParts
from okr_analytics.ingest.vocabulary.days import day_label
from okr_analytics.ingest.vocabulary.exports import known_export
from okr_analytics.ingest.vocabulary.headers import split_header
from okr_analytics.ingest.vocabulary.languages import header_languages
from okr_analytics.ingest.vocabulary.matcher import match
from okr_analytics.ingest.vocabulary.rows import is_note_row, is_task_word, is_total_label
from okr_analytics.ingest.vocabulary.sheets import foreign_table, kind_words

__all__ = [
    "Candidate",
    "Export",
    "Foreign",
    "HeaderParts",
    "day_label",
    "foreign_table",
    "header_languages",
    "is_note_row",
    "is_task_word",
    "is_total_label",
    "kind_words",
    "known_export",
    "match",
    "split_header",
]
