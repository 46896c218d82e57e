// Waits for lines "hidden simd updates" and says how many milliseconds each update took.
import { createInterface } from "node:readline";

import { make } from "../../lib/carousel/book/explorables/mathematics/training/run.js";

const runs = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const [hidden, simd, updates] = JSON.parse(line);
  const key = `${hidden} ${simd}`;
  if (!runs.has(key)) runs.set(key, make({ task: "adding", options: { steps: 50 }, hidden, batch: 16 }, { simd }));
  const run = runs.get(key);
  const before = performance.now();
  for (let n = 0; n < updates; n += 1) run.update();
  console.log((performance.now() - before) / updates);
}
