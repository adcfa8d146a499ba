"""Runs code of ours in a throw-away Python process: what it breaks, or keeps in memory, goes with it."""

import subprocess
import sys
from collections.abc import Mapping
from typing import IO


def run(
    code: str,
    *arguments: str,
    source: IO[bytes],
    result: IO[bytes],
    seconds: float,
    environment: Mapping[str, str] | None = None,
) -> int:
    """The exit code of `code`, negative for the signal that ended it; raises TimeoutError when it took longer.

    It reads `source` and writes `result`, both real files, so that no full pipe can stop it; `environment` None is ours.
    """
    command = [sys.executable, "-I", "-X", "utf8", "-c", code, *arguments]
    child = subprocess.Popen(command, stdin=source, stdout=result, stderr=subprocess.DEVNULL, env=environment)
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"It took longer than {seconds:g} seconds.") from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
