// For the type check alone: a style sheet is bundled as its text.
declare module "*.css" {
  const text: string;
  export default text;
}

// The literature likewise, for JupyterLab.
declare module "*.bib" {
  const text: string;
  export default text;
}

// Sphinx's, and the book's own words, on the page of the search alone.
declare const stopwords: string[];
declare class Stemmer {
  stemWord(word: string): string;
}
declare const carouselTexts: [page: string, title: string, found: [id: string, heading: string, text: string][]][];
declare var carouselSearch: (query: string) => { asked: object[]; results: { entry: { address: string } }[] };

// JupyterLab's, which loads extensions from it.
declare var _JUPYTERLAB: Record<string, unknown>;
