"""Take the README's picture: the app as it is, in a real Chromium, the cell of “a” open and one unit pinned."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.ensure_chromium import chromium
from tests.served import served

PICTURE = Path(__file__).parent.parent / "docs" / "read.png"
QUERY = "/?t=2&unit=21"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


def main() -> None:
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
        page.goto(address + QUERY, wait_until="networkidle")
        page.screenshot(path=PICTURE)
        browser.close()
    print(PICTURE, file=sys.stderr)


if __name__ == "__main__":
    main()
