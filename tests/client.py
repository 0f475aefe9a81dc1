"""An application and a client for it, without a socket, in an event loop of its own thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

from app.main import create_app
from app.settings import Settings


class Client:
    """Sends requests to an application and waits for the answers."""

    def __init__(self, app: FastAPI, portal: BlockingPortal) -> None:
        self.app = app
        self.wait_for = portal.call
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")

    def request(self, method: str, url: str, **more: Any) -> httpx.Response:
        return self.wait_for(partial(self._client.request, method, url, **more))

    def get(self, url: str, **more: Any) -> httpx.Response:
        return self.request("GET", url, **more)

    def post(self, url: str, **more: Any) -> httpx.Response:
        return self.request("POST", url, **more)


@contextmanager
def serving(settings: Settings) -> Iterator[Client]:
    """Start an application, give a client for it, and stop it again."""
    app = create_app(settings)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(app.router.lifespan_context(app)):
        yield Client(app, portal)


@contextmanager
def not_started(settings: Settings) -> Iterator[Client]:
    """Give a client for an application whose lifespan has not begun."""
    with start_blocking_portal() as portal:
        yield Client(create_app(settings), portal)
