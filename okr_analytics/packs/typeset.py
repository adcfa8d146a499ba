"""Sets a PDF in a process of its own: what typst keeps of a large pack in memory goes when that pack is made."""

import os
import pickle
import tempfile
from collections.abc import Mapping

from okr_analytics import child
from okr_analytics.errors import OkrError

SECONDS = 300.0
_ONE_HEAP = {"MALLOC_ARENA_MAX": "1"}  # a heap for each thread would hold a fifth more
# A letter that no font here has can't stand in PDF/UA, but in a plain PDF it can.
_CHILD = """
import pickle, sys, typst
files, moment = pickle.load(sys.stdin.buffer)
try:
    try:
        made = typst.compile(files, format="pdf", timestamp=moment, pdf_standards=["ua-1"])
    except typst.TypstError:
        made = typst.compile(files, format="pdf", timestamp=moment)
except typst.TypstError as error:
    sys.stdout.write(str(error))
    sys.exit(1)
sys.stdout.buffer.write(made)
"""


def typeset(files: Mapping[str, bytes], moment: int, *, seconds: float = SECONDS) -> bytes:
    """The PDF of "main.typ" with the other files beside it, dated `moment` (seconds since 1970).

    Raises OkrError where it can't be set, or not in so many seconds.
    """
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as result:
        pickle.dump((dict(files), moment), source)
        source.seek(0)
        try:
            code = child.run(
                _CHILD, source=source, result=result, seconds=seconds, environment={**os.environ, **_ONE_HEAP}
            )
        except TimeoutError:
            raise OkrError(
                f"The PDF was not ready after {seconds:g} seconds. Choose fewer pages or one unit, or take another format."
            ) from None
        result.seek(0)
        made = result.read()
    if code != 0:
        why = made.decode("utf-8", "replace").strip().partition("\n")[0][:300] if code > 0 else f"signal {-code}"
        raise OkrError(f"The PDF could not be made ({why or 'no reason given'}). The other formats are not concerned.")
    return made
