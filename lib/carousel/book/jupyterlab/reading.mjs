// What a notebook's Markdown lacks outside of the book: sources by name, equations by number.
// It works on the tree that jupyterlab-myst draws, before that counts and looks up.

const LABEL = /^:label: (\S+)$|^\$\$ \(([\w-]+)\)$/gm;

/**
 * The numbers of the equations that have a label, as the built page counts them.
 * @param {string} text a page's Markdown
 * @param {string} name its file's name; a chapter's begins with its number
 * @returns {Map<string, string>}
 */
export function numbers(text, name) {
  const chapter = /^(\d\d)-/.exec(name.split("/").at(-1));
  const prefix = chapter ? `${Number(chapter[1])}.` : "";
  const labels = [...text.matchAll(LABEL)].map(([, one, other]) => one ?? other);
  return new Map(labels.map((label, place) => [label, `${prefix}${place + 1}`]));
}

/** The Markdown of a notebook, as its file has it. */
export function markdown({ cells }) {
  const texts = cells.filter((cell) => cell.cell_type === "markdown").map(({ source }) => source);
  return texts.map((source) => (Array.isArray(source) ? source.join("") : source)).join("\n");
}

/** How each citation of a text is meant, in order: Sphinx puts a bare `cite` in brackets. */
export function manners(markdown) {
  const roles = [...markdown.matchAll(/\{cite(:t|:p)?\}`/g)];
  return roles.map(([, role]) => (role === ":t" ? "narrative" : "parenthetical"));
}

const text = (value) => ({ type: "text", value });
const link = (url, value, title) => ({ type: "link", url, title, children: [text(value)] });

/** Sources as the text names them: each by its authors, or all in one pair of brackets. */
function cited(node, sources, manner = node.kind) {
  const named = (node.children?.some(({ type }) => type === "cite") ? node.children : [node]).map((one) => {
    const key = one.label ?? one.identifier;
    const { authors, year, address, said } = sources.get(key) ?? { authors: key, year: "?" };
    if (manner === "narrative") return [text(`${authors} [`), link(address, year, said), text("]")];
    return [link(address, `${authors}, ${year}`, said)];
  });
  const joined = named.flatMap((one, place) => (place ? [text(", "), ...one] : one));
  return manner === "narrative" ? joined : [text("["), ...joined, text("]")];
}

/**
 * Changes a cell's tree in place, at once but for the numbers of other pages, which come.
 * @param {any} node
 * @param {{sources: Map<string, import("./bibliography.mjs").Source>, manners: string[],
 *   own: Map<string, string>, elsewhere: (label: string) =>
 *   Promise<{page: string, number: string} | undefined>}} known the manners are used up
 */
export async function complete(node, known) {
  const coming = [];
  fill(node, known, coming);
  await Promise.all(coming);
}

function fill(node, known, coming) {
  if (!node.children) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === "cite" || child.type === "citeGroup") return cited(child, known.sources, known.manners.shift());
    if (child.type === "crossReference") return reference(child, known, coming);
    if (child.type === "math") count(child, known.own);
    fill(child, known, coming);
    return child;
  });
}

function count(math, own) {
  const number = own.get(math.label);
  if (number) math.enumerator = number;
  else math.enumerated = false;
}

function reference(node, { own, elsewhere }, coming) {
  const label = node.label ?? node.identifier;
  if (node.kind !== "eq" || own.has(label)) return node;
  const place = text("…"); // nobody looks a text up
  const put = (found) => Object.assign(place, found ? link(found.page, `(${found.number})`) : node);
  coming.push(elsewhere(label).then(put));
  return place;
}
