"""Sets a PDF in a process of its own: what typst keeps of a large pack in memory goes when that pack is made."""

import pickle
import subprocess
import sys
from collections.abc import Mapping

from okr_analytics.errors import OkrError

_SECONDS = 300.0
# A letter that no font here has can't stand in PDF/UA, but in a plain PDF it can.
_CHILD = """
import pickle, sys, typst
files, moment = pickle.load(sys.stdin.buffer)
try:
    made = typst.compile(files, format="pdf", timestamp=moment, pdf_standards=["ua-1"])
except typst.TypstError:
    made = typst.compile(files, format="pdf", timestamp=moment)
sys.stdout.buffer.write(made)
"""


def typeset(files: Mapping[str, bytes], moment: int) -> bytes:
    """The PDF of "main.typ" with the other files beside it, dated `moment` (seconds since 1970); raises OkrError."""
    command = [sys.executable, "-I", "-c", _CHILD]
    given = pickle.dumps((dict(files), moment))
    made = subprocess.run(  # noqa: S603 - the command is ours alone
        command, input=given, capture_output=True, timeout=_SECONDS, check=False
    )
    if made.returncode != 0:
        last = made.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise OkrError(f"The PDF could not be made ({last[:300]}). The other formats are not concerned.")
    return made.stdout
