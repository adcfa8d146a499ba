"""`serve`: answers with security headers, only for the hosts it was told, and a deep link needs no visit before it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    store = tmp_path_factory.mktemp("served") / "okr.duckdb"
    command = [sys.executable, "-m", "okr_analytics", "serve", "--port", str(port), "--db", str(store)]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, "the server stopped while starting"
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.mark.parametrize("path", ["/", "/effort-split", "/_stcore/health"])
def test_every_answer_has_security_headers(url: str, path: str) -> None:
    with urllib.request.urlopen(url + path, timeout=10) as answer:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_forged_host_is_refused(url: str) -> None:
    request = urllib.request.Request(url, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 400


def test_large_answers_are_compressed(url: str) -> None:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.headers["content-encoding"] == "gzip"


def test_streamlit_run_serves_the_app_with_the_same_care() -> None:
    """What `streamlit run app.py` finds there is served; without it a fresh server answers deep links "Page not found"."""
    found = discover_asgi_app(ROOT / "app.py")
    assert found.is_asgi_app
    assert "middleware()" in (ROOT / "app.py").read_text(encoding="utf-8")
