"""Roles of the people who carry a rollout, in the model's words; a role nobody knows keeps its own word."""

import pytest

from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.meaning.roles import champion_role
from okr_analytics.ingest.understand import read_workbook


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("Sponsor", "sponsor"),
        ("Executive sponsor", "sponsor"),
        ("Patrocinadora", "sponsor"),
        ("OKR Master", "master"),
        ("OKR-Lead", "master"),
        ("Champion", "champion"),
        ("Embaixadora", "champion"),
        ("OKR-Botschafterin", "champion"),
        ("Référent OKR", "champion"),
        ("Agile Coach", "coach"),
        ("教练", "coach"),
        ("Padrinho", "godparent"),
        ("Marraine", "godparent"),
        ("OKR-Pate", "godparent"),
        ("Fadder", "godparent"),
        ("Patent attorney", None),
        ("Secretary", None),
    ],
)
def test_a_word_for_a_role(word: str, role: str | None) -> None:
    assert champion_role(word) == role


def test_roles_of_a_sheet_are_those_of_the_model_and_others_keep_their_word() -> None:
    rows = [["Person", "Unit", "Role"], ["Ana", "Health", "Executive Sponsor"], ["Bo", "Schools", "Secretary"]]
    reading = read_workbook(workbook_of(sheet_of(rows, name="OKR Champions")))
    assert [r.values()["role"] for r in reading.records] == ["sponsor", "Secretary"]
