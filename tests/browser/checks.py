"""What is asked of every figure; each check fails with the state that broke it."""

import math
import re
from collections.abc import Iterable

from browser.figure import Figure, Seen, number
from carousel.book.explorables._explorable import Explorable

NO_NUMBER = re.compile(r"NaN|Infinity|undefined|\bnull\b|\[object")
NUMBER_OF_MOVES = 150
GROWTH = 500_000  # bytes of heap after so many moves: what engines keep for speed
AGAIN = """async ([figure, moves]) => {
  const sliders = [...figure.querySelectorAll("input[type=range]")];
  for (let move = 0; move < moves; move += 1) {
    const slider = sliders[move % sliders.length];
    const share = (move * 0.381966) % 1;
    const [low, high] = [Number(slider.min), Number(slider.max)];
    slider.value = low + share * (high - low);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(requestAnimationFrame); // the figure asked for its frame before
  }
}"""


def sound(seen: Seen, state: object) -> None:
    """Finite numbers everywhere, and a picture that is not blank."""
    said = " ".join([seen.sentence, seen.reading, *map(" ".join, seen.rows)])
    assert not NO_NUMBER.search(said + seen.picture), (state, said[:400])
    assert seen.marks >= 3, f"blank at {state}"
    assert seen.sentence, f"silent at {state}"
    assert seen.rows, f"no table at {state}"


def alike(seen: Seen, figure: Explorable) -> None:
    """The table that is displayed is the one the Python library computes."""
    head, rows = figure.table()
    assert len(seen.rows) == len(rows), figure
    for shown, row in zip(seen.rows, rows, strict=True):
        assert len(shown) == len(head) == len(row), figure
        for text, value in zip(shown, row, strict=True):
            if isinstance(value, str):
                assert text == value, figure
            else:
                assert _close(text, value), f"{figure}: {row} is displayed as {shown}"


def _close(text: str, value: float) -> bool:
    rounded = 6e-2 if "×" in text else 6e-3  # two or three digits
    if math.isinf(value):
        return number(text) == value
    return math.isclose(number(text), value, rel_tol=rounded, abs_tol=1e-12)


def every_state(figure: Figure, kind: type, states: Iterable[dict]) -> list[Seen]:
    """Each state is sound and alike in both languages; what was seen."""
    found = []
    for state in states:
        seen = figure.set(state)
        sound(seen, state)
        alike(seen, kind(**{**kind().state(), **seen.state}))
        found.append(seen)
    return found


def controls_matter(figure: Figure, kind: type, ends: dict[str, list]) -> None:
    """Every control changes the picture on its way from end to end."""
    start = kind().state()
    for name, values in ends.items():
        figure.set(start)
        seen = [figure.set({name: value}) for value in values]
        assert len({one.picture for one in seen}) > 1, f"{name} changes no picture"


def states_differ(found: list[Seen]) -> None:
    """Random states have pictures, sentences and tables of their own."""
    enough = 0.8 * len(found)
    for what in ("picture", "sentence", "rows"):
        kinds = {str(getattr(seen, what)) for seen in found}
        assert len(kinds) >= enough, f"{what} stays as it is"


def nothing_is_left_behind(figure: Figure) -> None:
    """Many moves leave no listener, no element and no memory behind."""
    cdp = figure.page.context.new_cdp_session(figure.page)
    cdp.send("Performance.enable")

    def measured() -> dict[str, float]:
        for _ in range(2):
            cdp.send("HeapProfiler.collectGarbage")
        metrics = cdp.send("Performance.getMetrics")["metrics"]
        return {metric["name"]: metric["value"] for metric in metrics}

    handle = figure.box.element_handle()
    figure.page.evaluate(AGAIN, [handle, NUMBER_OF_MOVES])  # caches fill
    before = measured()
    figure.page.evaluate(AGAIN, [handle, NUMBER_OF_MOVES])
    after = measured()
    for what, most in (
        ("JSEventListeners", 2),
        ("Nodes", 60),
        ("JSHeapUsedSize", GROWTH),
    ):
        grown = after[what] - before[what]
        assert grown <= most, f"{what} grew by {grown} in {NUMBER_OF_MOVES} moves"
