"""Every explorable, found by itself, alone on a page in a real browser."""

import functools
import gzip
import http.server
import json
import os
import threading

import pytest

from book.explorables import every
from browser import axe, checks, stand
from browser.faulty import FAULTS, Faulty
from browser.figure import Figure
from carousel.book.explorables import Routes, Stepper
from carousel.book.explorables._explorable import BUNDLES

EACH = pytest.mark.parametrize("kind", every.ALL, ids=lambda kind: kind.stem())
RANDOM_STATES = 50
PAGE_COST = 15_000  # bytes compressed, beyond the shared script
WITH_ENGINE = {"playground": 26_000}  # half of it trains networks


# The elements with their attributes in order, which a move may change. A ghost is the
# state before the last move, so a fresh page has none: its layer is left out.
MARKUP = """function told(node) {
  if (node.classList?.contains("cx-ghost")) return "";
  if (node.nodeType !== Node.ELEMENT_NODE) return node.data;
  const named = [...node.attributes].map((own) => `${own.name}="${own.value}"`);
  const within = [...node.childNodes].map(told).join("");
  return `\n<${node.nodeName} ${named.sort().join(" ")}>${within}`;
}"""


@pytest.fixture
def open_figure(visit, tmp_path):
    def open_figure(*figures, link="", **how):
        page = stand.write(tmp_path, figures)
        how = {"reduced_motion": "reduce", **how}  # nothing draws unless it is asked
        seen = visit(page.as_uri() + link, idle=False, **how)
        seen.page.wait_for_selector(".cx-sentence:not(:empty)")
        return seen, Figure(seen.page)

    return open_figure


def _ends(kind):
    """Of every control that changes what stands there, not what is to come."""
    controls = kind()._spec["controls"].items()
    return {n: every.ends(one) for n, one in controls if not one.get("live")}


@EACH
def test_every_end_of_every_control_is_sound_and_agrees_with_python(open_figure, kind):
    seen, figure = open_figure(kind())
    start = kind().state()
    states = [{**start, **corner} for corner in every.corners(kind)]
    checks.every_state(figure, kind, [*states, *every.extremes(kind, 12)])
    checks.controls_matter(figure, kind, _ends(kind))
    seen.assert_quiet()


@EACH
def test_random_states_are_sound_differ_and_agree_with_python(open_figure, kind):
    seen, figure = open_figure(kind())
    found = checks.every_state(figure, kind, every.anywhere(kind, RANDOM_STATES))
    checks.states_differ(found)
    seen.assert_quiet()


@EACH
def test_a_picture_is_the_same_whatever_was_drawn_before(open_figure, kind):
    *states, last = every.anywhere(kind, 12, seed=5)
    seen, figure = open_figure(kind())
    for state in [*states, last]:
        figure.set(state)
    again, fresh = open_figure(kind(**last))
    assert figure.see().state == fresh.see().state
    moved, drawn = (
        one.box.locator(".cx-canvas").evaluate(MARKUP) for one in (figure, fresh)
    )
    assert moved == drawn
    seen.assert_quiet()
    again.assert_quiet()


@EACH
def test_many_moves_leave_nothing_behind(open_figure, kind):
    seen, figure = open_figure(kind(), width=320, height=240)  # less to paint
    checks.nothing_is_left_behind(figure)
    seen.assert_quiet()


@EACH
def test_the_link_restores_the_state(open_figure, kind):
    state = next(every.anywhere(kind, 1, seed=7))
    _, figure = open_figure(kind(**state))
    figure.box.get_by_role("button", name="Copy link").click()
    link = figure.box.locator(".cx-link").input_value()
    _, again = open_figure(kind(), link="#" + link.split("#")[1])
    assert again.see().state == pytest.approx(state)
    assert again.see().note == ""


