"""OKR Analytics: the three conversations of an organisation, read from its own spreadsheets."""

__version__ = "0.1.0"
