// Walks down the cliff from where Python did; prints the largest differences.
import { readFileSync } from "node:fs";

import { descend } from "../../lib/carousel/book/explorables/mathematics/toy_loss.js";

const worst = { weights: 0, loss: 0, gradient: 0, clipped: 0 };
const far = (ours, theirs) => Math.abs(ours - theirs) / Math.max(1e-3, Math.abs(theirs));

for (const { start, options, run } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const ours = descend(...start, options);
  ours.forEach(({ u, b, loss, gradient, clipped }, n) => {
    const found = { weights: [u, b], loss: [loss], gradient, clipped };
    for (const [name, values] of Object.entries(found)) {
      const theirs = [run[name][n]].flat();
      worst[name] = Math.max(worst[name], ...values.map((value, k) => far(value, theirs[k])));
    }
  });
}
console.log(JSON.stringify(worst));
