// The part of a picture that stays while a slider moves (axes, a map's ground) is drawn
// once, and copied from then on; `morph` leaves a copy alone.

/**
 * Marks that are drawn anew only when the picture's frame or one of the parts changes.
 * @param {unknown[]} parts what the marks depend on; objects are compared by identity
 * @param {() => object[]} make
 */
export const memo = (parts, make) => ({ parts, make });

const KEPT = 16; // a group is kept until so many pictures were drawn without it
const groups = new Map();
let pictures = 0;

/**
 * Draws a picture whose marks may be a `memo`.
 * @param {(marks: any[]) => SVGElement} draw
 * @param {any[]} marks a mark of Plot's, a function that draws, or a memo
 * @param {object} frame the size and the scales
 * @param {(group: SVGElement) => void} finish what is done once to a group that was drawn
 */
export function drawn(draw, marks, frame, finish) {
  const framed = JSON.stringify(frame);
  const fresh = []; // groups that were not drawn before
  const picture = draw(marks.flatMap((mark) => (mark?.parts ? once(mark, framed, fresh) : mark)));
  pictures += 1;
  for (const { key, group } of fresh) {
    finish(group);
    group.copyOf = group.cloneNode(true);
    groups.set(key, { group: group.copyOf, used: pictures });
  }
  for (const [key, { used }] of groups) if (used < pictures - KEPT) groups.delete(key);
  return picture;
}

/** The marks as one group, or a copy of it if it was drawn before. */
function once({ parts, make }, framed, fresh) {
  const key = [framed, ...parts.map(name)].join("|");
  const known = groups.get(key);
  if (known) {
    known.used = pictures + 1;
    return () => Object.assign(known.group.cloneNode(true), { copyOf: known.group });
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
