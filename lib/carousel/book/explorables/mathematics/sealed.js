// Numbers that a page can check without holding them, as explorables/_sealed.py seals them.

/** A short fingerprint of a text: FNV-1a over its UTF-8 bytes, from two starts. */
export function fingerprint(text) {
  const bytes = new TextEncoder().encode(text);
  return [0x811c9dc5, 0x01234567]
    .map((start) => bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, start))
    .map((hash) => hash.toString(16).padStart(8, "0"))
    .join("");
}

/**
 * Whether a number lies within the tolerance of the one that was sealed.
 * @param {{salt: string, step: number, offset: number, print: string}} seal
 * @param {number} value
 */
export function opens({ salt, step, offset, print }, value) {
  return fingerprint(`${salt}:${Math.floor((value - offset) / step)}`) === print;
}

/** A number as one writes it: 0.107, 10.7 %, −1e-3, 2,5; NaN for what is none. */
export function read(text) {
  const plain = text.trim().replace(/[−–]/g, "-").replace(/\s/g, "").replace(",", ".");
  const percent = plain.endsWith("%");
  const digits = percent ? plain.slice(0, -1) : plain;
  return digits === "" ? Number.NaN : Number(digits) / (percent ? 100 : 1);
}
