import assert from "node:assert/strict";
import { test } from "node:test";
import v8 from "node:v8";
import vm from "node:vm";

import { Watched } from "../../lib/carousel/book/explorables/mathematics/training/watched.js";

v8.setFlagsFromString("--expose-gc");
const collect = vm.runInNewContext("gc");
const [WARM, ALL] = [4_000, 20_000]; // updates
const KEPT = 16; // bytes of an update: its loss, and its norm for clipping by percentile
const SLACK = 400_000; // bytes: what an engine keeps for speed

async function held() {
  for (let turn = 0; turn < 4; turn += 1) {
    collect();
    await new Promise((later) => setTimeout(later, 20)); // arrays are let go of between turns
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test("twenty thousand updates leave nothing behind but their losses", async () => {
  const small = { task: "latch", options: { steps: 10 }, hidden: 2, cell: "lstm", tests: 32 };
  const watched = new Watched(small, 500);
  watched.from = Number.POSITIVE_INFINITY; // it goes on when it has learned
  const train = (target) => {
    for (const _ of watched.to(target, { stride: () => 100, limit: () => Number.POSITIVE_INFINITY }));
    assert.equal(watched.run.updates, target);
    return held();
  };
  const before = await train(WARM);
  const grown = (await train(ALL)) - before;
  assert.ok(grown < KEPT * (ALL - WARM) + SLACK, `${grown} bytes more`);
});
