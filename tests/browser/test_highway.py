"""The explorable `highway` on the built page of chapter 01."""

import itertools
import re
from urllib.parse import urljoin

import pytest

CHAPTER = "chapters/01-constant-error-carousel.html"
FIGURE = ".carousel-explorable"
HOSTILE = "#highway=forget_gate:</script><img src=x onerror=alert(1)>,horizon:1e308,x:1"


class Figure:
    """The figure as a person meets it: sliders, picture, sentence, table."""

    def __init__(self, page):
        self.page = page
        self.box = page.locator(FIGURE).first
        self.box.scroll_into_view_if_needed()

    def slider(self, name):
        return self.box.locator(f"input[name={name}]")

    def state(self):
        return {
            "forget_gate": float(self.slider("forget_gate").input_value()),
            "rnn_factor": float(self.slider("rnn_factor").input_value()),
            "horizon": int(self.slider("horizon").input_value()),
            "log_scale": self.slider("log_scale").is_checked(),
        }

    def sentence(self):
        return self.box.locator(".cx-sentence").inner_text()

    def picture(self):
        return self.box.locator(".cx-picture svg").first.inner_html()

    def rows(self):
        details = self.box.locator("details")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        lines = self.box.locator("tbody tr").all_inner_texts()
        return [re.split(r"\t|\n", line) for line in lines]

    def set(self, name, value):
        self.slider(name).evaluate(
            """(slider, value) => {
              slider.value = value;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            value,
        )
        self.settle()

    def settle(self):
        frames = (
            "() => new Promise((on) => requestAnimationFrame(() => setTimeout(on)))"
        )
        self.page.evaluate(frames)


@pytest.fixture
def seen(visit, site):
    return visit(urljoin(site, CHAPTER))


@pytest.fixture
def figure(seen):
    return Figure(seen.page)


def _everything(figure):
    return figure.picture(), figure.sentence(), figure.rows()


def _all_differ(before, after):
    return all(one != other for one, other in zip(before, after, strict=True))


def test_the_keyboard_moves_curve_sentence_and_table(seen, figure):
    before = _everything(figure)
    figure.slider("forget_gate").focus()
    for _ in range(5):
        seen.page.keyboard.press("ArrowRight")
    figure.settle()
    assert figure.state()["forget_gate"] == pytest.approx(0.905)
    assert _all_differ(before, _everything(figure))
    seen.assert_quiet()


def test_the_mouse_moves_curve_sentence_and_table(seen, figure):
    before = _everything(figure)
    box = figure.slider("forget_gate").bounding_box()
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    figure.settle()
    assert figure.state()["forget_gate"] == pytest.approx(0.5, abs=0.02)
    assert _all_differ(before, _everything(figure))
    seen.assert_quiet()


def test_the_curve_itself_can_be_dragged(seen, figure):
    handle = figure.box.locator(".cx-handle circle").last
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    seen.page.mouse.move(x, y + 60, steps=4)
    seen.page.mouse.up()
    figure.settle()
    assert figure.state()["forget_gate"] < 0.9
    moved = handle.bounding_box()
    assert moved["y"] + moved["height"] / 2 == pytest.approx(y + 60, abs=4)
    seen.assert_quiet()


def test_the_pointer_reads_the_curves(seen, figure):
    box = figure.box.locator(".cx-picture").bounding_box()
    seen.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.5)
    figure.settle()
    reading = figure.box.locator(".cx-picture svg").first.text_content()
    assert re.search(r"k = \d+: direct path", reading)


def test_the_table_agrees_with_python(figure):
    figure.set("forget_gate", 0.97)
    figure.set("rnn_factor", 1.01)
    rows = figure.rows()
    assert [row[0] for row in rows] == ["0", "1", "2", "5", "10", "20", "50", "100"]
    for k, direct, recurrent, old in rows:
        assert float(direct) == pytest.approx(0.97 ** int(k), rel=5e-3)
        assert float(recurrent) == pytest.approx(1.01 ** int(k), rel=5e-3)
        assert old == "1"


CORNERS = list(itertools.product((0, 1), (0, 1.5), (1, 200), (True, False)))


def test_no_corner_gives_a_blank_picture_or_a_number_that_is_none(seen, figure):
    before = figure.picture()
    for gate, factor, horizon, log_scale in CORNERS:
        figure.slider("log_scale").set_checked(log_scale)
        figure.set("forget_gate", gate)
        figure.set("rnn_factor", factor)
        figure.set("horizon", horizon)
        picture = figure.picture()
        said = figure.sentence() + str(figure.rows()) + picture
        assert not re.search(r"NaN|Infinity|undefined|null", said), (gate, factor)
        assert picture != before
        assert figure.box.locator("g[aria-label=line] path").count() == 3
        before = picture
    seen.assert_quiet()


def test_the_link_restores_the_state(seen, figure, visit):
    figure.set("forget_gate", 0.123)
    figure.set("horizon", 77)
    figure.slider("log_scale").uncheck()
    figure.box.get_by_role("button", name="Copy link to this state").click()
    link = figure.box.locator(".cx-link").input_value()
    again = visit(link)
    assert Figure(again.page).state() == figure.state()
    again.assert_quiet()


def test_a_hostile_link_shows_the_nearest_state_and_says_so(visit, site):
    seen = visit(urljoin(site, CHAPTER) + HOSTILE)
    figure = Figure(seen.page)
    assert figure.state()["horizon"] == 200
    assert figure.state()["forget_gate"] == 0.9
    note = figure.box.locator(".cx-note").inner_text()
    assert "forget_gate" in note
    assert figure.box.locator("img").count() == 0
    seen.assert_quiet()


def test_presets_and_reset(seen, figure):
    start = figure.state()
    figure.box.get_by_role("button", name="1997 carousel").click()
    figure.settle()
    assert figure.state()["forget_gate"] == 1
    assert "keeps all of the gradient" in figure.sentence()
    pressed = figure.box.get_by_role("button", name="1997 carousel")
    assert pressed.get_attribute("aria-pressed") == "true"
    figure.box.get_by_role("button", name="Reset").click()
    figure.settle()
    assert figure.state() == start


def test_a_screen_reader_hears_the_sentence_once_it_rests(seen, figure):
    status = figure.box.locator("[aria-live=polite]")
    figure.set("forget_gate", 0.4)
    seen.page.wait_for_timeout(700)
    assert status.inner_text() == figure.sentence()


def test_a_finger_presses_a_preset_on_a_phone(visit, site):
    seen = visit(urljoin(site, CHAPTER), width=320, height=640, has_touch=True)
    figure = Figure(seen.page)
    figure.box.get_by_role("button", name="forget bias 5").tap()
    figure.settle()
    assert figure.state()["forget_gate"] == 0.993
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 320
    seen.assert_quiet()


def test_the_figure_follows_the_theme(visit, site):
    def paper(scheme):
        page = visit(urljoin(site, CHAPTER), color_scheme=scheme).page
        return page.locator(".cx").evaluate(
            "cx => getComputedStyle(cx).backgroundColor"
        )

    assert paper("light") != paper("dark")


def test_no_light_box_of_the_theme_surrounds_the_figure_in_the_dark(visit, site):
    page = visit(urljoin(site, CHAPTER), color_scheme="dark").page
    grounds = page.locator(FIGURE).first.evaluate(
        """figure => {
          const seen = [];
          for (let box = figure; !box.matches("article"); box = box.parentElement) {
            seen.push(getComputedStyle(box).backgroundColor);
          }
          return seen;
        }"""
    )
    assert set(grounds) == {"rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("where", ["course", "folder"])
def test_the_slider_moves_under_a_sub_path_and_from_a_folder(
    visit, course, html, where
):
    address = course if where == "course" else html.as_uri() + "/"
    seen = visit(urljoin(address, CHAPTER))
    figure = Figure(seen.page)
    before = figure.sentence()
    figure.set("forget_gate", 0.2)
    assert figure.sentence() != before
    seen.assert_quiet()


def test_without_scripts_a_still_picture_says_the_same(visit, site):
    page = visit(urljoin(site, CHAPTER), java_script_enabled=False).page
    still = page.locator(f"{FIGURE} .carousel-still")
    assert still.locator("svg").is_visible()
    assert "0.900" in still.get_attribute("aria-label")


def test_with_scripts_only_the_live_figure_is_seen(figure):
    assert not figure.box.locator(".carousel-still").is_visible()
