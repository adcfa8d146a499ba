"""No browser is needed where packs are made: none is called, and nothing that would call one is even imported."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_MAKES_ALL = """
import os, sys
sys.path.insert(0, "tests/packs")
from conftest import make
def never(*args, **kwargs):
    raise AssertionError(f"a pack must not start another program: {args}")
import subprocess
python = subprocess.Popen
def popen(command, *args, **kwargs):
    return python(command, *args, **kwargs) if command[0] == sys.executable else never(command)
subprocess.Popen = popen
os.system = os.popen = os.posix_spawn = os.fork = never
from okr_analytics.packs.registry import formats
pack = make()
for form in formats().values():
    assert form.write(pack)
browsers = {"kaleido", "choreographer", "playwright", "selenium", "pyppeteer", "weasyprint", "imgkit", "pdfkit"}
print(sorted(browsers & {name.partition(".")[0] for name in sys.modules}))
"""


def test_all_formats_are_written_without_a_browser() -> None:
    """In a process of its own, without a PATH on which a browser could be found."""
    made = subprocess.run(
        [sys.executable, "-c", _MAKES_ALL],
        cwd=ROOT,
        env={"PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.stdout.strip() == "[]", made.stderr
