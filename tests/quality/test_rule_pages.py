"""The pages in docs/rules are what the rules say now."""

from pathlib import Path

from okr_analytics.commands.registry import main
from okr_analytics.quality.pages import pages
from okr_analytics.quality.registry import all_rules

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_the_docs_are_generated_from_the_rules() -> None:
    """Write them again with `python -m okr_analytics rules --docs docs/rules`."""
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")} == pages()


def test_every_rule_has_a_page_with_its_sections() -> None:
    told = pages()
    for rule in all_rules():
        text = told[f"{rule.code}.md"]
        for section in ("What it does", "Why it matters", "Bad → good", "Fires on", "Stays silent on", "Source"):
            assert f"## {section}\n" in text
        assert f"[{rule.code}]({rule.code}.md)" in told["README.md"]


def test_the_command_writes_them(tmp_path: Path) -> None:
    assert main(["rules", "--docs", str(tmp_path / "rules")]) == 0
    assert (tmp_path / "rules" / "KR101.md").read_text(encoding="utf-8") == pages()["KR101.md"]
