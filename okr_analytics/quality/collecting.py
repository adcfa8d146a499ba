"""Lets Python look for reference cycles less often while many small values are made.

Reading a text makes hundreds of tuples and no cycle, so the collector only walks through them again and again: a third
of the time of linting 10,000 key results went there. What isn't needed any more is freed at once all the same.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 200_000  # new containers between two looks, instead of 700


@contextmanager
def seldom() -> Iterator[None]:
    """A block in which cycles are looked for seldom; whoever changed the threshold sets it back."""
    before = gc.get_threshold()
    if before[0] >= _SELDOM or not before[0]:  # somebody else's block is open, or nobody wants it at all
        yield
        return
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
