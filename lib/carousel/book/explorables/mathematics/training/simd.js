// The kernels of kernels.js in WebAssembly, two lanes an operation: the same bits. No DOM.
import { assemble } from "./assembler.js";
import { multiply, outer } from "./simd_products.js";
import { sigmoids, tanhs } from "./simd_squashes.js";

/** The module's bytes; under 4096, above which some browsers compile only in a worker. */
export const bytes = () => assemble({ multiply: multiply(), outer: outer(), sigmoids: sigmoids(), tanhs: tanhs() });
