"""Where training text comes from: a public source, with whom to thank, or a file that a person has."""

import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from model.errors import BadCorpus

__all__ = ["MAX_BYTES", "Source", "download", "read_file"]

USER_AGENT = "Mozilla/5.0 (compatible; Unrolled)"  # some sites refuse the default ones of libraries
TIMEOUT = 30.0  # seconds without a byte
DEADLINE = 600.0  # seconds for the whole download
MAX_BYTES = 200 * 2**20


@dataclass(frozen=True)
class Source:
    """A public text: its name for people, its address, and the words that must stand wherever it is used."""

    name: str
    url: str
    attribution: str

    @property
    def pass_a_path(self) -> str:
        """Say how to do without this machine's network."""
        return f"Download {self.url} where there is a network and pass its path: --corpus PATH."


def read_file(path: Path) -> bytes:
    """Return what is in a file; BadCorpus where it cannot be read or is far too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadCorpus(f"{path} is larger than {MAX_BYTES // 2**20} MiB; that is not the corpus.")
        return path.read_bytes()
    except OSError as error:
        raise BadCorpus(f"{path} cannot be read: {error.strerror}. Pass a .txt or .zip file.") from error


def download(source: Source) -> bytes:
    """Return what a source's address answers; BadCorpus, with the way out, where it cannot be had."""
    url = source.url
    if not url.startswith(("http://", "https://")):
        raise BadCorpus(f"{url} is no web address. {source.pass_a_path}")
    request = Request(url, headers={"User-Agent": USER_AGENT})  # noqa: S310 the scheme is checked above
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return _body(answer, source)
    except HTTPError as error:
        raise BadCorpus(f"{url} answered with status {error.code}, not with a file. {source.pass_a_path}") from error
    except (URLError, HTTPException, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise BadCorpus(f"{url} could not be reached ({reason}). {source.pass_a_path}") from error


def _body(answer: HTTPResponse, source: Source) -> bytes:
    expected = int(answer.headers.get("Content-Length") or 0)
    give_up_at = time.monotonic() + DEADLINE
    body = bytearray()
    while piece := answer.read(2**16):
        body += piece
        if max(len(body), expected) > MAX_BYTES:
            raise BadCorpus(f"{source.url} answers with more than {MAX_BYTES // 2**20} MiB. {source.pass_a_path}")
        if time.monotonic() > give_up_at:
            raise BadCorpus(f"{source.url} took longer than {DEADLINE:.0f} seconds. {source.pass_a_path}")
    if len(body) < expected:
        raise BadCorpus(
            f"The download from {source.url} broke off after {len(body):,} of {expected:,} bytes. Try again, or: "
            f"{source.pass_a_path}"
        )
    return bytes(body)
