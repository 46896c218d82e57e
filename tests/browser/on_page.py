"""What is asked of the figures and the explained words of a page that is open."""

from playwright.sync_api import Page

from browser import checks
from browser.figure import Figure, Seen
from browser.look import look

FIGURE = ".carousel-explorable"
STILL = ("predict", "duel", "answer")  # no slider moves a picture there
MOVABLE = FIGURE + "".join(f":not([data-explorable={stem}])" for stem in STILL)

# Every word in turn gets the focus; what sticks out of the screen is returned.
OUTSIDE = """() => {
  const tip = document.getElementById("cx-tip"), found = [];
  for (const word of document.querySelectorAll("a.cx-term[href]")) {
    word.focus();
    const box = tip.getBoundingClientRect();
    const wide = document.documentElement.scrollWidth > innerWidth;
    if (tip.hidden || box.left < 0 || box.right > innerWidth || box.top < 0 ||
        box.bottom > innerHeight || wide) found.push(`${word.hash} ${word.innerText}`);
  }
  return found;
}"""
MISPLACED = """() => {
  const apart = "h1, h2, h3, h4, h5, h6, code, pre, .math, .katex, table, .cx-quiz, " +
    ".cx-trial, .carousel-explorable, .carousel-still, .admonition-title, summary";
  return [...document.querySelectorAll("a.cx-term")].filter((word) =>
    word.closest(apart) || word.parentElement.closest("a") ||
    word.closest("div.cell, figcaption"))
    .map((word) => word.outerHTML);
}"""
TWICE = """() => {
  const met = new Set();
  return [...document.querySelectorAll("a.cx-term")].filter((word) => {
    return met.size === met.add(word.hash).size;
  }).map((word) => word.outerHTML);
}"""


MACHINERY, CODE = 3, 12  # per cent of a chapter's height
# What is in view; what a closed box or a mark holds is in no accessibility tree either.
IN_VIEW = """parts => parts.filter((part) => part.checkVisibility())
  .map((part) => part.textContent.slice(0, 80))"""


def is_not_about_its_machinery(page: Page) -> None:
    """Assertions, printed values and bars are a small part of a chapter's height."""
    found = look(page)
    assert found["machinery"] <= MACHINERY
    assert found["code"] <= CODE
    assert found["cut"] == []


def answers_wait_to_be_asked_for(page: Page) -> None:
    """No answer to an exercise is in view, also when all code is shown."""
    if "solutions.html" in page.url:
        return
    for box in page.locator(".bd-article details.admonition:not(.hide)").all():
        assert box.get_attribute("open") is None
    solved = page.locator(".bd-article .tag_exercise")
    assert solved.evaluate_all(IN_VIEW) == []
    for cell in solved.all():
        assert cell.locator("xpath=ancestor::details[not(@open)]").count() == 1
    shown = page.locator(".cx-code label", has_text="shown")
    if shown.count():
        shown.click()
        assert solved.evaluate_all(IN_VIEW) == []


def figures_live(page: Page, path: str) -> None:
    """Each figure has replaced its still picture, and follows its first slider."""
    for figure in map(Figure, page.locator(MOVABLE).all()):
        assert not figure.box.locator(".carousel-still").is_visible()
        before = figure.see()
        after = move(figure)
        checks.sound(after, path)
        assert after.picture != before.picture
        assert after.sentence != before.sentence


def move(figure: Figure) -> Seen:
    """Push the first slider to another place."""
    slider = figure.box.locator("input[type=range]").first
    name, low, high, value = slider.evaluate("s => [s.name, +s.min, +s.max, +s.value]")
    return figure.set({name: high if value < (low + high) / 2 else low})


OPEN_ANSWERS = """() => {
  const answers = ".cx-reason, .cx-predict .cx-why, .cx-predict .cx-printed, " +
    "details.admonition > :not(summary), .tag_exercise";
  return [...document.querySelectorAll(answers)]
    .filter((box) => box.checkVisibility({ visibilityProperty: true }))
    .map((box) => box.innerText.slice(0, 80));
}"""


def answers_are_closed(page: Page) -> None:
    """Nothing that answers is seen, and what follows a question is out of reach."""
    if "solutions.html" in page.url:
        return  # the page that a reader opens for the answers
    assert page.evaluate(OPEN_ANSWERS) == []
    questions = page.locator(".cx-predict").count()
    assert (page.locator(".cx-veiled[inert]").count() > 0) == (questions > 0)


def skip_predictions(page: Page) -> None:
    """Ask for every answer, from the first to the last; a cover lies on the next."""
    for asked in page.locator(".cx-predict").all():
        asked.get_by_role("button", name="Skip").click()
    assert page.locator(".cx-veiled").count() == 0


def figures_are_not_boxed(page: Page) -> None:
    """The theme puts no ground behind a figure or a report in the dark."""
    grounds = page.locator(f"{FIGURE}, .cx-checkup").evaluate_all(
        """figures => figures.flatMap((figure) => {
          const seen = [];
          let box = figure.parentElement;
          for (; !box.matches("article"); box = box.parentElement) {
            seen.push(getComputedStyle(box).backgroundColor);
          }
          return seen;
        })"""
    )
    assert set(grounds) <= {"rgba(0, 0, 0, 0)"}


def still_pictures_say_the_same(page: Page) -> None:
    """Without scripts, a picture with words stands where a figure would."""
    for still in page.locator(f"{MOVABLE} .carousel-still").all():
        assert still.locator("img").is_visible()
        assert len(still.locator("img").get_attribute("alt")) > 60
        assert still.locator("p").is_visible()


# Of all still pictures: letters that are too small (what is set low or high belongs to
# its letter, and is two thirds of it at least), and words that an edge cuts off.
PICTURES = """least =>
[...document.querySelectorAll(".cx-still")].flatMap((picture) => {
  const own = picture.getBoundingClientRect();
  const zoom = own.width / picture.viewBox.baseVal.width;
  const near = 3; // a box of letters is larger than they are
  return [...picture.querySelectorAll("text")].flatMap((text) => {
    const letters = [...text.querySelectorAll("tspan")];
    const sizes = (letters.length ? letters : [text])
      .map((one) => zoom * parseFloat(getComputedStyle(one).fontSize));
    const box = text.getBoundingClientRect();
    const isCut = box.width > 0 && (box.left < own.left - near ||
      box.right > own.right + near || box.top < own.top - near ||
      box.bottom > own.bottom + near);
    const isSmall = Math.max(...sizes) < least || Math.min(...sizes) < least * 2 / 3;
    const size = Math.max(...sizes).toFixed(1);
    return isCut || isSmall
      ? [`${text.textContent} ${isCut ? "is cut" : size}: ${picture.ariaLabel}`] : [];
  });
})"""
LETTER = 9.4  # pixels


def pictures_can_be_read_on_a_phone(page: Page) -> None:
    """Letters of still pictures are large enough, and none is cut off."""
    before = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(PICTURES, LETTER) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size(before)


def definitions_stand_well(page: Page) -> None:
    """Words are explained in prose, once a section, in boxes that fit the screen."""
    assert page.evaluate(MISPLACED) == []
    assert page.evaluate(TWICE) == []
    assert page.evaluate(OUTSIDE) == []
