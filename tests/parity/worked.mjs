// Reads gates and a scale, and prints every number of the worked example.
import { readFileSync } from "node:fs";

import { trace } from "../../lib/carousel/book/explorables/mathematics/worked.js";

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = cases.map(({ gates, scale, first }) => {
  const rows = Object.fromEntries(Object.entries(gates).map(([name, values]) => [name, [null, ...values]]));
  const { c, h, direct, dc, dh } = trace(rows, scale, first);
  return { c, h, direct, dc, dh };
});
console.log(JSON.stringify(found));
