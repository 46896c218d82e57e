// Small helpers to make elements, and the style sheet of every figure.
import css from "./figure.css";
import palette from "./palette.json";
import { symbols } from "./words.js";

/**
 * An element with attributes, properties (those that start with a dot), and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith(".")) element[name.slice(1)] = value;
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/**
 * A text with its symbols as mathematics has them: b_f in italics, with a low f.
 * @param {string} text
 * @returns {(Node | string)[]} together they still read as the text, for a screen reader and to copy
 */
export const typeset = (text) =>
  symbols(text).flatMap(({ words, letter, low }) => {
    if (words !== undefined) return [words];
    const under = low ? [make("sub", {}, make("span", { class: "cx-none" }, "_"), low)] : [];
    return [make("i", {}, letter), ...under];
  });

const ICONS = {
  reset: "M4 4v5h5M4.5 9a8 8 0 1 1-.4 5",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-6-6l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 6 6l1.2-1.2",
  save: "M12 4v10M8 10l4 4 4-4M4 16v4h16v-4",
  class: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
};

/** A drawn sign for a button that has its name as a label. */
export function icon(name) {
  const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "cx-icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** @typedef {Element & {copyOf?: Node & {spare?: Node}}} Copied an element that may be a copy of one that is kept */

/**
 * Makes a drawn tree equal to another by changing only what differs, so that a browser
 * lays out and paints anew no more than has moved. Copies of one group are equal already.
 * @param {Copied} drawn what is on the page
 * @param {Copied} wanted what it should look like; may be used up
 */
export function morph(drawn, wanted) {
  if (drawn.copyOf && drawn.copyOf === wanted.copyOf) {
    wanted.copyOf.spare = wanted; // for the next picture
    return;
  }
  if (drawn.copyOf || wanted.copyOf) drawn.copyOf = wanted.copyOf;
  alike(drawn, wanted);
  let [old, child] = [drawn.firstChild, wanted.firstChild];
  while (child) {
    const after = child.nextSibling; // a child that is taken over leaves its tree
    if (old === null) drawn.append(child);
    else {
      const next = old.nextSibling;
      if (old.nodeName !== child.nodeName) old.replaceWith(child);
      else if (child instanceof Element && old instanceof Element) morph(old, child);
      else if (old.nodeValue !== child.nodeValue) old.nodeValue = child.nodeValue;
      old = next;
    }
    child = after;
  }
  while (old) {
    const next = old.nextSibling;
    old.remove();
    old = next;
  }
}

/** Gives an element the attributes of another. */
function alike(drawn, wanted) {
  const [now, next] = [drawn.attributes, wanted.attributes];
  for (let n = 0; n < next.length; n += 1) {
    const { name, value } = next[n];
    const own = now[n]?.name === name ? now[n] : now.getNamedItem(name); // mostly in one order
    if (own === null) drawn.setAttribute(name, value);
    else if (own.value !== value) own.value = value;
  }
  for (let n = now.length - 1; now.length > next.length; n -= 1) {
    if (!wanted.hasAttribute(now[n].name)) drawn.removeAttribute(now[n].name);
  }
}

const colours = (scheme) =>
  Object.entries(palette)
    .map(([name, pair]) => `--cx-${name}:${pair[scheme]}`)
    .join(";");

// The page and JupyterLab say which theme is on; elsewhere the system does. From inside a
// shadow root only :host-context sees the page, and not every browser knows it, so each
// of these stands in a rule of its own.
const SAYS = {
  light: ['[data-theme="light"]', '[data-jp-theme-light="true"]'],
  dark: ['[data-theme="dark"]', '[data-jp-theme-light="false"]', ".dark"],
};
const look = (scheme) => `color-scheme:${scheme};${colours(scheme)}`;
const themes = [
  `.cx{${look("light")}}`,
  `@media (prefers-color-scheme: dark){.cx{${look("dark")}}}`,
  ...Object.entries(SAYS).flatMap(([scheme, signs]) =>
    signs.flatMap((sign) => [`${sign} .cx{${look(scheme)}}`, `:host-context(${sign}) .cx{${look(scheme)}}`]),
  ),
  `@media print{.cx.cx.cx{${look("light")}}}`,
].join("\n");

const OWN = `${themes}\n${css}`;
const worn = new WeakMap(); // the style sheets that a page, or a part of it, has

/**
 * Puts the style of figures where an element is, once: every other style sheet would cost a page
 * all its styles again. In a shadow root it goes there, in an element that stands nowhere yet
 * into that.
 * @param {Element} el
 * @param {string} [more] of one kind of figure
 */
export function dress(el, more = "") {
  const home = el.getRootNode();
  const place = home instanceof Document ? home.head : home instanceof ShadowRoot ? home : el;
  if (!worn.has(place)) worn.set(place, new Set());
  const sheets = worn.get(place);
  for (const sheet of [OWN, more]) {
    if (sheet === "" || sheets.has(sheet)) continue;
    sheets.add(sheet);
    place.append(make("style", {}, sheet));
  }
}
