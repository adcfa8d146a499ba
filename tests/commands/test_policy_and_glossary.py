"""`policy` keeps what the organisation decides; docs/definitions.md is what the catalogue says."""

import json
from pathlib import Path

import pytest

from okr_analytics.commands.registry import main
from okr_analytics.metrics.catalogue import METRICS
from okr_analytics.views.glossary import markdown

ROOT = Path(__file__).parent.parent.parent


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert main(list(words)) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_setting_is_kept_and_marked_as_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "okr.duckdb")
    answer(
        capsys, "policy", "--db", store, "--json", "--set", "cadence=monthly", "--set", 'bands={"growth": [0.3, 0.5]}'
    )
    policy = answer(capsys, "policy", "--db", store, "--json")["policy"]
    assert isinstance(policy, dict)
    assert (policy["cadence"], policy["bands"]) == ("monthly", {"growth": [0.3, 0.5]})
    assert policy["set_by_us"] == ["bands", "cadence"]


@pytest.mark.parametrize("setting", ["cadenc=monthly", "cadence", "cadence=hourly", "bands=3", "status_rule=gapp"])
def test_a_setting_that_cannot_be_is_said(setting: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "--db", str(tmp_path / "okr.duckdb"), "--set", setting]) == 2
    assert capsys.readouterr().err.strip()


def test_the_page_of_definitions_is_up_to_date() -> None:
    assert (ROOT / "docs" / "definitions.md").read_text(encoding="utf-8") == markdown()


def test_every_metric_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    metrics = answer(capsys, "glossary", "--json")["metrics"]
    assert isinstance(metrics, list)
    assert {m["metric"] for m in metrics} == set(METRICS)
