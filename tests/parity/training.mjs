// Trains as Python did; prints for every run whether all numbers are the same to the bit.
import { readFileSync } from "node:fs";

import { names } from "../../lib/carousel/book/explorables/mathematics/training/plan.js";
import { make } from "../../lib/carousel/book/explorables/mathematics/training/run.js";
import { batch } from "../../lib/carousel/book/explorables/mathematics/training/tasks.js";

const same = (ours, theirs) => {
  const [mine, other] = [[ours].flat(3), [theirs].flat(3)];
  return mine.length === other.length && mine.every((value, n) => value === other[n]);
};

/** A weight as rows, from where the plan says that its numbers stand. */
const shaped = ({ shape: [rows, columns], place }, weights) =>
  Array.from({ length: rows }, (_, r) =>
    columns === undefined ? weights[place(r)] : Array.from({ length: columns }, (_, k) => weights[place(r, k)]),
  );

/** What a run of ours gives where Python's was asked for the same. */
function found(run, updates, { changes }) {
  const [start, losses, norms] = [[...run.weights], [], []];
  for (let n = 0; n < updates; n += 1) {
    if (changes?.at === n) run.change(changes.to);
    const { loss, norm } = run.update();
    losses.push(loss);
    norms.push(norm);
  }
  const { total, direct, cosine, forget } = run.measure();
  const { loss, errorRate } = run.evaluate();
  return {
    start,
    losses,
    norms,
    weights: [...run.weights],
    params: Object.entries(names(run.plan))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, at]) => shaped(at, run.weights)),
    evaluated: [loss, errorRate],
    total: [...total],
    direct: [...direct],
    cosine: [...cosine],
    forget: [...forget],
  };
}

const results = JSON.parse(readFileSync(process.argv[2], "utf8")).map(({ settings, updates, options, wanted }) => {
  const different = [];
  for (const simd of [true, false]) {
    const run = make(settings, { simd });
    const { x, y } = batch(run.task, settings.batch, run.streams.data, 1); // the second batch
    const ours = { ...found(run, updates, options), x: [...x], y: [...y] };
    different.push(...Object.keys(wanted).filter((name) => !same(ours[name], wanted[name])));
  }
  return different;
});
console.log(JSON.stringify(results));
