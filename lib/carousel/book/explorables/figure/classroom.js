// Class mode: one figure fills the screen, for the back row. A button and the key C
// enter it, the keys 1 to 9 press the presets, Tab leads from control to control, P to the
// next panel, Escape leaves.
import { icon, make } from "./dom.js";
import { say } from "./say.js";

const ZOOM = 2.2; // letters of 13 pixels become 28 on a screen of
const [WIDE, TALL] = [1280, 720];
const STOPS = "select, input:not([type=radio]), input:checked";

/**
 * @param {object} at
 * @param {HTMLElement} at.root the figure
 * @param {HTMLButtonElement[]} at.presets
 * @param {HTMLElement[]} at.each the controls, of which one is shown at a time
 * @param {() => void} at.redraw
 * @param {AbortSignal} at.signal
 * @returns {{button: HTMLButtonElement, next: HTMLButtonElement, size: (picture: HTMLElement) =>
 *   ?{width: number, height: number}, fit: (picture: HTMLElement, canvas: HTMLElement, size:
 *   {width: number}) => void}} the size to draw for, null outside of class mode; and what
 *   shows the drawing as large as the screen allows
 */
export function classroom({ root, presets, each, redraw, signal }) {
  const button = make("button", { type: "button", "aria-pressed": "false" }, icon("class"));
  const next = make("button", { type: "button", class: "cx-next", title: say("Key Tab") }, say("Next \u203a"));
  let [on, now] = [
    false,
    Math.max(
      0,
      each.findIndex((one) => one.matches(".cx-control")),
    ),
  ];
  const name = () => {
    const words = on ? say("Esc: leave class mode") : say("Class mode");
    button.setAttribute("aria-label", words);
    button.title = on ? say("Key Escape") : say("Class mode (key C; Escape leaves)");
    button.replaceChildren(on ? say("Esc") : icon("class"));
  };
  name();
  const show = (place) => {
    each[now]?.classList.remove("cx-now");
    now = (place + each.length) % each.length;
    each[now].classList.add("cx-now");
    const group = each[now].closest("details");
    if (group) group.open = true;
  };

  const stops = () => [.../** @type {NodeListOf<HTMLInputElement>} */ (each[now].querySelectorAll(STOPS))];
  /** @param {number} by */
  const step = (by, target) => {
    const next = each[now].contains(target) ? stops()[stops().indexOf(target) + by] : stops()[0];
    if (!next) show(now + by);
    (next ?? stops().at(Math.min(0, by)))?.focus();
  };
  const set = (wanted) => {
    if (on === wanted) return;
    on = wanted;
    root.classList.toggle("cx-class", on);
    button.setAttribute("aria-pressed", String(on));
    name();
    // The top layer: no ancestor of the page or the notebook can clip or move it.
    if (on && root.showPopover) {
      root.setAttribute("popover", "manual");
      root.showPopover();
    } else if (root.hasAttribute("popover")) {
      root.hidePopover();
      root.removeAttribute("popover");
    }
    if (on) {
      show(now);
      root.focus();
    } else button.focus();
    redraw();
  };
  root.addEventListener(
    "carousel:class", // a lecture asks for it
    (event) => {
      if (!button.disabled) set(/** @type {CustomEvent} */ (event).detail);
    },
    { signal },
  );
  const turn = () => {
    /** @type {?HTMLButtonElement} */
    const tab = root.querySelector(".cx-tabs [aria-pressed=true]");
    tab?.click();
  };
  root.tabIndex = -1;
  button.addEventListener("click", () => set(!on), { signal });
  next.addEventListener("click", () => show(now + 1), { signal });
  root.addEventListener(
    "keydown",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      const typing = target.matches("input:not([type=range], [type=checkbox], [type=radio])");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "c" || event.key === "C") set(!on);
      else if (event.key === "Escape" && on) set(false);
      else if (on && event.key === "Tab") step(event.shiftKey ? -1 : 1, target);
      else if (on && /^[1-9]$/.test(event.key)) presets[Number(event.key) - 1]?.click();
      else if (on && event.key.toLowerCase() === "p") turn();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  const size = (picture) => {
    if (!on) return null; // before anything is read: that would cost a layout
    const { clientWidth, clientHeight } = picture;
    const zoom = ZOOM * Math.min(innerWidth / WIDE, innerHeight / TALL);
    return { width: Math.floor(clientWidth / zoom), height: Math.floor(clientHeight / zoom) };
  };
  const fit = (picture, canvas, { width }) => {
    if (canvas.style.width !== `${width}px`) canvas.style.width = `${width}px`;
    const zoom = Math.min(picture.clientWidth / width, picture.clientHeight / canvas.offsetHeight);
    const aside = Math.max(0, (picture.clientWidth - zoom * width) / 2);
    canvas.style.transform = `translateX(${aside}px) scale(${zoom})`;
  };
  return { button, next, size, fit };
}
