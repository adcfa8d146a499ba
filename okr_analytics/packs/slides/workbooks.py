"""The workbooks inside native charts: text stays text in them too, and points share their first column."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from xlsxwriter import Workbook

from okr_analytics.diagnostics import column_letters

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@contextmanager
def _opened(stream: io.BytesIO) -> Iterator[tuple[Any, Any]]:
    """A workbook that takes no text for a formula or a link; the library's own does."""
    workbook = Workbook(stream, _OPTIONS)
    yield workbook, workbook.add_worksheet()
    workbook.close()


class _CategorySheet(CategoryWorkbookWriter):
    def _open_worksheet(self, xlsx_file: io.BytesIO) -> Any:
        return _opened(xlsx_file)


class _PointSheet(XyWorkbookWriter):
    """All series share one column of x: LibreOffice shows only the last of series that stand below each other."""

    def _open_worksheet(self, xlsx_file: io.BytesIO) -> Any:
        return _opened(xlsx_file)

    def _range(self, series: Any, column: int) -> str:
        letter = column_letters(column)
        return f"Sheet1!${letter}$2:${letter}${max(len(series), 1) + 1}"

    def series_name_ref(self, series: Any) -> str:
        return f"Sheet1!${column_letters(series.index + 2)}$1"

    def x_values_ref(self, series: Any) -> str:
        return self._range(series, 1)

    def y_values_ref(self, series: Any) -> str:
        return self._range(series, series.index + 2)

    def _populate_worksheet(self, workbook: Any, worksheet: Any) -> None:
        for series in self._chart_data:
            worksheet.write_column(1, 0, series.x_values)
            worksheet.write_string(0, series.index + 1, series.name)
            worksheet.write_column(1, series.index + 1, series.y_values)


class Categories(CategoryChartData):
    """Chart data by category."""

    @property
    def _workbook_writer(self) -> Any:
        return _CategorySheet(self)


class Points(XyChartData):
    """Chart data by two numbers; every series has all points, with y None where a point is another's."""

    @property
    def _workbook_writer(self) -> Any:
        return _PointSheet(self)
