// The search: sections by the words that people use, misspelt or not. It reads searchtexts.js
// alone, so that it quotes what it finds also where a browser lets no page read another.
"use strict";
{
  const MOST = 30; // results
  const QUOTED = 240; // letters
  const IN_HEADING = 2.5; // what a word counts for there, of one that is rare in the text
  const PART = 0.5; // and as a part of a longer word, or misspelt
  const stemmer = new Stemmer();
  const stems = new Map();
  const spelt = new Map(); // a word of the book for a stem
  /** @type {(word: string) => string} */
  const stem = (word) => {
    if (!stems.has(word)) stems.set(word, stemmer.stemWord(word));
    return stems.get(word);
  };
  const WORD = /[\p{L}\p{N}_]+/gu;

  const counted = (text) => {
    const counts = new Map();
    for (const word of text.toLowerCase().match(WORD) ?? []) {
      const root = stem(word);
      if (!spelt.has(root)) spelt.set(root, word);
      counts.set(root, (counts.get(root) ?? 0) + 1);
    }
    return counts;
  };
  const entries = carouselTexts.flatMap(([page, title, found]) =>
    found.map(([id, heading, text], place) => {
      const counts = counted(text);
      const length = [...counts.values()].reduce((sum, n) => sum + n, 0);
      // A page begins with its own heading.
      const address = place === 0 ? page : `${page}#${id}`;
      return { address, title, heading: place === 0 ? "" : heading, text, counts, length, head: counted(heading) };
    }),
  );
  const usual = entries.reduce((sum, { length }) => sum + length, 0) / entries.length;
  const among = new Map(); // in how many entries a word is
  for (const { counts, head } of entries) {
    for (const word of new Set([...counts.keys(), ...head.keys()])) among.set(word, (among.get(word) ?? 0) + 1);
  }

  /** How many letters must change to make one word of another; two that are swapped count once. */
  function changes(one, other) {
    let [before, last] = [[], [...Array(other.length + 1).keys()]];
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  /** The words of the book that are meant by one: itself, what it is a part of, or what it misspells. */
  function meant(word) {
    if (among.has(word)) return { terms: [word], weight: 1 };
    const all = [...among.keys()];
    const parts = word.length > 2 ? all.filter((term) => term.includes(word)) : [];
    if (parts.length > 0) return { terms: parts, weight: PART };
    const most = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
    const far = all
      .filter((term) => Math.abs(term.length - word.length) <= most && !/\d/.test(term))
      .map((term) => ({ term, far: changes(word, term) }))
      .filter(({ far }) => far <= most)
      .sort((one, other) => one.far - other.far || among.get(other.term) - among.get(one.term));
    return { terms: far.slice(0, 1).map(({ term }) => term), weight: PART, misspelt: far.length > 0 };
  }

  /**
   * The entries that hold the words of a query, the best first.
   * @param {string} query
   */
  function find(query) {
    const all = query.toLowerCase().match(WORD) ?? [];
    const telling = all.filter((word) => !stopwords.includes(word));
    const asked = [...new Set((telling.length > 0 ? telling : all).map(stem))].map((word) => ({
      word,
      ...meant(word),
    }));
    const results = [];
    for (const entry of entries) {
      let [sum, held] = [0, 0];
      for (const { terms, weight } of asked) {
        const each = terms.map((term) => {
          const n = entry.counts.get(term) ?? 0;
          const rare = Math.log(1 + (entries.length - among.get(term) + 0.5) / (among.get(term) + 0.5));
          const often = (2.2 * n) / (n + 0.3 + (0.9 * entry.length) / usual);
          return weight * rare * (often + (entry.head.has(term) ? IN_HEADING : 0));
        });
        const most = Math.max(0, ...each);
        sum += most;
        if (most > 0) held += 1;
      }
      // All of the words count for more than one of them many times over.
      if (held > 0) results.push({ entry, score: sum * (held / asked.length) ** 2, isWhole: held === asked.length });
    }
    results.sort((one, other) => other.score - one.score);
    return { asked, telling, results: results.slice(0, MOST) };
  }

  /** The part of a text with most of the words, which stand out. */
  function quoted(text, terms) {
    const places = [...text.matchAll(WORD)].filter(([word]) => terms.has(stem(word.toLowerCase())));
    const within = (from) => {
      const near = places.filter(({ index }) => index >= from && index < from + QUOTED);
      return new Set(near.map(([word]) => stem(word.toLowerCase()))).size;
    };
    let best = 0;
    for (const { index } of places) if (within(index) > within(best)) best = index;
    const start = text.length <= QUOTED || best < QUOTED / 4 ? 0 : text.indexOf(" ", best - QUOTED / 4) + 1;
    const end = start + QUOTED >= text.length ? text.length : text.lastIndexOf(" ", start + QUOTED);
    const context = document.createElement("p");
    context.className = "context";
    let at = start;
    if (start > 0) context.append("… ");
    for (const { 0: word, index } of places) {
      if (index < start || index + word.length > end) continue;
      const mark = document.createElement("span");
      mark.className = "highlighted";
      mark.textContent = word;
      context.append(text.slice(at, index), mark);
      at = index + word.length;
    }
    context.append(text.slice(at, end), end < text.length ? " …" : "");
    return context;
  }

  /** What was found, in a sentence. */
  function told({ asked, results }) {
    const unknown = asked.filter(({ terms }) => terms.length === 0).map(({ word }) => `“${word}”`);
    const other = asked
      .filter(({ misspelt }) => misspelt)
      .map(({ word, terms }) => `“${spelt.get(terms[0])}” for “${word}”`);
    const whole = results.filter(({ isWhole }) => isWhole).length;
    const first =
      whole > 0
        ? `Found: ${whole === MOST ? "the best " : ""}${whole} ${whole === 1 ? "place" : "places"}.`
        : results.length > 0
          ? "No place has all of these words; these have some."
          : "Nothing in the book has these words.";
    const taken = other.length > 0 ? ` Taken: ${other.join(", ")}.` : "";
    return `${first}${taken}${whole === 0 && results.length > 0 && unknown.length > 0 ? ` Not in the book: ${unknown.join(", ")}.` : ""}`;
  }

  function show(query) {
    const found = find(query);
    const box = document.getElementById("search-results");
    const heading = document.createElement("h2");
    heading.textContent = "Search results";
    const summary = document.createElement("p");
    summary.className = "search-summary";
    summary.textContent = told(found);
    const list = document.createElement("ul");
    list.className = "search";
    const terms = new Set(found.asked.flatMap(({ terms: meant }) => meant));
    for (const { entry } of found.results) {
      const link = document.createElement("a");
      link.href = entry.address;
      link.textContent = entry.heading ? `${entry.title} › ${entry.heading}` : entry.title;
      const item = document.createElement("li");
      item.append(link, quoted(entry.text, terms));
      list.append(item);
    }
    box.replaceChildren(heading, summary, list);
    try {
      localStorage.setItem("sphinx_highlight_terms", found.telling.join(" "));
    } catch {
      // Storage may be forbidden; the page that is opened then marks no words.
    }
  }

  const query = new URLSearchParams(location.search).get("q") ?? "";
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll("input[name=q]");
  for (const field of fields) field.value = query;
  if (query.trim()) show(query);
  globalThis.carouselSearch = find;
}
