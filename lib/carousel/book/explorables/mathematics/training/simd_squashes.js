// sigmoid and tanh of functions.js with two numbers an operation: the same steps.
import { advance, get, inBytes, isBelow, locals, plus, set, two, whileDo, whole } from "./assembler.js";
import { CONSTANTS, P, Q } from "./functions.js";

const WIDE = 16; // bytes of two numbers

/** Sets p, q and s of functions.js from y: exp(-y) = s (q + p) / (q - p). */
function decay(l) {
  const { LOG2_E, LN2_HIGH, LN2_LOW, ROUND } = CONSTANTS;
  const { constant, add, sub, mul } = two;
  const horner = (coefficients) =>
    coefficients.slice(1).reduce((sum, value) => add(mul(sum, get(l.z)), constant(value)), constant(coefficients[0]));
  const shifted = new BigInt64Array(new Float64Array([ROUND]).buffer)[0];
  return [
    ...set(l.s, add(mul(get(l.y), constant(LOG2_E)), constant(ROUND))),
    ...set(l.k, sub(get(l.s), constant(ROUND))),
    ...set(l.r, add(sub(mul(get(l.k), constant(LN2_HIGH)), get(l.y)), mul(get(l.k), constant(LN2_LOW)))),
    ...set(l.z, mul(get(l.r), get(l.r))),
    ...set(l.p, mul(get(l.r), horner(P))),
    ...set(l.q, horner(Q)),
    ...set(l.s, two.shiftLeft(two.subWhole(two.constantWhole(1023n + shifted), get(l.s)), whole(52))),
  ];
}

function squash(given, cut, value) {
  const vectors = ["v", "y", "k", "r", "z", "p", "q", "s"];
  const l = locals(given, ["end"], vectors);
  const [from, to] = [l.from ?? l.at, l.at];
  const body = [
    ...inBytes(l, ...given),
    ...set(l.end, plus(get(from), get(l.count))),
    ...whileDo(
      isBelow(get(from), get(l.end)),
      set(l.v, two.load(0, get(from))),
      set(l.y, two.min(cut(two.abs(get(l.v))), two.constant(CONSTANTS.FAR))),
      decay(l),
      two.store(0, get(to), value(l)),
      from === to ? [] : advance(from, whole(WIDE)),
      advance(to, whole(WIDE)),
    ),
  ];
  return { given: given.length, wholes: 1, vectors: vectors.length, body };
}

const isPositive = (l) => two.isAtLeast(get(l.v), two.constant(0));

/** Entries put through the sigmoid, in place. */
export const sigmoids = () =>
  squash(
    ["at", "count"],
    (size) => size,
    (l) => {
      const [under, over] = [two.sub(get(l.q), get(l.p)), two.mul(get(l.s), two.add(get(l.q), get(l.p)))];
      return two.div(two.choose(under, over, isPositive(l)), two.add(under, over));
    },
  );

/** Entries put through the tanh, from one place to another. */
export const tanhs = () =>
  squash(
    ["from", "at", "count"],
    (size) => two.mul(size, two.constant(2)),
    (l) => {
      const [less, more] = [two.sub(two.constant(1), get(l.s)), two.add(two.constant(1), get(l.s))];
      const side = (one, other) => two.sub(two.mul(one, get(l.q)), two.mul(other, get(l.p)));
      const t = two.div(side(less, more), side(more, less));
      return two.choose(t, two.neg(t), isPositive(l));
    },
  );