@EACH
def test_a_hostile_link_is_refused_to_the_nearest_state_and_says_so(open_figure, kind):
    controls = kind()._spec["controls"]
    hostile = ("</script><img src=x onerror=alert(1)>", "1e308", "NaN", "'\"`", "")
    links = [
        f"#{kind.stem()}=" + ",".join(f"{name}:{value}" for name in controls)
        for value in hostile
    ]
    seen, figure = open_figure(kind(), link=links[0] + ",__proto__:1,x:2")
    for link in links:
        seen.page.evaluate("link => (location.hash = link)", link + ",__proto__:1,x:2")
        shown = figure.settle()
        checks.sound(shown, link)
        checks.alike(shown, kind(**shown.state))
        assert "__proto__" in shown.note
        assert next(iter(controls)) in shown.note
        assert figure.box.locator(".cx img").count() == 0
    seen.assert_quiet()


@EACH
def test_a_link_that_names_a_control_twice_means_the_last(open_figure, kind):
    name, control = next(iter(kind()._spec["controls"].items()))
    first, *_, last = (json.dumps(v).strip('"') for v in every.ends(control))
    link = f"#{kind.stem()}={name}:{first},{name}:{last}"
    seen, figure = open_figure(kind(), link=link)
    assert figure.see().state[name] == every.ends(control)[-1]
    seen.assert_quiet()


@EACH
def test_a_link_that_names_a_part_leaves_the_rest_to_the_author(open_figure, kind):
    state = next(every.anywhere(kind, 1, seed=3))
    name, control = next(iter(kind()._spec["controls"].items()))
    value = every.ends(control)[0]
    told = json.dumps(value).strip('"')  # a switch is true or false in a link
    _, figure = open_figure(kind(**state), link=f"#{kind.stem()}={name}:{told}")
    assert figure.see().state == pytest.approx({**state, name: value})
    figure.box.get_by_role("button", name="Reset").click()
    assert figure.settle().state == pytest.approx(state)


BETWEEN = """(figure) => {
  const slider = figure.querySelector("input[type=range]");
  const picture = figure.querySelector(".cx-picture");
  const svg = picture.querySelector("svg");
  const { left, top } = svg.getBoundingClientRect();
  slider.value = slider.max;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  const at = { clientX: left + 90, clientY: top + 90, bubbles: true };
  svg.dispatchEvent(new PointerEvent("pointermove", at));
  const key = new KeyboardEvent("keydown", { key: "ArrowRight", cancelable: true });
  picture.dispatchEvent(key);
  return key.defaultPrevented;
}"""


@EACH
def test_what_points_between_a_change_and_its_frame_reads_what_is_drawn(
    open_figure, kind
):
    seen, figure = open_figure(kind())
    assert figure.box.evaluate(BETWEEN)
    assert figure.settle().reading
    seen.assert_quiet()


LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"width": 320, "height": 640, "has_touch": True},
}
FITS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_only_the_first_figure_moves_by_itself_and_only_where_motion_is_welcome(
    open_figure,
):
    moving = "document.getAnimations().length"
    for kind in every.ALL:
        seen, _ = open_figure(kind(), reduced_motion="no-preference")
        assert (seen.page.evaluate(moving) > 0) == (kind is Routes)
        seen.page.emulate_media(reduced_motion="reduce")
        assert seen.page.evaluate(moving) == 0


def _unfold(figure):
    for group in figure.box.locator(".cx-group").all():
        group.locator("summary").click()


def _accessible_and_fits(seen, figures, asked=axe.STANDARDS, include="html"):
    assert axe.violations(seen.page, asked, include) == []
    assert seen.page.evaluate(FITS) <= 0
    for figure in figures:
        cx = figure.box.locator(".cx")
        assert cx.evaluate("cx => cx.scrollWidth - cx.clientWidth") <= 1
    assert seen.page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("look", LOOKS)
def test_they_are_accessible_and_fit(open_figure, look):
    """All on one page: what axe says of one it says of all."""
    every_one = [kind() for kind in every.ALL]
    seen, _ = open_figure(*every_one, **LOOKS[look])
    figures = [Figure(seen.page, place) for place in range(len(every_one))]
    for figure in figures:
        _unfold(figure)
        figure.settle()
    asked = axe.CONTRAST if look == "dark" else axe.STANDARDS
    _accessible_and_fits(seen, figures, asked)
    seen.assert_quiet()


