"""Writes the sample workbooks of this folder and the truth about them: python data/make_samples.py [FOLDER TRUTH].

Nothing is random and nothing is asked of a network, so the same story gives the same bytes.
"""

import json
import sys
from pathlib import Path

from story import okr_books, other_books, truth

HERE = Path(__file__).resolve().parent
TRUTH = HERE.parent / "tests" / "golden" / "samples_truth.json"
WRITERS = {
    "01_organisation.xlsx": other_books.write_organisation,
    "02_okrs_2026-Q3.xlsx": okr_books.write_first_cycle,
    "03_okrs_2026-Q4.xlsx": okr_books.write_second_cycle,
    "04_okr_atencao_primaria.xlsx": okr_books.write_portuguese,
    "05_okr_servicios_sociales.xlsx": okr_books.write_spanish,
    "06_kpis.xlsx": other_books.write_kpis,
    "07_projects.xlsx": other_books.write_projects,
    "08_effort_plan_actual.xlsx": other_books.write_effort,
    "09_timesheets_2026-11-20.csv": other_books.write_timesheet,
    "10_retrospectives.xlsx": other_books.write_retrospectives,
}


def write(folder: Path, truth_file: Path) -> None:
    """Every workbook into `folder`, the truth into `truth_file`."""
    for name, writer in WRITERS.items():
        writer(folder / name)
    found = {"files": truth.records_by_file(tuple(WRITERS)), **truth.key_numbers()}
    truth_file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(*(map(Path, sys.argv[1:3]) if len(sys.argv) > 2 else (HERE, TRUTH)))
