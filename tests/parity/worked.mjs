// Reads gates and a scale, and prints every number of the worked example.
import { readFileSync } from "node:fs";

import { brought } from "../../lib/carousel/book/explorables/mathematics/edges.js";
import { trace } from "../../lib/carousel/book/explorables/mathematics/worked.js";

const { cases, edges } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = cases.map(({ gates, scale, first }) => {
  const rows = Object.fromEntries(Object.entries(gates).map(([name, values]) => [name, [null, ...values]]));
  const traced = trace(rows, scale, first);
  const { c, h, direct, dc, dh } = traced;
  const way = brought(traced, edges);
  const both = { part: way.map(({ part }) => part), so_far: way.map(({ soFar }) => soFar) };
  return { numbers: { c, h, direct, dc, dh }, way: both };
});
console.log(JSON.stringify(found));
