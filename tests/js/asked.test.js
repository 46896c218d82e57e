import assert from "node:assert/strict";
import { test } from "node:test";

import { forget, keep, marks, reader } from "../../lib/carousel/book/explorables/figure/kept.js";
import { inWords, isFar, median, off } from "../../lib/carousel/book/site/page/believed.js";
import { shuffled } from "../../lib/carousel/book/site/page/quiz.js";
import { score } from "../../lib/carousel/book/site/page/votes.js";

test("an order is a reader's own, and stays", () => {
  assert.deepEqual(shuffled(4, "a", 7), shuffled(4, "a", 7));
  assert.deepEqual([...shuffled(4, "a", 7)].sort(), [0, 1, 2, 3]);
});

test("over readers every place is as likely", () => {
  const counts = [0, 0, 0, 0];
  for (let seed = 1; seed <= 4000; seed += 1) counts[shuffled(4, "0c3f9a1e", seed * 7919).indexOf(2)] += 1;
  for (const count of counts) assert.ok(Math.abs(count - 1000) < 120, String(counts));
});

test("without storage marks last as long as the page", () => {
  keep("guesses", "a", { guess: 1 });
  keep("answers", "b", { right: true });
  const own = reader();
  assert.ok(own > 0);
  assert.equal(reader(), own);
  forget("answers", ["b"]);
  assert.deepEqual(marks().answers, {});
  assert.deepEqual(marks().guesses.a, { guess: 1 });
  forget();
  assert.deepEqual(marks(), { reader: 0, guesses: {}, votes: {}, answers: {} });
});

test("what somebody else has written is no mark", () => {
  globalThis.localStorage = /** @type {any} */ ({ getItem: () => "7", setItem() {}, removeItem() {} });
  assert.deepEqual(marks().votes, {});
  globalThis.localStorage.getItem = () => "{";
  assert.deepEqual(marks().votes, {});
  delete globalThis.localStorage;
});

test("how far a guess was is counted in powers of ten", () => {
  assert.equal(off({ guess: -1, answer: -3, log_scale: true }), 2);
  assert.equal(off({ guess: 1, answer: 100, log_scale: false }), -2);
  assert.equal(off({ guess: 0, answer: 100, log_scale: false }), null);
  assert.equal(off({ guess: null, answer: 1, log_scale: true }), null);
  assert.equal(inWords(2), "a factor of 100 too high");
  assert.equal(inWords(-4.25), "4.3 powers of ten too low");
  assert.equal(inWords(0.001), "right");
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
});

test("a guess is far by its own axis", () => {
  assert.ok(isFar({ guess: 10, answer: 40, low: 0, high: 100, log_scale: false }));
  assert.ok(!isFar({ guess: 30, answer: 40, low: 0, high: 100, log_scale: false }));
  assert.ok(isFar({ guess: 1, answer: 2.5, low: 0, high: 3, log_scale: true }));
});

test("a score counts agreement by verdict, once all is judged", () => {
  const votes = [
    { word: "true", said: "true" },
    { word: "only if", said: "true" },
    { word: "only if", said: "only if" },
  ];
  assert.equal(score([{ word: "true" }]), "Nothing judged yet.");
  assert.equal(score([votes[0], votes[1], { word: "false" }]), "2 of 3 judged; you and the evidence agree on 1.");
  assert.equal(
    score(votes),
    "You and the evidence agree on 2 of 3: 1 of 1 true, 0 of 0 false, 1 of 2 only if. " +
      "Whoever says “only if” every time agrees on 2.",
  );
});
