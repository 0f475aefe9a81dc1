"""What a page brings along beyond its trace, and how long it waits for it."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable
from typing import TypeVar

from app.remembered import influence_as_safetensors
from model.errors import ModelError
from model.zoo import Model

__all__ = ["PATIENCE", "influence_for_page", "within"]

PATIENCE = 1.5  # seconds

Result = TypeVar("Result")


async def within(seconds: float, work: Awaitable[Result]) -> Result | None:
    """Wait for work so long, and no longer: its thread goes on, and with it the import of torch that may hold it up."""
    task = asyncio.ensure_future(work)
    await asyncio.wait([task], timeout=seconds)
    return task.result() if task.done() else None


def influence_for_page(model: Model, tokens: list[str]) -> str:
    """A sentence's influences, the end included, as base64; empty where there are none to be had."""
    from model.influence import influence  # it imports torch: with_torch runs this in a thread

    try:
        return b64encode(influence_as_safetensors(influence(model, tokens, end=True))).decode()
    except ModelError:
        return ""
