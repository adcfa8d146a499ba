"""Serves the app for an organisation: the same app.py, compressed, with security headers and a list of allowed hosts."""

import os
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

APP = Path(__file__).parent.parent.parent / "app.py"
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "content-security-policy": "frame-ancestors 'none'; object-src 'none'; base-uri 'self'",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


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


def application(hosts: Sequence[str]) -> ASGIApp:
    """The app as ASGI; requests for a host that isn't named are refused."""
    app: ASGIApp = st.App(str(APP), middleware=middleware(hosts))
    return app


def serve(host: str, port: int, hosts: Sequence[str], database: str | None = None) -> None:
    """Serves until it is stopped."""
    if database:
        os.environ["OKR_DATABASE"] = database
    uvicorn.run(application(hosts), host=host, port=port, log_level="warning")
