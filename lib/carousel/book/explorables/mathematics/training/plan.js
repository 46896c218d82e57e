// Where everything of a network in training lies in one block of numbers. No DOM.
//
// A step's input is one column a sequence: the numbers that come in, a 1, and the last
// output. All gates are rows of one matrix that is multiplied with it, so the bias is
// the matrix's middle column. Sequences stand in lanes, a multiple of four; those that
// are too many weigh nothing.

/** The gates of each cell by row; `m` of the GRU is U_n h + b_hn, which sees no input. */
export const ROWS = {
  rnn: [""],
  lstm_1997: ["i", "o", "c"],
  lstm: ["i", "f", "o", "c"],
  peephole: ["i", "f", "o", "c"],
  gru: ["r", "z", "m"],
};
const LANES = 4;

/**
 * @param {{cell: string, hidden: number, batch: number}} settings
 * @param {import("./tasks.js").Task} task
 */
export function plan({ cell, hidden, batch }, task) {
  const lanes = Math.ceil(batch / LANES) * LANES;
  const { inputs, outputs, steps, asked } = task;
  const size = { cell, hidden, batch, lanes, inputs, outputs, steps, asked, firstAsked: steps - asked };
  const width = inputs + 1 + hidden; // of a step's column
  const rows = ROWS[cell].length * hidden; // that see the whole column
  const extra = cell === "gru" ? hidden : 0; // rows that see the input and the 1: n
  const unit = hidden * lanes;
  const weights = weightsOf({ ...size, rows, width, extra });
  const counts = {
    weights: weights.count,
    gradient: weights.count,
    x: (steps + 1) * width * lanes, // by step: inputs, 1, h of the step before
    a: steps * (rows + extra) * lanes, // net inputs, then gates
    da: steps * (rows + extra) * lanes,
    c: (steps + 1) * unit, // before each step
    tanh_c: steps * unit,
    dh: unit,
    dc: unit,
    direct: unit,
    told: unit,
    y: asked * lanes,
    out: asked * outputs * lanes,
    dout: asked * outputs * lanes,
  };
  const at = {};
  let total = 0;
  for (const [name, count] of Object.entries(counts)) {
    at[name] = total;
    total += count + (count % 2); // two lanes are loaded at a time
  }
  const strides = { x: width * lanes, a: (rows + extra) * lanes, unit };
  return { ...size, width, rows, extra, at, total, strides, weights };
}

/** The blocks of weights in their order, and how many numbers they are together. */
function weightsOf({ cell, hidden, inputs, outputs, rows, width, extra }) {
  const blocks = {
    gates: rows * width,
    n: extra * (inputs + 1),
    p: cell === "peephole" ? 3 * hidden : 0,
    readout: outputs * (1 + hidden), // d, then V
  };
  const found = { count: 0 };
  for (const [name, count] of Object.entries(blocks)) {
    found[name] = found.count;
    found.count += count;
  }
  return found;
}

/**
 * Each weight by Python's name, and where its entry (row, column) stands among the weights.
 * @returns {Record<string, {shape: number[], place: (row: number, column?: number) => number}>}
 */
export function names({ cell, hidden, inputs, outputs, width, weights }) {
  const found = {};
  const block = (suffix, from, stride) => {
    const W = from;
    found[`W${suffix}`] = { shape: [hidden, inputs], place: (r, k) => W + r * stride + k };
    found[`U${suffix}`] = { shape: [hidden, hidden], place: (r, k) => W + r * stride + inputs + 1 + k };
    found[`b${suffix}`] = { shape: [hidden], place: (r) => W + r * stride + inputs };
  };
  ROWS[cell].forEach((gate, n) => {
    block(gate && `_${gate}`, weights.gates + n * hidden * width, width);
  });
  if (cell === "gru") {
    const { U_m, b_m } = found;
    for (const name of ["W_m", "U_m", "b_m"]) delete found[name]; // W_m is and stays 0
    block("_n", weights.n, inputs + 1);
    Object.assign(found, { U_n: U_m, b_hn: b_m });
  }
  if (cell === "peephole") {
    ["i", "f", "o"].forEach((gate, n) => {
      found[`p_${gate}`] = { shape: [hidden], place: (r) => weights.p + n * hidden + r };
    });
  }
  const readout = (row, column) => weights.readout + row * (1 + hidden) + column;
  found.V = { shape: [hidden, outputs], place: (r, k) => readout(k, 1 + r) };
  found.d = { shape: [outputs], place: (k) => readout(k, 0) };
  return found;
}
