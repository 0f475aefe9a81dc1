"""A real Chromium on a real server. Each test also fails on any console error and on any request to another origin."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from app.settings import Settings
from scripts.ensure_chromium import chromium
from tests.served import served

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = (1440, 900), (390, 844)

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def address(models_folder: Path) -> Iterator[str]:
    with served(Settings(weights=models_folder, device="cpu", model="logistic")) as address:
        yield address


@pytest.fixture(scope="session")
def shipped_address() -> Iterator[str]:
    """The models of the repo."""
    with served(Settings(device="cpu")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        pytest.fail("The browser tests need Chromium; `make browser` installs it or says how.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in the browser; a test that provokes trouble clears it."""
    return []


@pytest.fixture
def open_page(address: str, browser: Browser, troubles: list[str]) -> Iterator[Open]:
    """Open the page with a query at a size, and wait until its views are there."""
    yield from opener(address, browser, troubles)


@pytest.fixture
def open_shipped(shipped_address: str, browser: Browser, troubles: list[str]) -> Iterator[Open]:
    """The same with the models of the repo."""
    yield from opener(shipped_address, browser, troubles)


def opener(address: str, browser: Browser, troubles: list[str]) -> Iterator[Open]:
    contexts = []

    def open_page(
        query: str = "?model=rnn-tanh", size: tuple[int, int] = DESKTOP, ready: str = "#diagram canvas", **more
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, has_touch=size == PHONE, base_url=address, **more
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, urlsplit(address).netloc, troubles)
        page.goto(f"/{query}")
        page.wait_for_selector(ready)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def watch(page: Page, origin: str, troubles: list[str]) -> None:
    def hear(message):
        if message.type in ("error", "warning"):
            troubles.append(f"console {message.type}: {message.text}")

    def see(request):
        if request.url.startswith("http") and urlsplit(request.url).netloc != origin:
            troubles.append(f"another origin: {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: troubles.append(f"uncaught: {error}"))
    page.on("request", see)