def test_they_are_accessible_and_fit_in_class_mode(open_figure):
    every_one = [kind() for kind in every.ALL]
    seen, _ = open_figure(*every_one)
    for place in range(len(every_one)):
        figure = Figure(seen.page, place)
        _unfold(figure)
        figure.box.get_by_role("button", name="Class mode").click()
        figure.settle()
        asked = axe.CONTRAST if place else axe.STANDARDS
        _accessible_and_fits(seen, [figure], asked, ".cx-class")
        seen.page.keyboard.press("Escape")
    seen.assert_quiet()


@EACH
def test_the_keyboard_alone_reaches_and_moves_everything(open_figure, kind):
    seen, figure = open_figure(kind())
    for group in figure.box.locator(".cx-group").all():
        group.locator("summary").click()
    every_stop = ".cx :is(input:not(.cx-link), select, button):visible"
    wanted = figure.box.locator(every_stop).count()
    reached, before = set(), figure.see()
    for _ in range(3 * wanted + 20):
        seen.page.keyboard.press("Tab")
        at = seen.page.evaluate(
            """() => {
              const every = ".cx :is(input:not(.cx-link), select, button)";
              const all = [...document.querySelectorAll(every)];
              const here = document.activeElement;
              const radio = here.type === "radio"; // one stop for the whole choice
              const group = radio ? all.filter((e) => e.name === here.name) : [here];
              return group.map((e) => all.indexOf(e));
            }"""
        )
        reached.update(place for place in at if place >= 0)
    assert len(reached) == wanted
    slider = figure.box.locator("input[type=range]").first
    slider.focus()
    up = slider.evaluate("s => s.valueAsNumber < Number(s.max)")
    for _ in range(5):
        seen.page.keyboard.press("ArrowRight" if up else "ArrowLeft")
    after = figure.settle()
    assert after.picture != before.picture
    if figure.box.locator(".cx-picture[tabindex]").count():
        figure.box.locator(".cx-picture").focus()
        for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"):
            seen.page.keyboard.press(key)
            read = figure.settle()
            checks.sound(read, key)
        assert read.reading != after.reading
    seen.assert_quiet()


@EACH
def test_a_finger_presses_presets_moves_a_slider_and_reads(open_figure, kind):
    seen, figure = open_figure(kind(), width=320, height=640, has_touch=True)
    states = []
    for preset in figure.box.locator(".cx-presets button").all():
        preset.tap()
        shown = figure.settle()
        checks.sound(shown, preset.inner_text())
        checks.alike(shown, kind(**shown.state))
        assert preset.get_attribute("aria-pressed") == "true"
        states.append(shown.state)
    assert len(states) >= 3
    assert len({str(state) for state in states}) == len(states)
    slider = figure.box.locator("input[type=range]:visible").first
    box = slider.bounding_box()
    slider.tap(position={"x": box["width"] * 0.3, "y": box["height"] / 2})
    assert figure.settle().state != states[-1]
    picture = figure.box.locator(".cx-canvas svg").first
    box = picture.bounding_box()
    for x, y in ((0.5, 0.5), (0.3, 0.7), (0.8, 0.3)):
        picture.tap(position={"x": box["width"] * x, "y": box["height"] * y})
        checks.sound(figure.settle(), (x, y))
    seen.assert_quiet()


