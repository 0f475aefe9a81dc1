"""One step through a long sentence in a real Chromium, against moving one element, in the same page."""

from playwright.sync_api import sync_playwright

from scripts.ensure_chromium import chromium
from tests.served import served

__all__ = ["main"]

PAGES = (
    ("read", "/?model=rnn-tanh&unit=8", (4, 200)),
    ("gates", "/?model=lstm&unit=8", (4, 200)),
    ("layers", "/?model=rnn-tanh-2&unit=8", (4, 200)),
    ("compare", "/compare?model=rnn-tanh&with=gru&unit=8", (4, 200)),
)
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
FRAME = 1000 / 60  # ms

# Each turn forces style and layout, so that what a change costs is paid inside what is timed.
TIMES = """async () => {
  const forward = document.querySelector("[data-do=forward]"), back = document.querySelector("[data-do=back]");
  const mark = document.body.appendChild(document.createElement("div"));
  mark.style.cssText = "position:absolute;width:10px;height:10px;top:0;left:0";
  const frame = () => new Promise(requestAnimationFrame);
  const timed = async (act) => {
    await frame();
    const begin = performance.now();
    act();
    document.documentElement.getBoundingClientRect();
    return performance.now() - begin;
  };
  const steps = [], moves = [];
  for (let i = 0; i < 60; i += 1) {
    steps.push(await timed(() => (i % 2 ? back : forward).click()));
    moves.push(await timed(() => { mark.style.transform = `translateX(${i}px)`; }));
  }
  mark.remove();
  return [steps, moves];
}"""


def main() -> None:
    """Print the medians, their ratio, and how many steps of 60 fitted into a frame."""
    print("A step against moving one element, main thread with style and layout; 60 of each, taking turns")
    print("page        T    ratio    median of a step    steps within a frame of 16.7 ms")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, link, T in ((name, link, T) for name, link, lengths in PAGES for T in lengths):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{address}{link}&text={'+'.join(['dogs'] * T)}&t={T // 2}", wait_until="networkidle")
            page.wait_for_timeout(500)
            steps, moves = page.evaluate(TIMES)
            step, move = sorted(steps)[30], max(sorted(moves)[30], 0.001)
            within = sum(ms < FRAME for ms in steps)
            print(f"{name:<8}{T:>5}{step / move:>7.0f} ×{step:>14.1f} ms{within:>15} of 60")
            page.close()
        browser.close()
