"""What commands on stored data share: where the store is, and who is acting."""

import argparse
import getpass
import os
from pathlib import Path

from okr_analytics.loading import Workspace

DEFAULT = Path("data/okr.duckdb")


def store_path(args: argparse.Namespace) -> Path:
    """The store that is meant: --db, else OKR_DATABASE, else data/okr.duckdb."""
    return Path(args.db or os.environ.get("OKR_DATABASE") or DEFAULT)


def open_store(args: argparse.Namespace, *, read_only: bool = False) -> Workspace:
    """The workspace that is meant; raises StoreUnavailable where it can't be opened."""
    return Workspace.open(store_path(args), read_only=read_only)


def actor() -> str:
    """Who is acting, for the journal: the name of the account."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "command line"
