// The products of kernels.js with two lanes an operation: the same sums in the same order.
import {
  advance,
  bytes,
  doWhile,
  get,
  inBytes,
  isAtLeast,
  isBelow,
  locals,
  minus,
  numbered,
  plus,
  set,
  store,
  times,
  two,
  whileDo,
  whole,
} from "./assembler.js";

const WIDE = 16; // bytes of two numbers

/** out[r, b] = the sum over k of M[r, k] X[k, b]: four rows by four lanes in registers. */
export function multiply() {
  const given = ["M", "down", "along", "rows", "width", "X", "lanes", "out"];
  const wholes = ["b", "x", "n", "o", ...numbered("w", 4)];
  const vectors = ["x0", "x1", "s", ...numbered("sum", 8)];
  const l = locals(given, wholes, vectors);
  const some = (height) => {
    const each = [...Array(height).keys()];
    const point = each.flatMap((q) => set(l[`w${q}`], q ? plus(get(l[`w${q - 1}`]), get(l.down)) : get(l.M)));
    const clear = numbered("sum", 2 * height).flatMap((name) => set(l[name], two.constant(0)));
    const add = each.flatMap((q) => [
      ...set(l.s, two.loadBoth(0, get(l[`w${q}`]))),
      ...[0, 1].flatMap((half) => {
        const sum = l[`sum${2 * q + half}`];
        return set(sum, two.add(get(sum), two.mul(get(l.s), get(l[`x${half}`]))));
      }),
      ...advance(l[`w${q}`], get(l.along)),
    ]);
    const put = each.flatMap((q) => [
      ...two.store(0, get(l.o), get(l[`sum${2 * q}`])),
      ...two.store(WIDE, get(l.o), get(l[`sum${2 * q + 1}`])),
      ...advance(l.o, get(l.lanes)),
    ]);
    return whileDo(
      isAtLeast(get(l.rows), whole(height)),
      set(l.b, whole(0)),
      whileDo(
        isBelow(get(l.b), get(l.lanes)),
        point,
        clear,
        set(l.x, plus(get(l.X), get(l.b))),
        set(l.n, get(l.width)),
        doWhile(
          get(l.n),
          set(l.x0, two.load(0, get(l.x))),
          set(l.x1, two.load(WIDE, get(l.x))),
          add,
          advance(l.x, get(l.lanes)),
          advance(l.n, whole(-1)),
        ),
        set(l.o, plus(get(l.out), get(l.b))),
        put,
        advance(l.b, whole(2 * WIDE)),
      ),
      advance(l.M, times(whole(height), get(l.down))),
      advance(l.out, times(whole(height), get(l.lanes))),
      advance(l.rows, whole(-height)),
    );
  };
  const body = [...inBytes(l, "M", "down", "along", "X", "lanes", "out"), ...some(4), ...some(1)];
  return { given: given.length, wholes: wholes.length, vectors: vectors.length, body };
}

/** out[r, k] = the sum over t and b of A[t, r, b] X[t, k, b]: four rows by two columns. */
export function outer() {
  const given = ["A", "aStep", "X", "xStep", "steps", "rows", "width", "lanes", "out"];
  const wholes = ["k", "a", "x", "t", "end", "o", "line", ...numbered("p", 4), "y"];
  const vectors = ["v", "x0", "x1", ...numbered("sum", 8)];
  const l = locals(given, wholes, vectors);
  const tile = (height, across) => {
    const [each, columns] = [[...Array(height).keys()], [...Array(across).keys()]];
    const sums = each.flatMap((q) => columns.map((k) => l[`sum${2 * q + k}`]));
    const point = each.flatMap((q) => set(l[`p${q}`], q ? plus(get(l[`p${q - 1}`]), get(l.lanes)) : get(l.a)));
    const inputs = [set(l.x0, two.load(0, get(l.y))), set(l.x1, two.load(0, plus(get(l.y), get(l.lanes))))];
    const add = each.flatMap((q) => [
      ...set(l.v, two.load(0, get(l[`p${q}`]))),
      ...columns.flatMap((k) => {
        const sum = l[`sum${2 * q + k}`];
        return set(sum, two.add(get(sum), two.mul(get(l.v), get(l[`x${k}`]))));
      }),
      ...advance(l[`p${q}`], whole(WIDE)),
    ]);
    const put = each.flatMap((q) => [
      ...columns.flatMap((k) => store(8 * k, get(l.o), two.sum(get(l[`sum${2 * q + k}`])))),
      ...advance(l.o, get(l.line)),
    ]);
    return whileDo(
      isAtLeast(get(l.k), whole(across)),
      set(l.a, get(l.A)),
      set(l.t, get(l.steps)),
      sums.flatMap((sum) => set(sum, two.constant(0))),
      set(l.x, plus(get(l.X), times(minus(get(l.width), get(l.k)), get(l.lanes)))),
      doWhile(
        get(l.t),
        point,
        set(l.y, get(l.x)),
        set(l.end, plus(get(l.x), get(l.lanes))),
        doWhile(isBelow(get(l.y), get(l.end)), inputs.slice(0, across).flat(), add, advance(l.y, whole(WIDE))),
        advance(l.a, get(l.aStep)),
        advance(l.x, get(l.xStep)),
        advance(l.t, whole(-1)),
      ),
      set(l.o, plus(get(l.out), bytes(minus(get(l.width), get(l.k))))),
      put,
      advance(l.k, whole(-across)),
    );
  };
  const some = (height) =>
    whileDo(
      isAtLeast(get(l.rows), whole(height)),
      set(l.k, get(l.width)),
      tile(height, 2),
      tile(height, 1),
      advance(l.A, times(whole(height), get(l.lanes))),
      advance(l.out, times(whole(height), get(l.line))),
      advance(l.rows, whole(-height)),
    );
  const body = [
    ...inBytes(l, "A", "aStep", "X", "xStep", "lanes", "out"),
    ...set(l.line, bytes(get(l.width))),
    ...some(4),
    ...some(1),
  ];
  return { given: given.length, wholes: wholes.length, vectors: vectors.length, body };
}
