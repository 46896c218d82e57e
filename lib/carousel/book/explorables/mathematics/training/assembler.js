// A few words of WebAssembly, enough to write the kernels with two numbers an operation.
// No DOM. A word gives bytes; words nest as the operations do.

/** A whole number, unsigned and signed, seven bits a byte. */
function unsigned(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
function signed(value) {
  const isLast = value >= -64 && value < 64;
  return isLast ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}
const bits = (value) => [...new Uint8Array(new Float64Array([value]).buffer)];
const vector = (code) => [0xfd, ...unsigned(code)];
const operation =
  (...code) =>
  (...given) => [...given.flat(), ...code];
const access =
  (code, align) =>
  (offset, ...given) => [...given.flat(), ...code, align, ...unsigned(offset)];

export const get = (local) => [0x20, local];
export const set = (local, value) => [...value, 0x21, local];
export const whole = (value) => [0x41, ...signed(value)];
export const plus = operation(0x6a);
export const minus = operation(0x6b);
export const times = operation(0x6c);
export const isAtLeast = operation(0x4e);
export const isBelow = operation(0x48);
/** A count of numbers as one of bytes. */
export const bytes = (value) => [...value, ...whole(3), 0x74];
/** Adds to a local. */
export const advance = (local, by) => set(local, plus(get(local), by));

/** Two numbers at once. */
export const two = {
  load: access(vector(0x00), 4),
  loadBoth: access(vector(0x0a), 3), // one number into both places
  store: access(vector(0x0b), 4),
  constant: (value) => [...vector(0x0c), ...bits(value), ...bits(value)],
  add: operation(...vector(0xf0)),
  sub: operation(...vector(0xf1)),
  mul: operation(...vector(0xf2)),
  div: operation(...vector(0xf3)),
  min: operation(...vector(0xf4)),
  abs: operation(...vector(0xec)),
  neg: operation(...vector(0xed)),
  isAtLeast: operation(...vector(0x4c)),
  choose: operation(...vector(0x52)), // the first where the third is true, else the second
  shiftLeft: operation(...vector(0xcb)),
  subWhole: operation(...vector(0xd1)),
  constantWhole: (value) => {
    const each = [...new Uint8Array(new BigInt64Array([value]).buffer)];
    return [...vector(0x0c), ...each, ...each];
  },
  /** The sum of the two. */
  sum: (pair) => [...pair, ...vector(0x21), 0, ...pair, ...vector(0x21), 1, 0xa0],
};
/** Stores one number. */
export const store = access([0x39], 3);

/** Repeats while a condition holds at the beginning, and at the end. */
export const whileDo = (condition, ...body) => [
  0x02,
  0x40,
  0x03,
  0x40,
  ...condition,
  0x45,
  0x0d,
  1,
  ...body.flat(),
  0x0c,
  0,
  0x0b,
  0x0b,
];
export const doWhile = (condition, ...body) => [0x03, 0x40, ...body.flat(), ...condition, 0x0d, 0, 0x0b];

/** Locals by name: those given, further whole ones, then vectors. */
export function locals(given, wholes, vectors) {
  const names = [...given, ...wholes, ...vectors];
  return Object.fromEntries(names.map((name, n) => [name, n]));
}
/** Arguments that count numbers, as bytes. */
export const inBytes = (l, ...names) => names.flatMap((name) => set(l[name], bytes(get(l[name]))));
/** name0, name1, ... */
export const numbered = (name, count) => Array.from({ length: count }, (_, n) => `${name}${n}`);

const [WHOLE, VECTOR] = [0x7f, 0x7b];
const list = (items) => [...unsigned(items.length), ...items.flat()];
const section = (code, content) => [code, ...unsigned(content.length), ...content];
const text = (word) => list([...word].map((letter) => letter.charCodeAt(0)));

/**
 * A module whose functions take whole numbers and work on a memory that is lent to it.
 * @param {Record<string, {given: number, wholes: number, vectors: number, body: number[]}>} functions
 *   how many arguments, further whole locals and, after those, vectors each has
 */
export function assemble(functions) {
  const each = Object.values(functions);
  const types = each.map(({ given }) => [0x60, ...list(new Array(given).fill(WHOLE)), 0]);
  const codes = each.map(({ wholes, vectors, body }) => {
    const code = [
      ...list([
        [...unsigned(wholes), WHOLE],
        [...unsigned(vectors), VECTOR],
      ]),
      ...body,
      0x0b,
    ];
    return [...unsigned(code.length), ...code];
  });
  return new Uint8Array([
    0,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, list(types)),
    ...section(2, list([[...text("lent"), ...text("memory"), 2, 0, 1]])),
    ...section(3, list(each.map((_, n) => unsigned(n)))),
    ...section(7, list(Object.keys(functions).map((name, n) => [...text(name), 0, ...unsigned(n)]))),
    ...section(10, list(codes)),
  ]);
}
