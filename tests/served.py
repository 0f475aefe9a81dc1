"""The real application on a real port, for tests that need a server and not only an application."""

import contextlib
import threading
import time
from collections.abc import Iterator

import uvicorn

from app.cli import listen
from app.main import create_app
from app.settings import Settings

__all__ = ["served"]


@contextlib.contextmanager
def served(settings: Settings | None = None) -> Iterator[str]:
    """Serve the application from a thread on a free port of this machine; yield its address."""
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(settings or Settings()), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            if not thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
