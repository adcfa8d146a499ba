"""The samples are what their script writes, stay small, and tell the story that data/README.md promises."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
TRUTH_FILE = ROOT / "tests" / "golden" / "samples_truth.json"
TRUTH = json.loads(TRUTH_FILE.read_text(encoding="utf-8"))
FILES = sorted(TRUTH["files"])
HOSPITALS, PRIMARY_CARE = "Hospital Services Directorate", "Diretoria de Atenção Primária"
DIGITAL, BENEFITS = "Digital and Corporate Services Directorate", "Departamento de Prestaciones"


def _contents(path: Path) -> dict[str, bytes]:
    """What a file holds, whatever library compressed it."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    script = str(DATA / "make_samples.py")
    subprocess.run([sys.executable, script, str(folder), str(folder / "truth.json")], check=True, timeout=60)
    return folder


@pytest.mark.parametrize("name", FILES)
def test_the_script_writes_the_same_file_again(written: Path, name: str) -> None:
    assert _contents(written / name) == _contents(DATA / name)


def test_the_script_writes_the_same_truth_again(written: Path) -> None:
    assert (written / "truth.json").read_text(encoding="utf-8") == TRUTH_FILE.read_text(encoding="utf-8")


def test_every_sample_has_a_truth_and_stays_small() -> None:
    on_disk = sorted(p.name for p in DATA.iterdir() if p.suffix in (".xlsx", ".csv"))
    assert on_disk == FILES
    assert all((DATA / name).stat().st_size <= 60_000 for name in on_disk)


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith(".xlsx")])
def test_every_formula_carries_its_value(name: str) -> None:
    formulas, values = openpyxl.load_workbook(DATA / name), openpyxl.load_workbook(DATA / name, data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert isinstance(values[sheet.title][cell.coordinate].value, (int, float)), cell.coordinate


def _sum_row(path: str, sheet: str, label: str) -> list[float]:
    rows = openpyxl.load_workbook(DATA / path, data_only=True)[sheet].iter_rows(values_only=True)
    found = next(row for row in rows if row[0] == label)
    return [value for value in found[1:] if isinstance(value, (int, float))]


def test_totals_in_the_sheets_agree_with_the_truth() -> None:
    assert _sum_row("07_projects.xlsx", "Portfolio", "Total") == [
        TRUTH["projects"]["budget"],
        TRUTH["projects"]["spent"],
    ]
    units = {"Presidency", HOSPITALS, DIGITAL, *(u for u in TRUTH["effort"]["hours"] if u.endswith("Department"))}
    expected = [
        sum(pair[side] for u in units for m in TRUTH["effort"]["hours"][u].values() for pair in m.values())
        for side in (0, 1)
    ]
    assert _sum_row("08_effort_plan_actual.xlsx", "Hours", "Total")[-2:] == expected


def _share(group: str, side: str, conversation: str, period: str = "2026-Q4") -> float:
    return float(TRUTH["effort"]["shares"][period][group][side][conversation])


@pytest.mark.parametrize("directorate", [HOSPITALS, DIGITAL])
def test_growth_is_eaten_by_bau(directorate: str) -> None:
    assert _share(directorate, "planned", "growth") == pytest.approx(0.35, abs=0.01)
    assert _share(directorate, "actual", "growth") == pytest.approx(0.18, abs=0.01)
    assert _share(directorate, "actual", "bau") > _share(directorate, "planned", "bau") + 0.1


def test_growth_endangers_bau_where_people_were_moved() -> None:
    assert _share(BENEFITS, "actual", "growth") > _share(BENEFITS, "planned", "growth") + 0.2
    assert {"KPI-17", "KPI-18"} <= set(TRUTH["kpis"]["not_healthy"])
    assert TRUTH["okrs"]["2026-Q4"]["latest"]["DPR-Q4-1.1"]["progress"] > 0.8
    assert TRUTH["okrs"]["2026-Q4"]["latest"]["DPR-Q4-1.2"]["progress"] < 0


def test_improvement_is_starved_and_unknown_stays_visible() -> None:
    starved = _share(PRIMARY_CARE, "actual", "improvement") / _share(PRIMARY_CARE, "planned", "improvement")
    assert starved < 0.3
    assert 0.05 < _share("all", "actual", "unknown") < 0.07


def test_key_results_get_better_from_cycle_to_cycle() -> None:
    good = {name: cycle["forms"]["good"] / cycle["key_results"] for name, cycle in TRUTH["okrs"].items()}
    assert good["2026-Q3"] < 0.5 < 0.9 < good["2026-Q4"]
