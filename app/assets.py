"""
Files for the browser, served under an address that changes with their content and so can be kept for ever.

    /static/<digest>/js/main.js          our own files: one digest for the whole folder, so that relative imports hold
    /static/plotly-<version>/plotly.min.js   Plotly's own file from the installed package, compressed once
"""

import gzip
import hashlib
import importlib.metadata
import importlib.util
import mimetypes
import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

__all__ = ["Asset", "Assets", "folder_of"]

FOREVER = "public, max-age=31536000, immutable"
PLOTLY = "plotly.min.js"
APART = ("js/theme.js", "js/docs.js")
"""Scripts that no module imports."""
IMPORT = re.compile(r"""^(?:import|export)\b[^'"]*?\bfrom "(\.[^"]+)";""", re.MULTILINE)
MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def folder_of(name: str) -> Path:
    """The folder of that name: beside this file in an installed wheel, beside `app` in a checkout."""
    installed = Path(__file__).parent / name
    return installed if installed.is_dir() else Path(__file__).parent.parent / name


@dataclass(frozen=True)
class Asset:
    """One file, held in memory; `zipped` is None where compression would not pay."""

    media_type: str
    content: bytes
    zipped: bytes | None

    @classmethod
    def of(cls, name: str, content: bytes, level: int = 9) -> "Asset":
        suffix = Path(name).suffix
        guessed = MEDIA_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        zipped = gzip.compress(content, level, mtime=0) if suffix in MEDIA_TYPES and len(content) > 1000 else None
        return cls(guessed, content, zipped)


class Assets:
    """Every file of a static folder by its path in it, read once, and Plotly's file, read when first asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or folder_of("static")
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
        contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        self.files = {name: Asset.of(name, content) for name, content in contents.items()}
        self.digest = _digest(contents)

    def url(self, name: str) -> str:
        """The address of one of our files; KeyError where there is none, so that no page links to nothing."""
        if name == PLOTLY:
            return f"/static/{self._plotly_digest}/{PLOTLY}"
        self.files[name]
        return f"/static/{self.digest}/{name}"

    def modules(self, entry: str) -> list[str]:
        """The addresses of a JavaScript module and of all that it imports, for a page to ask for them at once."""
        found = [entry]
        for name in found:
            imports = IMPORT.findall(self.files[name].content.decode())
            found += dict.fromkeys(path for path in (_beside(name, i) for i in imports) if path not in found)
        return [self.url(name) for name in found]

    @cached_property
    def _plotly_digest(self) -> str:
        return f"plotly-{importlib.metadata.version('plotly')}"

    @cached_property
    def _plotly(self) -> Asset:
        # The package is found, not imported: its import takes half a second that nobody here needs.
        spec = importlib.util.find_spec("plotly")
        if spec is None or spec.origin is None:
            raise FileNotFoundError("The package plotly is not installed; install Unrolled again.")
        return Asset.of(PLOTLY, (Path(spec.origin).parent / "package_data" / PLOTLY).read_bytes(), level=6)

    @property
    def route(self) -> Route:
        return Route("/static/{digest}/{name:path}", self._answer, methods=["GET", "HEAD"], name="static")

    def _answer(self, request: Request) -> Response:
        """A plain function: Starlette runs it in a thread, so that compressing Plotly holds nobody up."""
        digest, name = request.path_params["digest"], request.path_params["name"]
        asset = self._plotly if (digest, name) == (self._plotly_digest, PLOTLY) else self.files.get(name)
        if asset is None:
            return Response("There is no such file.\n", 404, media_type="text/plain")
        # A page from before the last release still finds its files, but must not keep them under the old address.
        current = digest in (self.digest, self._plotly_digest)
        headers = {"cache-control": FOREVER if current else "no-cache", "vary": "accept-encoding"}
        if asset.zipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(asset.zipped, headers={**headers, "content-encoding": "gzip"}, media_type=asset.media_type)
        return Response(asset.content, headers=headers, media_type=asset.media_type)


def _beside(name: str, target: str) -> str:
    """What a relative import means: "js/views/index.js", "../state.js" -> "js/state.js"."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def _digest(contents: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, content in contents.items():
        whole.update(f"{name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()[:16]
