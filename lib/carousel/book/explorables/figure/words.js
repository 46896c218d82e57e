// Numbers in words, as the sentence under a figure and its table print them. No DOM.
import { say } from "./say.js";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** @param {number} exponent */
export const tenTo = (exponent) =>
  `10${[...String(exponent)].map((sign) => (sign === "-" ? "⁻" : SUPERSCRIPTS[Number(sign)])).join("")}`;

/** A power of ten as an axis names it. */
export const power = (exponent) => (exponent === 0 ? "1" : tenTo(exponent));

/** A share of a whole, in per cent. */
export const formatPercent = (part, decimals = 0) => `${(100 * part).toFixed(decimals)}\u00a0%`;

/**
 * The whole powers of ten from `low` to `high` that an axis names: at most `most` of them,
 * evenly spaced, 1 (power 0) among them if it lies there.
 * @param {number} low
 * @param {number} high
 * @param {number} [most]
 */
export function decades(low, high, most = 6) {
  const stride = Math.max(1, Math.ceil((high - low) / (most - 1)));
  const first = Math.ceil(low / stride);
  const count = Math.floor(high / stride) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, n) => (first + n) * stride);
}

/**
 * A positive number given by its base-10 logarithm, to `digits` significant digits.
 * @param {number} log
 * @param {number} [digits]
 */
export function formatLog(log, digits = 3) {
  if (log === -Infinity) return "0";
  if (log >= -3 && log < 6) {
    const value = 10 ** log;
    return value >= 1000 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(digits)));
  }
  let exponent = Math.floor(log);
  let mantissa = (10 ** (log - exponent)).toPrecision(2);
  if (mantissa === "10") [mantissa, exponent] = ["1.0", exponent + 1];
  return `${mantissa}\u00a0×\u00a0${tenTo(exponent)}`;
}

/**
 * A share of a whole, in per cent where that is readable.
 * @param {number} log the share's base-10 logarithm
 */
export function formatShare(log) {
  if (log === -Infinity) return say("nothing");
  if (Math.abs(log) < 1e-12) return say("all");
  return log > -4 && log < 0 ? `${Number((100 * 10 ** log).toPrecision(3))}\u00a0%` : formatLog(log);
}

/** A number of any sign, to three digits; a small one as a power of ten. */
export function formatSig(value) {
  if (value === 0) return "0";
  return `${value < 0 ? "\u2212" : ""}${formatLog(Math.log10(Math.abs(value)))}`;
}

/** A number with so many decimals; a minus sign looks like one, and zero has none. */
export const formatFixed = (value, decimals) =>
  value
    .toFixed(decimals)
    .replace(/^-(?=0\.?0*$)/, "")
    .replace("-", "\u2212");

/** A number as the worked example prints it: four decimals, or fewer where fewer are exact. */
export function formatPlain(value) {
  const short = Number(value.toFixed(4));
  const isExact = Math.abs(short - value) < 1e-12;
  return formatFixed(value, isExact ? (String(Math.abs(short)).split(".")[1] ?? "").length : 4);
}

// A letter that stands alone is a symbol (but "a" and "I" are words), with what is set low behind it.
const SYMBOL =
  /(?<![\p{L}\p{N}_’'])(?:(d?\p{L}\u0303?)_(\{[^}]*\}|[\p{L}\p{N}]+)|(?![aAI])(\p{L}\u0303?)(?![\p{L}\p{M}_]))/gu;

/** The pieces of a text: words, or a symbol with what is set low behind it. */
export function symbols(text) {
  const [pieces, found] = [[], text.matchAll(SYMBOL)];
  let from = 0;
  for (const { 0: all, 1: letter, 2: low = "", 3: alone, index } of found) {
    if (index > from) pieces.push({ words: text.slice(from, index) });
    pieces.push({ letter: letter ?? alone, low: low.replace(/[{}]/g, "") });
    from = index + all.length;
  }
  return from < text.length ? [...pieces, { words: text.slice(from) }] : pieces;
}
