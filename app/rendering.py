"""Pages from templates: what every template is given, in the reader's language."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.assets import Assets, folder_of
from app.glossary import TERMS, Term
from app.texts import Texts, texts_for
from app.wire import to_json

__all__ = ["Renderer"]


class Renderer:
    """Renders a template into an answer, in a language that is found in the folder `locale`."""

    def __init__(self, assets: Assets, locale: Path | None = None) -> None:
        self.locale = locale or folder_of("locale")
        self.environment = Environment(
            loader=FileSystemLoader(folder_of("templates")),
            extensions=["jinja2.ext.i18n"],
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self.environment.globals.update(asset=assets.url, modules=assets.modules, plotly=assets.url("plotly.min.js"))
        self.environment.filters["inert"] = inert

    def texts(self, request: Request) -> Texts:
        """The texts in the reader's language."""
        return texts_for(request.headers.get("accept-language", ""), self.locale)

    def page(self, request: Request, name: str, status: int = 200, **context: Any) -> HTMLResponse:
        """The answer of one page; `path` tells the navigation where it is."""
        texts = self.texts(request)
        given = {"_": texts, "gettext": texts, "texts": texts, "terms": explained(texts), "path": request.url.path}
        html = self.environment.get_template(name).render({**given, **context})
        return HTMLResponse(html, status, {"cache-control": "no-cache", "vary": "accept-language"})


def explained(texts: Texts) -> dict[str, Term]:
    """The glossary in the reader's language, by name."""
    return {name: Term(name, texts(term.title), texts(term.explanation)) for name, term in TERMS.items()}


def inert(value: Any) -> Markup:
    """JSON that can stand inside a <script>: nothing in it can end the element."""
    text = to_json(value).decode()
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704
