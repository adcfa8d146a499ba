"""What every test shares: a clean Streamlit, and the folder of real spreadsheets where it is there."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine makes examples slowly; that says nothing about the code.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def fresh_streamlit_caches() -> Iterator[None]:
    """Streamlit's caches are shared by everything in a process: no test may see another's."""
    yield
    streamlit = sys.modules.get("streamlit")
    if streamlit is not None:
        streamlit.cache_data.clear()
        streamlit.cache_resource.clear()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real spreadsheets that nobody here wrote."""
    folder = os.environ.get("OKR_CORPUS")
    if not folder:
        pytest.skip("OKR_CORPUS is not set: no folder of real spreadsheets here")
    return Path(folder)
