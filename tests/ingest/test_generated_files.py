"""What was written comes back from the bytes of a file, from sheets of several tables, and from a sheet for each unit."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_files import Form, as_bytes, file_forms
from made_layouts import KINDS, Written, as_sheet, tables
from made_words import LANGUAGES, UNITS
from same_records import EACH, LONG, differences

from okr_analytics.ingest.confined import dump
from okr_analytics.ingest.confined import read as read_here
from okr_analytics.ingest.examples import workbook_of
from okr_analytics.ingest.understand import read, read_workbook
from okr_analytics.ingest.wire import decode

MANY = settings(EACH, max_examples=LONG or 80)
# Side by side, exactly as long, and of one subject: that may as well be one wide table, for a reader too.
RELATED = (
    {"objective", "key_result", "check_in", "initiative", "target", "kpi", "kpi_reading"},
    {"project", "milestone", "initiative"},
)
FEW = settings(EACH, max_examples=LONG or 6)


@st.composite
def files(draw: st.DrawFn) -> tuple[Written, Form, bytes]:
    written, style = draw(tables())
    form = draw(file_forms(style.language))
    return written, form, as_bytes(written, form)


@MANY
@given(made=files())
def test_files_of_every_kind_come_back(made: tuple[Written, Form, bytes]) -> None:
    """The reader runs in this process, without the limits of the child process, which are tested elsewhere."""
    written, form, data = made
    *lines, _ = [line.rstrip(b"\n") for line in dump(read_here(data))]
    reading = read_workbook(decode(f"plan.{form.suffix}", written.sheet, data, lines))
    assert not differences(written.kind, written.known, reading.records)


@FEW
@given(made=files())
def test_files_come_back_through_the_one_entry(made: tuple[Written, Form, bytes]) -> None:
    written, form, data = made
    reading = read(f"{written.sheet}.{form.suffix}", data)
    assert not differences(written.kind, written.known, reading.records)


@st.composite
def pairs(draw: st.DrawFn, beside: bool = False) -> tuple[Written, Written]:
    """Two tables of different kinds by one author: in one language, each in a style of its own."""
    language = draw(st.sampled_from(LANGUAGES))
    kinds = st.lists(st.sampled_from(KINDS), min_size=2, max_size=2, unique=True)
    one, two = draw(kinds.filter(lambda two: not (beside and any(set(two) <= group for group in RELATED))))
    first, second = draw(tables(one, language))[0], draw(tables(two, language))[0]
    return replace(first, sheet="Sheet1"), second


@pytest.mark.parametrize("beside", [False, True], ids=["stacked", "beside"])
def test_two_tables_on_one_sheet_come_back(beside: bool) -> None:
    @MANY
    @given(pair=pairs(beside))
    def holds(pair: tuple[Written, Written]) -> None:
        reading = read_workbook(workbook_of(as_sheet(*pair, beside=beside)))
        assert not [d for w in pair for d in differences(w.kind, w.known, reading.records)]

    holds()


@st.composite
def per_unit(draw: st.DrawFn) -> list[Written]:
    """One layout on several sheets, each named after its unit, which no column says."""
    kind = draw(st.sampled_from(("key_result", "kpi", "project", "objective")))
    table = draw(tables(kind).filter(lambda drawn: "unit" not in drawn[0].known[0]))[0]
    return [
        replace(table, sheet=unit, known=[{**record, "unit": unit} for record in table.known]) for unit in UNITS[:3]
    ]


@EACH
@given(sheets=per_unit())
def test_a_sheet_for_each_unit_says_the_unit(sheets: list[Written]) -> None:
    reading = read_workbook(workbook_of(*map(as_sheet, sheets)))
    known = [record for sheet in sheets for record in sheet.known]
    assert not differences(sheets[0].kind, known, reading.records)
