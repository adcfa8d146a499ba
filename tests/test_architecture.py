"""Holds the house: dependencies point one way, heavy libraries stay at home, no script lies directly in pages/."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "okr_analytics"

GROUND = {"model", "diagnostics", "errors", "policy", "document", "numbers", "texts", "forms", "child"}
ALLOWED: dict[str, set[str]] = {
    "model": {"diagnostics", "errors"},
    "diagnostics": set(),
    "errors": set(),
    "numbers": {"document"},
    "texts": set(),
    "child": set(),
    "forms": {"model", "diagnostics", "errors"},
    "policy": {"model", "diagnostics", "errors"},
    "document": set(),
    "ingest": GROUND,
    "journal": GROUND,
    "store": GROUND,
    "charts": GROUND,
    "metrics": GROUND | {"store"},
    "quality": GROUND | {"store", "metrics"},
    "views": GROUND | {"store", "metrics", "quality"},
    "packs": GROUND | {"views", "charts"},
    "loading": GROUND | {"ingest", "journal", "store"},
    "ui": GROUND | {"ingest", "journal", "store", "metrics", "quality", "views", "charts", "packs", "loading"},
    "__main__": GROUND | {"commands"},
    "commands": GROUND | {"ingest", "journal", "store", "metrics", "quality", "views", "packs", "loading", "ui"},
}
# Between the rooms of ingest; what lies beside them joins them (understand.py) or is what they speak of (cells.py, tables.py).
INGEST: dict[str, set[str]] = {
    "formats": set(),
    "values": set(),
    "vocabulary": {"values"},
    "finding": {"values", "vocabulary"},
    "meaning": {"values", "vocabulary", "finding"},
    "rows": {"values", "vocabulary", "finding", "meaning"},
    "layouts": {"values", "vocabulary", "finding", "meaning", "rows"},
}
HOMES = {
    "streamlit": ("app.py", "pages/", "okr_analytics/ui/"),
    "duckdb": ("okr_analytics/store/", "okr_analytics/ingest/dialect.py"),
    "pyarrow": ("okr_analytics/store/",),
    "python_calamine": ("okr_analytics/ingest/",),
    "xlrd": ("okr_analytics/ingest/",),
    "openpyxl": ("okr_analytics/ingest/", "okr_analytics/packs/"),
    "xlsxwriter": ("okr_analytics/packs/",),
    "pptx": ("okr_analytics/packs/",),
    "typst": ("okr_analytics/packs/",),
    "plotly": ("okr_analytics/charts/plotly.py", "okr_analytics/packs/html.py"),
}


def _files() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted(PACKAGE.rglob("*.py"))]


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path.name}: write the whole module name in imports"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "okr_analytics" and len(parts) > 1 else None


@pytest.mark.parametrize("path", [p for p in _files() if p.is_relative_to(PACKAGE)], ids=lambda p: str(p.name))
def test_dependencies_point_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if room == "__init__":
        return
    assert room in ALLOWED, f"{room} has no place in the house: add it to ALLOWED with what it may import"
    rooms = {_room(name) for name in _imports(path)} - {None, room, "__version__"}
    upward = {r for r in rooms if r in ALLOWED} - ALLOWED[room]
    assert not upward, f"{room} must not import {sorted(map(str, upward))}"


@pytest.mark.parametrize("path", sorted(p for r in INGEST for p in (PACKAGE / "ingest" / r).rglob("*.py")), ids=str)
def test_the_rooms_of_ingest_follow_each_other(path: Path) -> None:
    """Bytes, values, words, where tables lie, what they mean, their rows: what stands in a later room isn't asked."""
    room = path.relative_to(PACKAGE / "ingest").parts[0]
    parts = [name.split(".") for name in _imports(path)]
    others = {p[2] for p in parts if p[:2] == ["okr_analytics", "ingest"] and len(p) > 2} & INGEST.keys() - {room}
    assert others <= INGEST[room], f"ingest/{room} must not import {sorted(others - INGEST[room])}"


@pytest.mark.parametrize("path", _files(), ids=lambda p: p.name)
def test_heavy_libraries_stay_at_home(path: Path) -> None:
    if not path.exists():
        pytest.skip("not built yet")
    place = path.relative_to(ROOT).as_posix()
    tops = {name.split(".")[0] for name in _imports(path)}
    for library, homes in HOMES.items():
        if library in tops:
            assert place.startswith(homes), f"{place} imports {library}, which lives in {homes}"


def test_no_script_lies_directly_in_pages() -> None:
    """Streamlit's old discovery would open it by deep link past app.py."""
    assert not list((ROOT / "pages").glob("*.py"))


def test_the_pages_lie_in_pages() -> None:
    """The folder keeps the name that the product's mission gives it, though Streamlit's old discovery looks there too."""
    assert len(list((ROOT / "pages").rglob("*.py"))) >= 10


def test_the_allowed_arrows_have_no_cycle() -> None:
    seen: set[str] = set()

    def visit(room: str, path: tuple[str, ...]) -> None:
        assert room not in path, " → ".join((*path, room))
        if room in seen:
            return
        for below in ALLOWED.get(room, ()):
            if below != room and below in ALLOWED and not (room in GROUND and below in GROUND):
                visit(below, (*path, room))
        seen.add(room)

    for room in ALLOWED:
        visit(room, ())
