"""Alignment: does each objective hang on something, and can the structure deliver it as it stands?"""

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Block, Chart, Column, Note, Section, Table, Tiles, View
from okr_analytics.views import nothing, parts
from okr_analytics.views.derived import Need
from okr_analytics.views.question import Question

NEEDS: tuple[Need, ...] = ()
METRICS = (
    "objectives_top_down_share",
    "objectives_without_parent",
    "objectives_without_key_results",
    "key_results_without_work",
    "key_results_delivered_by_others",
    "key_results_shared",
    "objectives_with_barrier",
)
_QUESTION = "Do our objectives fit together, and fit the structure that must deliver them?"
_BARRIERS = {
    "no_key_results": "It has no key result: nobody will see whether it is reached.",
    "nobody_owns": "Nobody owns it: neither it nor a key result names an owner or a unit.",
    "nobody_contributes": "No initiative, project or effort works on any of its key results.",
    "others_not_committed": "Other units must contribute, and none of their objectives hangs on it: {units}.",
}
_DIRECTIONS = {
    "top": "Of the whole organisation",
    "top_down": "From another unit's objective",
    "own_line": "From an objective of its own unit",
    "bottom_up": "Set by the unit itself",
    "unknown": "No sheet says whose it is",
}
_WAYS = {"owner": "owns", "initiative": "initiative", "project": "project", "effort": "effort"}
_MOST_OBJECTIVES = 40  # beside each other in the matrix
_INDENT = "\u2003"


def build(question: Question) -> View:
    """The view under the question's filters."""
    objectives = question.rows("objective_fit")
    if objectives.empty:
        note = Note(
            "No objective is loaded under these filters.", advice="Choose another cycle or unit, or upload OKRs."
        )
        return nothing.only(question, "alignment", "Alignment", _QUESTION, note)
    work = question.rows("kr_contribution")
    return View(
        key="alignment",
        title="Alignment",
        question=_QUESTION,
        headline=_headline(question, objectives, work),
        sections=(
            _figures(question, work),
            _barriers(objectives, work_known=not work.empty),
            _matrix(question, objectives, work),
            _elsewhere(question),
            _tree(question, objectives),
        ),
        provenance=parts.provenance(question, METRICS),
    )


def _headline(question: Question, objectives: pd.DataFrame, work: pd.DataFrame) -> str:
    above = question.metric("objectives_top_down_share").value
    tree = (
        f" {numbers.text(above, 'percent')} of those below the top hang on an objective of another unit."
        if above is not None
        else ""
    )
    count = numbers.text(len(objectives), "count")
    if work.empty:
        return f"{numbers.counted(len(objectives), 'objective')}; who works on {'it' if len(objectives) == 1 else 'them'} isn't known.{tree}"
    found = objectives["barrier"].value_counts()
    said = [
        (one if found[name] == 1 else many).format(numbers.text(int(found[name]), "count"))
        for name, (one, many) in _COUNTED.items()
        if name in found
    ]
    if not said:
        return f"None of the {count} objectives meets a barrier that can be seen here.{tree}"
    return f"Of {count} objectives, {' and '.join(said)}.{tree}"


_COUNTED = {
    "no_key_results": ("{} has no key result", "{} have no key result"),
    "nobody_owns": ("{} has no owner", "{} have no owner"),
    "nobody_contributes": ("{} has no work behind it that is known", "{} have no work behind them that is known"),
    "others_not_committed": (
        "{} needs units none of whose objectives hangs on it",
        "{} need units none of whose objectives hangs on them",
    ),
}


def _figures(question: Question, work: pd.DataFrame) -> Section:
    tiles = Tiles(tuple(parts.tile(question.metric(name)) for name in METRICS[:3]))
    if work.empty:
        note = Note(
            "No initiative, project or effort names a key result here, so nobody can tell who contributes.",
            "unknown",
            "A column with the key result in the list of initiatives or projects is enough.",
        )
        return Section("figures", "", (tiles, note))
    return Section("figures", "", (tiles, Tiles(tuple(parts.tile(question.metric(name)) for name in METRICS[3:]))))


def _barriers(objectives: pd.DataFrame, *, work_known: bool) -> Section:
    found = objectives.dropna(subset=["barrier"])
    if found.empty:
        note = Note("No objective meets a barrier that can be seen here.", "good" if work_known else "unknown")
        return Section("barriers", "Barriers", (note,))
    told = found.assign(
        why=[
            _BARRIERS[str(row["barrier"])].format(units=row["others_not_committed"]) for row in found.to_dict("records")
        ]
    )
    columns = (
        Column("title", "Objective"),
        Column("unit", "Unit"),
        Column("why", "What stands in the way"),
        parts.FILE,
        parts.CELL,
    )
    place = {name: number for number, name in enumerate(_BARRIERS)}
    order = told.assign(place=told["barrier"].map(place)).sort_values(["place", "unit", "title"])
    lead = "What no effort will cure as the structure stands: talk about it before the cycle is over."
    says = f"{parts.share(len(found), len(objectives))} objectives meet a barrier that effort alone won't remove."
    return Section("barriers", "Barriers found early", (Table(columns, order),), lead, says=says)


