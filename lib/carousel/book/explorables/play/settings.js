// What the engine is told, from the controls: as the Python twin tells it. No DOM.

const FORGETS = ["lstm", "peephole"];
const GATED = [...FORGETS, "lstm_1997"];

/**
 * How many steps a sequence has: T, or the shortest that the task can have.
 * @param {import("../figure/state.js").State} state
 */
const lengthOf = ({ task, steps }, { shortest }) => Math.max(steps, shortest[task] ?? 0);

/**
 * @param {import("../figure/state.js").State} state
 * @param {{shortest: Record<string, number>, recalled: number}} constants
 * @returns {import("../mathematics/training/settings.js").Settings}
 */
export function settingsOf(state, constants) {
  const { task, cell, hidden, start, gradient, probability, clip, threshold, optimizer, rate, scale, seed } = state;
  const steps = lengthOf(state, constants);
  const forgets = FORGETS.includes(cell);
  const bias = start.startsWith("bias_") ? Number(start.slice(5)) : null;
  return {
    task,
    options: task === "copy" ? { lag: steps - constants.recalled } : { steps },
    cell,
    hidden,
    forgetBias: !forgets ? null : start === "chrono" ? "chrono" : bias,
    inputBias: GATED.includes(cell) && start === "closed" ? -1 : null,
    orthogonal: start === "orthogonal",
    scale,
    gradient,
    probability,
    clip,
    threshold: Math.min(Number(threshold), clip === "percentile" ? 100 : Infinity),
    optimizer,
    rate: Number(rate),
    batch: 16,
    tests: 256,
    seed,
  };
}
