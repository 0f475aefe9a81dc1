"""What holds for every answer: headers that keep a browser strict, known hosts only, HEAD where there is GET."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import UnknownHost, answer, unexpected

__all__ = ["CSP", "HeadLikeGet", "KnownHosts", "StrictHeaders", "Unexpected"]

CSP = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # a link holds the sentence
    "X-Content-Type-Options": "nosniff",
}

LOCAL = ("localhost", "127.0.0.1", "[::1]")


class StrictHeaders:
    """Puts HEADERS on every answer, and no-cache or no-store where an answer does not say how it may be kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                kept = scope["method"] in ("GET", "HEAD") and message["status"] < 400
                headers.setdefault("Cache-Control", "no-cache" if kept else "no-store")
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class KnownHosts:
    """
    Answers only under names that this server goes by.

    Otherwise a hostile page could point a name of its own at 127.0.0.1 and read the answers (DNS rebinding).
    """

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self.app = app
        self.names = (*LOCAL, *names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        host = _without_port(request.headers.get("host", ""))
        if self._knows(host):
            await self.app(scope, receive, send)
            return
        problem = UnknownHost(
            f"This server does not go by the name “{host}”. To allow it, start the server with "
            f"UNROLLED_ALLOWED_HOSTS={host}."
        )
        await answer(request, problem)(scope, receive, send)

    def _knows(self, host: str) -> bool:
        return any(name in ("*", host) or (name.startswith("*.") and host.endswith(name[1:])) for name in self.names)


def _without_port(host: str) -> str:
    """Return the name of a Host header: "[::1]:8000" -> "[::1]"."""
    end = host.rfind("]") + 1
    return (host[:end] + host[end:].split(":")[0]).lower()


class HeadLikeGet:
    """Answers HEAD as it would GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, without_body)


class Unexpected:
    """Answers what no handler foresaw, inside the other middleware, so that this answer has its headers too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            return
        except Exception as error:
            if started:
                raise
            await answer_unexpected(scope, receive, send, error)


async def answer_unexpected(scope: Scope, receive: Receive, send: Send, error: Exception) -> None:
    """Send the answer to what no handler foresaw."""
    await unexpected(Request(scope, receive), error)(scope, receive, send)
