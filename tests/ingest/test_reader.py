"""The confined child: whatever happens inside, one sentence or plain data comes out."""

import datetime as dt
import json
import time

import pytest

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest import confined, reader
from okr_analytics.ingest.cells import ErrorValue
from okr_analytics.ingest.formats.file_notes import _TEXTS, diagnostic
from okr_analytics.ingest.formats.raw import Notes, RawSheet
from okr_analytics.ingest.reader import read_lines
from okr_analytics.ingest.wire import decode
from okr_analytics.ingest.workbook import open_workbook


def boot(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the child run other code, as a parser would that has been taken over or has crashed."""
    monkeypatch.setattr(reader, "_BOOT", code)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("import os; os.abort()", "signal"),
        ("import sys; sys.exit(3)", "code 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "too long"),
        ("print('done')", "nonsense"),
        ("print('{}'); print('done')", "nonsense"),
        ("print('[1]'); print('done')", "nonsense"),
        ("print('half of an answ', end='')", "reader fail"),
    ],
)
def test_a_child_that_goes_wrong_is_one_sentence(monkeypatch: pytest.MonkeyPatch, code: str, word: str) -> None:
    boot(monkeypatch, code)
    with pytest.raises(RefusedFile, match=word):
        open_workbook("x.csv", b"a,b\n1,2\n")


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    boot(monkeypatch, "import time; time.sleep(60)")
    begin = time.monotonic()
    with pytest.raises(RefusedFile, match="too long"):
        read_lines(b"a,b\n", wall_seconds=0.5)
    assert time.monotonic() - begin < 5


def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("resource")
    boot(
        monkeypatch,
        "import sys; sys.path.insert(0, sys.argv[1]); from okr_analytics.ingest import confined\n"
        "confined.read = lambda data: bytearray(8 << 30)\n"
        "confined.main()",
    )
    with pytest.raises(RefusedFile, match="memory"):
        open_workbook("x.csv", b"a,b\n1,2\n")


def test_a_panic_of_a_parser_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    boot(
        monkeypatch,
        "import sys; sys.path.insert(0, sys.argv[1]); from okr_analytics.ingest import confined\n"
        "class PanicException(BaseException): pass\n"
        "def read(data): raise PanicException('secret /path')\n"
        "confined.read = read; confined.main()",
    )
    with pytest.raises(RefusedFile, match="PanicException") as caught:
        open_workbook("x.csv", b"a,b\n1,2\n")
    assert "secret" not in str(caught.value)


def test_the_child_sees_no_secrets_and_loads_no_heavy_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKR_SECRET", "hush")
    boot(
        monkeypatch,
        "import sys, os; sys.path.insert(0, sys.argv[1]); from okr_analytics.ingest.confined import main; main()\n"
        "heavy = {'pandas', 'streamlit', 'duckdb', 'dataclasses', 'zipfile'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert 'OKR_SECRET' not in os.environ",
    )
    assert read_lines(b"a,b\n1,2\n")


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("okr_analytics.ingest.workbook.MAX_FILE", 3)
    with pytest.raises(RefusedFile, match="too big"):
        open_workbook("x.csv", b"a,b\n")


def test_every_kind_of_value_survives_the_way() -> None:
    notes, sheet = Notes(), RawSheet("Über \u202e", hidden=True)
    values = [
        "a\n\u2028b",
        1.5,
        True,
        ["d", "2026-01-02"],
        ["t", "2026-01-02T03:04:05"],
        ["c", "03:04:05"],
        ["s", "-90.5"],
        ["e", "#N/A"],
    ]
    for column, value in enumerate(values, start=1):
        sheet.put(3, column, value, "0%" if column == 2 else "General", notes)
    notes.add("cell-twice", sheet.name, 3, 1)
    sheet.finish(notes)
    lines = [line.rstrip(b"\n") for line in confined.dump(confined.Contents("xlsx", [sheet], notes, "2026-02-03"))]
    book = decode("f", "f", b"", lines[:-1])
    assert list(book.sheets[0].rows[3].values()) == [
        "a\n\u2028b",
        1.5,
        True,
        dt.date(2026, 1, 2),
        dt.datetime(2026, 1, 2, 3, 4, 5),
        dt.time(3, 4, 5),
        dt.timedelta(seconds=-90.5),
        ErrorValue("#N/A"),
    ]
    assert book.sheets[0].formats == {(3, 2): "0%"}
    assert (book.modified, book.sheets[0].hidden) == (dt.date(2026, 2, 3), True)
    assert str(book.diagnostics[0].where) == "Über \u202e!A3"


@pytest.mark.parametrize("value", [None, {"a": 1}, ["x", "?"], ["d", "no date"], ["d"], [["d", "2026-01-01"]]])
def test_only_our_own_values_come_out(value: object) -> None:
    sheet = RawSheet("S").dump() | {"rows": [[1, [1], [value]]]}
    head = {"format": "xlsx", "modified": "", "notes": []}
    with pytest.raises((ValueError, KeyError, TypeError)):
        decode("f", "f", b"", [json.dumps(head).encode(), json.dumps(sheet).encode()])


@pytest.mark.parametrize("code", sorted(_TEXTS))
def test_every_note_is_a_sentence_with_advice(code: str) -> None:
    one, many = diagnostic(code, None, "S", "7", 1), diagnostic(code, None, "S", "7", 3)
    assert one.message.startswith("Sheet 'S': ")
    assert one.message.endswith(".")
    assert "2 more" in many.message
