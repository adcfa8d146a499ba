"""What a pack's views show, as the cells that every format must hold."""

from okr_analytics.document import Chart, Table, Tiles
from okr_analytics.packs import cells, chart_data
from okr_analytics.packs.cells import Cell
from okr_analytics.packs.pack import Pack


def values(pack: Pack) -> list[tuple[str, Cell]]:
    """Every number and day that the views show: where, and the cell."""
    found: list[tuple[str, Cell]] = []
    for view in pack.views:
        for section in view.sections:
            for block in section.blocks:
                if isinstance(block, Tiles):
                    found += [("tile", cells.of_tile(tile, pack.locale)) for tile in block.tiles]
                    changes = (cells.change(tile, pack.locale) for tile in block.tiles)
                    found += [("tile", change) for change in changes if change]
                elif isinstance(block, Table):
                    found += [("table", cell) for row in cells.rows(block, pack.locale) for cell in row]
                elif isinstance(block, Chart):
                    data = chart_data.data(block)
                    for row in data.rows:
                        made = (cells.cell(v, h.unit, pack.locale) for v, h in zip(row, data.heads, strict=True))
                        found += [(block.family, cell) for cell in made]
    return [(where, cell) for where, cell in found if cell.number is not None or cell.day]


def flat(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())
