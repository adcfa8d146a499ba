"""The gate: what no spreadsheet program writes is refused with one sentence, fast, whatever the file is called."""

import io
import struct
import time
import zipfile
import zlib

import made_workbooks as p
import pytest

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.confined import read
from okr_analytics.ingest.formats.file_kinds import kind_of
from okr_analytics.ingest.gate import MAX_ENTRIES, Deadline, Package

GOOD = p.parts(p.sheet(p.row(1, p.text("A1", "a")) + p.row(2, p.text("B2", "b"))))


def refusal(data: bytes) -> str:
    """The sentence; the file must be refused within two seconds."""
    begin = time.monotonic()
    with pytest.raises(RefusedFile) as caught:
        read(data)
    assert time.monotonic() - begin < 2
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert ":" in sentence, "says what it is, then what to do"
    return sentence


def changed(**parts: str | bytes) -> bytes:
    return p.zipped({**GOOD, **{name.replace("__", "/"): content for name, content in parts.items()}})


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1", "RTF"),
        (b"\x7fELF\x02", "program"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"PAR1", "Parquet"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "web page"),
        (b"\n <table><tr><td>KR</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel 2003"),
        (b'<?xml version="1.0"?><note/>', "XML"),
        (b'{"okr": [1, 2]}', "JSON"),
        (bytes(range(256)) * 20, "binary"),
        (b"P", "single piece of text"),
        (b"\n \n\n", "blank"),
    ],
)
def test_another_kind_of_file_is_named(start: bytes, name: str) -> None:
    assert name in refusal(start)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<d/>"}, "Word"),
        ({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<d/>"}, "PowerPoint"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<d/>"}, "OpenDocument text"),
        ({"Index/Document.iwa": "x"}, "Numbers"),
        ({"a.csv": "a,b"}, "zip archive"),
    ],
)
def test_an_archive_of_something_else_is_named(parts: dict[str, str | bytes], name: str) -> None:
    assert name in refusal(p.zipped(parts))


@pytest.mark.parametrize("stream", ["EncryptedPackage", "EncryptionInfo"])
def test_a_password_is_said(stream: str) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le")
    assert "password" in refusal(ole)


def test_a_word_document_of_old_is_named() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    assert "Word" in refusal(ole + "WordDocument".encode("utf-16-le"))
    assert "no whole workbook" in refusal(ole)


@pytest.mark.parametrize(
    ("part", "doctype"),
    [
        ("xl/worksheets/sheet1.xml", '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'),
        ("xl/sharedStrings.xml", '<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        ("xl/workbook.xml", '<!DOCTYPE w [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'),
        ("xl/styles.xml", "<!DOCTYPE s>"),
    ],
)
def test_no_document_type(part: str, doctype: str) -> None:
    head, _, rest = str(GOOD[part]).rpartition("?>")
    assert "document type" in refusal(
        changed(**{part.replace("/", "__"): f"{head}?>{doctype}{rest}" if head else doctype + rest})
    )


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "C:\\evil.txt", "xl/..\\..\\evil", "a\x01b"])
def test_bad_names(name: str) -> None:
    assert "name" in refusal(p.zipped({**GOOD, name: "x"}))


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/SHEET1.xml", "xl\\worksheets\\sheet1.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_part_twice(name: str) -> None:
    out = io.BytesIO(p.zipped(GOOD))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, "<worksheet/>")
    assert "twice" in refusal(out.getvalue())


def test_a_link_in_the_archive() -> None:
    out = io.BytesIO(p.zipped(GOOD))
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo("xl/link")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert "link" in refusal(out.getvalue())


def test_something_before_the_archive() -> None:
    assert "program" in refusal(b"\x7fELF" + bytes(50) + p.zipped(GOOD))
    with pytest.raises(RefusedFile, match="before its archive"):
        Package(b"hello" + p.zipped(GOOD))


def test_too_many_parts() -> None:
    many = {f"xl/media/{n}.png": b"" for n in range(MAX_ENTRIES + 1)}
    assert "parts" in refusal(p.zipped({**GOOD, **many}))


