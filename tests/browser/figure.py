"""A figure as a person meets it, and as tests move it."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOVE = """([figure, state]) => {
  for (const [name, value] of Object.entries(state)) {
    const input = figure.querySelector(`:is(input, select)[name="${name}"]`) ??
      figure.querySelector(`[data-choice="${name}"] input[value="${value}"]`);
    if (input.matches("select, [type=range]")) input.value = value;
    else input.checked = input.type === "radio" || value;
    const kind = input.type === "range" ? "input" : "change";
    input.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  return new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
}"""
READ = """(figure) => {
  const text = (query) => figure.querySelector(query)?.textContent ?? "";
  const value = (input) => input.type === "range" ? input.valueAsNumber
    : input.matches("select") ? input.value : input.checked;
  const state = {};
  for (const input of figure.querySelectorAll(".cx :is(input, select)[name]")) {
    const choice = input.matches("select") ? null : input.closest("[data-choice]");
    if (!choice) state[input.name] = value(input);
    else if (input.checked) state[choice.dataset.choice] = input.value;
  }
  const rows = [...figure.querySelectorAll(".cx tbody tr")];
  const canvas = figure.querySelector(".cx-canvas");
  return {
    state,
    picture: canvas?.innerHTML ?? "",
    marks: canvas?.querySelectorAll("path, rect, circle, line, text").length ?? 0,
    sentence: text(".cx-sentence"),
    reading: text(".cx-reading"),
    note: text(".cx-note"),
    rows: rows.map((row) => [...row.children].map((cell) => cell.textContent)),
  };
}"""
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@dataclass(frozen=True)
class Seen:
    """What a figure shows in one state."""

    state: dict
    picture: str
    marks: int
    sentence: str
    reading: str
    note: str
    rows: list[list[str]]


# A field for an answer has neither a picture nor numbers.
SHOWN = '.carousel-explorable:not([data-explorable="answer"])'


class Figure:
    """One figure of a page."""

    def __init__(self, where: Page | Locator, place: int = 0) -> None:
        on_page = isinstance(where, Page)
        self.box = where.locator(SHOWN).nth(place) if on_page else where
        self.page = self.box.page
        self.box.scroll_into_view_if_needed()
        numbers = self.box.locator(".cx-numbers")
        if numbers.get_attribute("open") is None:
            numbers.locator("summary").click()
            numbers.locator("tbody tr").first.wait_for()

    def set(self, state: dict) -> Seen:
        """Put every control named where it is told; what is seen then."""
        handle = self.box.element_handle()
        self.page.evaluate(MOVE, [handle, state])
        return self.see()

    def see(self) -> Seen:
        return Seen(**self.box.evaluate(READ))

    def settle(self) -> Seen:
        return self.set({})


def number(shown: str) -> float:
    """The number that a figure prints, as people write it."""
    words = {"nothing": 0.0, "all": 1.0, "∞": float("inf"), "−∞": float("-inf")}
    if shown in words:
        return words[shown]
    text = shown.replace("\u00a0", "").replace(",", "").replace("−", "-")
    scaled = re.fullmatch(r"(-?[\d.]+)×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)
    if scaled:
        return float(f"{scaled[1]}e{scaled[2].translate(SUPERSCRIPTS)}")
    if text.endswith("%"):
        return float(text[:-1]) / 100
    return float(text)
