"""What a reader of the playground does, in a real browser."""

import re

import pytest

from browser import stand
from carousel.book.explorables import Duel, Playground

LEARNED = 125  # updates of the first run, as in the chapter
GROWN = """async (updates) => {
  const count = () => document.querySelector(".cp-count").textContent;
  const ten = document.querySelector("[aria-label^='+10']");
  const until = async (reached) => {
    while (count() !== `update ${reached}`) await new Promise(requestAnimationFrame);
  };
  for (let at = 10; at <= updates; at += 10) {
    ten.click();
    await until(at);
  }
}"""


@pytest.fixture
def open_page(visit, tmp_path):
    def open_page(*figures, link="", **how):
        page = stand.write(tmp_path, figures)
        seen = visit(page.as_uri() + link, idle=False, **how)
        seen.page.wait_for_selector(".cx-play")
        return seen

    return open_page


def _button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def _ends(page, words):
    page.wait_for_function(
        "words => document.querySelector('.cp-end').textContent.includes(words)",
        arg=words,
        timeout=120_000,
    )
    return page.locator(".cx-sentence").inner_text()


def _count(page):
    return int(page.locator(".cp-count").inner_text().removeprefix("update "))


def _stands_at(page, updates):
    words = f"update {updates}"
    page.locator(".cp-count").get_by_text(words, exact=True).wait_for(timeout=60_000)


def test_it_learns_says_so_and_rewinds_to_the_same_run(open_page):
    seen = open_page(Playground(pace="fast"))
    page = seen.page
    assert "Before training, guessing costs 1.39" in page.inner_text(".cx-sentence")
    before = page.locator(".cp-pictures .cp-total").get_attribute("d")
    _button(page, "Play").click()
    said = _ends(page, "learned")
    assert f"Learned. Update {LEARNED}: 0\u00a0% wrong; the gradient at" in said
    learned = page.locator(".cp-pictures .cp-total").get_attribute("d")
    assert learned != before
    page.locator(".cx-sr[role=status]").get_by_text("Learned").wait_for(timeout=5_000)
    assert page.locator(".cp-before").get_attribute("d") == before
    _button(page, "Rewind: same seed, same data").click()
    _stands_at(page, 0)
    assert page.locator(".cp-pictures .cp-total").get_attribute("d") == before
    page.keyboard.press("p")
    _ends(page, "learned")
    assert page.locator(".cp-pictures .cp-total").get_attribute("d") == learned
    page.keyboard.press("d")
    _stands_at(page, 0)
    assert page.locator(".cp-pictures .cp-total").get_attribute("d") != before
    seen.assert_quiet()


def test_a_link_runs_to_its_update_and_hides_what_a_teacher_says(open_page):
    link = "#playground=task:latch,steps:20,rate:0.03,updates:60,hide:rate+presets+lab"
    seen = open_page(Playground(), link=link)
    page = seen.page
    _stands_at(page, 60)
    assert page.locator(".cx-note").inner_text() == ""
    assert not page.locator("select[name=rate]").is_visible()
    assert not page.locator(".cx-presets").is_visible()
    assert not _button(page, "Keep this run").is_visible()
    assert page.locator("select[name=cell]").is_visible()
    page.get_by_role("button", name="Copy link").click()
    again = page.locator(".cx-link").input_value()
    assert "updates:60" in again
    assert "hide:rate+presets+lab" in again
    drawn = page.locator(".cp-pictures .cp-total").get_attribute("d")
    page.evaluate("location.hash = '#playground=task:latch,steps:20,rate:0.03'")
    _stands_at(page, 0)
    for _ in range(6):
        _button(page, "+10: ten updates").click()
        page.wait_for_timeout(50)
        page.wait_for_function("document.querySelector('.cp-play').ariaLabel==='Play'")
    _stands_at(page, 60)
    assert page.locator(".cp-pictures .cp-total").get_attribute("d") == drawn
    seen.assert_quiet()