@EACH
def test_it_follows_the_theme_and_class_mode_has_large_type_and_keys(open_figure, kind):
    seen, figure = open_figure(kind(), color_scheme="light")
    root = figure.box.locator(".cx")
    paper = """(cx, theme) => {
      document.documentElement.dataset.theme = theme;
      return getComputedStyle(cx).backgroundColor;
    }"""
    light, dark, silent = (
        root.evaluate(paper, theme) for theme in ("light", "dark", "")
    )
    assert dark != light == silent
    small = _type_size(root)
    figure.box.locator("button").first.focus()
    seen.page.keyboard.press("c")
    assert root.evaluate("cx => cx.classList.contains('cx-class')")
    box = root.bounding_box()
    assert (box["x"], box["y"]) == (0, 0)
    assert (box["width"], box["height"]) == (1280, 900)
    figure.settle()
    assert _type_size(root) >= 1.25 * small
    for place, preset in enumerate(figure.box.locator(".cx-presets button").all()):
        seen.page.keyboard.press(str(place + 1))
        figure.settle()
        assert preset.get_attribute("aria-pressed") == "true"
    picture = figure.box.locator(".cx-picture").bounding_box()
    assert picture["y"] + picture["height"] <= 900
    seen.page.keyboard.press("Escape")
    assert not root.evaluate("cx => cx.classList.contains('cx-class')")
    figure.settle()
    assert _type_size(root) == small
    seen.assert_quiet()


def _type_size(root):
    """The height of the picture's letters on the screen, in pixels."""
    return root.locator(".cx-picture svg text").first.evaluate(
        """text => {
          const { height, width } = text.ownerSVGElement.getBoundingClientRect();
          const drawn = text.ownerSVGElement.viewBox.baseVal;
          return parseFloat(getComputedStyle(text).fontSize) * (width / drawn.width);
        }"""
    )


@EACH
def test_two_on_one_page_do_not_disturb_each_other(open_figure, kind):
    seen, one = open_figure(kind(), kind())
    other = Figure(seen.page, 1)
    before = other.see()
    state = next(every.anywhere(kind, 1, seed=11))
    one.set(state)
    assert other.see() == before
    other.set(next(every.anywhere(kind, 1, seed=12)))
    assert one.see().state == pytest.approx(state)
    seen.assert_quiet()


@EACH
def test_it_costs_a_page_little(kind):
    script = (BUNDLES / "page" / f"{kind.stem()}.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= WITH_ENGINE.get(kind.stem(), PAGE_COST)


def test_the_stepper_goes_back_one_edge_at_a_press_and_lights_its_factor(open_figure):
    seen, figure = open_figure(Stepper())
    back = figure.box.get_by_role("button", name="Back one edge")
    lit = figure.box.locator(".cx-lit")
    _, rows = Stepper().table()
    for place, row in enumerate(rows, start=1):
        back.click()
        shown = figure.settle()
        assert shown.state["edge"] == place
        assert (
            f"{row[6]:.4f}".rstrip("0").rstrip(".").replace("-", "−") in shown.picture
        )
        assert lit.count() == 2  # in letters and in numbers
    back.click()  # there is no edge before the first cell state
    assert figure.settle().state["edge"] == len(rows)
    seen.page.keyboard.press("ArrowRight")  # as in the picture: towards the loss
    figure.box.get_by_role("button", name="Undo").click()
    assert figure.settle().state["edge"] == len(rows) - 2
    seen.page.keyboard.press("ArrowLeft")
    assert figure.settle().state["edge"] == len(rows) - 1
    seen.assert_quiet()


HOST = """<!doctype html><html lang="en"><head><title>Another host</title>
<link rel="icon" href="data:,"></head><body></body></html>"""
MOUNT = """async ([stem, told]) => {
  const { default: view } = await import(`./${stem}.js`);
  const { state, spec, data } = JSON.parse(told);
  const values = new Map(Object.entries({ ...state, _spec: spec, _data: data }));
  const heard = new Map();
  globalThis.model = {
    get: (name) => values.get(name),
    set: (name, value) => {
      values.set(name, value);
      for (const act of heard.get(`change:${name}`) ?? []) act();
    },
    on: (event, act) => heard.set(event, [...(heard.get(event) ?? []), act]),
    off: (event, act) =>
      heard.set(event, (heard.get(event) ?? []).filter((one) => one !== act)),
    save_changes: () => { throw new Error("no kernel here"); },
    heard: () => [...heard.values()].flat().length,
  };
  globalThis.leave?.();
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  const root = place.attachShadow({ mode: "open" });
  const el = document.createElement("div");
  el.className = "carousel-explorable";
  root.append(el);
  globalThis.leave = await view.render({ model, el });
}"""


@pytest.fixture(scope="module")
def modules():
    """The self-contained modules, served as another anywidget host would."""
    host = BUNDLES / f"host-{os.getpid()}.html"
    host.write_text(HOST, encoding="utf-8")
    handler = functools.partial(_Quiet, directory=str(BUNDLES))
    serving = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}/{host.name}"
    serving.shutdown()
    serving.server_close()
    host.unlink()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def _told(figure, **state):
    told = {"state": {**figure.state(), **state}, "spec": figure._spec}
    return json.dumps({**told, "data": figure._data})


