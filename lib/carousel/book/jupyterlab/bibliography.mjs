// The literature as the text names it: "Gers et al.", 2000, and where to find it.

const ACCENTS = { '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", v: "\u030c", c: "\u0327" };

/** What TeX writes with accents and braces, as people read it. */
function plain(tex) {
  return tex
    .replace(/\\(["'`^~]|[vc](?=\{))\{?\\?(\w)\}?/g, (_, accent, letter) => letter + ACCENTS[accent])
    .replaceAll("\\L}", "Ł")
    .replace(/[{}]/g, "")
    .replaceAll("--", "–")
    .normalize("NFC");
}

function named(authors) {
  const last = authors.map((name) => name.split(",")[0]);
  if (last.length > 2) return `${last[0]} et al.`;
  return last.join(" and ");
}

/** By first authors' last names, then by year. */
const order = ({ authors, year }) => `${authors} ${year}`;

function addressOf({ doi, archiveprefix, eprint, url }) {
  if (doi) return `https://doi.org/${doi}`;
  if (archiveprefix?.toLowerCase() === "arxiv") return `https://arxiv.org/abs/${eprint}`;
  return url ?? "references.md";
}

/**
 * @typedef {{authors: string, year: string, said: string, address: string}} Source
 * @param {string} bib
 * @returns {Map<string, Source>} the sources by their keys, in the order of their authors
 */
export function read(bib) {
  /** @type {[string, Source][]} */
  const sources = [...bib.matchAll(/^@\w+\{([^,]+),(.*)\}\s*$/gm)].map(([, key, entry]) => {
    /** @type {any} */
    const told = {};
    for (const [, name, value] of entry.matchAll(/(\w+)\s*=\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g)) {
      told[name.toLowerCase()] = plain(value);
    }
    const authors = told.author.split(" and ");
    const full = authors.map((name) => name.split(", ").reverse().join(" ")).join(", ");
    const where = told.journal ?? told.booktitle ?? told.school ?? told.institution ?? told.publisher;
    const parts = [full, told.title, where, told.year].filter(Boolean);
    const said = parts.map((part) => (/[.?!]$/.test(part) ? part : `${part}.`)).join(" ");
    return [key, { authors: named(authors), year: told.year, said, address: addressOf(told) }];
  });
  sources.sort(([, one], [, other]) => order(one).localeCompare(order(other)));
  return new Map(sources);
}
