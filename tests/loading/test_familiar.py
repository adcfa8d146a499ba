"""What of a file is known from earlier ones: its layout under another name and shape, and cells corrected there."""

import datetime as dt

import pytest

from okr_analytics.ingest.mapping import Mapping, Mend, TableMapping
from okr_analytics.journal.event import Kind
from okr_analytics.loading import Workspace

DAY = dt.date(2025, 2, 1)
HEAD = "Objective,Key Result,Owner,Baseline,Target,Current\n"
FIRST = HEAD + "Grow,Users,Ana,10,50,twenty\nGrow,Leads,Bo,1,9,2\n"
# Another month: a title above, a column added and one moved, other rows, the bad cell one row further down.
NEXT = (
    "Plan,,,,,,\nOwner,Objective,Key Result,Baseline,Target,Current,Remark\n"
    "Bo,Grow,Leads,1,9,4,\nAna,Grow,Users,10,50,twenty,late\nCleo,Serve,Calls,7,3,5,\n"
)


@pytest.fixture
def loaded() -> Workspace:
    workspace = Workspace.in_memory()
    mend = Mend("okrs january", "F2", "twenty", 20.0)
    preview = workspace.preview("okrs january.csv", FIRST.encode(), as_of=DAY, mends=(mend,))
    workspace.confirm(preview, "Ana")
    return workspace


def test_next_months_file_is_familiar(loaded: Workspace) -> None:
    (known,) = loaded.preview("okrs february.csv", NEXT.encode(), as_of=DAY).familiar
    assert (known.file, known.exact, known.told_on) == ("okrs january.csv", False, None)
    assert loaded.preview("projects.csv", b"Project,Start,Budget\nRoof,2025-01-01,10\n").familiar == ()


def test_what_was_told_of_the_layout_is_used_and_dated(loaded: Workspace) -> None:
    (table,) = loaded.preview("okrs january.csv", FIRST.encode(), as_of=DAY).reading.tables
    told = TableMapping(columns={2: "key_result.comment"}, found=table.found, headers=table.signature)
    loaded.decide(Kind.LAYOUT, table.fingerprint, told.as_dict(), "Ana")
    preview = loaded.preview("okrs february.csv", NEXT.encode(), as_of=DAY)
    assert preview.familiar[0].told_on is not None
    comments = [r.values()["comment"] for r in preview.reading.records if r.record_kind == "key_result"]
    assert comments == ["Bo", "Ana", "Cleo"]


def test_what_was_told_with_a_file_is_remembered_by_confirming_it(loaded: Workspace) -> None:
    (table,) = loaded.preview("okrs february.csv", NEXT.encode(), as_of=DAY).reading.tables
    told = TableMapping(columns={2: "key_result.comment"}, found=table.found, headers=table.signature)
    preview = loaded.preview(
        "okrs february.csv",
        NEXT.encode(),
        as_of=DAY,
        mapping=Mapping({table.fingerprint: told, "other": TableMapping()}),
    )
    assert loaded.decisions(Kind.LAYOUT) == {}
    loaded.load("okrs march.csv", NEXT.replace("Ana", "Dee").encode(), as_of=DAY)  # another load between the two
    loaded.confirm_latest(preview, "Ana")
    assert loaded.decisions(Kind.LAYOUT) == {table.fingerprint: told.as_dict()}
    taken_back = Mapping({table.fingerprint: TableMapping(headers=table.signature)})
    changed = loaded.preview("okrs april.csv", NEXT.encode() + b"\n", as_of=DAY, mapping=taken_back)
    loaded.confirm(changed, "Ana")
    assert loaded.decisions(Kind.LAYOUT)[table.fingerprint]["columns"] == {}


def test_a_corrected_cell_is_offered_where_its_original_stands_now(loaded: Workspace) -> None:
    preview = loaded.preview("okrs february.csv", NEXT.encode(), as_of=DAY)
    assert preview.mends == ()
    assert preview.offered_mends == (Mend("okrs february", "F4", "twenty", 20.0),)
    taken = loaded.preview("okrs february.csv", NEXT.encode(), as_of=DAY, mends=preview.offered_mends)
    assert taken.offered_mends == ()
    assert [r.values()["current"] for r in taken.reading.records if r.record_kind == "key_result"] == [4.0, 20.0, 5.0]
    mended = NEXT.replace("twenty", "20")
    assert loaded.preview("okrs february.csv", mended.encode(), as_of=DAY).offered_mends == ()


def test_what_is_familiar_survives_a_rebuild(tmp_path_factory: pytest.TempPathFactory) -> None:
    workspace = Workspace.open(tmp_path_factory.mktemp("store") / "okr.duckdb")
    workspace.load("okrs january.csv", FIRST.encode(), as_of=DAY)
    before = workspace.preview("okrs february.csv", NEXT.encode(), as_of=DAY).familiar
    workspace.rebuild()
    assert workspace.preview("okrs february.csv", NEXT.encode(), as_of=DAY).familiar == before != ()
    workspace.close()


def test_a_refused_file_is_one_sentence() -> None:
    preview = Workspace.in_memory().preview("x.pdf", b"%PDF-1.7")
    assert preview.reading.refused
    assert not preview.can_be_stored
