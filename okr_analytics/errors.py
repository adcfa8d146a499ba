"""Failures that no edit of a sheet can cure; bad data is a Diagnostic instead."""


class OkrError(Exception):
    """A failure with one clear sentence for people and an exit code for the command line."""

    exit_code = 1


class RefusedFile(OkrError):
    """The file can't be used at all: not a workbook, empty, protected, or dangerous to open."""

    exit_code = 2


class UnknownName(OkrError):
    """A metric, dimension, rule, unit, cycle or load was asked for that doesn't exist."""

    exit_code = 2


class StoreUnavailable(OkrError):
    """The database or its journal can't be opened or written now."""

    exit_code = 3
