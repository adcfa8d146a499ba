"""The same data gives the same bytes in every process, whatever order its sets happen to have there."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FILES = ("01_organisation.xlsx", "03_okrs_2026-Q4.xlsx", "06_kpis.xlsx")


def _made(seed: str, folder: Path) -> dict[str, str]:
    asked = ["--as-of", "2026-11-20", "--format", "html,pdf,pptx,xlsx", "--pages", "overview,progress,kpis", "--brief"]
    files = [str(ROOT / "data" / name) for name in FILES]
    subprocess.run(
        [sys.executable, "-m", "okr_analytics", "pack", "--out", str(folder), *asked, *files],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return {path.suffix: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    made = _made("1", one)
    assert set(made) == {".html", ".pdf", ".pptx", ".xlsx"}
    assert _made("2", two) == made
