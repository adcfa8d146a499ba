"""Opens a written pack again, with other libraries than it was written with where there are any."""

import io
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser

import openpyxl
import pytest
from pptx import Presentation

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


class Page(HTMLParser):
    """What a browser would see: tags with attributes, exact values, and text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.values: set[str] = set()
        self.text: list[str] = []
        self._raw = False
        self.feed(data.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self._raw = tag in ("script", "style")
        if tag in ("data", "time"):
            self.values.add(str(found.get("value") or found.get("datetime")))

    def handle_endtag(self, tag: str) -> None:
        self._raw = False

    def handle_data(self, data: str) -> None:
        if not self._raw:
            self.text.append(data)


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def slides_text(data: bytes) -> str:
    """All words of the slides, tables and notes."""
    out = []
    for slide in Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                out.append(shape.text_frame.text)
            if shape.has_table:
                out += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            out.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(out)


def chart_numbers(data: bytes) -> set[float]:
    """All values that native charts hold."""
    out = set()
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            if name.startswith("ppt/charts/chart"):
                for cache in ET.fromstring(file.read(name)).iter(f"{_CHART}numCache"):
                    out |= {float(value.text or "nan") for value in cache.iter(f"{_CHART}v")}
    return out


def pdf_text(data: bytes) -> str:
    """The PDF's words; skips where poppler isn't installed."""
    return pdf_words(data, "-layout")


def pdf_words(data: bytes, form: str) -> str:
    """What poppler's pdftotext reads in a PDF, in one of its forms; skips where it isn't installed."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed: no other reader of PDF here")
    return subprocess.run([tool, form, "-", "-"], input=data, capture_output=True, check=True).stdout.decode("utf-8")
