"""The provenance of a pack as named lines: the last page of every format says the same."""

from collections.abc import Iterable, Mapping

from okr_analytics import numbers
from okr_analytics.charts.letters import flat
from okr_analytics.document import Tiles
from okr_analytics.packs import words
from okr_analytics.packs.pack import Pack

Line = tuple[str, tuple[str, ...]]


def lines(pack: Pack) -> list[Line]:
    """Heading and entries, in the order in which they are printed; what there is nothing to say of is left out."""
    source = pack.source
    found: list[Line] = [(words.AS_OF, (numbers.date(pack.date, pack.locale),))]
    if source is None:
        return found
    found = [
        (words.AS_OF, (numbers.date(source.as_of or pack.date, pack.locale),)),
        (words.KNOWN, (f"{words.EVENT} {flat(source.known_at)}" if source.known_at else "",)),
        (words.FILTERS, (flat(source.filters),)),
        (words.LOADS, tuple(_load(load, pack.locale) for load in source.loads)),
        (words.LEFT_OUT, _flat(pack.left_out)),
        (words.RULES, _flat(source.rules)),
        (words.METRICS, _metrics(pack)),
        (words.UNUSED, (numbers.text(source.unused_cells, "count", pack.locale),)),
        (words.DIAGNOSTICS, (numbers.text(source.diagnostics, "count", pack.locale),)),
        (words.VERSIONS, _flat(source.versions)),
    ]
    return [(name, tuple(entry for entry in entries if entry)) for name, entries in found if any(entries)]


def _metrics(pack: Pack) -> tuple[str, ...]:
    """What the pack's figures mean, each once: what its pages name, then what its other figures are called."""
    sources = [pack.source, *(view.provenance for view in pack.views)]
    named = _flat(entry for source in sources if source for entry in source.metrics)
    figures = {
        flat(tile.label): flat(pack.definitions[tile.metric])
        for view in pack.views
        for section in view.sections
        for block in section.blocks
        if isinstance(block, Tiles)
        for tile in block.tiles
        if tile.metric and tile.metric in pack.definitions
    }
    told = " ".join(named)
    others = (f"{label}: {meaning}" for label, meaning in figures.items() if meaning not in told)
    return tuple(dict.fromkeys([*named, *others]))


def _flat(entries: Iterable[str]) -> tuple[str, ...]:
    return tuple(flat(entry) for entry in entries)


def _load(load: Mapping[str, object], locale: str) -> str:
    """ "file.xlsx, as of 1 Oct 2026, by Ana" from whatever the load says."""
    file = flat(str(load.get("file") or load.get("load_id") or "?"))
    told = [
        _told(name, value, locale) for name, value in load.items() if name != "file" and not numbers.is_unknown(value)
    ]
    return ", ".join([file, *told])


def _told(name: str, value: object, locale: str) -> str:
    """ "as of 1 Oct 2026", "1,451 cells", "30 not used": one fact of a load."""
    day = numbers.as_date(value) if not isinstance(value, str) or len(value) >= 10 else None
    if isinstance(value, int) and name in words.COUNTED:
        return f"{numbers.text(value, 'count', locale)} {words.COUNTED[name]}"
    written = numbers.date(day, locale) if day else numbers.text(value, "text", locale)
    return f"{flat(str(name)).replace('_', ' ')} {flat(written)}"
