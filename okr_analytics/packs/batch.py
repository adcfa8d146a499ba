"""Many packs at once, one after the other into one zip, so that fifty need no more memory than the largest."""

import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import IO

from okr_analytics.charts.letters import flat
from okr_analytics.packs.pack import Pack
from okr_analytics.packs.registry import format_of

_EPOCH = (1980, 1, 1, 0, 0, 0)
Told = Callable[[int, str], None]  # how many files are done, the name of the last


def zip_all(
    packs: Iterable[tuple[str, Pack]], formats: Sequence[str], target: IO[bytes], told: Told | None = None
) -> list[str]:
    """Writes each named pack in each format into a zip on `target` and returns the names inside.

    Give packs as a generator: only one is held at a time. The same packs give the same bytes.
    """
    names: list[str] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # Office files and PDFs are compressed already
        for title, pack in packs:
            for form in (format_of(name) for name in formats):
                name = _unlike(f"{stem(title)}.{form.extension}", names)
                entry = zipfile.ZipInfo(name, _EPOCH)
                if form.extension == "html":
                    entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, form.write(pack))
                names.append(name)
                if told:
                    told(len(names), name)
    return names


def stem(title: str) -> str:
    """A file name that every system takes, from whatever a unit is called."""
    return re.sub(r"[^\w.-]+", "-", flat(title)).strip("-.")[:80] or "pack"


def _unlike(name: str, taken: Sequence[str]) -> str:
    stem, _, extension = name.rpartition(".")
    found, count = name, 2
    while found.lower() in {each.lower() for each in taken}:
        found, count = f"{stem}-{count}.{extension}", count + 1
    return found
