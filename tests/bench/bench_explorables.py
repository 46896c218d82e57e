"""How long a move of a slider takes to reach the screen, beside matplotlib's redraw.

The display's clock is taken out (Chromium draws a frame as soon as it can), so what is
measured is the work: from the `input` event to the frame that shows it, at the state
that costs most. The comparison is the figure's still, drawn by matplotlib and printed
by IPython's own function as an ipywidgets slider would have it done at every move,
without the time to send it. The moves are a drag of the first slider from end to
end, every one to another stop, and no more than one in a sixtieth of a second: a
display shows no more, so a hand's drag sends no more. Moves and redraws take turns, so
that a machine whose speed changes in the meantime changes it for both. Then the moves
are made once more with the processor throttled four times, as a phone's; the table is
printed with all of it before anything is asked of it.
"""

import statistics
import time
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from IPython.core.pylabtools import print_figure
from matplotlib.figure import Figure
from playwright.sync_api import Page, sync_playwright

from book.explorables import every
from browser import stand
from browser.conftest import FLAGS, find_chromium
from carousel.book import plots

MOVES, REDRAWS, TURNS, WARM_UP = 200, 20, 5, 40
FRAME = 1000 / 60  # milliseconds
SLOWED, PHONE = 4, 50  # times, and milliseconds
THROTTLED = 80  # moves
TIMES_FASTER = 20
REPORT = Path(__file__).parents[2] / "build" / "bench" / "explorables.md"
HEAD = [
    "| explorable | median ms | p95 ms | matplotlib ms | ratio | ratio to p95 "
    "| p95 ms, throttled 4 times |",
    "| --- | --- | --- | --- | --- | --- | --- |",
]
HEAVIEST = {
    "highway": {"horizon": 200},
    "spectrum": {"horizon": 500},
    "clipping": {"num_steps": 20},
    "stepper": {"scale": 2.0},
    "race": {"horizon": 200, "detach": 0.5}
    | dict.fromkeys(("rnn", "lstm", "peephole", "gru", "lstm_1997"), True),
}
MOVE = """async ([first, last, all, frame]) => {
  const slider = document.querySelector("input[type=range]");
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const painted = () => new Promise((on) => requestAnimationFrame(() => {
    const after = new MessageChannel();
    after.port1.onmessage = on;
    after.port2.postMessage(0);
  }));
  const stops = Math.round((high - low) / slider.step);
  const stride = Math.max(1, Math.floor(stops / all));
  const turn = Math.floor(stops / stride); // there and back again
  const times = [];
  for (let move = first; move < last; move += 1) {
    const start = performance.now();
    const place = move % (2 * turn);
    slider.value = low + slider.step * stride * Math.min(place, 2 * turn - place);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await painted();
    times.push(performance.now() - start);
    await new Promise((on) => setTimeout(on, start + frame - performance.now()));
  }
  return times;
}"""


@pytest.fixture(scope="module")
def report():
    rows = list(HEAD)
    yield rows
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print("\n" + "\n".join(rows))


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=FLAGS
        )
        yield browser
        browser.close()


def _redraw(figure, name: str, value: float) -> float:
    start = time.perf_counter()
    setattr(figure, name, value)
    with matplotlib.rc_context(), plots.style():
        picture = Figure(figsize=figure.static_size, layout="constrained")
        figure.static_figure(picture.subplots())
        print_figure(picture, "png")
    return 1000 * (time.perf_counter() - start)


def _in_turns(page: Page, figure) -> tuple[list[float], list[float]]:
    name, control = next(
        (name, control)
        for name, control in figure._spec["controls"].items()
        if control["kind"] in ("number", "integer")
    )
    values = [every.on_a_stop(control, share) for share in np.linspace(0, 1, REDRAWS)]
    moves, redraws = [], []
    page.evaluate(MOVE, [0, WARM_UP, MOVES, FRAME])
    for turn in range(TURNS):
        first, last = (WARM_UP + n * MOVES // TURNS for n in (turn, turn + 1))
        moves += page.evaluate(MOVE, [first, last, MOVES, FRAME])
        redraws += [_redraw(figure, name, value) for value in values[turn::TURNS]]
    return moves, redraws


def _throttled(page: Page) -> list[float]:
    """The same moves on a processor that is as slow as a phone's."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.evaluate(MOVE, [0, WARM_UP, MOVES, FRAME])
    moves = page.evaluate(MOVE, [WARM_UP, WARM_UP + THROTTLED, MOVES, FRAME])
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return moves


@pytest.mark.parametrize("kind", every.ALL, ids=lambda kind: kind.stem())
def test_a_move_reaches_the_screen_within_a_frame(kind, tmp_path, chromium, report):
    heaviest = kind(**HEAVIEST.get(kind.stem(), {}))
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(stand.write(tmp_path, [heaviest]).as_uri())
    page.locator(".cx-sentence:not(:empty)").wait_for()
    moves, redraws = _in_turns(page, heaviest)
    slowed = float(np.percentile(_throttled(page), 95))
    page.close()
    median, p95 = statistics.median(moves), float(np.percentile(moves, 95))
    redraw = statistics.median(redraws)
    report.append(
        f"| {kind.stem()} | {median:.1f} | {p95:.1f} | {redraw:.0f} "
        f"| {redraw / median:.0f} | {redraw / p95:.0f} | {slowed:.1f} |"
    )
    assert redraw / median >= TIMES_FASTER
    assert p95 <= FRAME
    assert slowed <= PHONE
