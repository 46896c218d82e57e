"""When a page has loaded all that it shows."""

from playwright.sync_api import Page

# Pictures that wait to be scrolled to are another matter: see `scroll_through`.
LOADED = """async () => {
  await document.fonts.ready;
  const shown = [...document.images].filter((image) => image.loading !== "lazy");
  await Promise.allSettled(shown.map((image) => image.decode()));
  await new Promise((rest) => requestIdleCallback(rest, { timeout: 1000 }));
}"""
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await new Promise((done) => setTimeout(done, 20));
  }
  for (const picture of document.images) picture.loading = "eager";
  scrollTo(0, 0);
}"""


def loaded(page: Page) -> None:
    """Wait until the page's scripts have run and its fonts and pictures are there."""
    page.wait_for_load_state()
    page.evaluate(LOADED)


def scroll_through(page: Page) -> None:
    """Bring every lazy picture in, as a reader does who reads to the end."""
    page.evaluate(SCROLL)
    loaded(page)
