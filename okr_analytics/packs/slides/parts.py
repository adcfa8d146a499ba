"""Keeps a presentation of hundreds of slides small and quick to make, below what the library does of itself."""

import re
from typing import Any

from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.slide import Slide

_NUMBER = re.compile(r"(\d+)(?=\.\w+$)")


def number_parts(package: Any) -> None:
    """Counts the parts of each kind on from the first, instead of walking through all of them for the next free number."""
    search, last = package.next_partname, dict[str, str]()

    def next_name(pattern: str) -> PackURI:
        before = last.get(pattern)
        last[pattern] = _NUMBER.sub(lambda hit: str(int(hit[1]) + 1), before) if before else search(pattern)
        return PackURI(last[pattern])

    package.next_partname = next_name


def settle(slide: Slide) -> None:
    """Turns a finished slide into the bytes it will be written as: as a tree it takes ten times the memory."""
    part: Any = slide.part
    part._blob = part.blob
    part.__class__ = Part
    del part._element
    part.__dict__.pop("slide", None)
