"""Lints 10,000 key results with their objectives: seconds, and how much memory linting takes beyond set and report.

Run: python -m benchmarks.lint_10000
"""

import gc
import itertools
import time
import tracemalloc

from okr_analytics.quality.families import families
from okr_analytics.quality.items import Item, Kind
from okr_analytics.quality.lint import lint
from okr_analytics.quality.registry import all_rules

WORDS = ("north", "south", "retail", "clinic", "school", "harbour", "online", "night shift", "region", "pilot")
LIMIT_SECONDS = 5.0


def items(count: int) -> list[Item]:
    """`count` key results under an objective for every four, forty to a unit; every text is another one."""
    texts = [
        e.subject.title for rule in all_rules() for e in (*rule.fires, *rule.silent) if isinstance(e.subject, Item)
    ]
    places = itertools.cycle(itertools.product(WORDS, WORDS))
    out: list[Item] = []
    for i, text, place in zip(range(count), itertools.cycle(texts), places, strict=False):
        unit, objective = f"Unit {i // 40}", f"Delight the {place[0]} customers {i // 4}"
        if i % 4 == 0:
            out.append(Item(kind=Kind.OBJECTIVE, title=objective, unit=unit, code=f"O{i // 4}"))
        title = f"{text} ({' '.join(place)} {i})"
        out.append(Item(title=title, objective=f"O{i // 4}", unit=unit, baseline=10, target=20, current=12))
    return out


def peak(count: int) -> float:
    """MB at most in use while linting beyond the items and the report, which grows with them.

    Nothing is collected meanwhile: linting leaves no cycles, and a collection would empty Python's own lists of tuples
    kept for reuse, which are bounded and no memory of the set's.
    """
    given = items(count)
    gc.collect()
    gc.disable()
    tracemalloc.start()
    report = lint(given)
    kept, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not gc.collect(), "linting left cycles behind"
    gc.enable()
    assert len(report.grades) == len(given)
    return (most - kept) / 1e6


def index(count: int) -> float:
    """Bytes an item at most in use for telling which key results stand under which objective; let go before the report."""
    given = items(count)
    tracemalloc.start()
    for _ in families(given):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / len(given)


def main() -> None:
    """Prints all measures."""
    lint(items(40))
    given = items(10_000)
    start, cpu = time.perf_counter(), time.process_time()
    report = lint(given)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(
        f"10,000 key results with 2,500 objectives: {seconds:.2f} s ({cpu:.2f} s of processor), {len(report.findings)} findings"
    )
    small, large = peak(1000), peak(10_000)
    print(f"beyond items and report at most: {small:.2f} MB for 1,000 key results, {large:.2f} MB for 10,000")
    print(f"that is {(large - small) / 9000 * 1e6:.0f} bytes for each further key result")
    print(f"the index of families takes {index(10_000):.0f} bytes an item before the report is built")
    print("fine" if cpu < LIMIT_SECONDS else "too slow")


if __name__ == "__main__":
    main()
