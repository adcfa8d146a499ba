"""What kind of file the bytes are, by their content alone; what is no workbook is named and refused."""

import re

from okr_analytics.errors import RefusedFile
from okr_analytics.ingest.gate import Package

_SAVE = "open it where it was made and save the table as .xlsx or .csv"
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"OggS", "a sound recording"),
    (b"ID3", "a sound recording"),
    (b"\x00\x00\x00\x18ftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
)
_PACKED = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("__properties_version1.0", "an Outlook message"),
)
_MARKUP = re.compile(rb"^\s*<(?:!doctype\s+html|html|head|body|table|div|meta|style|script|p\b)", re.IGNORECASE)
_ODF = "application/vnd.oasis.opendocument."
_ODF_NAMES = {
    "text": "an OpenDocument text",
    "presentation": "an OpenDocument presentation",
    "graphics": "an OpenDocument drawing",
}


def refuse_as(name: str, advice: str = _SAVE) -> RefusedFile:
    """The refusal of a file of another type."""
    return RefusedFile(f"The file is {name}, not a workbook: {advice}.")


def kind_of(data: bytes) -> str:
    """One of zip, ole, biff, xml-flat-ods, text; raises RefusedFile, naming the type, for everything else."""
    if not data:
        raise RefusedFile("The file is empty: it has 0 bytes, so choose the file that holds the table.")
    if data.startswith(b"PK"):
        return "zip"
    if data.startswith(_OLE):
        return _ole(data)
    if (
        data[:2] in (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
        and len(data) > 8
        and data[2:4] in (b"\x04\x00", b"\x06\x00", b"\x08\x00", b"\x10\x00")
    ):
        return "biff"
    _refuse_magic(data)
    start = data[:4096].lstrip(b"\xef\xbb\xbf")
    if b"\x00" in start[:200] and start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = data[:4096].decode("utf-16", "replace").encode()
    return _text(start)


def _refuse_magic(data: bytes) -> None:
    for magic, name in _MAGIC:
        if data.startswith(magic) and (magic not in (b"BM", b"MZ", b"ID3") or b"\x00" in data[:64]):
            raise refuse_as(name)
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise refuse_as("a picture, a sound or a video")
    for magic, name in _PACKED:
        if data.startswith(magic):
            raise refuse_as(f"a {name} archive", "unpack it and upload the workbook inside")


def _text(start: bytes) -> str:
    if _MARKUP.match(start):
        raise refuse_as(
            "a web page (HTML), whatever its name says", "open it in Excel or LibreOffice and save it as .xlsx"
        )
    if start.lstrip().startswith((b"<?xml", b"<")):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise refuse_as(
                "in the old XML format of Excel 2003", "open it in Excel or LibreOffice and save it as .xlsx"
            )
        if b"office:document" in start and b"opendocument" in start:
            raise refuse_as("a flat OpenDocument file", "open it in LibreOffice and save it as .ods or .xlsx")
        if start.lstrip().startswith(b"<?xml"):
            raise refuse_as("an XML document")
        if b"<html" in start.lower() or b"<table" in start.lower():
            raise refuse_as(
                "a web page (HTML), whatever its name says", "open it in Excel or LibreOffice and save it as .xlsx"
            )
    if start.startswith((b"MIME-Version:", b"From: ", b"Return-Path:")):
        raise refuse_as("a web archive or an e-mail")
    return "text"


def _ole(data: bytes) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise RefusedFile("The workbook is protected by a password: remove the password in Excel and upload it again.")
    for stream, name in _OLE_STREAMS:
        if has(stream) and not (has("Workbook") or has("Book")):
            raise refuse_as(name)
    return "ole"


def kind_of_package(package: Package, workbook: str) -> str:
    """One of xlsx, xlsm, xlsb, ods; raises RefusedFile, naming the type, for any other archive."""
    mime = package.read("mimetype")[:200].decode("ascii", "replace").strip() if "mimetype" in package else ""
    if mime.startswith(_ODF + "spreadsheet") or (not workbook and "content.xml" in package and not mime):
        return "ods"
    if mime.startswith(_ODF):
        raise refuse_as(
            next((n for key, n in _ODF_NAMES.items() if mime.startswith(_ODF + key)), "an OpenDocument file")
        )
    names = package.entries
    if workbook.endswith(".bin"):
        return "xlsb"
    if any(n.startswith("word/") for n in names) and not any(n.startswith("xl/") for n in names):
        raise refuse_as("a Word document")
    if any(n.startswith("ppt/") for n in names) and not any(n.startswith("xl/") for n in names):
        raise refuse_as("a PowerPoint presentation")
    if any(n.endswith(".iwa") for n in names):
        raise refuse_as("an Apple document", "export it from Numbers as .xlsx")
    if not workbook:
        raise refuse_as("a zip archive", "unpack it and upload the workbook inside")
    types = package.read("[content_types].xml") if "[content_types].xml" in package else b""
    return "xlsm" if b"macroEnabled" in types else "xlsx"
