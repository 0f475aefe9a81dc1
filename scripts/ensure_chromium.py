"""Make sure that the browser tests have a Chromium: find one, or install Debian's, or say what to do."""

import os
import shutil
import subprocess
import sys

__all__ = ["chromium"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Return the path of an installed Chromium, or None. CHROMIUM names one that is elsewhere."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    if chromium():
        return 0
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing Chromium for the browser tests …", flush=True)
        for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]):
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        if chromium():
            return 0
    print(
        "The browser tests need Chromium, and none was found. Install it (on Debian: apt-get install chromium), "
        "or set CHROMIUM to its path.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
