"""The application, put together: no logic here."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware
from threadpoolctl import threadpool_limits

from app import api, errors
from app.assets import Assets
from app.devices import device_for
from app.docs import docs
from app.memorypage import memory_page
from app.middleware import HeadLikeGet, KnownHosts, StrictHeaders, Unexpected
from app.openapi import describe
from app.pages import pages
from app.rendering import Renderer
from app.settings import Settings, load_settings
from app.wire import to_json
from model.trace import trace
from model.zoo import Zoo

__all__ = ["create_app", "warm"]

log = logging.getLogger(__name__)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application; without settings, with those of the environment, or BadSettings."""
    settings = settings or load_settings()
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
        exception_handlers=errors.HANDLERS,
        middleware=[
            Middleware(StrictHeaders),
            Middleware(KnownHosts, names=(settings.host, *settings.allowed_hosts)),
            Middleware(HeadLikeGet),
            Middleware(Unexpected),
        ],
    )
    for router in api.VERSION_1:
        app.include_router(router, prefix="/api/v1")
    for router in api.ROUTERS:
        app.include_router(router)
    document = describe(app)
    assets = Assets()
    app.state.settings = settings
    app.state.zoo = Zoo(settings.weights, settings.model)
    app.state.answers = {}
    app.state.banks = {}
    app.state.renderer = Renderer(assets)
    app.state.addresses = tuple(document["paths"])
    app.router.routes.append(assets.route)
    app.include_router(docs(to_json(document), app.state.renderer))
    app.include_router(pages(app.state.zoo, app.state.renderer))
    app.include_router(memory_page(app.state.zoo, app.state.renderer))
    return app


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Let the first request find everything read."""
    warm(app)
    yield


def warm(app: FastAPI) -> None:
    """Read the first model and trace one word. Raises the ModelError that keeps the server from being of use."""
    app.state.device = device_for(app.state.settings.device)
    threadpool_limits(app.state.settings.threads)  # NumPy's BLAS would take every core, and wait for each by spinning
    first = app.state.zoo.get(app.state.zoo.ids[0])
    trace(first, first.vocabulary.spellings[2:3], device=app.state.device)
    log.info("Serving %s on %s.", ", ".join(app.state.zoo.ids), app.state.device)
