// Class mode: one figure fills the screen, for the back row. A button and the key C
// enter it, the keys 1 to 9 press the presets, Escape leaves.
import { make } from "./dom.js";

const WIDTH = 540; // what a picture is drawn for, and then magnified: large type

/**
 * @param {object} at
 * @param {HTMLElement} at.root the figure
 * @param {HTMLButtonElement[]} at.presets
 * @param {() => void} at.redraw
 * @param {AbortSignal} at.signal
 * @returns {{button: HTMLButtonElement, width: () => ?number, fit: (picture: HTMLElement,
 *   canvas: HTMLElement) => void}} the width to draw for, null outside of class mode; and
 *   what shows the drawing as large as the screen allows
 */
export function classroom({ root, presets, redraw, signal }) {
  const button = make(
    "button",
    { type: "button", "aria-pressed": "false", title: "Key C; Escape leaves" },
    "Class mode",
  );
  let on = false;
  const set = (wanted) => {
    if (on === wanted) return;
    on = wanted;
    root.classList.toggle("cx-class", on);
    button.setAttribute("aria-pressed", String(on));
    // The top layer: no ancestor of the page or the notebook can clip or move it.
    if (on && root.showPopover) {
      root.setAttribute("popover", "manual");
      root.showPopover();
    } else if (root.hasAttribute("popover")) {
      root.hidePopover();
      root.removeAttribute("popover");
    }
    if (on) root.focus();
    else button.focus();
    redraw();
  };
  root.tabIndex = -1;
  button.addEventListener("click", () => set(!on), { signal });
  root.addEventListener(
    "keydown",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      const typing = target.matches("input:not([type=range], [type=checkbox], [type=radio])");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "c" || event.key === "C") set(!on);
      else if (event.key === "Escape" && on) set(false);
      else if (on && /^[1-9]$/.test(event.key)) presets[Number(event.key) - 1]?.click();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
    { signal },
  );
  const fit = (picture, canvas) => {
    if (!on) {
      if (canvas.hasAttribute("style")) for (const box of [canvas, picture]) box.removeAttribute("style");
      return;
    }
    canvas.style.width = `${WIDTH}px`;
    const [across, down] = [picture.clientWidth / WIDTH, (0.84 * root.clientHeight) / canvas.offsetHeight];
    const zoom = Math.max(0.8, Math.min(across, down));
    canvas.style.transform = `scale(${zoom})`;
    picture.style.height = `${zoom * canvas.offsetHeight}px`;
  };
  return { button, width: () => (on ? WIDTH : null), fit };
}