@EACH
def test_another_host_with_a_shadow_root_and_no_kernel_runs_it(visit, modules, kind):
    seen = visit(modules)
    seen.page.evaluate(MOUNT, [kind.stem(), _told(kind())])
    figure = Figure(seen.page)
    before = figure.see()
    paper = "cx => getComputedStyle(cx).backgroundColor"
    light = figure.box.locator(".cx").evaluate(paper)
    found = checks.every_state(figure, kind, every.anywhere(kind, 5))
    assert before.picture not in {shown.picture for shown in found}
    figure.box.get_by_role("button", name="Copy this state as Python").click()
    text = figure.box.locator(".cx-link").input_value()
    made = eval(text, {kind.__name__: kind})
    assert made.state() == pytest.approx(found[-1].state)
    figure.box.get_by_role("button", name="Class mode").click()
    assert figure.box.locator(".cx").bounding_box()["width"] == 1280
    seen.page.keyboard.press("Escape")
    seen.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert figure.box.locator(".cx").evaluate(paper) != light
    seen.page.evaluate("leave()")
    assert seen.page.evaluate("model.heard()") == 0
    assert figure.box.locator("*").count() == 0
    seen.assert_quiet()


@EACH
def test_hostile_traits_are_shown_as_the_nearest_state_with_a_note(
    visit, modules, kind
):
    names = list(kind().state())
    seen = visit(modules)
    for value in ("</script><b>", 1e308, -1e308, None, [1], {"a": 1}, True):
        told = _told(kind(), **dict.fromkeys(names, value))
        seen.page.evaluate(MOUNT, [kind.stem(), told])
        shown = Figure(seen.page).see()
        checks.sound(shown, value)
        checks.alike(shown, kind(**shown.state))
        if value is not True:
            assert "nearest valid state" in shown.note
        assert seen.page.locator("b").count() == 0
        seen.assert_quiet()


FOUND = {
    "none": None,
    "nan": "NaN",
    "mute": "sentence stays",
    "frozen": "changes no picture",
    "leak": "JSEventListeners grew",
    "wrong": "is displayed as",
    "noisy": "the amount is large",
    "blank": "blank at",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(open_figure, fault):
    seen, figure = open_figure(Faulty(fault))

    def everything():
        kind = functools.partial(Faulty, fault)
        states = [*every.corners(kind), *every.extremes(kind)]
        if fault == "frozen":
            checks.controls_matter(figure, kind, {"amount": [0, 5, 10]})
        checks.every_state(figure, kind, states)
        found = checks.every_state(figure, kind, every.anywhere(kind, 20))
        checks.states_differ(found)
        checks.controls_matter(figure, kind, _ends(kind))
        checks.nothing_is_left_behind(figure)
        seen.assert_quiet()

    if FOUND[fault] is None:
        everything()
        return
    with pytest.raises(AssertionError, match=FOUND[fault]):
        everything()


def test_the_still_picture_stays_where_scripts_are_off(visit, tmp_path):
    for kind in every.ALL:
        page = stand.write(tmp_path, [kind()], stills=True)
        seen = visit(page.as_uri(), idle=False, java_script_enabled=False)
        assert seen.page.locator(".carousel-still img").first.is_visible()
