"""Which key results stand under which objective, known by hashes of eight bytes, so that a large set needs little memory."""

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from okr_analytics.quality.items import Item, Kind
from okr_analytics.quality.lexicon import fold

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int32]


class Family(NamedTuple):
    """An objective and its key results, as places in the set; `head` is None where nobody has given the objective."""

    head: int | None
    own: list[int]


def families(items: Sequence[Item]) -> Iterator[Family]:
    """Every objective with its key results, in the order of their first appearance; loose key results one by one.

    An objective that stands on several rows is headed by the last; the others follow at the end, each by itself.
    """
    if not items:
        return
    heads = np.array([item.kind is Kind.OBJECTIVE for item in items])
    order, ends = _grouped(_names(items, heads))
    leads = heads.tobytes()
    repeated: list[int] = []
    start = 0
    for end in ends:
        places: list[int] = order[start:end].tolist()
        start = end
        leading = [place for place in places if leads[place]]
        repeated += leading[:-1]
        yield Family(leading[-1] if leading else None, [place for place in places if not leads[place]])
    for place in sorted(repeated):
        yield Family(None, [place])


def _grouped(names: Hashes) -> tuple[Places, Sequence[int]]:
    """The places with equal names side by side, by the first place of each name; and where each group ends."""
    _, first, family = np.unique(names, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first)).astype(np.int32)[family]
    order = np.argsort(rank, kind="stable").astype(np.int32)
    return order, array("i", (*np.flatnonzero(np.diff(rank[order])) + 1, len(names)))


def _names(items: Sequence[Item], heads: npt.NDArray[np.bool_]) -> Hashes:
    """The hash of each item's family: an objective's own name, or that of the objective a key result names."""
    names = np.fromiter((_name(place, item) for place, item in enumerate(items)), np.uint64, len(items))
    leading = np.flatnonzero(heads).tolist()
    if not len(leading) or len(leading) == len(items):
        return names
    own = names[leading]
    following = np.flatnonzero(~heads)
    codes = np.fromiter((_place(items[i], items[i].code) for i in leading), np.uint64, len(leading))
    coded = np.flatnonzero([bool(items[i].code) for i in leading])
    wanted = _looked_up(names[following], codes[coded], own[coded])
    lost = np.flatnonzero(~np.isin(wanted, own))
    if len(lost):
        words = np.fromiter((_word(items[i]) for i in following[lost].tolist()), np.uint64, len(lost))
        wanted[lost] = _looked_up(wanted[lost], *_unique_words(items, leading, own), asked=words)
    names[following] = wanted
    return names


def _looked_up(given: Hashes, keys: Hashes, values: Hashes, asked: Hashes | None = None) -> Hashes:
    """For each hash of `asked` (`given` itself unless told) the value of the last equal key, else what was given."""
    if not len(keys):
        return given
    asked = given if asked is None else asked
    order = np.argsort(keys, kind="stable")
    at = np.searchsorted(keys, asked, side="right", sorter=order) - 1
    found = order[np.maximum(at, 0)]
    return np.where((at >= 0) & (keys[found] == asked), values[found], given)


def _unique_words(items: Sequence[Item], leading: Sequence[int], own: Hashes) -> tuple[Hashes, Hashes]:
    """Codes and titles of objectives → the names, where only one has it: its key results may stand under another unit."""
    said = {
        (word, int(name))
        for i, name in zip(leading, own, strict=True)
        for word in (_hash(_folded(items[i].code or "")), _hash(_folded(items[i].title)))
        if items[i].title or items[i].code
    }
    empty = _hash("")
    pairs = np.array(sorted(pair for pair in said if pair[0] != empty), np.uint64).reshape(-1, 2)
    words, first, count = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    return words[count == 1], pairs[first[count == 1], 1]


def _name(place: int, item: Item) -> int:
    if item.kind is Kind.OBJECTIVE:
        return _hash("", "", item.key) if item.key else _place(item, item.title)
    if item.objective_key:
        return _hash("", "", item.objective_key)
    if item.objective:
        return _place(item, item.objective)
    return _hash("loose", str(place))


def _place(item: Item, word: str | None) -> int:
    return _hash(_folded(item.unit or ""), _folded(item.cycle or ""), _folded(word or ""))


def _word(item: Item) -> int:
    return _hash(item.objective_key or _folded(item.objective or ""))


def _hash(*words: str) -> int:
    return int.from_bytes(hashlib.blake2b("\x1f".join(words).encode(), digest_size=8).digest())


@lru_cache(maxsize=512)  # units, cycles and objectives come again and again
def _folded(word: str) -> str:
    return " ".join(fold(word).split())
