import assert from "node:assert/strict";
import { test } from "node:test";

import { handle, named } from "../../lib/carousel/explorables/shared/handle.js";

test("a handle is a small ring on a large place to touch, both of one class", () => {
  const marks = handle("start", 1, 2, { hue: "accent" });
  assert.equal(marks.length, 2);
  assert.ok(marks[0].r >= 16 && marks[1].r < marks[0].r);
  for (const mark of marks) {
    assert.equal(mark.className, "cx-handle");
    assert.deepEqual(mark.data, [[1, 2]]);
  }
});

test("what is drawn for it says its name and which way it goes", () => {
  const attributes = {};
  const drawn = { setAttribute: (name, value) => (attributes[name] = value) };
  assert.equal(named("threshold", "ew-resize")([], {}, {}, {}, {}, () => drawn), drawn);
  assert.deepEqual(attributes, { "data-key": "threshold", style: "cursor:ew-resize" });
});
