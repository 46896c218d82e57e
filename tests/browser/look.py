"""How a chapter's height is shared out: `python tests/browser/look.py [folder]`."""

import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "lib")]
from browser.loading import scroll_through  # noqa: E402

SCREEN = {"width": 1280, "height": 720}
CHAPTERS = sorted(path.stem for path in (ROOT / "chapters").glob("[0-9]*.ipynb"))
# The columns of the table; each adds up what the page's script tells apart.
COLUMNS = {
    "prose": ("prose",),
    "code": ("code",),
    "machinery": ("claims", "outputs", "bars"),
    "picture": ("picture",),
    "live": ("live",),
    "predict": ("predict",),
    "quiz": ("quiz",),
    "verdicts": ("verdicts",),
    "equations": ("equations",),
    "boxes": ("boxes",),
    "rest": ("heading", "tables", "other"),
}


def look(page: Page) -> dict:
    """Shares of the article's height in per cent, and distances in screens.

    A block's height reaches to the top of the next one. `machinery` are assertions,
    printed results and fold bars; `cut` lists the code that is wider than its box.
    """
    scroll_through(page)
    seen = page.evaluate((HERE / "look.js").read_text(encoding="utf-8"))
    total = seen["height"]
    shares = {
        name: 100 * sum(seen["heights"].get(part, 0) for part in parts) / total
        for name, parts in COLUMNS.items()
    }
    screen = SCREEN["height"]
    first, gap = (seen[name] and seen[name] / screen for name in ("first", "gap"))
    return {
        "screens": total / screen,
        **shares,
        "first": first,
        "gap": gap,
        "cut": seen["cut"],
    }


def main() -> None:
    """Print a line for each chapter of a built book."""
    from browser.conftest import FLAGS, find_chromium
    from carousel.book.serve import server

    serving = server(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "_build/html"))
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    names = ["screens", *COLUMNS, "first", "gap"]
    print("chapter".ljust(10), *(f"{name:>9}" for name in (*names, "cut")))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=FLAGS
        )
        for chapter in CHAPTERS:
            page = browser.new_page(viewport=SCREEN)
            page.goto(f"http://127.0.0.1:{serving.server_port}/chapters/{chapter}.html")
            seen = look(page)
            told = (f"{seen[name]:9.1f}" for name in names)
            print(chapter[:10], *told, f"{len(seen['cut']):9}", flush=True)
            page.close()
        browser.close()
    serving.shutdown()


if __name__ == "__main__":
    main()
