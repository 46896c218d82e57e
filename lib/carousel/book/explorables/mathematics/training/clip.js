// Clipping a gradient, in length or entry by entry: as carousel.clipping. No DOM.

/** The largest entry of g, and its length in units of that. */
function size(g) {
  let largest = 0;
  for (let n = 0; n < g.length; n += 1) {
    const entry = Math.abs(g[n]);
    if (!(entry <= largest)) largest = entry; // takes NaN as well, and keeps it
    if (Number.isNaN(entry)) break;
  }
  if (largest === 0) return { largest: 0, length: 0 };
  let sum = 0;
  for (let n = 0; n < g.length; n += 1) sum += (g[n] / largest) * (g[n] / largest);
  return { largest, length: Math.sqrt(sum) };
}

/** The Euclidean length, infinite or NaN where an entry is. */
export function norm(g) {
  const { largest, length } = size(g);
  return largest * length;
}

/** A percentile of sorted numbers, between neighbours in proportion. */
export function percentile(sorted, share) {
  const place = (sorted.length - 1) * (share / 100);
  const low = Math.floor(place);
  const [a, b] = [sorted[low], sorted[Math.min(low + 1, sorted.length - 1)]];
  const t = place - low;
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

/** A number into its place among sorted ones. */
export function insert(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, value);
}

function byNorm(g, threshold) {
  const { largest, length } = size(g);
  if (largest * length <= threshold) return;
  for (let n = 0; n < g.length; n += 1) g[n] = (g[n] / largest) * (threshold / length);
}

/**
 * Clips g in place.
 * @param {Float64Array} g
 * @param {"none" | "norm" | "value" | "percentile"} kind
 * @param {number} threshold the largest norm or entry, or the percentile
 * @param {number[]} seen the norms of all updates so far, this one among them, sorted
 */
export function clip(g, kind, threshold, seen) {
  if (kind === "norm") byNorm(g, threshold);
  if (kind === "value") for (let n = 0; n < g.length; n += 1) g[n] = Math.max(-threshold, Math.min(threshold, g[n]));
  if (kind === "percentile") {
    const limit = percentile(seen, threshold);
    if (limit > 0) byNorm(g, limit);
    else if (size(g).largest > 0) g.fill(0);
  }
}
