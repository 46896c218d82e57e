import assert from "node:assert/strict";
import { test } from "node:test";

import { run } from "../../lib/carousel/book/explorables/mathematics/cells.js";
import { meanProfiles } from "../../lib/carousel/book/explorables/mathematics/detached.js";
import { profile } from "../../lib/carousel/book/explorables/mathematics/flow.js";
import { network } from "../../lib/carousel/book/explorables/mathematics/initialisation.js";
import { inputsOf } from "../../lib/carousel/book/explorables/mathematics/portable_rng.js";

const dh_last = new Array(8).fill(1);
const initialisations = ["default", "bias_1", "bias_3", "bias_5", "chrono"];

for (const kind of ["lstm", "peephole", "lstm_1997"]) {
  test(`${kind}: its ends are the full gradient and the direct path`, () => {
    for (const initialisation of initialisations) {
      const params = network(kind, initialisation, { hidden: 8, inputs: 4, seed: 3, longest: 60 });
      const history = run(kind, params, inputsOf(3, 60, 4));
      const whole = profile(kind, params, history, dh_last);
      const [full, closed] = meanProfiles(kind, params, history, dh_last, [0, 1]);
      for (const [ours, theirs] of [
        [full, whole.c],
        [closed, whole.direct],
      ]) {
        ours.forEach((norm, t) => assert.ok(Math.abs(norm - theirs[t]) <= 1e-9 * theirs[t]));
      }
    }
  });
}

test("no finite weight gives NaN", () => {
  for (const scale of [0, 1e-150, 40, 1e154, 1e300]) {
    const params = network("peephole", "bias_5", { hidden: 8, inputs: 4, seed: 1, longest: 9, scale });
    const history = run("peephole", params, inputsOf(1, 9, 4));
    const norms = meanProfiles("peephole", params, history, dh_last, [0, 0.5, 1]).flat();
    assert.ok(norms.every(Number.isFinite), String(scale));
  }
});
