"""A known set of records, written out in a random shape, language, number and date style, comes back equal."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from same_records import EACH, LONG

from okr_analytics.ingest.cells import Range, Value, Workbook
from okr_analytics.ingest.examples import sheet_of, workbook_of
from okr_analytics.ingest.understand import read_workbook

FIELDS = ("objective", "title", "owner", "baseline", "target", "current", "due", "status")
WORDS = {
    "en": ("Objective", "Key Result", "Owner", "Baseline", "Target", "Current", "Due date", "Status"),
    "pt": ("Objetivo", "Resultado-chave", "Responsável", "Linha de base", "Meta", "Valor atual", "Prazo", "Situação"),
    "es": (
        "Objetivo",
        "Resultado clave",
        "Responsable",
        "Línea base",
        "Meta",
        "Valor actual",
        "Fecha límite",
        "Estado",
    ),
    "de": ("Ziel", "Schlüsselergebnis", "Verantwortlich", "Ausgangswert", "Zielwert", "Istwert", "Fällig am", "Status"),
    "fr": (
        "Objectif",
        "Résultat clé",
        "Responsable",
        "Valeur initiale",
        "Cible",
        "Valeur actuelle",
        "Échéance",
        "Statut",
    ),
    "no": ("Mål", "Nøkkelresultat", "Ansvarlig", "Startverdi", "Målverdi", "Nåverdi", "Frist", "Status"),
    "zh": ("目标", "关键结果", "负责人", "基线", "目标值", "当前值", "截止日期", "状态"),
}
VERBS = ("Raise", "Halve", "Open", "Publish", "Answer", "Train", "Repair", "Plant", "Digitise", "Reduce")
THINGS = ("the waiting time", "school places", "bus lines", "permits", "complaints", "trees", "sick leave", "forms")
PEOPLE = ("Ana Lima", "Bo Chen", "Cleo Ruiz", "Dag Moe", "Eva Groß")
SHAPES = ("flat", "filled", "merged", "blocks", "sections", "typed", "numbered", "indented", "aligned")


@dataclass(frozen=True)
class Item:
    objective: str
    title: str
    owner: str
    baseline: float
    target: float
    current: float
    due: dt.date
    status: str


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Two or three objectives with one to four key results each, all titles different."""
    names = draw(st.permutations([f"{v} {t}" for v in VERBS for t in THINGS]))
    out: list[Item] = []
    number = st.integers(1, 900).map(float) | st.integers(1, 9000).map(lambda n: n / 4)
    for o in range(draw(st.integers(2, 3))):
        out += [
            Item(
                f"Be good at {THINGS[o]}",
                f"{names[4 * o + k]} in district {o}{k}",
                draw(st.sampled_from(PEOPLE)),
                draw(number),
                draw(number),
                draw(number),
                draw(st.dates(dt.date(2025, 1, 13), dt.date(2025, 12, 31))),
                draw(st.sampled_from(("On track", "At risk", "Done"))),
            )
            for k in range(draw(st.integers(1, 4)))
        ]
    return out


@dataclass(frozen=True)
class Style:
    language: str
    shape: str
    numbers: str  # float, comma, point
    days: str  # cell, iso, dotted, slashed
    title_rows: int
    order: tuple[str, ...]
    extra: bool
    arrow: bool = False  # "12 → 30" in the target's column, and no column for the baseline


