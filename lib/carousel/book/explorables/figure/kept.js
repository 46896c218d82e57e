// What a reader has marked: guesses, votes and answers. It stays in the browser, is sent
// nowhere, and is forgotten on request. No DOM.

const PLACE = "carousel-marks";
let held = null; // where a browser refuses storage, marks last as long as the page

/**
 * @typedef {"guesses" | "votes" | "answers"} Kind
 * @returns {Record<Kind, Record<string, any>> & {reader: number}} all marks by kind and
 *   key, and a number of the reader's own, drawn by chance once
 */
export function marks() {
  let found = held;
  try {
    found = JSON.parse(localStorage.getItem(PLACE)) ?? found;
  } catch {
    // Storage is refused, or somebody else has written there.
  }
  if (typeof found !== "object") found = null;
  return {
    reader: 0,
    ...found,
    guesses: { ...found?.guesses },
    votes: { ...found?.votes },
    answers: { ...found?.answers },
  };
}

/**
 * Keeps a mark, in place of an earlier one of its key.
 * @param {Kind} kind
 * @param {string} key
 * @param {any} mark
 */
export function keep(kind, key, mark) {
  const now = marks();
  now[kind][key] = mark;
  write(now);
}

/**
 * Forgets marks of a kind; without a kind, all marks.
 * @param {Kind} [kind]
 * @param {string[]} [keys]
 */
export function forget(kind, keys = []) {
  const now = marks();
  for (const key of keys) delete now[kind][key];
  write(kind ? now : null);
}

/** The reader's own number, which orders what is shuffled; the same after a reload. */
export function reader() {
  const now = marks();
  if (now.reader) return now.reader;
  write({ ...now, reader: 1 + Math.floor(Math.random() * 2 ** 31) });
  return marks().reader;
}

function write(now) {
  held = now;
  try {
    if (now) localStorage.setItem(PLACE, JSON.stringify(now));
    else localStorage.removeItem(PLACE);
  } catch {
    // As above.
  }
}
