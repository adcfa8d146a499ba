"""Serves the app for an organisation: the same app.py, compressed, with security headers and a list of allowed hosts."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from okr_analytics.errors import OkrError
from okr_analytics.ui import session

APP = Path(__file__).parent.parent.parent / "app.py"
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "content-security-policy": "frame-ancestors 'none'; object-src 'none'; base-uri 'self'",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_OFTEN = 300.0  # seconds between looks at the calendar


class SecurityHeaders:
    """Adds the headers to every answer; "strict-transport-security" is the business of what ends TLS in front."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; answers to HTTP requests get the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def middleware(hosts: Sequence[str] = ("*",)) -> list[Middleware]:
    """What stands between the app and the world: a list of allowed hosts, security headers, compression."""
    # Else Streamlit would look through pages/ itself and greet the first deep link with "Page not found".
    PagesManager.uses_pages_directory = False
    return [
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
        Middleware(SecurityHeaders),
        Middleware(GZipMiddleware, minimum_size=1024),
    ]


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """As long as the server runs, what the next visitor will look at is made ready: at its start, and on each new day."""
    warming = asyncio.create_task(_keep_ready())
    try:
        yield
    finally:
        warming.cancel()


async def _keep_ready() -> None:
    while True:
        await asyncio.to_thread(_make_ready)
        await asyncio.sleep(_OFTEN)


def _make_ready() -> None:
    if not session.database_path().exists():
        return  # the first visitor is greeted with the start page
    try:
        session.workspace()
    except OkrError:
        return  # the first visitor is told what is wrong


def application(hosts: Sequence[str]) -> ASGIApp:
    """The app as ASGI; requests for a host that isn't named are refused."""
    app: ASGIApp = st.App(str(APP), middleware=middleware(hosts), lifespan=lifespan)
    return app


def serve(host: str, port: int, hosts: Sequence[str], database: str | None = None) -> None:
    """Serves until it is stopped."""
    if database:
        os.environ["OKR_DATABASE"] = database
    uvicorn.run(application(hosts), host=host, port=port, log_level="warning")