@st.composite
def styles(draw: st.DrawFn) -> Style:
    movable = ["owner", "baseline", "target", "current", "due", "status"]
    return Style(
        draw(st.sampled_from(sorted(WORDS))),
        draw(st.sampled_from(SHAPES)),
        draw(st.sampled_from(("float", "comma", "point"))),
        draw(st.sampled_from(("cell", "iso", "dotted", "slashed"))),
        draw(st.integers(0, 3)),
        tuple(draw(st.permutations(movable))),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def _number(value: float, style: str) -> Value:
    if style == "float":
        return value
    text = f"{value:.2f}"  # three decimals could be thousands
    return text.replace(".", ",") if style == "comma" else text


def _day(day: dt.date, style: str) -> Value:
    if style == "cell":
        return dt.datetime(day.year, day.month, day.day)
    return day.strftime({"iso": "%Y-%m-%d", "dotted": "%d.%m.%Y", "slashed": "%d/%m/%Y"}[style])


def _cells(item: Item, style: Style) -> list[Value | None]:
    values: dict[str, Value | None] = {
        "owner": item.owner,
        "baseline": _number(item.baseline, style.numbers),
        "target": _number(item.target, style.numbers),
        "current": _number(item.current, style.numbers),
        "due": _day(item.due, style.days),
        "status": item.status,
    }
    if style.arrow:
        values["target"] = f"{values['baseline']} → {values['target']}"
    return [values[name] for name in _order(style)]


def _order(style: Style) -> list[str]:
    return [name for name in style.order if not (style.arrow and name == "baseline")]


def write(known: list[Item], style: Style) -> Workbook:
    """The items as a workbook in this style."""
    words = dict(zip(FIELDS, WORDS[style.language], strict=True))
    tail: list[Value | None] = [words[name] for name in _order(style)] + (["Xyzzy"] if style.extra else [])
    extra: list[Value | None] = ["foo"] if style.extra else []
    blank: list[Value | None] = [None] * len(tail)
    titles: list[list[Value | None]] = [["OKRs"], ["Some words about this sheet and its history."], []]
    rows: list[list[Value | None]] = titles[: style.title_rows]
    merges: list[Range] = []
    indents: dict[tuple[int, int], int] = {}
    groups = [(o, [i for i in known if i.objective == o]) for o in dict.fromkeys(i.objective for i in known)]
    head: list[Value | None] = [words["title"], *tail]
    if style.shape in ("flat", "filled", "merged"):
        rows.append([words["objective"], *head])
    elif style.shape == "typed":
        rows.append(["Type", "Title", *tail])
    elif style.shape in ("sections", "numbered", "indented", "aligned"):
        rows.append(head if style.shape == "sections" else ["OKR", *tail])
    for number, (objective, group) in enumerate(groups, 1):
        if style.shape == "blocks":
            rows += [[f"Objective: {objective}"], head]
        elif style.shape == "sections":
            rows.append([f"Objective {number}: {objective}"])
        elif style.shape == "typed":
            rows.append([words["objective"], objective, *blank])
        elif style.shape == "numbered":
            rows.append([f"O{number}: {objective}", *blank])
        elif style.shape in ("indented", "aligned"):
            rows.append([objective, *blank])
        first = len(rows) + 1
        for k, item in enumerate(group, 1):
            line = [*_cells(item, style), *extra]
            if style.shape in ("flat", "filled", "merged"):
                rows.append([objective if style.shape == "flat" or k == 1 else None, item.title, *line])
            elif style.shape == "typed":
                rows.append([words["title"], item.title, *line])
            elif style.shape == "numbered":
                rows.append([f"KR{number}.{k}: {item.title}", *line])
            elif style.shape == "indented":
                rows.append([f"    {item.title}", *line])
            elif style.shape == "aligned":
                rows.append([item.title, *line])
                indents[len(rows), 1] = 1
            else:
                rows.append([item.title, *line])
        if style.shape == "merged" and len(group) > 1:
            merges.append(Range(first, 1, first + len(group) - 1, 1))
        if style.shape == "blocks":
            rows.append([])
    return workbook_of(sheet_of(rows, name="OKRs", merges=tuple(merges), indents=indents))


@settings(EACH, max_examples=LONG or 150)
@given(known=items(), style=styles())
def test_what_was_written_comes_back(known: list[Item], style: Style) -> None:
    workbook = write(known, style)
    reading = read_workbook(workbook, as_of=dt.date(2025, 6, 30))
    objectives = {
        r.values()["code"] or r.values()["title"]: r.values()["title"]
        for r in reading.records
        if r.record_kind == "objective"
    }
    found = [r.values() for r in reading.records if r.record_kind == "key_result"]
    assert set(objectives.values()) == {i.objective for i in known}
    assert [v["title"] for v in found] == [i.title for i in known]
    assert [objectives[v["objective"]] for v in found] == [i.objective for i in known]
    assert [v["owner"] for v in found] == [i.owner for i in known]
    for name in ("baseline", "target", "current"):
        assert [v[name] for v in found] == pytest.approx([getattr(i, name) for i in known], abs=1e-3)
    assert [v["status_word"] for v in found] == [i.status for i in known]
    if style.days != "slashed" or any(i.due.day > 12 for i in known):
        assert [v["due"] for v in found] == [i.due for i in known]
    assert 0 <= reading.unused_count <= reading.nonblank


def write_together(known: list[Item], style: Style, across: bool) -> Workbook:
    """One row an objective: its key results side by side in numbered columns, or as lines of one cell."""
    words = dict(zip(FIELDS, WORDS[style.language], strict=True))
    groups = [(o, [i for i in known if i.objective == o]) for o in dict.fromkeys(i.objective for i in known)]
    most = max(len(group) for _, group in groups)
    rows: list[list[Value | None]] = [["OKRs"]] if style.title_rows else []
    if across:
        rows.append([words["objective"], *(f"{words[f]} {n}" for n in range(1, most + 1) for f in ("title", "target"))])
    else:
        rows.append([words["objective"], words["title"], words["target"]])
    for objective, group in groups:
        pairs = [(i.title, _number(i.target, style.numbers)) for i in group]
        if across:
            rows.append([objective, *(value for pair in pairs for value in pair)])
        else:
            rows.append([objective, "\n".join(f"• {t}" for t, _ in pairs), "\n".join(str(v) for _, v in pairs)])
    return workbook_of(sheet_of(rows, name="OKRs"))


@pytest.mark.parametrize("across", [False, True], ids=["lines", "across"])
def test_key_results_of_one_row_come_back(across: bool) -> None:
    @EACH
    @given(known=items().filter(lambda known: len({i.objective for i in known}) < len(known)), style=styles())
    def holds(known: list[Item], style: Style) -> None:
        # A single key result in a row of numbered columns is no shape of its own.
        if across and max(len([i for i in known if i.objective == k.objective]) for k in known) < 2:
            return
        reading = read_workbook(write_together(known, style, across), as_of=dt.date(2025, 6, 30))
        found = [r.values() for r in reading.records if r.record_kind == "key_result"]
        assert [(v["title"], v["objective"]) for v in found] == [(i.title, i.objective) for i in known]
        assert [v["target"] for v in found] == pytest.approx([i.target for i in known], abs=1e-3)

    holds()
