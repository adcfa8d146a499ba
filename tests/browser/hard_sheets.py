"""Five hard shapes of sheets, invented: each as it is uploaded first, and as the next month's file of the same layout."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Shape:
    """A layout with a column that nobody can recognise, what it means, and what must be stored then.

    `begins` names the column where another table begins, where two are taken for one. `stored` is a query on the views,
    `later` its rows after both files.
    """

    name: str
    column: str
    means: str
    stored: str
    later: list[tuple[object, ...]]
    begins: str = ""


def _save(folder: Path, file: str, sheet: str, rows: Rows, merges: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for merge in merges:
        page.merge_cells(merge)
    path = folder / file
    book.save(path)
    return path


def quarters(folder: Path) -> tuple[Shape, Path, Path]:
    """A header of two rows: merged quarters, goal and actual below each."""
    head = ["Indicator", "Zephyr", "Q1 2026", None, "Q2 2026", None, "Q3 2026", None]
    below = [None, None, "Goal", "Actual", "Goal", "Actual", "Goal", "Actual"]
    merges = ["A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:H3"]
    first = [
        ["Scorecard of the harbour", *[None] * 7],
        [],
        head,
        below,
        ["Ships on time", "Ines", 90, 84, 91, 88, 92, None],
        ["Hours at berth", "Omar", 14, 15, 13, 12, 12, None],
    ]
    later = [
        *first[:2],
        [*head, "Q4 2026", None],
        [*below, "Goal", "Actual"],
        ["Ships on time", "Ines", 90, 84, 91, 88, 92, 93, 93, None],
        ["Dredging days", "Lena", 4, 5, 4, 4, 3, 3, 3, None],
    ]
    shape = Shape(
        "quarters",
        "B",
        "KPI: Owner",
        "SELECT name, owner FROM kpi_now(DATE '9999-12-31', 999) WHERE name IN ('Ships on time','Hours at berth',"
        "'Dredging days') ORDER BY name",
        [("Dredging days", "Lena"), ("Hours at berth", "Omar"), ("Ships on time", "Ines")],
    )
    one = _save(folder, "harbour 2026-09.xlsx", "September", first, merges)
    two = _save(folder, "harbour 2026-10.xlsx", "October", later, [*merges, "I3:J3"])
    return shape, one, two


def across(folder: Path) -> tuple[Shape, Path, Path]:
    """Key results side by side in the row of their objective."""
    head = ["Objective", "KR #1", "KR #2", "KR #3", "Quorum"]
    first = [
        head,
        ["Quieter nights", "Fewer complaints from 40 to 10", "Night flights from 22 to 8", None, "Tower"],
        ["Faster boarding", "Minutes from 35 to 25", None, None, "Gates"],
    ]
    later = [
        ["Quorum", *head[:4], "Remarks"],
        ["Tower", "Quieter nights", "Fewer complaints from 40 to 10", "Night flights from 22 to 6", None, "new aim"],
        ["Belt", "Calmer baggage", "Lost bags from 90 to 30", None, None, None],
    ]
    shape = Shape(
        "across",
        "E",
        "Objective: Owner",
        "SELECT title, owner FROM objective_now(DATE '9999-12-31', 999) WHERE title IN ('Quieter nights',"
        "'Faster boarding','Calmer baggage') ORDER BY title",
        [
            ("Calmer baggage", "Belt"),
            ("Faster boarding", "Gates"),
            ("Quieter nights", "Tower"),
            ("Quieter nights", "Tower"),
        ],
    )
    return (
        shape,
        _save(folder, "airport Q3 2026.xlsx", "OKR Q3", first),
        _save(folder, "airport Q4 2026.xlsx", "OKR Q4", later),
    )


def portuguese(folder: Path) -> tuple[Shape, Path, Path]:
    """Objective rows above their key-result rows, in Portuguese, with the type in a column."""
    head = ["Tipo", "Descrição", "Linha de base", "Meta", "Atual", "Xyz"]
    first = [
        ["OKRs da Prefeitura de Vila Nova", *[None] * 5],
        [],
        head,
        ["Objetivo", "Ruas mais limpas", None, None, None, None],
        ["KR", "Reclamações de lixo", 120, 40, 95, "Bruna"],
        ["KR", "Pontos de coleta", 8, 20, 11, "Caio"],
        ["Objetivo", "Escolas cheias", None, None, None, None],
        ["KR", "Evasão escolar", "12%", "5%", "10%", "Dora"],
    ]
    later = [
        ["OKRs da Prefeitura de Vila Nova", *[None] * 5],
        ["Atualizado em 31/10/2026", *[None] * 5],
        [],
        head,
        ["Objetivo", "Ruas mais limpas", None, None, None, None],
        ["KR", "Reclamações de lixo", 120, 40, 70, "Bruna"],
        ["KR", "Pontos de coleta", 8, 20, 15, "Caio"],
        ["KR", "Caminhões novos", 0, 6, 2, "Edu"],
    ]
    shape = Shape(
        "portuguese",
        "F",
        "Key result: Owner",
        "SELECT title, owner FROM key_result_now(DATE '9999-12-31', 999) WHERE title IN ('Reclamações de lixo',"
        "'Pontos de coleta','Evasão escolar','Caminhões novos') ORDER BY title",
        [
            ("Caminhões novos", "Edu"),
            ("Evasão escolar", "Dora"),
            ("Pontos de coleta", "Caio"),
            ("Reclamações de lixo", "Bruna"),
        ],
    )
    one = _save(folder, "prefeitura setembro 2026.xlsx", "Setembro", first)
    two = _save(folder, "prefeitura outubro 2026.xlsx", "Outubro", later)
    return shape, one, two


def grid(folder: Path) -> tuple[Shape, Path, Path]:
    """Check-ins as a grid: a row a week, a column a key result, and a column in which people write."""
    head = ["Week", "KR1 Readers", "KR2 Loans", "KR3 Visits", "Scribble"]
    first = [
        head,
        ["2026-09-07", 100, 40, 9, 7],
        ["2026-09-14", 110, 41, 9, 7],
        ["2026-09-21", 120, 45, 11, 6],
    ]
    later = [head, ["2026-10-05", 130, 46, 12, 5], ["2026-10-12", 140, 49, 12, 5], ["2026-10-19", 150, 50, 14, 4]]
    shape = Shape(
        "grid",
        "D",
        "— leave aside —",
        "SELECT key_result, count(*) FROM check_in_now(DATE '9999-12-31', 999) WHERE source = 'check_in' AND "
        "key_result IN ('KR1', 'KR2', 'KR3') GROUP BY ALL ORDER BY ALL",
        [("KR1", 6), ("KR2", 6)],
    )
    one = _save(folder, "library check-ins 2026-09.xlsx", "Check-ins", first)
    book = openpyxl.load_workbook(one)
    goals = book.create_sheet("Key results")
    goals.append(["Objective", "KR ID", "Key result", "Baseline", "Target"])
    for code, title, target in (("KR1", "Readers", 160), ("KR2", "Loans", 60), ("KR3", "Visits", 20)):
        goals.append(["A lively library", code, f"{title} a week", 9, target])
    book.save(one)
    return shape, one, _save(folder, "library check-ins 2026-10.xlsx", "Check-ins Oct", later)


def side_by_side(folder: Path) -> tuple[Shape, Path, Path]:
    """Two tables beside each other, notes above and below."""
    head = ["Project", "Start", "Due date", "% complete", "Vvv", None, "Unit", "Month", "Planned hours", "Actual hours"]
    note = ["Note: the figures are provisional", *[None] * 9]
    first = [
        note,
        [],
        head,
        ["New pier", "2026-01-01", "2026-12-31", "40%", "Rui", None, "Works", "2026-09", 100, 80],
        ["Crane", "2026-02-01", "2026-11-30", "70%", "Eva", None, "Yard", "2026-09", 50, 60],
        ["Lights", "2026-03-01", "2026-10-31", "90%", "Tom", None, "Office", "2026-09", 20, 20],
        [],
        note,
    ]
    later = [
        note,
        [],
        head,
        ["New pier", "2026-01-01", "2026-12-31", "55%", "Rui", None, "Works", "2026-10", 100, 90],
        ["Crane", "2026-02-01", "2026-11-30", "80%", "Eva", None, "Yard", "2026-10", 50, 40],
        ["Gate", "2026-05-01", "2027-02-28", "10%", "Mia", None, "Office", "2026-10", 20, 25],
    ]
    shape = Shape(
        "side by side",
        "E",
        "Project: Owner",
        "SELECT name, owner FROM project_now(DATE '9999-12-31', 999) WHERE name IN ('New pier','Crane','Lights','Gate') "
        "ORDER BY name",
        [("Crane", "Eva"), ("Gate", "Mia"), ("Lights", "Tom"), ("New pier", "Rui")],
        "G Unit",
    )
    one = _save(folder, "yard 2026-09.xlsx", "Sep", first)
    return shape, one, _save(folder, "yard 2026-10.xlsx", "Oct", later)


SHAPES = (quarters, across, portuguese, grid, side_by_side)


def hostile(folder: Path) -> Path:
    """A sheet whose texts would do harm if they were rendered as more than text."""
    texts = [
        "<script>alert(1)</script> from 1 to 2",
        "<img src=x onerror=alert(1)> from 2 to 3",
        "[link](https://evil.example/a) and **bold** from 3 to 4",
        "![picture](https://evil.example/b.png) from 4 to 5",
        "$x^2$ and :red[danger] from 5 to 6",
        '=HYPERLINK("https://evil.example/c") as text',
        "\u202egnirts desrever\u202c from 6 to 7",
        "long " * 6400,
    ]
    rows = [
        ["Objective", "Key result <b>x</b>", "Owner", "Target"],
        *[["Grow & glow", t, "A<i>n</i>a", "soon"] for t in texts],
    ]
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "<u>OKRs $a$ _b_"
    for row in rows:
        page.append(row)
    for (cell,) in page.iter_rows(min_col=2, max_col=2, min_row=2):
        cell.data_type = "s"
    path = folder / "hostile _x_ $y$.xlsx"
    book.save(path)
    return path
