"""The description of the API in a real browser: drawn under the strict policy, and runnable as it stands."""

import pytest
from playwright.sync_api import expect

from app.settings import Settings
from tests.served import served

pytestmark = pytest.mark.browser


@pytest.fixture
def page(models_folder, browser):
    """A page on a server with random models; afterwards, no error was logged and no other server was asked."""
    with served(Settings(weights=models_folder, device="cpu")) as address:
        page = browser.new_page(base_url=address)
        problems, asked = [], []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        yield page
        page.close()
        assert problems == []
        assert all(url.startswith((address, "data:", "blob:")) for url in asked)


def test_every_operation_is_drawn_and_one_runs_as_it_stands(page):
    paths = page.request.get("/openapi.json").json()["paths"]
    page.goto("/docs")
    expect(page.locator(".opblock")).to_have_count(sum(len(operations) for operations in paths.values()))
    page.get_by_text("Trace a sentence", exact=True).click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    expect(page.locator(".live-responses-table")).to_contain_text('"model": "rnn-tanh"')


def test_it_follows_the_theme_of_the_page(page):
    page.emulate_media(color_scheme="dark")
    page.goto("/docs")
    expect(page.locator("html")).to_have_class("dark-mode")
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    expect(page.locator("html")).not_to_have_class("dark-mode")