def test_it_says_when_it_exploded_what_starts_anew_and_what_runs_on(open_page):
    sick = {"task": "adding", "steps": 10, "cell": "lstm_1997", "start": "closed"}
    made = Playground(**sick, optimizer="sgd", clip="none", rate=10, pace="fast")
    page = open_page(made).page
    _button(page, "Play").click()
    said = re.match(r"It exploded at update (\d+): ", _ends(page, "exploded"))
    assert page.locator(".cp-losses").get_by_text("exploded").is_visible()
    assert _button(page, "+1: one update").is_disabled()
    _button(page, "Again").click()
    _button(page, "Pause").wait_for()
    _stands_at(page, int(said[1]))
    page.select_option("select[name=clip]", "value")
    _stands_at(page, 0)  # a network that has exploded has nowhere to go
    assert "That starts anew." in page.inner_text(".cp-transport")
    page.select_option("select[name=cell]", "lstm")
    page.select_option("select[name=clip]", "norm")
    _button(page, "+1: one update").click()
    _stands_at(page, 1)
    page.select_option("select[name=rate]", "0.01")
    page.get_by_text("Changed at update 1.").wait_for()
    assert _count(page) == 1


def test_play_goes_on_at_the_limit_and_a_preset_always_starts_anew(open_page):
    made = {"task": "latch", "steps": 10, "hidden": 2, "rate": "0.001"}
    seen = open_page(Playground(**made, limit=100, pace="fast"))
    page = seen.page
    for stop in (100, 200):
        _button(page, "Play").click()
        _stands_at(page, stop)
        assert "Not learned yet: the test loss is" in _ends(page, "stopped")
    _button(page, "+1: one update").click()
    _stands_at(page, 201)
    for _ in range(2):
        _button(page, "XOR, truncated").click()
        _stands_at(page, 0)
        page.get_by_text("Set up. Press Play.").wait_for()
        _button(page, "+1: one update").click()
        _stands_at(page, 1)
    _button(page, "XOR, full").click()  # only what could change in a run
    _stands_at(page, 0)
    assert page.locator(".cp-before").get_attribute("d") == ""
    _button(page, "Reset").click()
    page.select_option("select[name=rate]", "0.003")
    _button(page, "+1: one update").click()
    _stands_at(page, 1)
    _button(page, "Reset").click()
    _stands_at(page, 0)
    seen.assert_quiet()


def test_a_run_is_kept_checked_and_tried_with_twenty_seeds(open_page):
    made = {"task": "latch", "steps": 10, "hidden": 4, "start": "bias_3"}
    seen = open_page(Playground(**made, limit=100))
    page = seen.page
    _button(page, "+10: ten updates").click()
    _stands_at(page, 10)
    page.wait_for_function("document.querySelector('.cp-play').ariaLabel==='Play'")
    _button(page, "Keep this run").click()
    _button(page, "Rewind: same seed, same data").click()
    _stands_at(page, 0)
    assert page.locator(".cp-kept").first.get_attribute("d")
    _button(page, "Check the gradient").click()
    page.get_by_text("as the gradient says").wait_for()
    told = page.inner_text(".cp-result")
    assert re.search(r"says, to \d\.\d\s×\s10⁻[⁴⁵⁶⁷⁸⁹¹]\S*\s%", told), told
    _button(page, "Twenty seeds").click()
    page.get_by_text(re.compile(r"of 20 have learned it \(95")).wait_for(
        timeout=120_000
    )
    assert page.locator(".cp-curve circle").count() == 1
    assert "T, in steps" in page.locator(".cp-curve").text_content()
    page.locator("input[name=steps]").press("ArrowRight")
    page.wait_for_function("document.querySelector('.cp-result').textContent === ''")
    assert page.locator(".cp-curve circle").count() == 1  # which says its T
    assert page.get_by_text("kept, T = 10").is_visible()
    seen.assert_quiet()


