"""Lineage: positions that become cells when they are asked for."""

from okr_analytics.diagnostics import CellRef
from okr_analytics.ingest.rows.lineage import Lineage, addresses_of, places_of
from okr_analytics.model import Kpi


def test_a_lineage_is_a_mapping_of_fields_to_cells() -> None:
    lineage = Lineage("KPIs", {"name": (2, 1), "target": (2, 4)})
    assert dict(lineage) == {"name": CellRef("KPIs", 2, 1), "target": CellRef("KPIs", 2, 4)}
    assert "name" in lineage
    assert lineage.get("owner") is None
    assert len(lineage) == 2


def test_a_drawn_record_is_the_constructed_one() -> None:
    cells = Lineage("KPIs", {"name": (2, 1)})
    where = CellRef("KPIs", 2, 1)
    drawn = Kpi.drawn(where, cells, {"name": "Waiting time"})
    made = Kpi(where=where, cells=cells, name="Waiting time")
    assert drawn == made
    assert vars(drawn) == vars(made)
    assert drawn.as_dict() == made.as_dict()


def test_places_and_addresses_are_those_of_the_cells_however_they_are_held() -> None:
    lineage = Lineage("KPIs", {"name": (2, 1), "target": (12, 28)})
    for cells in (lineage, dict(lineage)):
        assert places_of(cells) == {"name": (2, 1), "target": (12, 28)}
        assert addresses_of(cells) == {"name": "KPIs!A2", "target": "KPIs!AB12"}
