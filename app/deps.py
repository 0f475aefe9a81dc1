"""What endpoints are given: the settings, the zoo, a model by id, the form that the answer is to have."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Path, Request
from starlette.concurrency import run_in_threadpool

from app.errors import NotAcceptable
from app.negotiation import JSON, SAFETENSORS, preferred
from app.settings import Settings
from model.bank import Bank, load_bank
from model.errors import NoBank
from model.zoo import Model, Zoo

__all__ = [
    "FormDep",
    "ModelDep",
    "answers_of",
    "bank_of",
    "device_of",
    "json_acceptable",
    "settings_of",
    "with_torch",
    "zoo_of",
]

Answer = TypeVar("Answer")


def settings_of(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def device_of(request: Request) -> str:
    device: str = request.app.state.device
    return device


def zoo_of(request: Request) -> Zoo:
    zoo: Zoo = request.app.state.zoo
    return zoo


def answers_of(request: Request) -> dict[tuple[str, str], bytes]:
    """Answers that never change, (model id, torch's name of a weight) -> statistics, kept once computed."""
    answers: dict[tuple[str, str], bytes] = request.app.state.answers
    return answers


def bank_of(request: Request, model: Model) -> Bank:
    """A model's bank of states, kept once read; NoBank, with the way out, where there is none."""
    banks: dict[str, Bank] = request.app.state.banks
    if model.id not in banks:
        bank = load_bank(zoo_of(request).folder_of(model.id), model.network.fingerprint)
        if bank is None:
            raise NoBank(f"{model.id} has no bank of states. Make one with `unrolled study {model.id}`, and restart.")
        banks[model.id] = bank
    return banks[model.id]


async def with_torch(request: Request, function: Callable[..., Answer], *arguments: Any) -> Answer:
    """Call what needs torch in a thread of its own, for the first time imports it, which takes a second."""

    def call() -> Answer:
        import torch

        torch.set_num_threads(settings_of(request).threads)
        return function(*arguments)

    return await run_in_threadpool(call)


# Dependencies are coroutines, for FastAPI runs plain functions in a thread pool, which costs more than what they do.


async def model_of(
    request: Request,
    model_id: Annotated[str, Path(description="Which model; `GET /api/v1/models` lists them.", examples=["rnn-tanh"])],
) -> Model:
    return zoo_of(request).get(model_id)


async def json_acceptable(request: Request) -> None:
    """Refuse a request that does not take JSON, where there is nothing else."""
    _negotiate(request, JSON)


async def form_of(request: Request) -> str:
    """Return the form that the request likes better, JSON or safetensors."""
    return _negotiate(request, JSON, SAFETENSORS)


def _negotiate(request: Request, *offers: str) -> str:
    # Several header lines count as one: RFC 9110, section 5.3.
    accept = ", ".join(request.headers.getlist("accept")) or None
    form = preferred(accept, offers)
    if form is None:
        raise NotAcceptable(
            f"This address answers with {' or '.join(offers)}, which “Accept: {accept}” does not allow."
        )
    return form


ModelDep = Annotated[Model, Depends(model_of)]
FormDep = Annotated[str, Depends(form_of)]
