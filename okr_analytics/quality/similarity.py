"""How much two texts say the same: shared content words, and shared letters."""

import math
from collections import Counter


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """Shared words over all words."""
    return len(a & b) / len(a | b) if a or b else 0.0


def trigram_cosine(a: str, b: str) -> float:
    """The cosine of the counts of three-letter runs."""
    x, y = (Counter(f"  {t} "[i : i + 3] for i in range(len(t) + 1)) for t in (a, b))
    dot = sum(count * y[run] for run, count in x.items())
    size = math.sqrt(sum(c * c for c in x.values()) * sum(c * c for c in y.values()))
    return dot / size if size else 0.0
