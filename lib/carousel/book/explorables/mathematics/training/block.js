// One block of numbers, and the kernels that work on it. No DOM.
import { kernels } from "./kernels.js";

/** So many numbers, zeros, with kernels for them. */
export function block(count) {
  const m = new Float64Array(count);
  return { m, kernels: kernels(m) };
}