def directory_entry(data: bytearray, name: str) -> int:
    at = data.find(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.find(b"PK\x01\x02", at + 4)
    return at


@pytest.mark.parametrize(("size", "word"), [(20, "longer than"), (0xFFFFFFF0, "too big"), (5_000, "checksum")])
def test_sizes_that_lie(size: int, word: str) -> None:
    data = bytearray(p.zipped(GOOD))
    struct.pack_into("<I", data, directory_entry(data, "xl/worksheets/sheet1.xml") + 24, size)
    assert word in refusal(bytes(data))


def test_a_sheet_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(stream.compress(b" " * (1 << 20)) for _ in range(300)) + stream.flush()
    out = io.BytesIO(p.zipped(GOOD))
    data = bytearray(out.getvalue())
    at = directory_entry(data, "xl/styles.xml")
    struct.pack_into("<I", data, at + 24, 300 << 20)
    assert "300 MB" in refusal(bytes(data))
    assert len(packed) < 1 << 20


def test_parts_that_share_bytes() -> None:
    data = bytearray(p.zipped(GOOD))
    first = struct.unpack_from("<I", data, directory_entry(data, "xl/workbook.xml") + 42)[0]
    struct.pack_into("<I", data, directory_entry(data, "xl/styles.xml") + 42, first)
    assert "overlap" in refusal(bytes(data))


def test_an_encrypted_part() -> None:
    data = bytearray(p.zipped(GOOD))
    data[directory_entry(data, "xl/workbook.xml") + 8] |= 1
    assert "password" in refusal(bytes(data))


@pytest.mark.parametrize("keep", [4, 30, 0.5, 0.9])
def test_a_file_cut_short(keep: float) -> None:
    data = p.zipped(GOOD)
    assert "damaged" in refusal(data[: int(keep if keep > 1 else len(data) * keep)])


@pytest.mark.parametrize(
    ("sheet", "word"),
    [
        (p.sheet("", after="<extLst>" + "<a>" * 5_000 + "</a>" * 5_000 + "</extLst>"), "nested"),
        (p.sheet("<row " + " ".join(f'a{n}="1"' for n in range(5_000)) + "/>"), "attributes"),
        (p.sheet(p.row(1, "<c><v>1</v>")), "well-formed"),
        (p.sheet(p.row(1, p.text("A1", "a\x01b"))), "well-formed"),
        (p.sheet("").replace("UTF-8", "UTF-7"), "encoding"),
        (p.sheet(p.row(1, p.text("A1", "x")) + p.row(1_048_576, p.text("XFD1048576", "y"))), "far from each other"),
        (p.sheet(p.row(1, *("<c><v>1</v></c>" for _ in range(5_000)))), "5,000 columns"),
    ],
)
def test_xml_that_goes_too_far(sheet: str, word: str) -> None:
    assert word in refusal(p.xlsx(sheet))


def test_a_dimension_that_lies_costs_nothing() -> None:
    for dimension in ("A1:XFD1048576", "A0:AZ9", "ZZZZZZZZ99999999999:A1"):
        contents = read(p.xlsx(p.sheet(p.row(2, p.text("B2", "b")), before=f'<dimension ref="{dimension}"/>')))
        assert contents.sheets[0].rows == {2: {2: "b"}}


def test_a_range_merged_over_the_whole_sheet_costs_nothing() -> None:
    merged = p.sheet(p.row(1, p.text("A1", "a")), after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    assert read(p.xlsx(merged)).sheets[0].merges == [(1, 1, 1_048_576, 16_384)]


def test_the_gates_own_time_is_limited() -> None:
    with pytest.raises(RefusedFile, match="too long"):
        Deadline(-1).check()


def test_the_name_of_the_file_decides_nothing() -> None:
    assert kind_of(p.zipped(GOOD)) == "zip"
    assert kind_of(b"a,b\n1,2\n") == "text"
