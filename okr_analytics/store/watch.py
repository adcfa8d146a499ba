"""Stops questions that take too long: one thread watches all of them, and ends when nobody has asked for a while."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Stoppable(Protocol):
    """What runs a question."""

    def interrupt(self) -> None:
        """Stop what runs."""


class Watch:
    """The deadlines of the questions under way; any thread may ask.

    A timer per question starts a thread per question: 0.2 ms where nothing else runs, 5 ms where another thread works.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._deadlines: dict[int, tuple[float, Stoppable]] = {}
        self._wakes: float | None = None  # when the thread looks next; None = there is no thread
        self._asked = 0

    @contextmanager
    def limit(self, question: Stoppable, seconds: float) -> Iterator[None]:
        """Interrupts what runs when this block takes longer."""
        deadline = time.monotonic() + seconds
        with self._changed:
            self._asked += 1
            number = self._asked
            self._deadlines[number] = deadline, question
            if self._wakes is None:
                self._wakes = deadline
                threading.Thread(target=self._look, name="watch", daemon=True).start()
            elif deadline < self._wakes:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._deadlines.pop(number, None)

    def _look(self) -> None:
        with self._changed:
            while self._deadlines:
                self._wakes = min(deadline for deadline, _ in self._deadlines.values())
                self._changed.wait(max(self._wakes - time.monotonic(), 0.0))
                self._stop_late()
            self._wakes = None

    def _stop_late(self) -> None:
        now = time.monotonic()
        for number, (deadline, question) in list(self._deadlines.items()):
            if deadline <= now:
                del self._deadlines[number]
                question.interrupt()
