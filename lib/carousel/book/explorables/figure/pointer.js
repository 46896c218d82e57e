// Reading and dragging a picture: by mouse, finger and arrow keys.

/**
 * @typedef {{x: number, y: number, panel: number, key: ?string, width?: number, cell?: any}} Point in
 *   the coordinates of the panel's scales; `key` is the `data-key` of the mark at the
 *   point, `width` that of the panel as it was drawn then; a view may add a `cell`
 */

/**
 * Follows a pointer over a picture.
 * @param {object} at
 * @param {HTMLElement} at.picture holds one SVG element or several, the panels
 * @param {import("./figure.js").View} at.view
 * @param {import("./state.js").Spec} at.spec
 * @param {() => {state: object, found: object, scales: Function[]}} at.now what is drawn
 * @param {(part: object | ((state: any) => object)) => void} at.change
 * @param {() => void} at.redraw
 * @param {AbortSignal} at.signal
 * @returns {{hover: () => ?Point}}
 */
export function pointer({ picture, view, spec, now, change, redraw, signal }) {
  let hover = null;
  let held = null; // the handle that is dragged, and its panel
  const panels = () => [...picture.querySelectorAll("svg")];
  const panelOf = (event) => {
    const all = panels();
    const own = all.indexOf(event.target.closest("svg"));
    if (own >= 0) return own;
    const nearest = all.map((svg, n) => {
      const box = svg.getBoundingClientRect();
      return [Math.max(box.top - event.clientY, event.clientY - box.bottom, 0), n];
    });
    return nearest.sort(([one], [other]) => one - other)[0][1];
  };
  const point = (event, panel = panelOf(event)) => {
    const svg = panels()[panel];
    const scale = now().scales[panel];
    const box = svg.getBoundingClientRect();
    const zoom = svg.viewBox.baseVal.width / box.width;
    const invert = (name, pixels) => scale?.(name)?.invert?.(pixels * zoom) ?? Number.NaN;
    return {
      x: invert("x", event.clientX - box.left),
      y: invert("y", event.clientY - box.top),
      panel,
      width: svg.viewBox.baseVal.width,
      key: event.target.closest("[data-key]")?.dataset.key ?? null,
    };
  };
  const read = (next) => {
    hover = next;
    redraw();
  };
  const listen = (type, act) => picture.addEventListener(type, act, { signal });

  listen("pointerdown", (event) => {
    const grip = view.drag ? event.target.closest(".cx-handle") : null;
    if (!grip) {
      read(point(event));
      return;
    }
    const named = event.target.closest("[data-key]") ?? grip.querySelector("[data-key]");
    held = { handle: named?.dataset.key ?? null, panel: panelOf(event) };
    picture.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  listen("pointermove", (event) => {
    if (!held) return read(point(event));
    const { state, found } = now();
    const { x, y } = point(event, held.panel);
    change(view.drag(state, { ...held, x, y }, found, spec));
  });
  const release = () => (held = null);
  listen("pointerup", release);
  listen("pointercancel", release);
  listen("pointerleave", (event) => {
    if (event.pointerType !== "touch") read(null); // what a finger has read stays
  });
  if (!view.walk) return { hover: () => hover };

  picture.tabIndex = 0;
  const press = (event) => {
    if (!event.key.startsWith("Arrow")) return;
    const { state, found } = now();
    event.preventDefault();
    if (view.turn) change((present) => view.turn(present, event.key));
    read(view.walk(state, found, hover, event.key, spec));
  };
  listen("keydown", press);
  if (view.turn) {
    picture.closest(".cx").addEventListener(
      "keydown",
      (event) => {
        const own = /** @type {Element} */ (event.target).closest("input, select, .cx-picture, .cx-scroll");
        if (!own) press(event);
      },
      { signal },
    );
  }
  listen("blur", () => read(null));
  return { hover: () => hover };
}