# Lists whose longest words are wider than they are, with the arrow.
CUT = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  return [...document.querySelectorAll(".cp-hands select")].filter((list) => {
    pen.font = getComputedStyle(list).font;
    const words = [...list.options].map(({ text }) => pen.measureText(text).width);
    return Math.max(...words) + 26 > list.clientWidth;
  }).map(({ name }) => name);
}"""
LISTS = """() => Object.fromEntries([...document.querySelectorAll(".cp-hands select")]
  .map(({ name, options }) => [name, [...options].map(({ value }) => value)]))"""
# How far what is read at the pointer stands from the legend beside it.
ROOM = """() => {
  const read = document.createRange();
  read.selectNodeContents(document.querySelector(".cx-reading"));
  const names = [...document.querySelector(".cx-legend").children];
  const ends = names.map((one) => one.getBoundingClientRect().right);
  return read.getBoundingClientRect().left - Math.max(...ends);
}"""
# Of everything that starts or sets a run, once it has come into view as the Tab key
# brings it: whether it and both pictures are seen, with Play.
BLIND = """() => {
  const cx = document.querySelector(".cx-play");
  const picture = cx.querySelector(".cx-picture").parentElement;
  const hands = ".cp-hands :is(input, select), .cx-presets button, .cp-lab button";
  return [...cx.querySelectorAll(hands)].filter((one) => one.checkVisibility())
    .flatMap((one) => {
      one.scrollIntoView({ block: "nearest" });
      const at = one.getBoundingClientRect();
      const { top, bottom, height } = picture.getBoundingClientRect();
      const play = cx.querySelector(".cp-transport").getBoundingClientRect();
      const name = one.name || one.textContent;
      const seen = top >= -1 && bottom <= at.top + 1 && at.bottom <= innerHeight;
      return [
        ...(seen ? [] : [`${name} is moved blind`]),
        ...(play.top >= at.bottom - 1 && play.bottom <= innerHeight + 1
          ? [] : [`Play is away at ${name}`]),
        ...(height <= 0.45 * innerHeight + 1 ? [] : ["the pictures are too high"]),
      ];
    });
}"""


def test_hands_and_pictures_are_seen_together_on_a_phone_and_a_laptop(open_page):
    phone = {"width": 390, "height": 844, "has_touch": True}
    seen = open_page(Playground(), reduced_motion="reduce", **phone)
    page = seen.page
    page.wait_for_selector(".cx-sentence:not(:empty)")
    assert page.evaluate(BLIND) == page.evaluate(CUT) == []
    assert page.locator(".cp-try > span").count() == 4  # each says what it tries
    bar = page.locator(".cp-transport")
    height = bar.bounding_box()["height"]
    _button(page, "RNN, T = 50").click()
    page.get_by_text("Set up. Press Play.").wait_for()
    assert bar.bounding_box()["height"] == height
    laptop = {"width": 1280, "height": 720}
    made = Playground(task="latch", steps=100, start="bias_0", hidden=2)
    page = open_page(made, reduced_motion="reduce", **laptop).page
    page.locator("main").evaluate("main => main.style.maxWidth = '952px'")  # the book's
    card = page.locator(".cx-play")
    assert card.bounding_box()["height"] <= 720 - 48
    assert page.evaluate(CUT) == []
    traits = Playground.class_traits(list=True)
    assert page.evaluate(LISTS) == {name: one.values for name, one in traits.items()}
    assert "no gate is above 0." in page.locator(".cp-map .cp-said").text_content()
    _button(page, "Keep this run").click()
    page.locator("input[name=steps]").press("ArrowLeft")
    page.get_by_text("kept, T = 100").wait_for()
    page.locator(".cp-map").hover(position={"x": 400, "y": 40})
    page.get_by_text(re.compile(r"^t = \d+: true .*, direct ")).wait_for()
    assert page.get_by_text(re.compile(r"^unit 2: f = 0\.")).is_visible()
    assert page.evaluate(ROOM) > 14  # so that a figure of 900 pixels has room too
    assert card.bounding_box()["height"] <= 720 - 48
    seen.assert_quiet()


def test_hundreds_of_updates_leave_nothing_behind(open_page):
    seen = open_page(Playground(task="latch", steps=10, hidden=2, rate=0.001))
    page = seen.page
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable")

    def nodes_and_listeners():
        for _ in range(2):
            cdp.send("HeapProfiler.collectGarbage")
        metrics = cdp.send("Performance.getMetrics")["metrics"]
        found = {metric["name"]: metric["value"] for metric in metrics}
        return found["Nodes"], found["JSEventListeners"]

    page.evaluate(GROWN, 100)
    before = nodes_and_listeners()
    _button(page, "Rewind: same seed, same data").click()
    page.evaluate(GROWN, 300)
    after = nodes_and_listeners()
    assert after[0] - before[0] <= 60
    assert after[1] - before[1] <= 2
    seen.assert_quiet()


def test_the_small_race_is_won_by_the_lstm(open_page):
    seen = open_page(Duel(), width=390)
    page = seen.page
    lamps = page.locator(".cp-runner").nth(1).locator(".cp-lamp").first
    assert float(lamps.get_attribute("fill-opacity")) < 0.6
    _button(page, "Train both").click()
    page.locator(".cp-runner").get_by_text("Learned.").wait_for(timeout=60_000)
    _button(page, "Again").wait_for(timeout=60_000)
    assert float(lamps.get_attribute("fill-opacity")) > 0.9
    rnn = page.locator(".cp-runner").first.locator(".cp-lamp").first
    assert float(rnn.get_attribute("fill-opacity")) == 0
    seen.assert_quiet()
