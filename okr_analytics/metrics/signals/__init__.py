"""Signals: where the three conversations endanger each other, each by a stated rule, with its numbers and their cells."""

from okr_analytics.metrics.signals.registry import Found, SignalKind, judged, kinds, signals
from okr_analytics.metrics.signals.signal import Figure, Signal

__all__ = ["Figure", "Found", "Signal", "SignalKind", "judged", "kinds", "signals"]