def _matrix(question: Question, objectives: pd.DataFrame, work: pd.DataFrame) -> Section:
    """Objectives down, units across: in how many ways a unit has to do with an objective."""
    if work.empty:
        return Section("matrix", "Who delivers what", (Note("Who contributes isn't known.", "unknown"),), missing=True)
    own = objectives[["objective_key", "unit"]].assign(how="owner")
    all_ways = pd.concat([own, work[["objective_key", "unit", "how"]]]).dropna().drop_duplicates()
    counted = all_ways.groupby(["objective_key", "unit"]).agg(value=("how", "size")).reset_index()
    names = {row["objective_key"]: str(row["code"] or row["title"]) for row in objectives.to_dict("records")}
    counted = counted[counted["objective_key"].isin(names)]
    across = counted.groupby("objective_key")["value"].sum().sort_values(ascending=False).index[:_MOST_OBJECTIVES]
    frame = counted[counted["objective_key"].isin(across)].assign(objective=lambda f: f["objective_key"].map(names))
    chart = Chart(
        family="heatmap",
        frame=frame.sort_values(["objective", "unit"]),
        title="Units and objectives",
        alt="A grid: the darker a field, the more ways in which the unit has to do with the objective of its row",
        x="unit",
        y="objective",
        value="value",
        x_label="Unit",
        y_label="Objective",
        unit="count",
        note="Counts the ways: owns it, leads or joins a project, runs an initiative, books effort on it.",
    )
    columns = (
        Column("objective", "Objective"),
        Column("owner", "Owned by"),
        Column("unit", "Contributes"),
        Column("how", "How"),
        parts.FILE,
        parts.CELL,
    )
    owners = objectives.set_index("objective_key")
    listed = work[~work["is_owner"] & work["objective_key"].isin(owners.index)]
    listed = listed.assign(
        objective=listed["objective_key"].map(owners["title"]),
        owner=listed["objective_key"].map(owners["unit"]),
        how=listed["how"].map(_WAYS),
    ).drop_duplicates(["objective", "unit", "how"])
    blocks: list[Block] = [chart]
    if len(listed):
        blocks.append(Table(columns, listed.sort_values(["owner", "objective", "unit"]), "Contributions across units"))
    return Section("matrix", "Who delivers what", tuple(blocks))


def _elsewhere(question: Question) -> Section:
    frame = question.rows("kr_fit")
    chosen = frame[frame["delivered_by"].isin(["others", "shared"])]
    columns = (
        Column("title", "Key result"),
        Column("unit", "Owned by"),
        Column("other_units", "Others who deliver"),
        Column("delivered_by", "Delivered"),
        parts.FILE,
        parts.CELL,
    )
    told = chosen.assign(delivered_by=chosen["delivered_by"].map({"others": "by others alone", "shared": "together"}))
    table = Table(
        columns, told.sort_values(["delivered_by", "unit", "title"]), empty="No key result needs other units."
    )
    return Section("elsewhere", "Owned by one unit, delivered by others", (table,))


def _tree(question: Question, objectives: pd.DataFrame) -> Section:
    state = question.rows("objective_state").set_index("objective_key")
    told = objectives.assign(
        progress=objectives["objective_key"].map(state["progress"]),
        direction=objectives["direction"].map(_DIRECTIONS),
        tree=objectives["objective_key"].map(state["title"]),
    )
    columns = (
        Column("tree", "Objective"),
        Column("unit", "Unit"),
        Column("direction", "Comes from"),
        Column("key_results", "Key results", "count"),
        Column("progress", "Progress", "percent", role="bar"),
        parts.FILE,
        parts.CELL,
    )
    lead = "Each objective below the one it hangs on; those that hang on nothing shown here stand at the edge."
    own = int((objectives["direction"] == "bottom_up").sum())
    says = (
        f"{parts.share(own, len(objectives))} objectives are set by the unit itself and hang on no other."
        if own
        else ""
    )
    return Section("tree", "The tree of objectives", (Table(columns, in_tree_order(told)),), lead, says=says)


def in_tree_order(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows parents first, each followed by what hangs on it, `tree` indented by depth; circles end where they close."""
    rows: dict[str, dict[str, object]] = {
        str(row["objective_key"]): {str(name): value for name, value in row.items()} for row in frame.to_dict("records")
    }
    below: dict[str | None, list[str]] = {}
    for key, row in rows.items():
        above = str(row["parent_key"])
        parent = above if above in rows and above != key else None
        below.setdefault(parent, []).append(key)
    out: list[dict[str, object]] = []
    seen: set[str] = set()

    def put(key: str, depth: int) -> None:
        if key in seen:
            return
        seen.add(key)
        out.append({**rows[key], "tree": f"{_INDENT * depth}{rows[key]['tree']}"})
        for child in sorted(below.get(key, ()), key=_place):
            put(child, depth + 1)

    def _place(key: str) -> tuple[str, str]:
        return (str(rows[key]["unit"]), str(rows[key]["tree"]))

    for key in sorted(below.get(None, ()), key=_place):
        put(key, 0)
    for key in rows:  # what is only in circles of parents
        put(key, 0)
    return pd.DataFrame(out, columns=frame.columns)
