// A network asked on its test set, as many sequences at a time as there are lanes. No DOM.
import { forward, load } from "./passes.js";

/**
 * The mean loss and the share of wrong answers on the first sequences of the test set, in
 * parts: it pauses after each, and no update may come before the last.
 * @param {ReturnType<typeof import("./run.js").make>} run
 * @param {number} count
 * @param {(part: object) => void} [after] called with the plan of each part, once that has
 *   been walked forward and what the loss tells the readout is in its place
 * @returns {Generator<void, {loss: number, errorRate: number}>}
 */
export function* asking({ m, kernels, plan, task, held }, count, after = () => {}) {
  const sum = { loss: 0, wrong: 0 };
  const answers = count * plan.asked;
  for (let from = 0; from < count; from += plan.batch) {
    if (from > 0) yield;
    const part = { ...plan, batch: Math.min(plan.batch, count - from) };
    load(m, part, held, from);
    m.fill(0, plan.at.dout, plan.at.dout + plan.asked * plan.outputs * plan.lanes);
    const { loss, wrong } = forward(m, kernels, part, task.loss, answers);
    after(part);
    sum.loss += loss;
    sum.wrong += wrong;
  }
  return { loss: sum.loss / answers, errorRate: sum.wrong / answers };
}

/**
 * What work that is done in parts comes to, without a pause.
 * @template Found
 * @param {Generator<void, Found>} work
 * @returns {Found}
 */
export function whole(work) {
  for (;;) {
    const { value, done } = work.next();
    if (done) return /** @type {Found} */ (value);
  }
}
