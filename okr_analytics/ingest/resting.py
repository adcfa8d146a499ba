"""The collector of cycles at rest while much is made that lives on and holds no cycles: cells, records, rows."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """No search for garbage meanwhile; it went through millions of living records again and again (40 % of the time).

    Of several threads, the last to leave may find it awake already; one that found it awake always wakes it.
    """
    awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if awake:
            gc.freeze()
            gc.unfreeze()  # all of it is old now: the first search afterwards would go through everything as new
            gc.enable()
