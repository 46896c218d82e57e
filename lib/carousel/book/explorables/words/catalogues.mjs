// The catalogues of other languages, for the bundles of pages.
import { readdirSync, readFileSync } from "node:fs";

const places = (text) => [...new Set(text.match(/\{\d+\}/g))].sort().join(", ");

/**
 * Refuses a text that has not the places of its key.
 * @param {string} file
 * @param {Record<string, string>} words
 */
export function check(file, words) {
  for (const [key, text] of Object.entries(words)) {
    if (text === "" || places(text) === places(key)) continue;
    const wanted = places(key) || "no place";
    throw new Error(`${file}: ${JSON.stringify(key)} wants ${wanted}, got ${JSON.stringify(text)}`);
  }
}

/** @returns {[string, Record<string, string>][]} each language, with what is not as in English */
export const catalogues = (folder = new URL(".", import.meta.url)) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json") && file !== "en.json")
    .map((file) => {
      const words = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
      check(file, words);
      const own = Object.entries(words).filter(([key, text]) => text && text !== key);
      return [file.replace(".json", ""), Object.fromEntries(own)];
    });
