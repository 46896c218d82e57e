"""How long a move of a slider takes to reach the screen, beside matplotlib's redraw.

The display's clock is taken out (Chromium draws a frame as soon as it can), so what is
measured is the work: from the `input` event to the frame that shows it. The comparison
is the same picture drawn by matplotlib into a PNG, as an ipywidgets slider would have
it done at every move, without the time to send it. The moves are a drag of the first
slider from one end to the other.
"""

import statistics
import time
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from playwright.sync_api import sync_playwright

from browser.conftest import FLAGS, HTML, find_chromium
from carousel import plots
from carousel.explorables import Highway

MOVES = 200
FRAME = 1000 / 60  # milliseconds
REPORT = Path(__file__).parents[2] / "build" / "bench" / "explorables.md"
MOVE = """async ([stem, moves]) => {
  const figure = document.querySelector(`[data-explorable="${stem}"]`);
  const slider = figure.querySelector("input[type=range]");
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const painted = () => new Promise((on) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = on;
    after.port2.postMessage(0);
  }));
  const times = [];
  for (let move = 0; move < moves + 20; move += 1) {
    const start = performance.now();
    slider.value = low + (high - low) * (move / (moves + 20));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await painted();
    times.push(performance.now() - start);
  }
  return times.slice(20);
}"""


def _moves(page: Path, stem: str) -> list[float]:
    clockless = ["--disable-frame-rate-limit", "--disable-gpu-vsync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*FLAGS, *clockless]
        )
        seen = browser.new_page(viewport={"width": 1280, "height": 900})
        seen.goto(page.as_uri())
        seen.locator(f'[data-explorable="{stem}"]').first.scroll_into_view_if_needed()
        times = seen.evaluate(MOVE, [stem, MOVES])
        browser.close()
    return times


def _redraws(figure: Highway, count: int = 20) -> list[float]:
    times = []
    for gate in np.linspace(0, 1, count):
        start = time.perf_counter()
        figure.forget_gate = float(gate)
        with plots.style():
            picture = Figure(figsize=(7.2, 3.6), layout="constrained")
            figure.still(picture.subplots())
            picture.savefig(BytesIO(), format="png", dpi=100)
        times.append(1000 * (time.perf_counter() - start))
    return times


@pytest.mark.parametrize("explorable", [Highway])
def test_a_move_reaches_the_screen_within_a_frame(explorable):
    stem = explorable.stem()
    page = next(p for p in HTML.rglob("0*.html") if f'"{stem}"' in p.read_text("utf-8"))
    heaviest = explorable(horizon=200)
    moves, redraws = _moves(page, stem), _redraws(heaviest)
    median, p95 = statistics.median(moves), float(np.percentile(moves, 95))
    ratio = statistics.median(redraws) / median
    rows = [
        "| explorable | moves | median ms | p95 ms | matplotlib ms | ratio |",
        "| --- | --- | --- | --- | --- | --- |",
        f"| {stem} | {MOVES} | {median:.1f} | {p95:.1f} "
        f"| {statistics.median(redraws):.0f} | {ratio:.0f} |",
    ]
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print("\n" + "\n".join(rows))
    assert p95 <= FRAME
