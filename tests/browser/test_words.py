"""Every live figure on one page, in a language that nobody speaks."""

import json

from book.explorables import every, foreign
from browser import stand
from carousel.book.explorables import Answer, Predict

QUESTION = "⟦What comes of it?⟧"
# The text of every element, what is within a line in one piece; and what only a screen
# reader or a pointer is told.
SAID = """() => {
  const inline = "i, b, sub, sup, tspan, strong, .cx-none";
  const told = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("style")) return "";
    const within = [...node.childNodes].map(told).join("");
    return node.matches(inline) ? within : `\\n${within}\\n`;
  };
  const names = ["aria-label", "title", "aria-valuetext", "alt"];
  return [...document.querySelectorAll(".carousel-live")].flatMap((live) => [
    ...told(live).split("\\n"),
    ...[...live.querySelectorAll("*")]
      .filter((one) => !one.closest("[aria-hidden=true]"))
      .flatMap((one) => names.map((name) => one.getAttribute(name) ?? "")),
  ]);
}"""


def test_nothing_on_a_page_is_left_in_english(visit, tmp_path):
    asked = [
        Predict(QUESTION, answer=0.3, low=0, high=1),
        Answer(QUESTION, answer=0.25, tolerance=0.01),
    ]
    made = [kind() for kind in every.VIEWS if kind not in (Answer, Predict)]
    page = stand.write(tmp_path, [*made, *asked])
    said = json.dumps(foreign.catalogue())
    words = tmp_path / "words.zz.js"
    words.write_text(f"carouselPage.shared.say.speak({said});", encoding="utf-8")
    seen = visit(f"{page.as_uri()}?lang=zz-ZZ", idle=False, reduced_motion="reduce")
    alive = "document.querySelectorAll('.carousel-live > *').length"
    seen.page.wait_for_function(f"{alive} === {len(every.VIEWS)}")
    for numbers in seen.page.locator(".cx-numbers summary").all():
        numbers.evaluate("(summary) => summary.click()")
    seen.page.locator(".cx-predict").press("s")
    seen.page.locator(".cx-answer input").fill("1")
    seen.page.locator(".cx-answer input").press("Enter")
    seen.page.locator(".cp-transport button").nth(1).click()
    seen.page.wait_for_function("document.querySelectorAll('tbody td').length > 200")
    texts = seen.page.evaluate(SAID)
    assert len([text for text in texts if "⟦" in text]) > 500
    assert {text for text in texts if foreign.unspoken(text)} == set()
    seen.assert_quiet()
