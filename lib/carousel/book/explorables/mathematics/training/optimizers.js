// What a gradient does to the weights: SGD, and Adam as PyTorch has it. No DOM.

const [BETA_1, BETA_2, EPSILON] = [0.9, 0.999, 1e-8];

/** What Adam remembers: two means, and how much of them the first updates have filled. */
export const fresh = (count) => ({ first: new Float64Array(count), second: new Float64Array(count), left: [1, 1] });

/**
 * One step; the weights change in place.
 * @param {"adam" | "sgd"} kind
 * @param {Float64Array} weights
 * @param {Float64Array} g their gradient
 * @param {ReturnType<typeof fresh>} memory changes too
 */
export function step(kind, weights, g, rate, memory) {
  if (kind === "sgd") {
    for (let n = 0; n < g.length; n += 1) weights[n] -= rate * g[n];
    return;
  }
  const { first, second, left } = memory;
  left[0] *= BETA_1;
  left[1] *= BETA_2;
  const size = rate / (1 - left[0]);
  const filled = Math.sqrt(1 - left[1]);
  for (let n = 0; n < g.length; n += 1) {
    first[n] += (g[n] - first[n]) * (1 - BETA_1);
    second[n] = BETA_2 * second[n] + (1 - BETA_2) * (g[n] * g[n]);
    weights[n] -= size * (first[n] / (Math.sqrt(second[n]) / filled + EPSILON));
  }
}
