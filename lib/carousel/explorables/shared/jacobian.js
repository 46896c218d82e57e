// Exact one-step Jacobians and their paths, as carousel.jacobian. No DOM.
import { add, diagonal, finite } from "./linear.js";

/** How c_t answers the net inputs of a step, and h_t answers c_t and o's net input. */
export function slopes(kind, params, { h, c, i, f, o, c_tilde, prev }) {
  const net = {
    i: i.map((i_r, r) => c_tilde[r] * i_r * (1 - i_r)),
    c: i.map((i_r, r) => i_r * (1 - c_tilde[r] ** 2)),
  };
  if (kind !== "lstm_1997") net.f = f.map((f_r, r) => finite(prev.c[r] * (f_r * (1 - f_r))));
  const shown = o.map((o_r, r) => o_r * (1 - Math.tanh(c[r]) ** 2));
  const opened = o.map((o_r, r) => Math.tanh(c[r]) * o_r * (1 - o_r));
  const peeps = kind === "peephole";
  const through = h.map((_, r) =>
    peeps ? finite(finite(net.i[r] * params.p_i[r]) + finite(net.f[r] * params.p_f[r])) : 0);
  const shownInFull = shown.map((v, r) => (peeps ? finite(v + finite(opened[r] * params.p_o[r])) : v));
  return { net, shown, opened, through, shownInFull };
}

/** diag(v) M */
const scaleRows = (v, M) => v.map((factor, r) => M[r].map((value) => finite(factor * value)));

function memory(kind, params, seen) {
  const { net, opened, through, shownInFull: v } = slopes(kind, params, seen);
  const J_ch = Object.entries(net)
    .map(([k, slope]) => scaleRows(slope, params[`U_${k}`]))
    .reduce(add);
  const d = seen.f.map((f_r, r) => finite(f_r + through[r]));
  const J_hh = add(scaleRows(opened, params.U_o), scaleRows(v, J_ch));
  const J_hc = diagonal(d.map((value, r) => finite(v[r] * value)));
  const side = (left, right) => left.map((row, r) => [...row, ...right[r]]);
  return [...side(J_hh, J_hc), ...side(J_ch, diagonal(d))];
}

function gru(params, { r, z, n, recurrent, prev }) {
  const inner = z.map((z_u, u) => (1 - z_u) * (1 - n[u] ** 2));
  const parts = [
    scaleRows(z.map((z_u, u) => z_u * (1 - z_u) * (prev.h[u] - n[u])), params.U_z),
    scaleRows(inner.map((value, u) => value * r[u]), params.U_n),
    scaleRows(inner.map((value, u) => finite(value * recurrent[u]) * r[u] * (1 - r[u])), params.U_r),
    diagonal(z),
  ];
  return parts.reduce(add);
}

/** ds_t/ds_{t-1}: rows new, columns old; s = (h, c), h above c, or s = h. */
export function jacobian(kind, params, seen) {
  if (kind === "rnn") return scaleRows(seen.h.map((h_r) => 1 - h_r ** 2), params.U);
  return kind === "gru" ? gru(params, seen) : memory(kind, params, seen);
}

/**
 * The paths of one step from c_{t-1} to c_t with the gate o of before held; where that
 * is not known (the first step), h_{t-1} does not depend on c_{t-1}.
 * @returns {Record<string, number[][]>} direct, input, candidate, forget, peephole, total
 */
export function paths(kind, params, seen) {
  const { net, through } = slopes(kind, params, seen);
  const { c, o } = seen.prev;
  const shown = c.map((c_r, r) => (o ? o[r] * (1 - Math.tanh(c_r) ** 2) : 0));
  const columns = (M) => M.map((row) => row.map((value, k) => finite(value * shown[k])));
  const gate = (k) => columns(scaleRows(net[k], params[`U_${k}`]));
  const found = { direct: diagonal(seen.f), input: gate("i"), candidate: gate("c") };
  if (net.f) found.forget = gate("f");
  if (kind === "peephole") found.peephole = diagonal(through);
  return { ...found, total: Object.values(found).reduce(add) };
}
