// What every edge brings of the worked example's gradient, one after another. No DOM.

const named = (name) => /** @type {[string, number]} */ ([name.slice(0, -2), Number(name.slice(-1))]);

/**
 * @typedef {[string, string, string]} Edge where it comes from, where it leads, and by which gate: c_3, c_2, f_3
 * @typedef {{edge: Edge, part: number[], soFar: number[]}} Brought by unit: what an edge brings, and what has come to
 *   its end by then
 * @param {any} found as `trace` of worked.js gives it
 * @param {Edge[]} edges in the order in which the gradient goes back
 * @returns {Brought[]}
 */
export function brought(found, edges) {
  const come = new Map();
  return edges.map((edge) => {
    const part = along(found, edge);
    const before = come.get(edge[1]) ?? part.map(() => 0);
    const soFar = part.map((value, u) => before[u] + value);
    come.set(edge[1], soFar);
    return { edge, part, soFar };
  });
}

function along({ f, dc, dh, dh_dc, through }, [from, to, by]) {
  const [[target, t], [gate, step]] = [named(to), named(by || to)];
  if (from === "L") return dh[t];
  if (target === "h") return through[t][gate];
  const [before, factor] = gate === "f" ? [dc[step], f[step]] : [dh[t], dh_dc[t]];
  return before.map((value, u) => factor[u] * value);
}
