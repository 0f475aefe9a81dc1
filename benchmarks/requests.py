"""Requests per second of the trace endpoint, against a bare endpoint that returns the same bytes."""

import asyncio
import contextlib
import json
import multiprocessing
import socket
import time
from collections.abc import Iterator
from typing import Any

import uvicorn

from app.cli import listen
from app.main import create_app
from app.settings import Settings

__all__ = ["main"]

SENTENCES = {4: "I am a boy", 32: " ".join(("the old man told me that he had never seen the sea . " * 3).split()[:32])}
KINDS = {"safetensors": "application/vnd.safetensors", "JSON": "application/json"}
PATH = "/api/v1/models/rnn-tanh/traces"
CONNECTIONS = 4
SECONDS = 1.5
ROUNDS = 3


class Bare:
    """An ASGI app that reads a request and answers it with the same bytes each time."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.headers = [(b"content-length", str(len(body)).encode())]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            while (await receive()).get("more_body"):
                pass
            await send({"type": "http.response.start", "status": 200, "headers": self.headers})
            await send({"type": "http.response.body", "body": self.body})


def serve(app: Any, listener: socket.socket) -> None:
    """Serve an app, or the real one where None, on a socket, until killed."""
    config = uvicorn.Config(app or create_app(Settings()), log_level="warning", access_log=False, lifespan="auto")
    asyncio.run(uvicorn.Server(config).serve([listener]))


@contextlib.contextmanager
def served(app: Any) -> Iterator[int]:
    """Serve an app in a process of its own on a free port of this machine; yield the port."""
    with listen("127.0.0.1", 0) as listener:
        process = multiprocessing.get_context("spawn").Process(target=serve, args=(app, listener), daemon=True)
        process.start()
        try:
            yield listener.getsockname()[1]
        finally:
            process.terminate()
            process.join()


def request(kind: str, text: str) -> bytes:
    """Return the bytes of one request for a trace."""
    body = json.dumps({"text": text}).encode()
    head = f"POST {PATH} HTTP/1.1\r\nhost: localhost\r\naccept: {kind}\r\ncontent-type: application/json\r\n"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: bytes) -> bytes:
    """Send one request over an open connection and return the body of its answer."""
    writer.write(message)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(head.decode())
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    return await reader.readexactly(length)


async def once(port: int, message: bytes) -> bytes:
    """Return the body that a server gives, waiting until it is up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = await answer(reader, writer, message)
    writer.close()
    return body


async def rate(port: int, message: bytes) -> float:
    """Return answers per second over a few connections kept open."""
    end = time.perf_counter() + SECONDS

    async def keep_asking() -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        count = 0
        while time.perf_counter() < end:
            await answer(reader, writer, message)
            count += 1
        writer.close()
        return count

    return sum(await asyncio.gather(*(keep_asking() for _ in range(CONNECTIONS)))) / SECONDS


def main() -> None:
    """Print the ratios."""
    print(f"POST {PATH} against a bare endpoint that returns the same bytes; {CONNECTIONS} connections")
    print("    T    answer         bytes    share of the bare endpoint's rate")
    with served(None) as real:
        for T, text in SENTENCES.items():
            for name, kind in KINDS.items():
                message = request(kind, text)
                body = asyncio.run(once(real, message))
                with served(Bare(body)) as bare:
                    asyncio.run(once(bare, message))
                    shares, rates = [], []
                    for _ in range(ROUNDS):
                        ours, theirs = asyncio.run(rate(real, message)), asyncio.run(rate(bare, message))
                        shares.append(ours / theirs)
                        rates.append(ours)
                    share, per_second = sorted(shares)[ROUNDS // 2], sorted(rates)[ROUNDS // 2]
                    print(f"{T:>5}    {name:11}{len(body):>9,}    {share:>8.2f}    ({per_second:,.0f} a second)")
