// One block of numbers, and the kernels that work on it. No DOM.
import { kernels } from "./kernels.js";
import { bytes } from "./simd.js";

const PAGE = 65536; // bytes, the unit of a WebAssembly memory
let compiled; // once for all runs; null where the browser has no such thing

function compile() {
  try {
    return new WebAssembly.Module(bytes());
  } catch {
    return null;
  }
}

/**
 * So many numbers, zeros, with kernels for them.
 * @param {boolean} simd whether to use WebAssembly where there is one: faster, same bits
 */
export function block(count, simd) {
  if (compiled === undefined) compiled = compile();
  if (!simd || compiled === null) {
    const m = new Float64Array(count);
    return { m, kernels: kernels(m) };
  }
  const memory = new WebAssembly.Memory({ initial: Math.ceil((8 * count) / PAGE) });
  const { exports } = new WebAssembly.Instance(compiled, { lent: { memory } });
  return { m: new Float64Array(memory.buffer, 0, count), kernels: { ...exports } };
}
