"""Templates round-trip: filled with any records, in any language, they come back as the same records."""

import datetime as dt
import io
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from okr_analytics.forms.form import ALL, GROUPS, LANGUAGES, Asked, NoSuchTemplate, forms, kinds_of
from okr_analytics.ingest import confined
from okr_analytics.ingest.reading import Reading
from okr_analytics.ingest.templates import UNKNOWN
from okr_analytics.ingest.understand import read_workbook
from okr_analytics.ingest.wire import decode
from okr_analytics.model import RECORDS, FieldType, KeyResult, Record
from okr_analytics.packs.template import records_workbook, template

DAY = dt.date(2026, 10, 15)
NAMES = ("Harbour", "Meadow", "Lantern", "Willow", "Falcon", "Juniper", "Cobalt", "Saffron", "Heron", "Maple")
# What makes a row say something, so that it can come back at all.
KEPT = {
    "objective": ("title", "code"),
    "key_result": ("title", "code", "objective", "baseline", "target"),
    "target": ("key_result", "date", "value"),
    "check_in": ("key_result", "date", "value"),
    "kpi_reading": ("kpi", "date", "value"),
    "milestone": ("project", "name", "due"),
    "effort": ("unit", "period", "actual", "measure", "conversation"),
    "cycle": ("name", "start", "end"),
    "retrospective": ("note", "kind"),
}


def _value(asked: Asked, draw: st.DrawFn, number: int) -> object:
    if asked.choices:
        return draw(st.sampled_from([choice.value for choice in asked.choices]))
    if asked.field == "period":
        return draw(st.sampled_from(["2026-07", "2026-08", "2026-Q3"]))
    if asked.field == "code":
        return f"{asked.header[:1].upper()}{number}"
    if asked.field == "measure":
        return draw(st.sampled_from(["patients", "min", "visits"]))
    if asked.field == "cycle":
        return "2026-Q4"
    match asked.type:
        case FieldType.NUMBER:
            return float(draw(st.integers(1, 5000))) / draw(st.sampled_from([1, 2, 4]))
        case FieldType.AMOUNT:
            return Decimal(draw(st.integers(1, 40000))) / 4
        case FieldType.FRACTION:
            return draw(st.integers(0, 100)) / 100
        case FieldType.DATE:
            return draw(st.dates(dt.date(2026, 10, 2), dt.date(2026, 12, 30)))
        case FieldType.WORDS:
            return tuple(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)))
    words = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    return f"{' '.join(words)} {'abcdefghijklmnop'[number]}"


@st.composite
def _records(draw: st.DrawFn, kind: str, language: str) -> list[Record]:
    """A few records of a kind; every column is filled in all rows, in some, or in none."""
    form = forms((kind,), language, whole=True)[0]
    needed = set(KEPT.get(kind, ())) | {asked.field for asked in form.columns if asked.needed}
    used = [a for a in form.columns if a.field in needed or draw(st.booleans())]
    out = []
    for number in range(draw(st.integers(2, 5))):
        values = {a.field: _value(a, draw, number) for a in used if a.field in needed or draw(st.integers(0, 3))}
        out.append(RECORDS[kind](**values))
    return out


def _plain(records: Sequence[Record]) -> list[dict[str, object]]:
    """The records' values, without lineage and without the words kept beside a value."""
    out = []
    for record in records:
        values = {
            k: v for k, v in record.values().items() if k not in ("status_word", "category") and v not in (None, ())
        }
        if record.record_kind == "effort":  # the days that a period covers are read from it
            values = {k: v for k, v in values.items() if k not in ("start", "end")}
        out.append(values)
    return out


def _read(data: bytes) -> Reading:
    """What a file says, read in this process: a child for each of hundreds would take minutes."""
    lines = b"".join(confined.dump(confined.read(data))).split(b"\n")[:-2]
    return read_workbook(decode("template.xlsx", "template", data, lines))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", RECORDS)
@settings(deadline=None, max_examples=4, phases=[Phase.generate], derandomize=True)
@given(data=st.data())
def test_any_records_come_back_equal(kind: str, language: str, data: st.DataObject) -> None:
    records = data.draw(_records(kind, language))
    reading = _read(records_workbook(records, language, day=DAY))
    found = [record for record in reading.records if record.record_kind == kind]
    assert _plain(found) == _plain(records)
    assert reading.nonblank - reading.unused_count > 0


