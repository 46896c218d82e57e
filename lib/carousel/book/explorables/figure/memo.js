// The part of a picture that stays while a slider moves (axes, a map's ground) is drawn
// once, and copied from then on; `morph` leaves a copy alone.

/**
 * Marks that are drawn anew only when the picture's frame or one of the parts changes.
 * @param {unknown[]} parts what the marks depend on; objects are compared by identity
 * @param {() => object[]} make
 */
export const memo = (parts, make) => ({ parts, make });

const KEPT = 16; // what is kept waits so many pictures for its next use
const groups = new Map();
const sheets = new Map(); // empty pictures, by their frame
let pictures = 0;

/**
 * Draws a picture whose marks may be a `memo`. Where nothing is new but what functions draw,
 * they draw into a copy of an empty picture of that frame.
 * @param {(marks: any[]) => SVGElement & {scale?: unknown}} draw
 * @param {any[]} marks a mark of Plot's, a function that draws, or a memo
 * @param {Record<string, any>} frame the size and the scales; with the domains of x and y nothing
 *   else has a say in them
 * @param {(group: SVGElement) => void} finish what is done once to a group that was drawn
 */
export function drawn(draw, marks, frame, finish) {
  const framed = JSON.stringify(frame);
  const fresh = []; // groups that were not drawn before
  const all = marks.flatMap((mark) => (mark?.parts ? once(mark, framed, fresh) : (mark ?? [])));
  const isMoving = fresh.length === 0 && all.every((mark) => typeof mark === "function");
  pictures += 1;
  if (isMoving && sheets.has(framed)) return filled(sheets.get(framed), all);
  let scales;
  const look = (_, found) => {
    scales = found;
    return null;
  };
  const picture = draw([...all, look]);
  if (frame.x?.domain && frame.y?.domain) {
    const [svg, style] = [picture.cloneNode(false), picture.firstElementChild.cloneNode(true)];
    sheets.set(framed, { svg, style, scales, scale: picture.scale, used: pictures });
  }
  for (const { key, group } of fresh) {
    finish(group);
    group.copyOf = group.cloneNode(true);
    groups.set(key, { group: group.copyOf, used: pictures });
  }
  for (const kept of [groups, sheets]) for (const [key, { used }] of kept) if (used < pictures - KEPT) kept.delete(key);
  return picture;
}

/** A copy of an empty picture, with what its marks draw. */
function filled(sheet, marks) {
  sheet.used = pictures;
  const picture = sheet.svg.cloneNode(false);
  const nodes = marks.map((mark) => mark(null, sheet.scales));
  picture.append(copied(sheet.style), ...nodes.filter((node) => node !== null));
  return Object.assign(picture, { scale: sheet.scale });
}

/** The marks as one group, or a copy of it if it was drawn before. */
function once({ parts, make }, framed, fresh) {
  const key = [framed, ...parts.map(name)].join("|");
  const known = groups.get(key);
  if (known) {
    known.used = pictures + 1;
    return () => copied(known.group);
  }
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  fresh.push({ key, group });
  const into = (mark) => {
    const { render = mark } = mark; // a mark of Plot's, or a function that draws
    const draw = (...at) => {
      const node = render.apply(mark, at);
      if (node !== null) group.append(node);
      return group; // the same at every mark: it stays where the last one put it
    };
    return render === mark ? draw : Object.assign(mark, { render: draw });
  };
  return make()
    .flat(Infinity)
    .filter((mark) => mark !== null)
    .map(into);
}

/** A copy of a group: the last one, if the page had one already. */
function copied(group) {
  const copy = group.spare ?? Object.assign(group.cloneNode(true), { copyOf: group });
  group.spare = null;
  return copy;
}

const numbers = new WeakMap(); // of objects, in the order they came
let count = 0;

function name(part) {
  if (Object(part) !== part) return String(part);
  if (!numbers.has(part)) {
    count += 1;
    numbers.set(part, count);
  }
  return `#${numbers.get(part)}`;
}
