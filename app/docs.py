"""
The API described, and to try, in the browser: Swagger UI in a page of our own, under the same strict policy as every
page. Its files come from the installed package fastapi-swagger, which carries each release of swagger-ui-dist.
"""

import importlib.metadata
import importlib.util
from functools import cached_property
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from app.assets import FOREVER, Asset
from app.errors import Problem
from app.negotiation import JSON
from app.rendering import Renderer

__all__ = ["SwaggerUI", "docs"]

PACKAGE = "fastapi_swagger"
FILES = ("swagger-ui-bundle.js", "swagger-ui.css")


class SwaggerUI:
    """Swagger UI's files, read and compressed when first asked for."""

    def __init__(self) -> None:
        self.prefix = f"/docs/swagger-ui-{importlib.metadata.version('fastapi-swagger')}"

    def url(self, name: str) -> str:
        return f"{self.prefix}/{name}"

    @cached_property
    def files(self) -> dict[str, Asset]:
        # Found, not imported: importing the package would do what this file does in its own way.
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise FileNotFoundError("The package fastapi-swagger is not installed; install Unrolled again.")
        folder = Path(spec.origin).parent / "resources"
        return {name: Asset.of(name, (folder / name).read_bytes(), level=6) for name in FILES}


def docs(openapi: bytes, renderer: Renderer) -> APIRouter:
    """The routes of the description: /openapi.json, the page /docs, and its files."""
    router = APIRouter(include_in_schema=False)
    swagger = SwaggerUI()

    @router.get("/openapi.json")
    async def document() -> Response:
        return Response(openapi, media_type=JSON)

    @router.get("/docs")
    async def page(request: Request) -> HTMLResponse:
        script, sheet = map(swagger.url, FILES)
        return renderer.page(request, "docs.html", script=script, sheet=sheet)

    @router.get(swagger.prefix + "/{name}")
    def file(request: Request, name: str) -> Response:
        asset = swagger.files.get(name)
        if asset is None:
            raise Problem(f"There is no file {request.url.path}.", status=404)
        headers = {"cache-control": FOREVER, "vary": "accept-encoding"}
        if asset.zipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(asset.zipped, 200, {**headers, "content-encoding": "gzip"}, asset.media_type)
        return Response(asset.content, 200, headers, asset.media_type)

    return router
