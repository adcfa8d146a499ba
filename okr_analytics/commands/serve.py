"""`serve`: serves the app with compression, security headers and a list of allowed hosts."""

import argparse

from okr_analytics.commands.answer import FINE, log
from okr_analytics.commands.store import store_path

NAME = "serve"
HELP = "serve the app for an organisation"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--host, --port, --allow."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument(
        "--allow", action="append", default=[], metavar="HOST", help="a host name people reach it by; may be repeated"
    )


def run(args: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    from okr_analytics.ui.server import serve  # noqa: PLC0415 - half a second that other commands needn't wait

    hosts = args.allow or ["localhost", "127.0.0.1", args.host]
    log(f"Serving on http://{args.host}:{args.port} for {', '.join(dict.fromkeys(hosts))}.")
    serve(args.host, args.port, hosts, str(store_path(args)))
    return FINE