SAMPLES = sorted((Path(__file__).parent.parent.parent / "data").glob("[01]*.*"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_records_of_real_workbooks_come_back_equal(path: Path) -> None:
    once = _read(path.read_bytes())
    again = _read(records_workbook(once.records, "en", day=once.as_of))
    assert not again.has_errors
    assert _counted(again.records) == _counted(once.records)


def _counted(records: Sequence[Record]) -> Counter[str]:
    """The records as texts; roles without regard to case, numbers to the digits that a spreadsheet keeps."""

    def text(name: str, value: object) -> str:
        if isinstance(value, float):
            return f"{value:.12g}"
        return str(value).casefold() if name == "role" else str(value)

    return Counter(
        f"{record.record_kind} {sorted((n, text(n, v)) for n, v in record.values().items() if n != 'status_word')}"
        for record in records
    )


def _filled(group: str, language: str, rows: dict[str, list[list[object]]]) -> bytes:
    """A template as a person fills it in: rows typed below the headers of its sheets."""
    book = openpyxl.load_workbook(io.BytesIO(template(group, language, day=DAY)))
    for name, lines in rows.items():
        for number, line in enumerate(lines, start=3):
            for column, value in enumerate(line, start=1):
                book[name].cell(number, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_clean_template_typed_into_is_read() -> None:
    rows: dict[str, list[list[object]]] = {
        "Ziele": [["O1", "Notfälle werden rechtzeitig behandelt", "Notaufnahme", "2026-Q4"]],
        "Schlüsselergebnisse": [
            ["KR1", "Wartezeit senken", "O1", "Notaufnahme", "2026-Q4", "Ana", None, "Minuten", "Senken", 49, 40],
            ["KR2", "Übergaben sichern", "O1", None, None, None, None, None, "Steigern", 1, 5],
        ],
    }
    reading = _read(_filled("okrs", "de", rows))
    assert reading.counts() == {"objective": 1, "key_result": 2}
    assert not reading.has_errors
    first, second = (r.values() for r in reading.records if r.record_kind == "key_result")
    assert (first["objective"], first["kind"], first["baseline"], first["target"]) == ("O1", "decrease", 49, 40)
    assert (second["unit"], second["owner"]) == (None, None), "a blank cell of a template is blank, not filled down"
    assert {table.layout for table in reading.tables} == {"template"}
    assert any("guide" in item.reason for item in reading.unused)


def test_a_column_of_ones_own_is_left_aside_and_a_merged_cell_holds_for_all_its_rows() -> None:
    data = _filled("champions", "en", {"Champions": [["Ana", "Emergency", "Coach"], ["Luis", None, "Sponsor"]]})
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["Champions"]["E2"], book["Champions"]["E3"] = "Shoe size", 41
    book["Champions"].merge_cells("B3:B4")
    out = io.BytesIO()
    book.save(out)
    reading = _read(out.getvalue())
    assert [(r.values()["person"], r.values()["unit"], r.values()["role"]) for r in reading.records] == [
        ("Ana", "Emergency", "coach"),
        ("Luis", "Emergency", "sponsor"),
    ]
    assert [str(u.range) for u in reading.unused if u.reason == UNKNOWN] == ["E2:E3"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_whole(language: str) -> None:
    for group in (ALL, *GROUPS):
        book = openpyxl.load_workbook(io.BytesIO(template(group, language, day=DAY)))
        asked = forms(kinds_of(group), language)
        assert book.sheetnames[:-1] == [form.sheet for form in asked]
        for form in asked:
            sheet = book[form.sheet]
            assert [cell.value for cell in sheet[2]] == [column.header for column in form.columns]
            assert len({column.header for column in form.columns}) == len(form.columns)
            assert sheet.max_row == 2, "no example rows among the data"
            assert sheet.freeze_panes == "B3"
            rules = sheet.data_validations.dataValidation
            assert len(rules) == len(form.columns)
            lists = [rule.formula1.strip('"').split(",") for rule in rules if rule.type == "list"]
            assert lists == [[choice.word for choice in column.choices] for column in form.columns if column.choices]


def test_all_languages_ask_for_the_same() -> None:
    shapes = [
        [(f.kind, [(c.field, [o.value for o in c.choices]) for c in f.columns]) for f in forms(tuple(RECORDS), code)]
        for code in LANGUAGES
    ]
    assert all(shape == shapes[0] for shape in shapes)


def test_hostile_text_of_a_record_stays_text() -> None:
    record = KeyResult(code="KR1", title='=HYPERLINK("http://evil")\x07', objective="O1", baseline=1.0, target=2.0)
    book = openpyxl.load_workbook(io.BytesIO(records_workbook([record], day=DAY)))
    cell = book["Key results"]["B3"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://evil")\ufffd')


def test_what_does_not_exist_is_said() -> None:
    with pytest.raises(NoSuchTemplate, match="okrs"):
        template("budgets")
    with pytest.raises(NoSuchTemplate, match="pt"):
        template("okrs", "xx")
