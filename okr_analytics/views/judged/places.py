"""Where and why: grades by unit, rules by unit, and which rule costs what."""

import pandas as pd

from okr_analytics import numbers
from okr_analytics.document import Block, Chart, Column, Note, Section, Table
from okr_analytics.metrics.evaluate import MetricRow
from okr_analytics.quality.index import calibrated
from okr_analytics.views import parts
from okr_analytics.views.judged import course, words
from okr_analytics.views.question import Question

_MOST_BARS = 10
_VOTED_DOWN = 0.10  # of a rule's findings called not useful: it is shown as a candidate to be switched off
_FEW_VOTES = 2

_MILDEST = ("info", "warning", "error")


def units(question: Question) -> Section:
    """100 % bars: the grades of every unit, the unit that needs most help first."""
    good = question.metrics("quality_good_share", by=("unit",))
    order = [
        str(row.dims["unit"])
        for row in sorted(good, key=lambda row: (row.value if row.value is not None else 2, str(row.dims["unit"])))
        if row.dims["unit"] is not None
    ]
    frame = course.counted(question, "unit", order)
    if frame.empty:
        return Section("units", "By unit", (Note("No graded key result names a unit."),), missing=True)
    chart = course.grade_chart(frame, "unit", "Grades by unit", horizontal=True)
    known = [row for row in good if row.value is not None and row.dims["unit"] is not None]
    lead = "The unit with the smallest share of A and B first."
    return Section("units", "Who needs a coach first", (chart,), lead, says=_least(known))


def _least(good: list[MetricRow]) -> str:
    """Which units have the smallest share of good key results."""
    low = min((float(row.value or 0) for row in good), default=1.0)
    if len(good) < 2 or low >= 1:
        return "Every key result of every unit is graded A or B." if good and low >= 1 else ""
    names = [str(row.dims["unit"]) for row in good if float(row.value or 0) == low]
    has = "has" if len(names) == 1 else "have"
    return (
        f"{parts.words_of(sorted(names))} {has} the fewest key results graded A or B: {numbers.text(low, 'percent')}."
    )


def heat(question: Question) -> Section:
    """Rules × units."""
    found = question.metrics("findings", by=("unit", "code"))
    rows = [
        {"unit": str(row.dims["unit"]), "code": str(row.dims["code"]), "findings": row.value}
        for row in found
        if row.dims["unit"] is not None
    ]
    if not rows:
        return Section("rules", "Which rules speak up where", (Note("No rule has anything to say.", "good"),))
    chart = Chart(
        family="heatmap",
        frame=pd.DataFrame(rows).sort_values(["code", "unit"]),
        title="Findings by rule and unit",
        alt="Heat map: how many findings each rule has in each unit",
        x="code",
        y="unit",
        value="findings",
        unit="count",
        x_label="Rule",
        y_label="Unit",
    )
    return Section("rules", "Which rules speak up where", (chart, _rules(question)))


def _rules(question: Question) -> Table:
    columns = (
        Column("code", "Rule"),
        Column("name", "What it finds"),
        Column("severity", "Severity", role="status"),
        Column("findings", "Findings", "count"),
        Column("points", "Points of the index lost", "number"),
        Column("votes", "Called not useful", "count"),
        Column("advice", "What to do"),
    )
    return Table(columns, by_rule(question), title="The rules one by one")


def _worst(question: Question) -> dict[str, str]:
    """Rule → the worst severity among its findings here, which may be milder than the rule's own."""
    rows = question.metrics("findings", by=("code", "severity"))
    ranked = sorted(rows, key=lambda row: _MILDEST.index(str(row.dims["severity"])))
    return {str(row.dims["code"]): str(row.dims["severity"]) for row in ranked}  # the worst comes last, and stays


def by_rule(question: Question) -> pd.DataFrame:
    """One row per rule that speaks: findings, points lost, votes, and whether to think of switching it off."""
    known = words.rules()
    findings, points = (_by_code(question.metrics(name, by=("code",))) for name in ("findings", "quality_points_lost"))
    votes = voted(question)
    worst = _worst(question)
    rows = []
    for code in sorted(
        {*findings, *votes}, key=lambda code: (-(points.get(code) or 0), -(findings.get(code) or 0), code)
    ):
        rule = known.get(code)
        rows.append(
            {
                "code": code,
                "name": words.rule_name(rule.name) if rule else "",
                "severity": worst.get(code, str(rule.severity) if rule else ""),
                "findings": int(findings.get(code) or 0),
                "points": round(points[code], 1) if code in points else None,
                "votes": votes.get(code, 0),
                "advice": "Candidate to be switched off (Settings)"
                if candidate(votes.get(code, 0), findings.get(code))
                else "",
            }
        )
    return pd.DataFrame(rows, columns=["code", "name", "severity", "findings", "points", "votes", "advice"])


def voted(question: Question) -> dict[str, int]:
    """Rule → how many items it was called not useful for."""
    rows = question.rows("vote_now")
    return {str(code): int(count) for code, count in rows["code"].value_counts().items()}


def candidate(votes: int, findings: float | None) -> bool:
    """Whether more than one in ten of a rule's findings, and more than one, were called not useful."""
    return votes >= _FEW_VOTES and votes > _VOTED_DOWN * float(findings or 0)


def _by_code(rows: tuple[MetricRow, ...]) -> dict[str, float]:
    return {str(row.dims["code"]): float(row.value) for row in rows if row.value is not None}


def costs(question: Question) -> Section:
    """Which rules cost the key results most of their index."""
    weights = calibrated()
    frame = by_rule(question).dropna(subset=["points"])
    hints = frame["severity"] == "info"
    more = float(frame.loc[hints, "points"].sum())
    frame = frame[~hints & (frame["points"] > 0.05)].head(_MOST_BARS)
    said = (
        "The index is the chance in 100 that an experienced reader takes a key result as it stands, fitted to "
        f"{weights.labels} key results that two readers judged; without findings it is {weights.best:.0f}. "
        "A rule's points say how much higher it would be without that finding."
    )
    if more >= 1:
        said += f" Hints cost {more:.0f} points besides."
    blocks: list[Block] = [Note(said)]
    if len(frame):
        shown = frame.assign(rule=[f"{c} {n}" for c, n in zip(frame["code"], frame["name"], strict=True)])
        blocks.insert(
            0,
            Chart(
                family="bar",
                frame=shown[["rule", "points"]].reset_index(drop=True),
                title="Points of the index lost, summed over the key results",
                alt="Bars: points of the index that each rule costs",
                x="rule",
                y="points",
                horizontal=True,
                unit="number",
                x_label="Rule",
                y_label="Points lost",
            ),
        )
    return Section("costs", "What costs most", tuple(blocks), "Mend these first: they hold back the most key results.")
